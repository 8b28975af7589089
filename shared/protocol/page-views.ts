import type * as z from 'zod/mini';
import type { Identification } from '../loyalty/basics.ts';
import type { Because, Rejection } from '../loyalty/outcome.ts';
import type { DeviceView } from './devices.ts';
import type { ErrorArgs } from './errors.ts';
import type { Method } from './page.ts';
import type { SoldReceipt } from './sold.ts';
import type { OpenWishState } from './wishes.ts';

/** What the till shows a page. */

export type Locale = 'ru' | 'en';

export type HelloView = {
  locale: Locale;
  currency: string;
  shop: { name: string };
  till: string;
  wallets: { id: string; name: { ru: string; en: string }; scale: number }[];
  /** `hasPin`: on this till; signing in asks for it. */
  cashiers: { id: string; name: string; role: 'cashier' | 'manager'; hasPin: boolean }[];
  /** Nobody at the page for a while: the cashier is signed out. The page tells when somebody is (`cashier.present`). */
  locksWhenIdle: boolean;
  sale: SaleView;
  status: StatusView;
  /** Scans ask for prices; left out: they ring. */
  priceCheck?: PriceCheckView;
  /** Names of what reasons speak of (promotions, tiers, segments, wallets) in the programme in force, by id. */
  names?: Record<string, { ru: string; en: string }>;
  /** Somebody practises: nothing here is real. */
  training?: true;
  /** Codes to click, in a demo shop and in training only. */
  demo: DemoCode[] | null;
};
export type DemoCode = {
  group: 'good' | 'member' | 'other';
  code: string;
  name: { ru: string; en: string };
  note?: { ru: string; en: string };
};

export type SaleView = {
  /** Null while nothing was rung or identified. */
  receipt: string | null;
  phase: 'signedOut' | 'shiftClosed' | 'selling' | 'paying' | 'paymentUnknown' | 'done';
  lines: SaleLineView[];
  /** Line last touched, shown as the last line. */
  lastLine: string | null;
  totals: {
    grossMinor: number;
    discountMinor: number;
    redeemedMinor: number;
    netMinor: number;
    /** The buyer's own donation, paid on top. */
    donatedMinor: number;
    paidMinor: number;
    leftMinor: number;
  };
  member: MemberView | null;
  gifts: GiftView[];
  redeem: RedeemView[];
  payments: { id: string; kind: 'cash' | 'card'; amountMinor: number; state: 'approved' | 'unknown' | 'pending' }[];
  rejections: (Rejection & { name: { ru: string; en: string } | null })[];
  /** The receipt just committed, until the next scan. */
  done: {
    receipt: string;
    number: number;
    changeMinor: number;
    earned: { wallet: string; points: number }[];
    /** What was paid: goods and donation. */
    dueMinor: number;
  } | null;
};

/** Scans tell prices for now. Null: none was asked yet, or the last one was refused. */
export type PriceCheckView = { told: PriceView | null };

/** What a good costs if it is bought alone. */
export type PriceView = {
  name: { ru: string; en: string };
  byWeight: boolean;
  /** The catalogue's, of a piece or a kilogram; null: the label alone has one. */
  unitPriceMinor: number | null;
  /** A pack whose label told what it weighs, in thousandths of a kilogram, or (null) what it costs. */
  pack: { quantity: number | null } | null;
  /** Of a piece, a kilogram or that pack, for anybody. */
  amountMinor: number;
  /** For the member of the receipt, where it is another sum. */
  memberMinor: number | null;
};

export type ReasonView = {
  rule: string;
  name: { ru: string; en: string };
  kind: string;
  amount: number;
  /** `minor`, a wallet's id, or `thousandths`. */
  unit: string;
  because: Because[];
};

export type SaleLineView = {
  id: string;
  sku: string;
  name: { ru: string; en: string };
  quantity: number;
  byWeight: boolean;
  unitPriceMinor: number;
  grossMinor: number;
  discountMinor: number;
  redeemedMinor: number;
  netMinor: number;
  earned: { wallet: string; points: number }[];
  gift: boolean;
  ageLimit: number | null;
  /** Why: all effects that touch the line, with its own share as amount. */
  reasons: ReasonView[];
};

export type MemberView = {
  id: string;
  /** As the shop greets them: name or card tail, never a phone. */
  name: string;
  identification: z.infer<typeof Identification>;
  blocked: boolean;
  tier: { id: string; name: { ru: string; en: string } } | null;
  wallets: {
    wallet: string;
    spendable: number;
    toEarn: number;
    debt: number;
    /** What lapses first. */
    expiring: { points: number; at: string } | null;
  }[];
  progress: { tier: { ru: string; en: string }; leftMinor: number } | null;
  /** Known from the replica, or registered here and not yet confirmed. */
  pending: boolean;
  /** Goods they asked for and are waiting for here, oldest first. */
  wishes: WishView[];
};

