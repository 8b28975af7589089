import * as z from 'zod/mini';
import { BasisPoints, Day, Id, Moment, NotNegative, Positive, Text, WalletPoints } from '../loyalty/basics.ts';
import { Account, openAccount } from '../loyalty/account.ts';
import { ShopFacts } from '../loyalty/facts.ts';
import { Programme } from '../loyalty/programme/schema.ts';
import { ClosedCard } from './card-records.ts';
import { Person, PersonDoc } from './person.ts';
import { WishDoc } from './wishes.ts';

/**
 * The feed: documents the hub keeps for a shop's tills. Address (generation, shop, position): all documents of one hub commit
 * share a position and are applied in one transaction with it. A document is known by (kind, id); `doc: null` is a tombstone.
 */

export const Good = z.strictObject({
  sku: Id,
  name: Text,
  barcodes: z.array(z.string().check(z.minLength(1), z.maxLength(64))),
  categories: z.array(Id),
  brand: z.optional(Id),
  tags: z.optional(z.array(Id)),
  partner: z.optional(Id),
  kind: z.optional(z.enum(['goods', 'service'])),
  byWeight: z.optional(z.boolean()),
  minPriceMinor: z.optional(NotNegative),
  discountable: z.optional(z.boolean()),
  redeemable: z.optional(z.boolean()),
  accruable: z.optional(z.boolean()),
  ageLimit: z.optional(NotNegative),
  vatRateBp: z.optional(BasisPoints),
  costMinor: z.optional(NotNegative),
});
export type Good = z.infer<typeof Good>;

export const Price = z.strictObject({ shop: Id, sku: Id, priceMinor: NotNegative });
export type Price = z.infer<typeof Price>;

export const Shop = z.strictObject({
  ...ShopFacts.shape,
  name: z.string(),
  address: z.string(),
  taxId: z.optional(z.string()),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/, 'currency')),
});
export type Shop = z.infer<typeof Shop>;

export const Till = z.strictObject({ id: Id, shop: Id, name: z.string() });
export type Till = z.infer<typeof Till>;

export const Cashier = z.strictObject({
  id: Id,
  shop: Id,
  name: z.string(),
  role: z.enum(['cashier', 'manager']),
  locale: z.enum(['ru', 'en']),
  /** Badge code, `KP1:S:<badge>` when scanned. */
  badge: z.optional(Id),
});
export type Cashier = z.infer<typeof Cashier>;

/** A member as the tills of the shops they visit know them; who it is as a person stands apart (person.ts). */
export const Member = z.strictObject({
  id: Id,
  shops: z.array(Id),
  cards: z.array(z.string().check(z.minLength(1), z.maxLength(64))),
  account: Account,
});
export type Member = z.infer<typeof Member>;

/**
 * A member of other shops, as far as a till has to know their card: what is written on it stands as a keyed hash, and who they are not at
 * all. `balances` are as of the hub's last round.
 */
export const Distant = z.strictObject({
  member: Id,
  cards: z.array(z.string().check(z.regex(/^[\w-]{22}$/, 'keyed hash'))),
  joined: Day,
  blocked: z.optional(z.boolean()),
  tier: z.nullable(Id),
  balances: z.array(WalletPoints),
});
export type Distant = z.infer<typeof Distant>;

/**
 * The account a till sells on to a member of other shops, and the hub checks it by. Of the lots it knows no more than their sum: whoever spends
 * takes the hub's own by a lease.
 */
export function distantAccount({ member, joined, blocked, tier, balances }: Distant): Account {
  const lots = balances.map(({ wallet, points }) => ({
    id: `distant:${wallet}`,
    wallet,
    points,
    activeFrom: `${joined}T00:00:00Z`,
    expiresAt: null,
  }));
  return openAccount({ member, joined, tier, lots, ...(blocked === undefined ? {} : { blocked }) });
}

/** A member as an import brings them. */
export const ImportedMember = z.strictObject({ ...Member.shape, ...Person.shape });
export type ImportedMember = z.infer<typeof ImportedMember>;

/** What phones and cards are hashed with in documents of this feed, as ListPart says: one key for all shops of a hub. */
export const NumberKey = z.strictObject({
  id: z.literal('numbers'),
  key: z.string().check(z.minLength(16), z.maxLength(200)),
});
export type NumberKey = z.infer<typeof NumberKey>;

