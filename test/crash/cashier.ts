import { cardNumber } from '../../main/demo/members.ts';
import { demoCashierId } from '../../main/demo/shop.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorCode } from '../../shared/protocol/errors.ts';
import type { RecordKind } from '../../shared/protocol/journal.ts';
import type { Method, Params, Results, SaleView } from '../../shared/protocol/page.ts';
import type { Chance } from './random.ts';

export type TillOfNow = { handle<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> };

/** A record that somebody was promised: of one of these kinds, with this text at the path. */
export type Promised = { kinds: RecordKind[]; path: string; value: string };

/** What the cashier remembers while tills come and go under their hands. */
type Memory = {
  /** The receipt as last shown, and the command that was never answered. */
  shown: SaleView | null;
  unanswered: Method | null;
  sold: string[];
  parked: string[];
  promised: Promised[];
  counted: number;
  /** Refunds of a return that could not be written to its end: the view has them beside the next receipt's payments. */
  refunds: Set<string>;
};

export type Counter = Memory & {
  chance: Chance;
  say<M extends Method>(method: M, params: Params<M>): Promise<Results[M]>;
  /** Says it, and takes one of these refusals for an answer. */
  ask<M extends Method>(method: M, params: Params<M>, refusals: ErrorCode[]): Promise<Results[M] | ErrorCode>;
  promise(value: string, path: string, ...kinds: RecordKind[]): void;
  nextNumber(): number;
  /** Ends whatever lies open: asks about unknown payments, pays what is left. */
  settle(): Promise<void>;
  /** After a start: the receipt must lie there as it was shown. */
  resume(till: TillOfNow): Promise<void>;
};

/** Commands after which the receipt shown before may rightly be gone. */
const ending: (Method | null)[] = [
  'sale.payCash',
  'sale.payCard',
  'sale.finish',
  'sale.park',
  'sale.cancel',
  'sale.resolvePayment',
];

/** `acknowledged`: the receipts that a till has said are done. */
export function openCounter(chance: Chance, acknowledged: () => ReadonlyMap<string, unknown>): Counter {
  let till: TillOfNow | null = null;

  const counter: Counter = {
    chance,
    shown: null,
    unanswered: null,
    sold: [],
    parked: [],
    promised: [],
    counted: 0,
    refunds: new Set(),

    async say(method, params) {
      counter.unanswered = method;
      try {
        const answer = await till!.handle(method, params);
        counter.unanswered = null;
        if (isSaleView(answer)) remember(counter, answer);
        return answer;
      } catch (error) {
        // On a full disk what was done outside, at the terminal, may be done and not written.
        if (error instanceof KopilkaError && error.code !== 'journal.diskFull') counter.unanswered = null;
        throw error;
      }
    },

    async ask(method, params, refusals) {
      try {
        return await counter.say(method, params);
      } catch (error) {
        if (error instanceof KopilkaError && refusals.includes(error.code)) return error.code;
        throw error;
      }
    },

    promise: (value, path, ...kinds) => void counter.promised.push({ value, path, kinds }),
    nextNumber: () => (counter.counted += 1),
    settle: () => settle(counter),

    async resume(started) {
      till = started;
      // Before the till is asked: what was unknown may be approved, and the receipt done, while it answers.
      const done = acknowledged();
      const { sale } = await started.handle('page.hello', {});
      if (sale.receipt !== null && done.has(sale.receipt)) throw new Error('a receipt that was done is open again');
      checkResumed(counter, sale);
      counter.unanswered = null;
      counter.shown = sale;
      const { status } = await started.handle('page.hello', {});
      if (!status.cashier) await counter.say('cashier.signIn', { cashier: demoCashierId });
      if (!status.shift) await counter.say('shift.open', { floatMinor: 1000_00 });
      await settle(counter);
    },
  };
  return counter;
}

function isSaleView(answer: object): answer is SaleView {
  return 'phase' in answer && 'totals' in answer;
}

function remember(counter: Counter, view: SaleView): void {
  counter.shown = view;
  if (view.receipt === null) for (const { id } of view.payments) counter.refunds.add(id);
  const receipt = view.done?.receipt;
  if (receipt === undefined || counter.sold.at(-1) === receipt) return;
  counter.sold.push(receipt);
  counter.promise(receipt, 'receipt', 'sale');
}

function checkResumed(counter: Counter, sale: SaleView): void {
  const { shown, unanswered } = counter;
  if (!shown || shown.receipt === null) return;
  if (sale.receipt !== shown.receipt) {
    const isUnsettled = shown.payments.some(({ state }) => state === 'pending' || state === 'unknown');
    const mayEnd = ending.includes(unanswered) || shown.phase === 'paymentUnknown' || isUnsettled;
    if (!mayEnd) {
      const seen = ({ receipt, phase, lines }: SaleView) => `${receipt} (${phase}, ${lines.length} lines)`;
      throw new Error(`${seen(shown)} is gone after ${unanswered ?? 'an answer'}: ${seen(sale)} is there instead`);
    }
    return counter.promise(shown.receipt, 'receipt', 'sale', 'receipt.parked', 'receipt.cancelled');
  }
  const isPaid = (id: string) => counter.refunds.has(id) || sale.payments.some((payment) => payment.id === id);
  const lost = shown.payments.filter(({ id, state }) => state === 'approved' && !isPaid(id));
  if (lost.length > 0 && unanswered !== 'sale.refundPayment') {
    throw new Error(`a payment of the open receipt is gone after ${unanswered}`);
  }
  const lines = (view: SaleView) => JSON.stringify(view.lines.map(({ id, quantity }) => [id, quantity]));
  if (unanswered === null && lines(sale) !== lines(shown)) throw new Error('a line of the open receipt is gone');
}

async function settle(counter: Counter): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    const { sale } = await counter.say('page.hello', {});
    remember(counter, sale);
    const unknown = sale.payments.find(({ state }) => state === 'unknown');
    if (unknown) {
      // A word that is wrong as often as right: the terminal knows better.
      const result = counter.chance.pick(['approved', 'declined'] as const);
      await counter.ask('sale.resolvePayment', { intent: unknown.id, result }, ['payment.none', 'payment.unknown']);
    } else if (sale.receipt === null) return;
    else await end(counter, sale);
  }
  throw new Error('the receipt never ends');
}

async function end(counter: Counter, { lines, totals }: SaleView): Promise<void> {
  // The terminal is asked behind a start: what it says may end the receipt first.
  const meanwhile: ErrorCode[] = ['sale.none', 'payment.unsettled', 'payment.nothingLeft', 'sale.empty'];
  if (lines.length === 0) await counter.ask('sale.cancel', {}, meanwhile);
  else if (totals.leftMinor > 0) await counter.ask('sale.payCash', { amountMinor: totals.leftMinor }, meanwhile);
  else await counter.ask('sale.finish', {}, meanwhile);
}

/** Cards of the demo shop's members, blocked ones too. */
export function memberCard(chance: Chance): string {
  return cardNumber(1 + chance.below(8));
}
