import type { AuditRow, EventKey, HeldRecord, ItemRow, RecordState, UserRow, UserSessionRow } from '../rows.ts';
import type { OfficeReads, Writes } from '../store.ts';
import type { Statements } from './statements.ts';
import { optional } from './tills.ts';

export type ItemSql = {
  id: string;
  kind: ItemRow['kind'];
  at_ms: number;
  till: string;
  epoch: string;
  seq: number;
  hash: string;
  receipt: string | null;
  member: string | null;
  detail: string;
  stake_minor: number | null;
  state: 'open' | 'closed';
  closed: string | null;
};
export type UserSql = {
  name: string;
  role: UserRow['role'];
  verifier: string;
  failures: number;
  locked_until_ms: number;
};
export type UserSessionSql = { hash: string; name: string; expires_ms: number };
export type AuditSql = Omit<AuditRow, 'atMs'> & { at_ms: number };
export type HeldSql = Omit<EventKey, 'atMs'> & { at_ms: number; state: RecordState; bytes: Buffer };

export const heldColumns = 'r.till, r.epoch, r.seq, r.hash, r.at_ms, r.state, r.bytes';
export const heldOrder = 'e.ordinal, r.seq, r.hash';
export const unknownOrder = 'r.till, r.at_ms, r.epoch, r.seq, r.hash';

export function officeReads(db: Statements): OfficeReads {
  const item = db.prepare<[string], ItemSql>('select * from item where id = ?');
  const list = (where: string) =>
    db.prepare<(string | number)[], ItemSql>(
      `select * from item where ${where} (at_ms, id) > (?, ?) order by at_ms, id limit ?`,
    );
  const lists = {
    all: list(''),
    state: list('state = ? and'),
    kind: list('kind = ? and'),
    both: list('state = ? and kind = ? and'),
  };
  const listOf = (state: unknown, kind: unknown) => {
    if (state === null) return kind === null ? lists.all : lists.kind;
    return kind === null ? lists.state : lists.both;
  };
  const counts = db.prepare<[], { kind: ItemRow['kind']; count: number }>(
    `select kind, count(*) as count from item where state = 'open' group by kind order by kind`,
  );
  const held = db.prepare<[string, number], HeldSql>(
    `select ${heldColumns} from record as r join epoch as e on e.till = r.till and e.epoch = r.epoch
     where r.till = ? and r.state in ('held', 'heldBranch') order by ${heldOrder} limit ?`,
  );
  const heldCount = db.prepare<[string], { count: number }>(
    `select count(*) as count from record where till = ? and state in ('held', 'heldBranch')`,
  );
  const unknown = db.prepare<[string, number, string, number, string, number], HeldSql>(
    `select ${heldColumns} from record as r where r.state in ('unknown', 'unknownBranch')
     and (${unknownOrder}) > (?, ?, ?, ?, ?) order by ${unknownOrder} limit ?`,
  );
  const user = db.prepare<[string], UserSql>('select * from hub_user where name = ?');
  const users = db.prepare<[], UserSql>('select * from hub_user order by name');
  const session = db.prepare<[string], UserSessionSql>('select * from user_session where hash = ?');
  const audit = db.prepare<[number, string, number], AuditSql>(
    'select * from audit where (at_ms, id) < (?, ?) order by at_ms desc, id desc limit ?',
  );
  return {
    item: (id) => optional(item.get(id), itemRow),
    items({ state, kind, after, limit }) {
      const place = [after?.atMs ?? -1, after?.id ?? '', limit];
      const wanted = [...(state === null ? [] : [state]), ...(kind === null ? [] : [kind])];
      return listOf(state, kind)
        .all(...wanted, ...place)
        .map(itemRow);
    },
    openItems: () => counts.all(),
    heldRecords: (till, limit) => held.all(till, limit).map(heldRow),
    heldCount: (till) => heldCount.get(till)!.count,
    unknownRecords: (after, limit) => unknown.all(...unknownPlace(after), limit).map(heldRow),
    user: (name) => optional(user.get(name), userRow),
    users: () => users.all().map(userRow),
    userSession: (hash) => optional(session.get(hash), userSessionRow),
    audit: (before, limit) => audit.all(before?.atMs ?? Number.MAX_SAFE_INTEGER, before?.id ?? '', limit).map(auditRow),
  };
}

