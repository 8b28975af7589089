import { epochRow, grantRow, optional, tillRow } from '../sqlite/tills.ts';
import type { EpochSql, LeaseSql, TillSql } from '../sqlite/tills.ts';
import type { TillReads, Writes } from '../store.ts';
import type { Source } from './source.ts';
import { keyedTables } from './tables.ts';
import type { Unit } from './unit.ts';

export function tillReads(source: Source): TillReads {
  const leases = (text: string, values: string[]) => source.rows<LeaseSql>(['lease'], text, values);
  const epochs = (text: string, values: (string | number)[]) => source.rows<EpochSql>(['epoch'], text, values);
  return {
    till: async (till) => optional(await source.row<TillSql>(keyedTables.till, [till]), tillRow),
    epochs: async (till) =>
      (await epochs('select * from epoch where till = $1 order by ordinal', [till])).map(epochRow),
    epoch: async (till, epoch) => optional(await source.row<EpochSql>(keyedTables.epoch, [till, epoch]), epochRow),
    async uncheckedEpochs(limit) {
      const rows = await epochs('select * from epoch where checked = 0 limit $1', [limit]);
      return rows.map((row) => ({ till: row.till, epoch: epochRow(row) }));
    },
    grant: async (till, lease) => optional(await source.row<LeaseSql>(keyedTables.lease, [till, lease]), grantRow),
    async grantByRequest(till, requestId) {
      const [row] = await leases('select * from lease where till = $1 and request_id = $2', [till, requestId]);
      return optional(row, grantRow);
    },
    openGrants: async (till) =>
      (await leases('select * from lease where till = $1 and closed = 0 order by lease', [till])).map(grantRow),
  };
}

type TillWrites = Pick<
  Writes,
  'saveTill' | 'saveEpoch' | 'addEnrolmentCode' | 'takeEnrolmentCode' | 'addGrant' | 'closeGrant'
>;

export function tillWrites(unit: Unit): TillWrites {
  return {
    saveTill({ till, shop, publicKey, tokenIssued, tokenConfirmed, lastAtMs, revokedMs }) {
      unit.put(keyedTables.till, {
        till,
        shop,
        public_key: publicKey,
        token_issued: tokenIssued,
        token_confirmed: tokenConfirmed,
        last_at_ms: lastAtMs,
        revoked_ms: revokedMs,
      });
    },
    saveEpoch(till, { epoch, ordinal, seq, hash, signed }) {
      const { signature, publicKey, checked } = signed;
      const kept = { signed_hash: signed.hash, signature, public_key: publicKey, checked: checked ? 1 : 0 };
      unit.put(keyedTables.epoch, { till, epoch, ordinal, seq, hash, ...kept });
    },
    addEnrolmentCode({ hash, till, expiresMs }) {
      unit.put(keyedTables.enrolmentCode, { hash, till, expires_ms: expiresMs });
    },
    async takeEnrolmentCode(hash) {
      const row = await unit.row<{ till: string; expires_ms: number }>(keyedTables.enrolmentCode, [hash]);
      if (row) unit.remove(keyedTables.enrolmentCode, [hash]);
      return row && { till: row.till, expiresMs: row.expires_ms };
    },
    addGrant({ till, lease, requestId, member, grant, signature, closed }) {
      const kept = { request_id: requestId, member, text: grant, signature, closed: closed ? 1 : 0 };
      unit.put(keyedTables.lease, { till, lease, ...kept });
    },
    async closeGrant(till, lease) {
      const row = await unit.row<LeaseSql>(keyedTables.lease, [till, lease]);
      if (row) unit.put(keyedTables.lease, { ...row, closed: 1 });
    },
  };
}
