import type { RecordBody } from '../../shared/protocol/journal.ts';
import { forgetErased } from './persons.ts';
import type { Desk } from './desk.ts';

/**
 * Brings the counter in line with the journal when the till starts: a lease that no open receipt holds (the till went down
 * between accepting it and using it) goes back, and who was erased just before it went down is forgotten.
 */
export function startDesk(desk: Desk): void {
  const held = new Set(desk.counter.sale?.leases.map(({ lease }) => lease));
  const orphans = desk.deps.journal.openLeases().filter(({ lease }) => !held.has(lease));
  const records = orphans.map(({ lease, member }): RecordBody => ({ kind: 'lease.closed', lease, member }));
  if (records.length > 0) desk.write({ records });
  forgetErased(desk.deps, 'all');
}
