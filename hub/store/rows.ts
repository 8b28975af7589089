import type { Account } from '../../shared/loyalty/account.ts';
import type { Member } from '../../shared/protocol/feed.ts';
import type { ItemClosing, ItemKind, Role } from '../../shared/protocol/office.ts';
import type { OpenWishState, WishState } from '../../shared/protocol/wishes.ts';
import type { WriteOff } from '../../shared/protocol/write-offs.ts';

/** What the store keeps, in the hub's own terms. Amounts of points are whole units of their wallet, times are UTC milliseconds. */

export type TillRow = {
  till: string;
  shop: string;
  /** Ed25519, raw in base64url; null until the till enrolled. */
  publicKey: string | null;
  /** Token of the last session handed out, and the last that came back. */
  tokenIssued: string | null;
  tokenConfirmed: string | null;
  /** Corrected moment of its latest record: the next is never earlier. */
  lastAtMs: number;
  /** Since when nothing it says is booked before a person looked at it; null: it is trusted. */
  revokedMs: number | null;
};

/** The end of what the hub holds of an epoch without a gap. `ordinal` counts a till's epochs in the order they began. */
export type EpochRow = { epoch: string; ordinal: number; seq: number; hash: string; signed: SignedHash };

/** The same before the batch that moved it on is signed for. */
export type ChainEnd = Omit<EpochRow, 'signed'>;

/**
 * The till's word for its journal: its signature over the hash of the last record it pushed, which by the chain vouches for all before it.
 * `checked`: it was verified under `publicKey`, the till's key of then.
 */
export type SignedHash = { hash: string; signature: string; publicKey: string; checked: boolean };

export type RecordKey = { till: string; epoch: string; seq: number; hash: string };

/**
 * `booked`: all it implies was done. `branch`: a second life of the till wrote it (booked too). The rest was kept as it came and
 * implies nothing: `unreadable` is no JSON of a record, `unknown` and `unknownBranch` are of a kind or version newer than this hub and are
 * booked by one that knows it, `invalid` breaks its schema,
 * `held` and `heldBranch` are of a revoked till and wait for a person, `rejected` is what that person would not have.
 */
export type RecordState =
  'booked' | 'branch' | 'unreadable' | 'unknown' | 'unknownBranch' | 'invalid' | 'held' | 'heldBranch' | 'rejected';

/** A record that waits for a person or a newer hub, as it came. */
export type HeldRecord = EventKey & { state: RecordState; text: string };

/** Of a sale or return its own receipt, of a return the sale's. */
export type NamedReceipts = { receipt: string | null; ofReceipt: string | null };

export type RecordRow = RecordKey &
  NamedReceipts & {
    kind: string;
    state: RecordState;
    atMs: number;
    /** The exact bytes that were hashed. */
    bytes: Uint8Array;
  };

/** Where an event stands in its member's history: sorted by these, in this order. Events of the hub itself have till ''. */
export type EventKey = RecordKey & { atMs: number };

export type MemberEventRow = EventKey & {
  /** JSON of an AccountEvent of the hub itself; null where the record says it. */
  event: string | null;
  /** The member's id in the record, where it was an alias. */
  named: string | null;
};

/** Cards. Who it is as a person stands apart, sealed. */
export type Profile = Omit<Member, 'id' | 'shops' | 'account'>;

/** A member's sealed part (shared/protocol/person.ts) without its key, which stands under `hash`. `phone`: keyed hash of the phone, where one is told. */
export type PersonRow = { member: string; hash: string; text: string; phone: string | null };

/** Who had a member erased, when and why. */
export type ErasureRow = { member: string; atMs: number; by: string; why: string };

export type MemberRow = {
  member: string;
  shops: string[];
  /** What tills may know beside the account, as JSON of a Profile: looked into by imports alone. */
  profile: string;
  /** What the account began with, as JSON of an Account: looked into only when all is folded again. */
  opening: string;
  account: Account;
  /** The latest event folded; null before the first. */
  last: EventKey | null;
  /** Counts the hub's own events. */
  hubSeq: number;
  /** When they were last at a shop, by its id: UTC milliseconds. Of a shop they came into by an import: since when that is known. */
  visits: Record<string, number>;
  /** How many wishes of theirs there ever were: of nobody else any are looked for. */
  wishes: number;
};

/** One side of a double entry. Side `lease:<id>` and the others of shared/loyalty/fold. Points in are above zero. */
export type LedgerRow = { member: string; txn: string; wallet: string; side: string; points: number };
export type LedgerSum = { wallet: string; side: string; points: number };

/** One side of a double entry of money: above zero, the side is owed it. `rule` is '' where no rule of the programme says it. */
export type MoneyRow = {
  shop: string;
  txn: string;
  reason: 'accrual' | 'redemption' | 'bundle' | 'donation';
  rule: string;
  side: string;
  /** The other side of the same amount. */
  other: string;
  atMs: number;
  programme: string;
  currency: string;
  amountMinor: number;
};
export type MoneySum = Pick<MoneyRow, 'programme' | 'currency' | 'reason' | 'rule' | 'side' | 'other' | 'amountMinor'>;

