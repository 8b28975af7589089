import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { CloseRequest, Item } from '../../shared/protocol/office.ts';
import type { Ports } from '../ports.ts';
import type { ItemRow } from '../store/rows.ts';
import type { Store, Tx } from '../store/store.ts';
import { writeDown } from '../users/audit.ts';
import type { Actor } from '../users/audit.ts';
import { itemOf } from './item.ts';
import { endItem } from './told.ts';

export type ClosingDeps = {
  store: Store;
  ports: Pick<Ports, 'clock' | 'random'>;
  /** Books or sets aside what a revoked till left, in the same transaction. */
  decide(tx: Tx, till: string, decision: 'approve' | 'reject'): Promise<void>;
};

/**
 * Closes an item, once and for all: who, when and why are kept. Nothing that was booked changes by it, but that a backlog is booked when
 * it is approved. Throws, in this order, `item.unknown`, `item.closed`, `item.decision`.
 */
export async function closeItem(
  { store, ports, decide }: ClosingDeps,
  by: Actor,
  id: string,
  { why, decision }: CloseRequest,
): Promise<Item> {
  return store.write(async (tx) => {
    const row = await tx.item(id);
    if (!row) throw new KopilkaError('item.unknown', { item: id });
    if (row.closed) throw new KopilkaError('item.closed', { item: id, who: row.closed.by, at: row.closed.at });
    if ((decision !== undefined) !== (row.kind === 'backlog')) throw new KopilkaError('item.decision', { item: id });
    const at = new Date(ports.clock.nowMs()).toISOString();
    const closed = { by: by.name, at, why, ...(decision === undefined ? {} : { decision }) };
    if (decision !== undefined) await decide(tx, row.till, decision);
    await endItem(tx, row, closed);
    await closeVerdict(tx, row);
    const action = decision === undefined ? 'item.close' : `item.${decision}`;
    await writeDown(tx, ports, by, { action, subject: id, why });
    await tx.takePositions();
    return itemOf({ ...row, closed });
  });
}

/** A discrepancy is listed as closed too. */
async function closeVerdict(tx: Tx, row: ItemRow): Promise<void> {
  const verdict = await tx.verdict(row);
  if (verdict?.verdict === 'different' && verdict.state === 'open')
    await tx.saveVerdict({ ...verdict, state: 'closed' });
}
