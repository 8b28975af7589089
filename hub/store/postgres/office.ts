import {
  auditRow,
  heldColumns,
  heldOrder,
  heldRow,
  itemRow,
  unknownOrder,
  unknownPlace,
  userRow,
  userSessionRow,
} from '../sqlite/office.ts';
import type { AuditSql, HeldSql, ItemSql, OfficeWrites, UserSessionSql, UserSql } from '../sqlite/office.ts';
import { optional } from '../sqlite/tills.ts';
import type { ItemRow } from '../rows.ts';
import type { OfficeReads } from '../store.ts';
import type { Source } from './source.ts';
import { addedTables, keyedTables } from './tables.ts';
import type { Row } from './tables.ts';
import type { Unit } from './unit.ts';

const itemColumns = keyedTables.item.columns.join(', ');
const held = `state in ('held', 'heldBranch')`;
const waits = `state in ('held', 'heldBranch', 'unknown', 'unknownBranch')`;

export function officeReads(source: Source): OfficeReads {
  return {
    item: async (id) => optional(await source.row<ItemSql>(keyedTables.item, [id]), itemRow),
    async items({ state, kind, after, limit }) {
      const rows = await source.rows<ItemSql>(
        ['item'],
        `select ${itemColumns} from item
         where (cast($1 as text) is null or state = $1) and (cast($2 as text) is null or kind = $2)
           and (at_ms, id) > ($3, $4) order by at_ms, id limit $5`,
        [state, kind, after?.atMs ?? -1, after?.id ?? '', limit],
      );
      return rows.map(itemRow);
    },
    openItems: () =>
      source.rows<{ kind: ItemRow['kind']; count: number }>(
        ['item'],
        `select kind, count(*) as count from item where state = 'open' group by kind order by kind`,
      ),
    async heldRecords(till, limit) {
      const rows = await source.rows<HeldSql>(
        ['record', 'epoch'],
        `select ${heldColumns} from record as r join epoch as e on e.till = r.till and e.epoch = r.epoch
         where r.till = $1 and r.${held} order by ${heldOrder} limit $2`,
        [till, limit],
      );
      return rows.map(heldRow);
    },
    async heldCount(till) {
      const text = `select count(*) as count from record where till = $1 and ${held}`;
      return (await source.rows<{ count: number }>(['record'], text, [till]))[0]!.count;
    },
    async unknownRecords(after, limit) {
      const rows = await source.rows<HeldSql>(
        ['record'],
        `select ${heldColumns} from record as r where r.state in ('unknown', 'unknownBranch')
         and (${unknownOrder}) > ($1, $2, $3, $4, $5) order by ${unknownOrder} limit $6`,
        [...unknownPlace(after), limit],
      );
      return rows.map(heldRow);
    },
    user: async (name) => optional(await source.row<UserSql>(keyedTables.hubUser, [name]), userRow),
    users: async () => (await source.rows<UserSql>(['hub_user'], 'select * from hub_user order by name')).map(userRow),
    userSession: async (hash) =>
      optional(await source.row<UserSessionSql>(keyedTables.userSession, [hash]), userSessionRow),
    async audit(before, limit) {
      const rows = await source.rows<AuditSql>(
        ['audit'],
        'select * from audit where (at_ms, id) < ($1, $2) order by at_ms desc, id desc limit $3',
        [before?.atMs ?? Number.MAX_SAFE_INTEGER, before?.id ?? '', limit],
      );
      return rows.map(auditRow);
    },
  };
}

export function officeWrites(unit: Unit): OfficeWrites {
  return {
    async addItem(row) {
      if (await unit.row(keyedTables.item, [row.id])) return;
      const { id, kind, atMs, till, epoch, seq, hash, receipt, member, detail, stakeMinor, closed } = row;
      const end = {
        state: closed === null ? 'open' : 'closed',
        closed: closed === null ? null : JSON.stringify(closed),
      };
      const about = { till, epoch, seq, hash, receipt, member, detail, stake_minor: stakeMinor };
      unit.put(keyedTables.item, { id, kind, at_ms: atMs, ...about, ...end });
    },
    async closeItem(id, closed) {
      const row = await unit.row<Row>(keyedTables.item, [id]);
      if (row) unit.put(keyedTables.item, { ...row, state: 'closed', closed: JSON.stringify(closed) });
    },
    async releaseRecord({ till, epoch, seq, hash }, state, named) {
      await unit.rows(
        ['record'],
        `update record set state = $5, receipt = coalesce(cast($6 as text), receipt),
           of_receipt = coalesce(cast($7 as text), of_receipt)
         where till = $1 and epoch = $2 and seq = $3 and hash = $4 and ${waits}`,
        [till, epoch, seq, hash, state, named?.receipt ?? null, named?.ofReceipt ?? null],
      );
    },
    saveUser({ name, role, verifier, failures, lockedUntilMs }) {
      unit.put(keyedTables.hubUser, { name, role, verifier, failures, locked_until_ms: lockedUntilMs });
    },
    removeUser(name) {
      unit.remove(keyedTables.hubUser, [name]);
    },
    addUserSession({ hash, name, expiresMs }) {
      unit.put(keyedTables.userSession, { hash, name, expires_ms: expiresMs });
    },
    removeUserSession(hash) {
      unit.remove(keyedTables.userSession, [hash]);
    },
    async removeUserSessions(name) {
      const text = 'select * from user_session where name = $1';
      const rows = await unit.rows<UserSessionSql>(['user_session'], text, [name]);
      for (const { hash } of rows) unit.remove(keyedTables.userSession, [hash]);
    },
    async dropUserSessions(nowMs) {
      const text = 'select * from user_session where expires_ms <= $1';
      const rows = await unit.rows<UserSessionSql>(['user_session'], text, [nowMs]);
      for (const { hash } of rows) unit.remove(keyedTables.userSession, [hash]);
    },
    addAudit({ atMs, id, who, role, action, subject, why }) {
      unit.add(addedTables.audit, { at_ms: atMs, id, who, role, action, subject, why });
    },
  };
}
