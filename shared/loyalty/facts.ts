import * as z from 'zod/mini';
import {
  BasisPoints,
  Day,
  Id,
  Identification,
  Integer,
  Lot,
  Moment,
  NotNegative,
  Positive,
  Quantity,
  WalletPoints,
} from './basics.ts';

/**
 * Facts: everything that decides a sale, as plain data. No names, phones or e-mail; no clock and no database behind them.
 * Amounts in minor units, points in the wallet's smallest units, quantities in thousandths, rates in basis points.
 */

/** The good as it was when the line was rung. A flag left out means yes; a list left out is empty. */
const goodFields = {
  sku: Id,
  unitPriceMinor: NotNegative,
  categories: z.optional(z.array(Id)),
  brand: z.optional(Id),
  tags: z.optional(z.array(Id)),
  partner: z.optional(Id),
  kind: z.optional(z.enum(['goods', 'service'])),
  /** The least a unit may be sold for; outranks every programme, gifts apart. */
  minPriceMinor: z.optional(NotNegative),
  discountable: z.optional(z.boolean()),
  redeemable: z.optional(z.boolean()),
  accruable: z.optional(z.boolean()),
  ageLimit: z.optional(NotNegative),
  /** Sold by weight: scans never join, never part of an n-th free. */
  byWeight: z.optional(z.boolean()),
  /** Carries a marking code of its own: as a gift it must be scanned. */
  marked: z.optional(z.boolean()),
  /** VAT included in the price. */
  vatRateBp: z.optional(BasisPoints),
  costMinor: z.optional(NotNegative),
};

export const FactLine = z.strictObject({
  ...goodFields,
  id: Id,
  quantity: Quantity,
  /** The price the cashier (or a host till) put in place of the catalogue's. */
  priceOverrideMinor: z.optional(NotNegative),
  /** The host till's own discount on the whole line. */
  hostDiscountMinor: z.optional(NotNegative),
  /** A marking code makes the line unique: it never joins another. */
  mark: z.optional(z.string()),
});
export type FactLine = z.infer<typeof FactLine>;

/** A good that a rule may add to the receipt at zero price, or that a grant gives: as the catalogue tells it. */
export const GiftGood = z.strictObject(goodFields);
export type GiftGood = z.infer<typeof GiftGood>;

/** One member's right. A gift names the good it gives, so that it can be rung without a scan. */
export const EntitlementFacts = z.strictObject({
  id: Id,
  kind: z.enum(['gift', 'coupon', 'offer', 'privilege']),
  /** The promotion of the programme that it unlocks. */
  promotion: Id,
  /** For a gift: which good, and how many thousandths are still open. */
  gift: z.optional(z.strictObject({ ...goodFields, quantity: Quantity })),
  validFrom: z.optional(Moment),
  /** First moment at which it can no longer be used. */
  validUntil: z.optional(Moment),
  /** Receipts it still works in; left out: a gift by its quantity, a coupon once, others without end. */
  uses: z.optional(Positive),
  /** The sale that opened it, and the line whose return takes it back. */
  openedBy: z.optional(z.strictObject({ receipt: Id, rule: Id, lines: z.array(Id) })),
});
export type EntitlementFacts = z.infer<typeof EntitlementFacts>;

/** A segment for a time: from, until (first moment at which it is over), or for so many more purchases. */
export const SegmentTerm = z.strictObject({
  segment: Id,
  from: z.optional(Moment),
  until: z.optional(Moment),
  purchases: z.optional(Positive),
  /** The receipt or event that gave it. */
  by: Id,
});
export type SegmentTerm = z.infer<typeof SegmentTerm>;

/** How often a promotion or an activity has worked for the member: ever, and on the last local day and month that it did. */
export const Uses = z.strictObject({
  rule: Id,
  count: NotNegative,
  day: Day,
  dayCount: NotNegative,
  monthCount: NotNegative,
});
export type Uses = z.infer<typeof Uses>;

/** Where the member stands in a challenge: what is counted since the local day it began, and the last day that counted. */
export const Counter = z.strictObject({
  challenge: Id,
  count: NotNegative,
  since: Day,
  last: Day,
  reached: NotNegative,
});
export type Counter = z.infer<typeof Counter>;

/** What was paid (net of points, less returns) and how often bought, by local day: as far back as programmes look. */
export const HistoryDay = z.strictObject({ day: Day, spendMinor: Integer, purchases: NotNegative });
export type HistoryDay = z.infer<typeof HistoryDay>;

/** A date of the member, without its year of birth where nobody asks for years; `recorded` is when it was put on file. */
export const MemberDate = z.strictObject({
  id: Id,
  month: z.int().check(z.minimum(1), z.maximum(12)),
  day: z.int().check(z.minimum(1), z.maximum(31)),
  year: z.optional(z.int()),
  recorded: Day,
});
export type MemberDate = z.infer<typeof MemberDate>;

/** What rules beyond the simplest ask of a member. All of it may be left out. */
export const memberExtras = {
  terms: z.optional(z.array(SegmentTerm)),
  attributes: z.optional(z.record(Id, Id)),
  dates: z.optional(z.array(MemberDate)),
  /** Favourite categories. */
  favourites: z.optional(z.array(Id)),
  /** Offers (promotions) the member chose. */
  chosen: z.optional(z.array(Id)),
  history: z.optional(z.array(HistoryDay)),
  /** Members who joined by this one. */
  referrals: z.optional(NotNegative),
  /** Who brought them, then who brought that one. */
  referrers: z.optional(z.array(Id)),
  agent: z.optional(Id),
  /** The link they joined by. */
  joinedBy: z.optional(Id),
  uses: z.optional(z.array(Uses)),
  counters: z.optional(z.array(Counter)),
  /** Receipts that earned on the local day of the last of them. */
  earning: z.optional(z.strictObject({ day: Day, receipts: NotNegative })),
  /** Units bought, by sku, of goods that gifts are chosen among. */
  bought: z.optional(z.array(z.strictObject({ sku: Id, quantity: NotNegative }))),
};

