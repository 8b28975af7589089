import { eventRow, memberColumns, memberRow } from '../sqlite/members.ts';
import type { EventSql, MemberSql } from '../sqlite/members.ts';
import { optional } from '../sqlite/tills.ts';
import type { LedgerRow, LedgerSum } from '../rows.ts';
import type { MemberReads, Writes } from '../store.ts';
import type { Source } from './source.ts';
import { addedTables, keyedTables } from './tables.ts';
import type { Unit } from './unit.ts';

const eventColumns = 'till, epoch, seq, hash, at_ms, event, named';
const sums = 'wallet, side, cast(sum(points) as bigint) as points';

export function memberReads(source: Source): MemberReads {
  const events = (text: string, values: (string | number)[]) => source.rows<EventSql>(['member_event'], text, values);
  return {
    member: async (member) => optional(await source.row<MemberSql>(keyedTables.member, [member]), memberRow),
    aliasOf: async (alias) => (await source.row<{ member: string }>(keyedTables.alias, [alias]))?.member,
    cardOwner: async (card) => (await source.row<{ member: string }>(keyedTables.card, [card]))?.member,
    events: async (member) =>
      (await events(`select ${eventColumns} from member_event where member = $1`, [member])).map(eventRow),
    async ownEvents(member, till, epoch, from, to) {
      const rows = await events(
        `select ${eventColumns} from member_event where member = $1 and till = $2 and epoch = $3
         and seq between $4 and $5 and event is null order by seq`,
        [member, till, epoch, from, to],
      );
      return rows.map(eventRow);
    },
    async lapsing(atMs, after, limit) {
      const rows = await source.rows<{ member: string }>(
        ['member'],
        'select member from member where lapse_ms <= $1 and member > $2 order by member limit $3',
        [atMs, after, limit],
      );
      return rows.map(({ member }) => member);
    },
    posted: (member) =>
      source.rows<LedgerSum>(['ledger'], `select ${sums} from ledger where member = $1 group by wallet, side`, [
        member,
      ]),
    entries: (member) =>
      source.rows<LedgerRow>(
        ['ledger'],
        'select member, txn, wallet, side, points from ledger where member = $1 order by txn, wallet, side',
        [member],
      ),
    ledgerTotals: () =>
      source.rows<LedgerSum>(['ledger'], `select ${sums} from ledger group by wallet, side order by wallet, side`),
  };
}

/** By id: every hub goes through them in the database's own order of texts. */
export const membersAfter = `select ${memberColumns} from member where member > $1 order by member limit $2`;

type MemberWrites = Pick<
  Writes,
  'readAhead' | 'saveMember' | 'addAlias' | 'addCard' | 'removeCard' | 'addEvent' | 'addEntry'
>;

export function memberWrites(unit: Unit): MemberWrites {
  return {
    readAhead: (members) => unit.readAhead(keyedTables.member, members),
    saveMember({ member, shops, profile, opening, last, hubSeq, visits, wishes }, accountText, lapseMs) {
      unit.put(keyedTables.member, {
        member,
        shops: JSON.stringify(shops),
        profile,
        opening,
        account: accountText,
        last: last && JSON.stringify(last),
        hub_seq: hubSeq,
        lapse_ms: lapseMs,
        visits: JSON.stringify(visits),
        wishes,
      });
    },
    addAlias(alias, member) {
      unit.put(keyedTables.alias, { alias, member });
    },
    addCard(card, member) {
      unit.put(keyedTables.card, { card, member });
    },
    removeCard(card) {
      unit.remove(keyedTables.card, [card]);
    },
    addEvent(member, { till, epoch, seq, hash, atMs }, event, named) {
      unit.add(addedTables.memberEvent, { member, till, epoch, seq, hash, at_ms: atMs, event, named });
    },
    addEntry({ member, txn, wallet, side, points }) {
      unit.add(addedTables.ledger, { member, txn, wallet, side, points });
    },
  };
}
