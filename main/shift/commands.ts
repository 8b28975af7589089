import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { ShiftReport } from '../../shared/protocol/shift-report.ts';
import type { ShiftReportData } from '../../shared/receipt/data.ts';
import type { Desk } from '../sale/desk.ts';
import { shiftWork } from '../fiscal/work.ts';
import { cancelParked } from '../sale/lifecycle.ts';
import { addDrawer, addPaper, paperSources } from '../sale/paper.ts';
import { head } from '../sale/receipt.ts';
import { checkPin, hasPin } from './pins.ts';
import { cashExpectedMinor, donatedIn, openShift } from './state.ts';
import type { ShiftState } from './state.ts';

/** Who sells, and in which shift. Every record names both. */

const shiftNumberKey = 'shiftNumber';
/** How long a printed receipt can be copied. */
const paperKeptMs = 30 * 86_400_000;
const shiftPaper = { receipt: null, kind: 'shift' } as const;

/** By id or by badge. Throws, in this order, `cashier.unknown`, `pin.needed`, `pin.locked`, `pin.wrong`. */
export function signIn(desk: Desk, id: string, pin?: string): void {
  const cashier = desk.deps.replica.get('cashier', id);
  if (!cashier) throw new KopilkaError('cashier.unknown', { cashier: id });
  checkPin(desk, cashier, pin);
  if (desk.around.cashier()?.id === id) return;
  change(desk, 'another', { id, withPin: hasPin(desk, id) });
}

/** Throws `payment.unsettled` while a payment is with the terminal. */
export function signOut(desk: Desk, by: 'hand' | 'idle'): void {
  if (desk.counter.sale?.payments.some(({ state }) => state === 'pending')) throw new KopilkaError('payment.unsettled');
  change(desk, by, null);
}

/** Who went and who came stand in the journal before either counts. With another cashier comes another language. */
function change(desk: Desk, by: 'hand' | 'idle' | 'another', comes: { id: string; withPin: boolean } | null): void {
  const goes = desk.around.cashier() !== undefined;
  desk.write({
    records: goes ? [{ kind: 'cashier.signedOut', by }] : [],
    also(tx) {
      desk.around.setCashier(tx, comes?.id ?? null);
      if (comes) tx.append({ kind: 'cashier.signedIn', withPin: comes.withPin }, { ...desk.by(), cashier: comes.id });
    },
  });
  desk.deps.peopleChanged();
}

/** Throws `cashier.signedOut`, `shift.alreadyOpen`. */
export function startShift(desk: Desk, floatMinor: number): void {
  desk.around.shop();
  if (!desk.around.cashier()) throw new KopilkaError('cashier.signedOut');
  if (desk.shift) throw new KopilkaError('shift.alreadyOpen');
  const id = String(Number(desk.deps.journal.meta(shiftNumberKey) ?? '0') + 1);
  const shift = openShift({ id, openedAt: desk.around.now(), floatMinor });
  const fiscal = shiftWork(desk, 'shiftOpened');
  desk.write((tx) => {
    tx.setMeta(shiftNumberKey, id);
    // Its own first records: the till is not in the shift yet when they are written.
    const by = { ...desk.by(), shift: id };
    for (const record of [{ kind: 'shift.opened', floatMinor } as const, ...fiscal.records]) tx.append(record, by);
    fiscal.keep(tx);
    return { shift };
  });
  desk.deps.fiscalSoon();
}

/** As it stands: printed, nothing changed. */
export function reportShift(desk: Desk): ShiftReport {
  const { shift } = desk.ready();
  const data = reportData(desk, shift, 'x', null);
  desk.write({ also: (tx) => addPaper(desk, tx, shiftPaper, data) });
  desk.deps.printSoon();
  return shiftReport(shift);
}