export const MemberFacts = z.strictObject({
  id: Id,
  identification: Identification,
  joined: Day,
  cardType: z.optional(Id),
  blocked: z.optional(z.boolean()),
  tier: z.nullable(Id),
  segments: z.array(Id),
  region: z.optional(Id),
  lots: z.array(Lot),
  debt: z.array(WalletPoints),
  /** Paid in all, net of points, less returns. */
  spendMinor: Integer,
  purchaseCount: NotNegative,
  /** The last sale not wholly returned, at what remains of it. */
  lastReceipt: z.nullable(z.strictObject({ receipt: Id, moment: Moment, netMinor: NotNegative })),
  entitlements: z.array(EntitlementFacts),
  /** The cashier account of a member who works here. */
  employee: z.optional(Id),
  ...memberExtras,
});
export type MemberFacts = z.infer<typeof MemberFacts>;

/** Offset changes of the shop's zone around the moment, so that "end of the local day" needs no time zone database. */
export const ShopFacts = z.strictObject({
  id: Id,
  region: z.optional(Id),
  /** The partner of the coalition whose shop it is. */
  partner: z.optional(Id),
  zone: z.strictObject({
    name: z.string(),
    /** In force from `from` (UTC) until the next one; the first also before it, the last also after it. */
    offsets: z.array(z.strictObject({ from: Moment, offsetMinutes: Integer })).check(z.minLength(1)),
  }),
  /** No line's net goes below it (gifts apart). */
  lineFloorMinor: z.optional(NotNegative),
});
export type ShopFacts = z.infer<typeof ShopFacts>;

/** Lots that a lease put aside for this till: only these may be spent under it. */
export const LeaseFacts = z.strictObject({ lease: Id, lots: z.array(Lot) });
export type LeaseFacts = z.infer<typeof LeaseFacts>;

/**
 * What backs a redemption. `quote`: nobody holds anything, compute from the member's lots. `lease`: only the leased lots, and of the
 * member's own so many points as the floor limits let the till risk. `refused`: none may be spent, and the reason is told.
 */
export const Spending = z.discriminatedUnion('level', [
  z.strictObject({ level: z.literal('quote') }),
  z.strictObject({
    level: z.literal('lease'),
    leases: z.array(LeaseFacts),
    floor: z.optional(z.array(WalletPoints)),
  }),
  z.strictObject({ level: z.literal('refused'), reason: z.enum(['offline', 'elsewhere', 'declined']) }),
]);
export type Spending = z.infer<typeof Spending>;

/**
 * The member's rights that work in so many receipts: those a lease put aside for this till, and those it may not use now, for
 * the hub was not reached or another till holds them. Rights in neither list are anybody's.
 */
export const RightsFacts = z.strictObject({
  held: z.array(z.strictObject({ entitlement: Id, lease: Id })),
  withheld: z.array(z.strictObject({ entitlement: Id, reason: z.enum(['offline', 'elsewhere']) })),
});
export type RightsFacts = z.infer<typeof RightsFacts>;

/** What the snapshot was made of: the replica's position, and the till's own records beyond it. */
export const Basis = z.strictObject({
  programme: z.strictObject({ id: Id, version: z.int(), hash: z.string() }),
  replica: z.nullable(z.strictObject({ generation: Id, position: NotNegative })),
  own: z.array(z.strictObject({ epoch: Id, from: z.int(), to: z.int() })),
});
export type Basis = z.infer<typeof Basis>;

/** So much for a cause, or up to the next whole so much of what is to be paid. */
export const DonationWish = z.union([
  z.strictObject({ cause: Id, amountMinor: Positive }),
  z.strictObject({ cause: Id, roundUpToMinor: Positive }),
]);
export type DonationWish = z.infer<typeof DonationWish>;

export const Facts = z.strictObject({
  receipt: Id,
  /** When the first line was rung; windows, expiry and programme are decided by it. */
  moment: Moment,
  lines: z.array(FactLine).check(z.maxLength(5000)),
  /** Promo codes, coupons and links shown. */
  codes: z.optional(z.array(Id)),
  /** Gift entitlements to ring now, by id. */
  gifts: z.optional(z.array(Id)),
  /** Points the member wishes to spend: `all` that is allowed, or at most so many. */
  redeem: z.optional(z.array(z.strictObject({ wallet: Id, points: z.union([NotNegative, z.literal('all')]) }))),
  /** What the member gives to a cause on top: so much, or up to the next whole so much. */
  donation: z.optional(DonationWish),
  /** Lists that the phone or card shown is on. */
  lists: z.optional(z.array(Id)),
  /** Goods that rules may add or grant. */
  goods: z.optional(z.array(GiftGood)),
  /** How far promotions with a total or a budget are used up by all. */
  promotions: z.optional(z.array(z.strictObject({ promotion: Id, uses: NotNegative, given: NotNegative }))),
  /** Left out: as `quote`. */
  spending: z.optional(Spending),
  /** Left out: nobody holds anything, and all may be used. */
  rights: z.optional(RightsFacts),
  shop: ShopFacts,
  channel: z.enum(['shop', 'web', 'app']),
  till: Id,
  /** What a host till tells of the receipt beside all this. */
  attributes: z.optional(z.record(Id, Id)),
  cashier: z.nullable(Id),
  member: z.nullable(MemberFacts),
  basis: z.optional(Basis),
});
export type Facts = z.infer<typeof Facts>;