export type OfficeWrites = Pick<
  Writes,
  | 'addItem'
  | 'closeItem'
  | 'releaseRecord'
  | 'saveUser'
  | 'removeUser'
  | 'addUserSession'
  | 'removeUserSession'
  | 'removeUserSessions'
  | 'dropUserSessions'
  | 'addAudit'
>;

export function officeWrites(db: Statements): OfficeWrites {
  const addItem = db.prepare('insert or ignore into item values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const closeItem = db.prepare(`update item set state = 'closed', closed = ? where id = ?`);
  const release =
    db.prepare(`update record set state = ?, receipt = coalesce(?, receipt), of_receipt = coalesce(?, of_receipt)
     where till = ? and epoch = ? and seq = ? and hash = ?`);
  const saveUser = db.prepare('insert or replace into hub_user values (?, ?, ?, ?, ?)');
  const removeUser = db.prepare('delete from hub_user where name = ?');
  const addSession = db.prepare('insert into user_session values (?, ?, ?)');
  const removeSession = db.prepare('delete from user_session where hash = ?');
  const removeSessions = db.prepare('delete from user_session where name = ?');
  const dropSessions = db.prepare('delete from user_session where expires_ms <= ?');
  const addAudit = db.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?)');
  return {
    addItem(row) {
      const { id, kind, atMs, till, epoch, seq, hash, receipt, member, detail, stakeMinor, closed } = row;
      const end = [closed === null ? 'open' : 'closed', closed === null ? null : JSON.stringify(closed)];
      addItem.run(id, kind, atMs, till, epoch, seq, hash, receipt, member, detail, stakeMinor, ...end);
    },
    closeItem(id, closed) {
      closeItem.run(JSON.stringify(closed), id);
    },
    releaseRecord({ till, epoch, seq, hash }, state, named) {
      release.run(state, named?.receipt ?? null, named?.ofReceipt ?? null, till, epoch, seq, hash);
    },
    saveUser({ name, role, verifier, failures, lockedUntilMs }) {
      saveUser.run(name, role, verifier, failures, lockedUntilMs);
    },
    removeUser(name) {
      removeUser.run(name);
    },
    addUserSession({ hash, name, expiresMs }) {
      addSession.run(hash, name, expiresMs);
    },
    removeUserSession(hash) {
      removeSession.run(hash);
    },
    removeUserSessions(name) {
      removeSessions.run(name);
    },
    dropUserSessions(nowMs) {
      dropSessions.run(nowMs);
    },
    addAudit({ atMs, id, who, role, action, subject, why }) {
      addAudit.run(atMs, id, who, role, action, subject, why);
    },
  };
}

/** Before all there are: null. */
export function unknownPlace(after: EventKey | null): [string, number, string, number, string] {
  return after ? [after.till, after.atMs, after.epoch, after.seq, after.hash] : ['', -1, '', 0, ''];
}

export function itemRow({ at_ms: atMs, stake_minor: stakeMinor, closed, ...row }: ItemSql): ItemRow {
  const { id, kind, till, epoch, seq, hash, receipt, member, detail } = row;
  const end = closed === null ? null : (JSON.parse(closed) as ItemRow['closed']);
  return { id, kind, atMs, till, epoch, seq, hash, receipt, member, detail, stakeMinor, closed: end };
}

export function userRow({ locked_until_ms: lockedUntilMs, ...row }: UserSql): UserRow {
  return { ...row, lockedUntilMs };
}

export function userSessionRow({ expires_ms: expiresMs, ...row }: UserSessionSql): UserSessionRow {
  return { ...row, expiresMs };
}

export function auditRow({ at_ms: atMs, ...row }: AuditSql): AuditRow {
  return { ...row, atMs };
}

export function heldRow({ at_ms: atMs, bytes, ...row }: HeldSql): HeldRecord {
  return { ...row, atMs, text: bytes.toString('utf8') };
}
