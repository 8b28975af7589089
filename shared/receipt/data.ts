/**
 * What a receipt tells, as plain data. Amounts in minor units, quantities in thousandths, rates in basis points, points in
 * the smallest unit of a wallet with `scale` decimals; moments `2026-11-23T18:59:59+03:00`, days `2026-11-23`.
 */
export type ReceiptShop = { name: string; address: string; taxId?: string };

/** Where and by whom: the head of every paper. */
export type ReceiptHead = { shop: ReceiptShop; till: string; cashier: string; moment: string; currency: string };

/** So many at one whole price: what paper says is what a return gives back. */
export type ReceiptPosition = { quantity: number; unitNetMinor: number; netMinor: number };

export type ReceiptLine = {
  name: string;
  quantity: number;
  unit: 'piece' | 'kilogram';
  unitPriceMinor: number;
  grossMinor: number;
  /** `why`: the promotion's name. For a gift line: whose gift it is. */
  discounts: { why: string; amountMinor: number }[];
  redeemedMinor: number;
  netMinor: number;
  gift: boolean;
  positions: ReceiptPosition[];
};

/** What a cause gets: of the buyer, paid with the receipt, or of the shop. */
export type ReceiptDonation = { cause: string; by: 'shop' | 'member'; amountMinor: number };
export type ReceiptVat = { rateBp: number; grossMinor: number; vatMinor: number };
export type ReceiptPayment = { kind: 'cash' | 'card'; amountMinor: number };
/** `card` comes masked; `tier` as it is shown to the member. */
export type ReceiptMember = { card: string; tier?: string };

/** One wallet after this receipt. Zeros are not printed, apart from the balance. */
export type ReceiptPoints = {
  wallet: string;
  scale: number;
  earned?: number;
  /** Why so much was earned; printed when there is more to tell than one rule. */
  earnedBecause?: { why: string; points: number }[];
  spent?: number;
  reinstated?: number;
  clawedBack?: number;
  balance: number;
  debt?: number;
  expiresNext?: { points: number; day: string };
  /** The till was offline: the balance is what it knew at this moment, with this receipt. */
  asOf?: string;
};

export type SaleReceiptData = ReceiptHead & {
  kind: 'sale';
  receiptId: string;
  number: string;
  lines: ReceiptLine[];
  totals: { grossMinor: number; discountMinor: number; redeemedMinor: number; netMinor: number };
  /** Left out: none. */
  donations?: ReceiptDonation[];
  vat: ReceiptVat[];
  payments: ReceiptPayment[];
  changeMinor: number;
  member?: ReceiptMember;
  points: ReceiptPoints[];
  /** What else the member should read, already in the receipt's language. */
  messages: string[];
  /** Cash changes hands: the drawer opens. */
  opensDrawer: boolean;
};

export type ReturnReceiptData = ReceiptHead & {
  kind: 'return';
  number: string;
  sale: { number: string; moment: string };
  lines: { name: string; unit: 'piece' | 'kilogram'; gift: boolean; positions: ReceiptPosition[] }[];
  /** For the goods. */
  refundMinor: number;
  /** The buyer's own, given back with it. Left out: none. */
  donations?: ReceiptDonation[];
  vat: ReceiptVat[];
  refunds: ReceiptPayment[];
  member?: ReceiptMember;
  points: ReceiptPoints[];
  opensDrawer: boolean;
};

/** A card that was attached to a paid receipt: the points that gave. `moment`: when it was attached. */
export type AttachedSlipData = ReceiptHead & {
  kind: 'attached';
  sale: { number: string; moment: string };
  member?: ReceiptMember;
  points: ReceiptPoints[];
};

export type ShiftReportData = ReceiptHead & {
  kind: 'shift';
  report: 'x' | 'z';
  shift: string;
  openedAt: string;
  sales: { count: number; amountMinor: number };
  returns: { count: number; amountMinor: number };
  discountMinor: number;
  /** Donations of buyers, less those given back. */
  donatedMinor: number;
  /** What came in by tender, less what was given back. */
  payments: ReceiptPayment[];
  cash: {
    openingMinor: number;
    inMinor: number;
    outMinor: number;
    expectedMinor: number;
    /** Left out: nobody counted (an X report). */
    countedMinor?: number;
  };
  vat: ReceiptVat[];
  points: { wallet: string; scale: number; earned: number; spent: number }[];
};

export type TestPageData = ReceiptHead & { kind: 'test'; printer: string; widthChars: number };

export type ReceiptData = SaleReceiptData | ReturnReceiptData | AttachedSlipData | ShiftReportData | TestPageData;