/** `quantity`: what is not bought yet. `name`: of the good, or the member's own words. */
export type WishView = {
  id: string;
  sku: string | null;
  name: { ru: string; en: string };
  quantity: number;
  state: OpenWishState;
};

/** A card of the member: the page never has its number. */
export type CardView = { id: string; tail: string };

/** Told before anybody knows that it is they: the first letter of each name, the last digits of the card. */
export type FoundMember = { id: string; name: string; tail: string };

export type GiftView = {
  entitlement: string;
  sku: string;
  name: { ru: string; en: string };
  quantity: number;
  given: boolean;
  /** Why it can't be rung now (a reason's id): nobody set it aside for this till. */
  refused: string | null;
};

export type RedeemView = {
  wallet: string;
  /** What this receipt allows at the most. */
  allowed: number;
  allowedMinor: number;
  /** What is being redeemed now. */
  points: number;
  amountMinor: number;
  limitedBy: Because[];
  /** Refused now, and why (offline without a lease, identification too weak ...). */
  refused: { reason: string; because: Because[] } | null;
};

export type StatusView = {
  hub: {
    state: 'online' | 'offline' | 'catchingUp' | 'notEnrolled';
    /** Age of the data; null when never had. */
    ageMs: number | null;
    /** Sales and returns that the hub does not have yet. */
    waiting: number;
    oldestWaitingMs: number | null;
    /** The hub's clock less this computer's, where that is wrong (wrong-clock.ts); null: it is right, or nobody knows. */
    clockOffMs: number | null;
  };
  printer: DeviceView;
  scanner: DeviceView;
  display: DeviceView;
  scale: DeviceView;
  fiscal: DeviceView;
  cashier: { id: string; name: string; role: 'cashier' | 'manager' } | null;
  shift: { id: string; openedAt: string } | null;
  /** The shop's own day: 2026-11-23. */
  today: string;
  /** Real switch of the demo; null elsewhere. */
  network: boolean | null;
};

/** What of a till a person who helps asks about first. */
export type HealthView = {
  version: string;
  node: string;
  system: string;
  till: string;
  engine: { semantics: number; hash: string };
  programme: { hash: string; from: string } | null;
  /** Of the talk with the hub, and of the two files. */
  protocol: number;
  journalSchema: number;
  replicaSchema: number;
  /** Records the hub does not have yet, of all kinds. */
  waitingRecords: number;
  journalBytes: number;
  replicaBytes: number;
  /** Null: this computer does not tell. */
  freeBytes: number | null;
};

/** A side notice, never a dialog: what happened, what the till did about it, one action. */
export type NoticeView = {
  id: string;
  tone: 'info' | 'accepted' | 'refused' | 'look';
  /** A registered error or a message of the catalogue. */
  code: string;
  args: ErrorArgs;
  action: { label: string; method: Method; params: unknown } | null;
};

export type ReceiptView = {
  id: string;
  number: number;
  kind: 'sale' | 'return';
  at: string;
  /** What was paid or given back: goods and donation. */
  dueMinor: number;
  member: string | null;
  /** A card that was forgotten may become its member's. */
  attachable: boolean;
  /** It was: there is a slip that tells of it. */
  attached: boolean;
  lines: number;
  state: 'waiting' | 'synced' | 'different' | 'pending';
  paper: 'none' | 'queued' | 'confirmed' | 'unknown';
};
export type ParkedView = { id: string; at: string; lines: number; grossMinor: number; member: string | null };
export type GoodView = {
  id: string;
  name: { ru: string; en: string };
  priceMinor: number;
  byWeight: boolean;
  category: string | null;
};
/** What a person should look at: unknown prints and payments, what is open at the hub about this till, devices. */
export type AttentionView = { id: string; code: string; args: ErrorArgs; at: string; action: NoticeView['action'] };

export type CollectionDocs = { receipts: ReceiptView; parked: ParkedView; goods: GoodView; attention: AttentionView };
/** `ids`: of all there are, told where some went after the checkpoint: what a page has beyond them is gone. */
export type PullReply<D> = { documents: D[]; checkpoint: number; ids?: string[] };

/** Whose a paid receipt would become, by name or masked card, and what it would bring them. */
export type AttachView = { name: string; earned: { wallet: string; points: number }[] };

/** `isWhole`: the hub told of those of other tills too. */
export type FoundReceipts = { receipts: SoldReceipt[]; isWhole: boolean };

export type ReturnableView = {
  receipt: string;
  number: number;
  at: string;
  lines: {
    line: string;
    sku: string;
    name: { ru: string; en: string };
    /** Before any promotion: what returns from a host till name. */
    unitPriceMinor: number;
    quantity: number;
    returned: number;
    netMinor: number;
    gift: boolean;
  }[];
};
export type ReturnQuoteView = {
  /** For the goods, and the buyer's own donation once the whole sale is undone. */
  refundMinor: number;
  tenders: { kind: 'cash' | 'card'; amountMinor: number }[];
  reinstated: { wallet: string; points: number }[];
  clawedBack: { wallet: string; points: number }[];
};