/** A programme in force from a local moment on, until a later one begins. Signed by the hub over its hash. */
export const PublishedProgramme = z.strictObject({
  from: Moment,
  hash: z.string(),
  programme: Programme,
});
export type PublishedProgramme = z.infer<typeof PublishedProgramme>;

/** What the hub has applied of a till's journal: the till's page shows the replica plus its own records beyond this. */
export const Applied = z.strictObject({ till: Id, epoch: Id, seq: NotNegative });
export type Applied = z.infer<typeof Applied>;

/** Only of sales and returns the hub computed otherwise or could not compute yet: no verdict beside `applied` means equal. */
export const Verdict = z.strictObject({
  receipt: Id,
  till: Id,
  epoch: Id,
  seq: Positive,
  verdict: z.enum(['different', 'pending']),
  discrepancy: z.optional(z.enum(['arithmetic', 'facts', 'limit'])),
});
export type Verdict = z.infer<typeof Verdict>;

/**
 * Part of a list of phones or cards that a partner gave, as keyed hashes: who is shown at a till is found on it, and nobody can read
 * from it who is. A hash is the first 16 bytes of HMAC-SHA-256 of the number (a phone: digits with country code, no plus) under
 * the key, in base64url.
 */
export const ListPart = z.strictObject({
  list: Id,
  part: z.string().check(z.regex(/^[\w-]{1,40}$/, 'part')),
  key: z.string().check(z.minLength(16), z.maxLength(200)),
  hashes: z.array(z.string().check(z.regex(/^[\w-]{22}$/, 'keyed hash'))).check(z.maxLength(10_000)),
});
export type ListPart = z.infer<typeof ListPart>;

/** How often a promotion with limits has worked and what it gave, by all the hub knows (other shops' with some delay). */
export const Usage = z.strictObject({ promotion: Id, uses: NotNegative, given: NotNegative });
export type Usage = z.infer<typeof Usage>;

/** Leases of a till that another one asked for in vain: what it holds for nobody at the counter it closes. */
export const Recall = z.strictObject({ till: Id, leases: z.array(Id) });
export type Recall = z.infer<typeof Recall>;

/**
 * What a person should look at, open at the hub: told at the till it is about. `kind`: an ItemKind, or one that only newer hubs know.
 * `receipt`: it is about, where it is about one.
 */
export const OpenItem = z.strictObject({ id: Id, till: Id, kind: Id, at: Moment, receipt: z.nullable(Id) });
export type OpenItem = z.infer<typeof OpenItem>;

/** Kind -> schema of its document and how its id is made. */
export const feedKinds = {
  good: Good,
  price: Price,
  shop: Shop,
  till: Till,
  cashier: Cashier,
  member: Member,
  person: PersonDoc,
  wish: WishDoc,
  distant: Distant,
  numberKey: NumberKey,
  closedCard: ClosedCard,
  programme: PublishedProgramme,
  applied: Applied,
  verdict: Verdict,
  list: ListPart,
  usage: Usage,
  recall: Recall,
  item: OpenItem,
} as const;
/** What an import brings in a document of a kind. */
export const importKinds = { ...feedKinds, member: ImportedMember } as const;
export type FeedKind = keyof typeof feedKinds;
export type FeedDocs = { [K in FeedKind]: z.infer<(typeof feedKinds)[K]> };

/** The id under which a document of the kind is known. */
export const feedIds: { [K in FeedKind]: (doc: FeedDocs[K]) => string } = {
  good: (doc) => doc.sku,
  price: (doc) => doc.sku,
  shop: (doc) => doc.id,
  till: (doc) => doc.id,
  cashier: (doc) => doc.id,
  member: (doc) => doc.id,
  person: (doc) => doc.member,
  wish: (doc) => doc.id,
  distant: (doc) => doc.member,
  numberKey: (doc) => doc.id,
  closedCard: (doc) => doc.card,
  programme: (doc) => doc.hash,
  applied: (doc) => doc.till,
  verdict: (doc) => doc.receipt,
  list: (doc) => `${doc.list}/${doc.part}`,
  usage: (doc) => doc.promotion,
  recall: (doc) => doc.till,
  item: (doc) => doc.id,
};

/** Unknown kinds pass: an older till keeps them for after its update. */
export const FeedDocument = z.strictObject({ kind: Id, id: Id, doc: z.nullable(z.record(z.string(), z.unknown())) });
export type FeedDocument = z.infer<typeof FeedDocument>;

export const FeedChange = z.strictObject({ position: Positive, documents: z.array(FeedDocument) });
export type FeedChange = z.infer<typeof FeedChange>;
