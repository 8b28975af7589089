import type { Account } from '../../../shared/loyalty/account.ts';
import type { Statements } from './statements.ts';
import { optional } from './tills.ts';
import type { EventKey, LedgerRow, LedgerSum, MemberEventRow, MemberRow } from '../rows.ts';
import type { MemberReads, Writes } from '../store.ts';

export const memberColumns = 'member, shops, profile, opening, account, last, hub_seq, visits, wishes';
export type MemberSql = {
  member: string;
  shops: string;
  profile: string;
  opening: string;
  account: string;
  last: string | null;
  hub_seq: number;
  visits: string;
  wishes: number;
};
export type EventSql = {
  till: string;
  epoch: string;
  seq: number;
  hash: string;
  at_ms: number;
  event: string | null;
  named: string | null;
};

export function memberReads(db: Statements): MemberReads {
  const member = db.prepare<[string], MemberSql>(`select ${memberColumns} from member where member = ?`);
  const alias = db.prepare<[string], { member: string }>('select member from alias where alias = ?');
  const card = db.prepare<[string], { member: string }>('select member from card where card = ?');
  const columns = 'till, epoch, seq, hash, at_ms, event, named';
  const events = db.prepare<[string], EventSql>(`select ${columns} from member_event where member = ?`);
  const own = db.prepare<[string, string, string, number, number], EventSql>(
    `select ${columns} from member_event where member = ? and till = ? and epoch = ? and seq between ? and ?
     and event is null order by seq`,
  );
  const lapsing = db.prepare<[number, string, number], { member: string }>(
    'select member from member indexed by member_lapse where lapse_ms <= ? and member > ? order by member limit ?',
  );
  const posted = db.prepare<[string], LedgerSum>(
    'select wallet, side, sum(points) as points from ledger where member = ? group by wallet, side',
  );
  const entries = db.prepare<[string], LedgerRow>('select * from ledger where member = ? order by txn, wallet, side');
  const totals = db.prepare<[], LedgerSum>(
    'select wallet, side, sum(points) as points from ledger group by wallet, side order by wallet, side',
  );
  return {
    member: (id) => optional(member.get(id), memberRow),
    aliasOf: (id) => alias.get(id)?.member,
    cardOwner: (number) => card.get(number)?.member,
    events: (id) => events.all(id).map(eventRow),
    ownEvents: (id, till, epoch, from, to) => own.all(id, till, epoch, from, to).map(eventRow),
    lapsing: (atMs, after, limit) => lapsing.all(atMs, after, limit).map((row) => row.member),
    posted: (id) => posted.all(id),
    entries: (id) => entries.all(id),
    ledgerTotals: () => totals.all(),
  };
}

type MemberWrites = Pick<
  Writes,
  'readAhead' | 'saveMember' | 'addAlias' | 'addCard' | 'removeCard' | 'addEvent' | 'addEntry'
>;

export function memberWrites(db: Statements): MemberWrites {
  const save = db.prepare(
    `insert into member values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (member) do update set shops = excluded.shops,
     profile = excluded.profile, opening = excluded.opening, account = excluded.account, last = excluded.last,
     hub_seq = excluded.hub_seq, lapse_ms = excluded.lapse_ms, visits = excluded.visits,
     wishes = excluded.wishes`,
  );
  const addAlias = db.prepare('insert into alias values (?, ?)');
  const addCard = db.prepare('insert or replace into card values (?, ?)');
  const removeCard = db.prepare('delete from card where card = ?');
  const addEvent = db.prepare('insert into member_event values (?, ?, ?, ?, ?, ?, ?, ?)');
  const addEntry = db.prepare('insert into ledger values (?, ?, ?, ?, ?)');
  return {
    readAhead: () => undefined,
    saveMember({ member, shops, profile, opening, last, hubSeq, visits, wishes }, accountText, lapseMs) {
      const lastText = last && JSON.stringify(last);
      const [shopsText, visitsText] = [JSON.stringify(shops), JSON.stringify(visits)];
      save.run(member, shopsText, profile, opening, accountText, lastText, hubSeq, lapseMs, visitsText, wishes);
    },
    addAlias(alias, member) {
      addAlias.run(alias, member);
    },
    addCard(card, member) {
      addCard.run(card, member);
    },
    removeCard(card) {
      removeCard.run(card);
    },
    addEvent(member, { till, epoch, seq, hash, atMs }, event, named) {
      addEvent.run(member, till, epoch, seq, hash, atMs, event, named);
    },
    addEntry({ member, txn, wallet, side, points }) {
      addEntry.run(member, txn, wallet, side, points);
    },
  };
}

export function memberRow(row: MemberSql): MemberRow {
  return {
    member: row.member,
    shops: JSON.parse(row.shops) as string[],
    profile: row.profile,
    opening: row.opening,
    account: JSON.parse(row.account) as Account,
    last: row.last === null ? null : (JSON.parse(row.last) as EventKey),
    hubSeq: row.hub_seq,
    visits: JSON.parse(row.visits) as Record<string, number>,
    wishes: row.wishes,
  };
}

export function eventRow({ at_ms: atMs, ...row }: EventSql): MemberEventRow {
  return { ...row, atMs };
}
