import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { Params } from '../../shared/protocol/page.ts';
import { approve } from '../shift/pins.ts';
import { withUnverifiedReturn } from '../shift/state.ts';
import type { Risk } from '../store/risks.ts';
import { unverifiedWork } from '../fiscal/work.ts';
import type { Desk } from './desk.ts';
import { isFresh } from './floor.ts';
import { givenUp } from './holding.ts';
import { notice } from './notices.ts';
import { addDrawer } from './paper.ts';
import { heldSale } from './return-right.ts';
import { receiptOf } from './returns.ts';

/**
 * A return that nobody can check now: the receipt was sold elsewhere, and neither the hub nor the right to take back is here. The goods
 * are rung instead, at what they cost now; a manager answers for it; cash goes back, and no points move. Only as far as the programme
 * lets the till risk it before the hub has its records, which then holds each against the sale.
 */
export function returnUnverified(desk: Desk, { code, manager, pin }: Params<'return.unverified'>): void {
  const { shift } = desk.ready();
  const receipt = receiptOf(desk, code);
  if (heldSale(desk, receipt) || desk.deps.online()) throw new KopilkaError('return.verifiable');
  const { sale } = desk.open();
  if (sale.payments.length > 0) throw new KopilkaError('sale.paymentBegun');
  const { outcome } = desk.evaluate({ ...sale, member: null, wishes: [], leases: [], gifts: [], codes: [] });
  if (outcome.lines.length === 0) throw new KopilkaError('sale.empty');
  const refundMinor = outcome.totals.netMinor;
  refuseBeyond(desk, refundMinor);
  approve(desk, manager, pin);
  const { hash } = desk.around.programmeAt(desk.around.now());
  const lines = outcome.lines.map(({ sku, quantity, netMinor }) => ({ sku, quantity, netMinor }));
  const { grossMinor } = outcome.totals;
  const fiscal = unverifiedWork(desk, sale.receipt, outcome.lines, refundMinor);
  const records: RecordBody[] = [
    ...givenUp(desk, sale),
    {
      kind: 'receipt.cancelled',
      receipt: sale.receipt,
      lines: lines.length,
      grossMinor,
      member: sale.member?.id ?? null,
    },
    { kind: 'return.unverified', ofReceipt: receipt, programme: hash, lines, refundMinor, approvedBy: manager },
    ...fiscal.records,
  ];
  desk.write({
    counter: { ...desk.counter, sale: null, done: null },
    shift: withUnverifiedReturn(shift, refundMinor),
    records,
    also(tx) {
      addDrawer(desk, tx);
      fiscal.keep(tx);
    },
  });
  desk.deps.tell(notice('look', 'notice.unverifiedReturn', { amount: desk.around.money(refundMinor) }));
  desk.deps.printSoon();
  desk.deps.fiscalSoon();
}

/** Throws `return.offline` where the programme risks nothing, `return.overLimit`. */
function refuseBeyond(desk: Desk, refundMinor: number): void {
  const { journal, replica, ports } = desk.deps;
  const { offline } = desk.around.programmeAt(desk.around.now()).programme;
  const pulledMs = replica.pulledMs();
  if (!offline?.returns || !isFresh(offline, pulledMs === null ? null : ports.clock.nowMs() - pulledMs)) {
    throw new KopilkaError('return.offline');
  }
  const leftMinor = returnsLeftMinor(offline.returns, journal.risked());
  if (refundMinor > leftMinor) throw new KopilkaError('return.overLimit', { limit: desk.around.money(leftMinor) });
}

function returnsLeftMinor(
  { receiptMinor, tillMinor, returns }: NonNullable<Offline['returns']>,
  risked: readonly Risk[],
): number {
  const own = risked.flatMap((risk) => ('refundMinor' in risk ? [risk.refundMinor] : []));
  if (own.length >= returns) return 0;
  return Math.max(0, Math.min(receiptMinor, tillMinor - own.reduce((sum, each) => sum + each, 0)));
}
