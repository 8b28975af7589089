import type { Facts, GiftGood } from '../../../shared/loyalty/facts.ts';
import type { ReturnMoney, SaleMoney } from '../../../shared/loyalty/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/schema.ts';

/** What a receipt came to when it was rung, and by which programme; null: by none, at list prices. */
export type Was<Money> = { money: Money; programme: Programme } | null;

export type PastSale = { kind: 'sale'; facts: Facts; was: Was<SaleMoney> };
export type PastReturn = {
  kind: 'return';
  receipt: string;
  ofReceipt: string;
  moment: string;
  /** What came back, in thousandths. */
  goods: { sku: string; quantity: number }[];
  refundMinor: number;
  was: Was<ReturnMoney>;
};
export type Past = PastSale | PastReturn;

/** Receipts that were rung, in their order, one at a time however many there are. */
export type PastReceipts = {
  receipts(): Iterable<Past> | AsyncIterable<Past>;
  /** Sales of which something came back: they are kept until then. */
  returned: ReadonlySet<string>;
  /** Goods that the draft may add, as the shop sells them. */
  goods(skus: readonly string[], shop: string): GiftGood[] | Promise<GiftGood[]>;
  close(): void | Promise<void>;
};
