import { forgetErased } from './persons.ts';
import type { Desk } from './desk.ts';
import { leasingAhead } from './ahead.ts';
import { atHand, closings, tidy } from './holding.ts';
import { refreshed } from './members.ts';

/**
 * Brings the counter in line with the journal when the till starts. A lease that was accepted and not yet the open sale's is the sale's;
 * others stay at hand until the hub is reached. Of a journal that lost records nobody knows what was spent of them: they go back at once, and who
 * was erased just before it went down is forgotten.
 * Answers what keeps its leases in order from then on: to be called whenever the connection or the replica changed.
 */
export function startDesk(desk: Desk, report: (error: unknown) => void): () => void {
  const { journal } = desk.deps;
  const { sale } = desk.counter;
  const held = new Set(sale?.leases.map(({ lease }) => lease));
  if (journal.alarm !== null) {
    const records = closings(journal.openLeases().filter(({ lease }) => !held.has(lease)));
    if (records.length > 0) desk.write({ records });
  } else if (sale?.member && sale.payments.length === 0) {
    const missing = atHand(desk, sale.member.id).filter(({ lease }) => !held.has(lease));
    const leases = [...sale.leases, ...missing];
    if (missing.length > 0) desk.keep({ ...sale, leases, member: refreshed(desk, sale.member) });
  }
  forgetErased(desk.deps, 'all');
  const ahead = leasingAhead(desk, report);
  return () => {
    tidy(desk, report);
    ahead();
  };
}