/** What came to a side of the points ledger and what went. */
export type LedgerFlow = { wallet: string; side: string; plus: number; minus: number };
/** Sales or returns of a programme; `known`: 1 with a member. */
export type ReceiptSum = {
  programme: string | null;
  kind: 'sale' | 'return';
  known: 0 | 1;
  receipts: number;
  grossMinor: number;
  discountMinor: number;
  redeemedMinor: number;
  netMinor: number;
  refundMinor: number;
};
/** Records of a cashier that are alike. `level`: how points of a sale were had. */
export type CashierSum = {
  cashier: string;
  kind: 'sale' | 'return' | 'receipt.attached' | 'line.voided' | 'receipt.cancelled' | 'price.overridden';
  level: string | null;
  redeemed: 0 | 1;
  late: 0 | 1;
  afterMember: 0 | 1;
  known: 0 | 1;
  records: number;
  netMinor: number;
  refundMinor: number;
  redeemedMinor: number;
  /** Of what was voided or cancelled. */
  grossMinor: number;
};
/** How many of a cashier's receipts have a member's card. */
export type CashierMember = { cashier: string; member: string; receipts: number };

/** What of a wish a line of a sale bought, all of it in minor units, and how much of that came back. Thousandths. */
export type WishPurchase = {
  receipt: string;
  line: string;
  quantity: number;
  returned: number;
  costMinor: number | null;
  priceMinor: number;
};

/** A member's wish. `held`: a revoked till told of it, and a person has not looked yet. */
export type WishRow = {
  member: string;
  id: string;
  shop: string;
  atMs: number;
  state: WishState | 'held';
  sku: string | null;
  /** The member's own words, sealed; their key stands under `hash`. Null: there are none, or no more. */
  words: { hash: string; text: string } | null;
  /** Thousandths; 0 of one that was dropped before the hub heard of its asking. */
  quantity: number;
  /** As the till's clock said. */
  askedAt: string;
  purchases: WishPurchase[];
};
export type OpenWishes = { state: OpenWishState | null; after: WishRow | null; limit: number };

/** What a gift or a wish took out of stock. `confirmed`: by the ERP's document, who told and when; null: it is open. */
export type WriteOffRow = {
  id: string;
  atMs: number;
  writeOff: WriteOff;
  confirmed: { document: string; by: string; at: string } | null;
};

export type UsageSum = { promotion: string; uses: number; given: number };

/** From a moment until another, which is not within; of one programme or (null) all. */
export type Span = { fromMs: number; untilMs: number; programme: string | null };

/** An event of a member and what was answered, as JSON. */
export type HappeningRow = {
  id: string;
  member: string;
  atMs: number;
  kind: string;
  name: string | null;
  answer: string;
};

export type DiscrepancyKind = 'arithmetic' | 'facts' | 'limit';
export type Difference = { path: string; till: unknown; hub: unknown };

/** Kept of a sale or return only while the hub's answer is not simply "equal". */
export type VerdictRow = RecordKey & {
  receipt: string;
  verdict: 'different' | 'pending';
  kind: DiscrepancyKind | null;
  differences: Difference[];
  state: 'open' | 'closed';
};

export type GrantRow = {
  till: string;
  lease: string;
  requestId: string;
  /** '' of a return right. */
  member: string;
  /** Canonical JSON of the LeaseGrant, and the hub's signature over it. */
  grant: string;
  signature: string;
  closed: boolean;
};

export type ProgrammeRow = {
  hash: string;
  id: string;
  version: number;
  /** The programme as JSON. */
  text: string;
  /** In force from this local moment. */
  from: string;
};

/** Something a person should look at that is no discrepancy of one sale. */
export type AlarmKind =
  | 'branch'
  | 'olderLife'
  | 'unchained'
  | 'poison'
  | 'duplicateCard'
  | 'replacedTwice'
  | 'notAttached'
  | 'foreignLease'
  | 'selfShare'
  | 'unanswered'
  | 'signature';
export type AlarmRow = RecordKey & { kind: AlarmKind; detail: string };

export type Tally = {
  records: number;
  sales: number;
  returns: number;
  different: number;
  pending: number;
  arithmetic: number;
  facts: number;
  limit: number;
};

/** Where a document's change stands among those of its shop. */
export type ChangePlace = { position: number; kind: string; id: string };

export type PlacedDocument = { position: number; kind: string; id: string; doc: string | null };

/** Something that a person works through and closes. `seq` and `hash` name the record it is about. */
export type ItemRow = RecordKey & {
  id: string;
  kind: ItemKind;
  atMs: number;
  receipt: string | null;
  member: string | null;
  /** What it is about, in a line. */
  detail: string;
  /** Minor units; null where that can't be told. */
  stakeMinor: number | null;
  /** Null: open. */
  closed: ItemClosing | null;
};
export type ItemWish = {
  state: 'open' | 'closed' | null;
  kind: ItemKind | null;
  after: Pick<ItemRow, 'atMs' | 'id'> | null;
  limit: number;
};

/** A person who may talk to the hub. `verifier`: of the password, never the password. */
export type UserRow = {
  name: string;
  role: Role;
  verifier: string;
  /** Wrong passwords in a row, and until when none is looked at. */
  failures: number;
  lockedUntilMs: number;
};
/** `hash`: SHA-256 of the token. */
export type UserSessionRow = { hash: string; name: string; expiresMs: number };

/** Who changed what, and why. */
export type AuditRow = {
  atMs: number;
  id: string;
  who: string;
  role: Role;
  action: string;
  subject: string;
  why: string;
};
