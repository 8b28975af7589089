import { openAccount } from '../../shared/loyalty/account.ts';
import type { EventKey, MemberRow, RecordRow } from '../../hub/store/rows.ts';
import type { Tx } from '../../hub/store/store.ts';

export const key = (seq: number, hash = `hash-${seq}`) => ({ till: 'till-1', epoch: 'epoch-1', seq, hash });
export const eventKey = (seq: number): EventKey => ({ ...key(seq), atMs: 1000 + seq });
export const signed = { hash: 'hash-1', signature: 's', publicKey: 'p', checked: false };

export function recordRow(seq: number, text: string, more: Partial<RecordRow> = {}): RecordRow {
  const bytes = new TextEncoder().encode(text);
  return {
    ...key(seq),
    kind: 'sale',
    state: 'booked',
    atMs: 1000 + seq,
    receipt: `r${seq}`,
    ofReceipt: null,
    bytes,
    ...more,
  };
}

export function memberRow(member: string, more: Partial<MemberRow> = {}): MemberRow {
  const account = openAccount({ member, joined: '2026-01-01' });
  const texts = { profile: '{"cards":[]}', opening: JSON.stringify(account) };
  return {
    member,
    shops: ['shop-1'],
    ...texts,
    account,
    last: null,
    hubSeq: 0,
    visits: { 'shop-1': 5 },
    wishes: 0,
    ...more,
  };
}

export const saveMember = (tx: Tx, row: MemberRow, lapseMs: number | null = null) =>
  tx.saveMember(row, JSON.stringify(row.account), lapseMs);
