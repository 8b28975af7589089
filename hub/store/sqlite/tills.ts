import type { Statements } from './statements.ts';
import type { EpochRow, GrantRow, TillRow } from '../rows.ts';
import type { TillReads, Writes } from '../store.ts';

export type TillSql = {
  till: string;
  shop: string;
  public_key: string | null;
  token_issued: string | null;
  token_confirmed: string | null;
  last_at_ms: number;
  revoked_ms: number | null;
};
export type EpochSql = {
  till: string;
  epoch: string;
  ordinal: number;
  seq: number;
  hash: string;
  signed_hash: string;
  signature: string;
  public_key: string;
  checked: number;
};
export type LeaseSql = {
  till: string;
  lease: string;
  request_id: string;
  member: string;
  text: string;
  signature: string;
  closed: number;
};

export function tillReads(db: Statements): TillReads {
  const till = db.prepare<[string], TillSql>('select * from till where till = ?');
  const epochs = db.prepare<[string], EpochSql>('select * from epoch where till = ? order by ordinal');
  const epoch = db.prepare<[string, string], EpochSql>('select * from epoch where till = ? and epoch = ?');
  const unchecked = db.prepare<[number], EpochSql>('select * from epoch where checked = 0 limit ?');
  const lease = db.prepare<[string, string], LeaseSql>('select * from lease where till = ? and lease = ?');
  const requested = db.prepare<[string, string], LeaseSql>('select * from lease where till = ? and request_id = ?');
  const open = db.prepare<[string], LeaseSql>('select * from lease where till = ? and closed = 0 order by lease');
  return {
    till: (id) => optional(till.get(id), tillRow),
    epochs: (id) => epochs.all(id).map(epochRow),
    epoch: (id, name) => optional(epoch.get(id, name), epochRow),
    uncheckedEpochs: (limit) => unchecked.all(limit).map((row) => ({ till: row.till, epoch: epochRow(row) })),
    grant: (id, name) => optional(lease.get(id, name), grantRow),
    grantByRequest: (id, requestId) => optional(requested.get(id, requestId), grantRow),
    openGrants: (id) => open.all(id).map(grantRow),
  };
}

type TillWrites = Pick<
  Writes,
  'saveTill' | 'saveEpoch' | 'addEnrolmentCode' | 'takeEnrolmentCode' | 'addGrant' | 'closeGrant'
>;

export function tillWrites(db: Statements): TillWrites {
  const saveTill = db.prepare('insert or replace into till values (?, ?, ?, ?, ?, ?, ?)');
  const saveEpoch = db.prepare('insert or replace into epoch values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addCode = db.prepare('insert into enrolment_code values (?, ?, ?)');
  const takeCode = db.prepare<[string], { till: string; expires_ms: number }>(
    'delete from enrolment_code where hash = ? returning till, expires_ms',
  );
  const addGrant = db.prepare('insert into lease values (?, ?, ?, ?, ?, ?, ?)');
  const closeGrant = db.prepare('update lease set closed = 1 where till = ? and lease = ?');
  return {
    saveTill(row) {
      const { shop, publicKey, tokenIssued, tokenConfirmed, lastAtMs, revokedMs } = row;
      saveTill.run(row.till, shop, publicKey, tokenIssued, tokenConfirmed, lastAtMs, revokedMs);
    },
    saveEpoch(till, { epoch, ordinal, seq, hash, signed }) {
      const { signature, publicKey, checked } = signed;
      saveEpoch.run(till, epoch, ordinal, seq, hash, signed.hash, signature, publicKey, checked ? 1 : 0);
    },
    addEnrolmentCode({ hash, till, expiresMs }) {
      addCode.run(hash, till, expiresMs);
    },
    takeEnrolmentCode(hash) {
      return optional(takeCode.get(hash), (row) => ({ till: row.till, expiresMs: row.expires_ms }));
    },
    addGrant(row) {
      addGrant.run(row.till, row.lease, row.requestId, row.member, row.grant, row.signature, row.closed ? 1 : 0);
    },
    closeGrant(till, lease) {
      closeGrant.run(till, lease);
    },
  };
}

export function tillRow(row: TillSql): TillRow {
  return {
    till: row.till,
    shop: row.shop,
    publicKey: row.public_key,
    tokenIssued: row.token_issued,
    tokenConfirmed: row.token_confirmed,
    lastAtMs: row.last_at_ms,
    revokedMs: row.revoked_ms,
  };
}

export function epochRow(row: EpochSql): EpochRow {
  const { epoch, ordinal, seq, hash, signature, checked } = row;
  const signed = { hash: row.signed_hash, signature, publicKey: row.public_key, checked: checked === 1 };
  return { epoch, ordinal, seq, hash, signed };
}

export function grantRow(row: LeaseSql): GrantRow {
  const { till, lease, member, signature } = row;
  return { till, lease, requestId: row.request_id, member, grant: row.text, signature, closed: row.closed === 1 };
}

export function optional<Row, T>(row: Row | undefined, map: (row: Row) => T): T | undefined {
  return row === undefined ? undefined : map(row);
}
