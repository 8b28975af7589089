import type { Identification, Lot, WalletPoints } from '../../shared/loyalty/basics.ts';
import type { Basis, DonationWish, MemberFacts } from '../../shared/loyalty/facts.ts';
import type { ReturnedLine, ReturnFacts } from '../../shared/loyalty/engine.ts';
import type { ReturnMoney } from '../../shared/loyalty/outcome.ts';
import type { Good } from '../../shared/protocol/feed.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import type { OpenLease } from '../store/leases.ts';
import type { RuleFacts } from './rule-facts.ts';

/**
 * The open sale as plain data: all that a restart needs to go on. It is written to journal.db with every command. No names, no
 * phones: who the member is called is looked up in the replica when it is shown.
 */
export type OpenLine = {
  id: string;
  sku: string;
  /** Thousandths. */
  quantity: number;
  /** The catalogue's when it was rung; where the shop has none, the price that came with the line. */
  unitPriceMinor: number;
  overrideMinor?: number;
  /** The host till's own discount on the whole line. */
  hostDiscountMinor?: number;
  /** The marking code of this very pack. */
  mark?: string;
};

/** Money on its way. `pending`: the terminal is at it; `unknown`: it never said what became of it. */
export type OpenPayment = {
  id: string;
  kind: 'cash' | 'card';
  amountMinor: number;
  state: 'approved' | 'pending' | 'unknown';
  tenderedMinor?: number;
  changeMinor?: number;
  reference?: string;
  /** A card payment being given back: what became of that is known by its own intent. */
  refund?: { intent: string; state: 'pending' | 'unknown' };
};

export type OpenMember = {
  id: string;
  identification: Identification;
  /** The card shown, where one was. */
  card?: string;
  /** The snapshot; points under leases are not in its lots. */
  facts: MemberFacts;
  /** Points that leases of other tills hold: the member's, and to be had from the hub as soon as those give them back. */
  elsewhere?: Lot[];
  basis: Pick<Basis, 'replica' | 'own'>;
  /** Registered here, and the feed has not brought it yet. */
  pending: boolean;
  /** By the tail of their card and their name. */
  found?: true;
  /** Nothing was rung since they were first named; left out by older versions. */
  isLast?: boolean;
};

export type HeldLease = OpenLease;

export type RedeemWish = { wallet: string; points: number | 'all' };

export type OpenSale = {
  v: 1;
  receipt: string;
  /** When the first line was rung (until then: when the receipt was opened). */
  moment: string;
  /** Hash of the programme in force then: a newer one waits for the next receipt. */
  programme: string;
  /** Where the replica stood; it does not move under an open sale. */
  replica: Basis['replica'];
  /** What the programme asks of the shop beside the basket; left out by older versions. */
  rules?: RuleFacts;
  lines: OpenLine[];
  /** Counts lines ever rung: an id is never used twice. */
  rung: number;
  /** Each good as it was when first rung. */
  goods: Record<string, Good>;
  lastLine: string | null;
  attributes: Record<string, string>;
  /** Where the buyer buys; left out: in the shop. */
  channel?: 'web' | 'app';
  codes: string[];
  /** Entitlements whose gift is to be rung. */
  gifts: string[];
  /** Partners' lists that a phone or card shown is on. */
  lists?: string[];
  member: OpenMember | null;
  /** Left out: nothing. */
  donation?: DonationWish;
  wishes: RedeemWish[];
  leases: HeldLease[];
  /** Why the last lease of points was not had, and that of rights. */
  refusal: 'offline' | 'elsewhere' | 'declined' | null;
  rightsRefusal?: 'offline' | 'elsewhere' | null;
  /** What the programme lets the till risk on this receipt, since the hub was not reached. */
  risk?: { floor: WalletPoints[]; rights: string[] };
  payments: OpenPayment[];
};

/** A refund of a return, in the order it is given. */
export type OpenRefund = {
  id: string;
  kind: 'cash' | 'card';
  amountMinor: number;
  /** The payment of the sale it gives back. */
  of: string;
  state: 'planned' | 'pending' | 'unknown' | 'approved';
  reference?: string;
};

/** A return whose card refunds are under way: what it will record is settled before the first of them. */
export type OpenReturn = {
  v: 1;
  receipt: string;
  ofReceipt: string;
  lines: ReturnedLine[];
  facts: ReturnFacts;
  money: ReturnMoney;
  refunds: OpenRefund[];
};

/** The sale just committed, as the page shows it until the next one begins: change is still due after a restart. */
export type DoneSale = NonNullable<SaleView['done']>;

/** What lies on the counter: one text in journal.db. */
export type Counter = { sale: OpenSale | null; giveBack: OpenReturn | null; done: DoneSale | null };

export const emptyCounter: Counter = { sale: null, giveBack: null, done: null };

/** The text kept in journal.db, or null where there is nothing to keep. */
export function counterText(counter: Counter): string | null {
  const { sale, giveBack, done } = counter;
  return sale === null && giveBack === null && done === null ? null : JSON.stringify(counter);
}

/** Our own text, written by this or an older version: never a guess about its form. */
export function readCounter(text: string | null): Counter {
  if (text === null) return emptyCounter;
  const counter = JSON.parse(text) as Counter;
  const { sale, giveBack, done } = counter;
  return { sale: sale && afterRestart(sale), giveBack: giveBack && refundsAfterRestart(giveBack), done };
}

/** Whatever was with the terminal when the till went down is unknown now. */
function afterRestart(sale: OpenSale): OpenSale {
  return { ...sale, payments: sale.payments.map(unknownIfPending) };
}

function refundsAfterRestart(giveBack: OpenReturn): OpenReturn {
  const refunds = giveBack.refunds.map((refund) =>
    refund.state === 'pending' ? { ...refund, state: 'unknown' as const } : refund,
  );
  return { ...giveBack, refunds };
}

function unknownIfPending(payment: OpenPayment): OpenPayment {
  if (payment.refund?.state === 'pending') return { ...payment, refund: { ...payment.refund, state: 'unknown' } };
  return payment.state === 'pending' ? { ...payment, state: 'unknown' } : payment;
}

export function openSale(opening: Pick<OpenSale, 'receipt' | 'moment' | 'programme' | 'replica' | 'rules'>): OpenSale {
  return {
    v: 1,
    ...opening,
    lines: [],
    rung: 0,
    goods: {},
    lastLine: null,
    attributes: {},
    codes: [],
    gifts: [],
    member: null,
    wishes: [],
    leases: [],
    refusal: null,
    payments: [],
  };
}
