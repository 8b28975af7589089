import { memberFacts } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { Basis, Facts } from '../../shared/loyalty/facts.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import { eventsOfRecord, isWholeReturn, registeredAccount } from '../../shared/protocol/events.ts';
import { distantAccount } from '../../shared/protocol/feed.ts';
import type { Distant, Member } from '../../shared/protocol/feed.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import type { Books } from '../ledger/books.ts';
import { saleOf, storedRecord } from '../ledger/events.ts';
import type { Difference, MemberEventRow, RecordKey } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';
import { differences, same } from './compare.ts';

type Span = Basis['own'][number];
export type MemberCheck = {
  reader: Reader;
  /** The accounts of the transaction that books the record; none when it was booked before. */
  books: Books | undefined;
  key: RecordKey;
  shop: string;
  position: number;
  facts: Pick<Facts, 'member' | 'basis' | 'spending'>;
};

/**
 * Whether the member's snapshot is what the till could know: the account as the feed had it at the replica's position, and the
 * till's own records that the facts name folded over it, the very fold the till makes. Truth newer than that is no fault of the
 * facts. Mostly nothing happened elsewhere meanwhile: facts that equal the account as it is now need no look into the past.
 */
export async function memberDifferences(check: MemberCheck): Promise<Difference[]> {
  const said = check.facts.member;
  if (said === null) return spendingDifferences(check, null);
  const now = (await check.books?.member(said.id))?.row.account;
  if (now?.member === said.id && same(said, memberFacts(now, said.identification))) {
    const found = await spendingDifferences(check, now);
    if (found.length === 0) return [];
  }
  const account = await rebuilt(check, said.id);
  if (account === null) return [{ path: 'facts.member.id', till: said.id, hub: null }];
  const found = await toldOf(
    check.reader,
    said.id,
    differences('facts.member', said, memberFacts(account, said.identification)),
  );
  return found.length > 0 ? found : spendingDifferences(check, account);
}

/** The dates of somebody who was erased the hub knows no more, and a till that sold before it heard did. */
async function toldOf(reader: Reader, member: string, found: Difference[]): Promise<Difference[]> {
  const isDate = ({ path }: Difference) => path.startsWith('facts.member.dates');
  if (!found.some(isDate)) return found;
  const isErased = (await reader.erasure((await reader.aliasOf(member)) ?? member)) !== undefined;
  return isErased ? found.filter((each) => !isDate(each)) : found;
}

/** The account of back then, folded as the till folded it. */
async function rebuilt(check: MemberCheck, member: string): Promise<Account | null> {
  const { reader } = check;
  let account = await fedAccount(check, member);
  for (const event of await ownEvents(check, member)) account = await foldAsTill(reader, account, event);
  return account;
}

/** As the feed had it, of a member of the shop or of others. */
async function fedAccount({ reader, shop, position }: MemberCheck, member: string): Promise<Account | null> {
  const own = await reader.revision(shop, 'member', member, position);
  if (own?.doc) return (JSON.parse(own.doc) as Member).account;
  const distant = await reader.revision(shop, 'distant', member, position);
  return distant?.doc ? distantAccount(JSON.parse(distant.doc) as Distant) : null;
}

/** Leases spent must be the hub's own grants to this till, with what is left of their lots. */
async function spendingDifferences(
  { reader, key, facts }: MemberCheck,
  account: Account | null,
): Promise<Difference[]> {
  if (facts.spending?.level !== 'lease') return [];
  const found: Difference[] = [];
  for (const { lease, lots } of facts.spending.leases) {
    const granted = (await reader.grant(key.till, lease)) !== undefined;
    const held = granted ? account?.leases.find((each) => each.id === lease && each.till === key.till) : undefined;
    found.push(...differences(`facts.spending.leases.${lease}`, lots, held?.lots));
  }
  return found;
}

/** The member's events among the till's own records that the facts name, never this record or a later one. */
async function ownEvents({ reader, key, facts }: MemberCheck, member: string): Promise<MemberEventRow[]> {
  const spans: Span[] = facts.basis?.own ?? [];
  if (spans.length === 0) return [];
  const of = (await reader.aliasOf(member)) ?? member;
  const events: MemberEventRow[] = [];
  for (const { epoch, from, to } of spans) {
    const until = epoch === key.epoch ? Math.min(to, key.seq - 1) : to;
    for (const event of await reader.ownEvents(of, key.till, epoch, from, until)) {
      if ((event.named ?? of) === member) events.push(event);
    }
  }
  return events;
}

async function foldAsTill(reader: Reader, account: Account | null, row: MemberEventRow): Promise<Account | null> {
  const record = await storedRecord(reader, row);
  const { body } = record;
  if (body.kind === 'member.registered') return account ?? registeredAccount(body);
  if (account === null) return null;
  const whole = body.kind === 'return' && (await isWhole(reader, row.till, body));
  const event = eventsOfRecord(record, { wholeReturn: whole })?.event;
  return event ? applyEvent(account, event).account : account;
}

async function isWhole(
  reader: Reader,
  till: string,
  body: Extract<JournalRecord['body'], { kind: 'return' }>,
): Promise<boolean> {
  const sale = await saleOf(reader, till, body.ofReceipt);
  return sale !== undefined && isWholeReturn(sale.money.lines, body.returned, body.lines);
}
