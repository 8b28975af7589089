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
  if (desk.deps.journal.alarm !== null) giveBackAll(desk);
  else {
    try {
      takeUp(desk);
    } catch (error) {
      // A full disk is no reason not to start: what is at hand is taken up the next time.
      report(error);
    }
  }
  forgetErased(desk.deps, 'all');
  const ahead = leasingAhead(desk, report);
  return () => {
    tidy(desk, report);
    ahead();
  };
}

function giveBackAll(desk: Desk): void {
  const { sale, giveBack } = desk.counter;
  const held = new Set([...desk.heldBeside(), ...(sale?.leases ?? []).map(({ lease }) => lease)]);
  const idle = desk.deps.journal.openLeases().filter(({ lease, receipt }) => {
    const isUnderWay = receipt !== null && receipt === giveBack?.ofReceipt;
    return !held.has(lease) && !isUnderWay;
  });
  const records = closings(idle);
  if (records.length > 0) desk.write({ records });
}

function takeUp(desk: Desk): void {
  const { sale } = desk.counter;
  if (!sale?.member || sale.payments.length > 0) return;
  const held = new Set(sale.leases.map(({ lease }) => lease));
  const missing = atHand(desk, sale.member.id).filter(({ lease }) => !held.has(lease));
  const leases = [...sale.leases, ...missing];
  if (missing.length > 0) desk.keep({ ...sale, leases, member: refreshed(desk, sale.member) });
}
