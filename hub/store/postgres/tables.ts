import type { Value } from './connection.ts';

/** A row as the driver gives and takes it, by column. */
export type Row = Record<string, Value>;

/** The first `keys` of the columns are the primary key. `held`: who reads a row inside a transaction holds it until the commit. */
export type Table = { name: string; keys: number; columns: readonly string[]; held: boolean };

const words = (text: string) => text.split(' ');
const keyed = (name: string, keys: string, rest: string, held: boolean): Table => ({
  name,
  keys: words(keys).length,
  columns: [...words(keys), ...words(rest)],
  held,
});

/**
 * Rows that are read before they are written. A till's row holds off all others that push, enrol or talk for it; a member's those that
 * book on the account; a shop's document those that fan out to all shops.
 */
export const keyedTables = {
  meta: keyed('meta', 'key', 'value', true),
  till: keyed('till', 'till', 'shop public_key token_issued token_confirmed last_at_ms revoked_ms', true),
  enrolmentCode: keyed('enrolment_code', 'hash', 'till expires_ms', true),
  epoch: keyed('epoch', 'till epoch', 'ordinal seq hash signed_hash signature public_key checked', true),
  lease: keyed('lease', 'till lease', 'request_id member text signature closed', true),
  verdict: keyed('verdict', 'till epoch seq hash', 'receipt verdict kind differences state', true),
  member: keyed('member', 'member', 'shops profile opening account last hub_seq lapse_ms visits wishes', true),
  card: keyed('card', 'card', 'member', true),
  alias: keyed('alias', 'alias', 'member', false),
  document: keyed('document', 'kind id', 'doc', true),
  programme: keyed('programme', 'hash', 'id version text from_moment', true),
  happening: keyed('happening', 'id', 'member at_ms kind name answer', false),
  person: keyed('person', 'member', 'hash text phone', true),
  sealKey: keyed('seal_key', 'hash', 'key', true),
  erasure: keyed('erasure', 'member', 'at_ms by_whom why', false),
  welcome: keyed('welcome', 'identifier', 'member', false),
  item: keyed('item', 'id', 'kind at_ms till epoch seq hash receipt member detail stake_minor state closed', true),
  writeOff: keyed('write_off', 'id', 'at_ms doc confirmed', true),
  wish: keyed('wish', 'member id', 'at_ms state doc', true),
  hubUser: keyed('hub_user', 'name', 'role verifier failures locked_until_ms', true),
  userSession: keyed('user_session', 'hash', 'name expires_ms', false),
} as const satisfies Record<string, Table>;

/** Rows that are only ever added; `again`: one that is there already stays as it is. */
export type AddedTable = { name: string; columns: readonly string[]; again: boolean };
const added = (name: string, columns: string, again = false): AddedTable => ({ name, columns: words(columns), again });

export const addedTables = {
  record: added('record', 'till epoch seq hash kind state at_ms receipt of_receipt bytes'),
  alarm: added('alarm', 'till epoch seq hash kind detail', true),
  memberEvent: added('member_event', 'member till epoch seq hash at_ms event named'),
  ledger: added('ledger', 'member txn wallet side points'),
  usageRecord: added('usage_record', 'promotion till epoch seq hash shop at_ms uses given'),
  money: added('money', 'shop txn reason rule side other at_ms programme currency amount_minor'),
  joining: added('joining', 'link member at_ms', true),
  audit: added('audit', 'at_ms id who role action subject why'),
} as const satisfies Record<string, AddedTable>;

/** Sums that grow by what is added to them. */
export type SummedTable = { name: string; keys: number; columns: readonly string[] };

export const summedTables = {
  tally: {
    name: 'tally',
    keys: 1,
    columns: words('till records sales returns different pending arithmetic facts limits'),
  },
  usage: { name: 'usage', keys: 2, columns: words('promotion shop uses given') },
} as const satisfies Record<string, SummedTable>;

export const feedTables = {
  head: { name: 'feed_head', columns: words('shop position horizon') },
  change: { name: 'change', columns: words('shop position kind id doc') },
} as const;