/** Ends the shift and the receipts parked in it. Throws `shift.saleOpen` while a receipt or a return is under way. */
export function closeShift(desk: Desk, cashCountedMinor: number | null): ShiftReport {
  const { shift } = desk.ready();
  const { sale, giveBack } = desk.counter;
  if (giveBack || (sale && (sale.lines.length > 0 || sale.payments.length > 0)))
    throw new KopilkaError('shift.saleOpen');
  const { sales, returns, grossMinor, netMinor, refundedMinor } = shift;
  const expectedMinor = cashExpectedMinor(shift);
  const parked = cancelParked(desk);
  const closed: RecordBody = {
    kind: 'shift.closed',
    sales,
    returns,
    grossMinor,
    netMinor,
    refundedMinor,
    cashExpectedMinor: expectedMinor,
    cashCountedMinor,
  };
  const data = reportData(desk, shift, 'z', cashCountedMinor);
  const fiscal = shiftWork(desk, 'shiftClosed');
  desk.write({
    records: [...parked.records, closed, ...fiscal.records],
    shift: null,
    counter: { sale: null, giveBack: null, done: null },
    also(tx) {
      for (const receipt of parked.receipts) tx.unpark(receipt);
      addPaper(desk, tx, shiftPaper, data);
      fiscal.keep(tx);
    },
  });
  desk.deps.crash('shift.closed');
  const { journal, ports } = desk.deps;
  const goneMs = ports.clock.nowMs() - paperKeptMs;
  journal.printJobs.forget(goneMs);
  journal.fiscalTasks.forget(goneMs);
  desk.deps.printSoon();
  desk.deps.fiscalSoon();
  return shiftReport(shift);
}

export function moveCash(desk: Desk, kind: 'cash.in' | 'cash.out', amountMinor: number, reason: string): void {
  const { shift } = desk.ready();
  const moved: ShiftState =
    kind === 'cash.in'
      ? { ...shift, cashInMinor: shift.cashInMinor + amountMinor }
      : { ...shift, cashOutMinor: shift.cashOutMinor + amountMinor };
  desk.write({ records: [{ kind, amountMinor, reason }], shift: moved, also: (tx) => addDrawer(desk, tx) });
  desk.deps.printSoon();
}

function shiftReport(shift: ShiftState): ShiftReport {
  const { id, openedAt, sales, returns, grossMinor, discountMinor, redeemedMinor, netMinor, refundedMinor } = shift;
  const { cashMinor, cardMinor } = shift;
  return {
    shift: id,
    openedAt,
    sales,
    returns,
    grossMinor,
    discountMinor,
    redeemedMinor,
    netMinor,
    refundedMinor,
    donatedMinor: donatedIn(shift),
    cashMinor,
    cardMinor,
    cashExpectedMinor: cashExpectedMinor(shift),
  };
}

function reportData(desk: Desk, shift: ShiftState, report: 'x' | 'z', countedMinor: number | null): ShiftReportData {
  const sources = paperSources(desk);
  const { programme } = desk.around.programmeAt(desk.around.now());
  return {
    kind: 'shift',
    ...head(desk.around.now(), sources),
    report,
    shift: shift.id,
    openedAt: shift.openedAt,
    sales: { count: shift.sales, amountMinor: shift.netMinor },
    returns: { count: shift.returns, amountMinor: shift.refundedMinor },
    discountMinor: shift.discountMinor,
    donatedMinor: donatedIn(shift),
    payments: [
      { kind: 'cash', amountMinor: shift.cashMinor },
      { kind: 'card', amountMinor: shift.cardMinor },
    ],
    cash: {
      openingMinor: shift.floatMinor,
      inMinor: shift.cashInMinor,
      outMinor: shift.cashOutMinor,
      expectedMinor: cashExpectedMinor(shift),
      ...(countedMinor === null ? {} : { countedMinor }),
    },
    vat: shift.vat,
    points: shift.points.map(({ wallet, earned, spent }) => {
      const known = programme.wallets.find(({ id }) => id === wallet);
      return { wallet: known?.name[sources.locale] ?? wallet, scale: known?.scale ?? 0, earned, spent };
    }),
  };
}
