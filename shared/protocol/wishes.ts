import * as z from 'zod/mini';
import { Id, Moment, NotNegative, Positive } from '../loyalty/basics.ts';
import { SealedPart } from './person.ts';

/**
 * Members' wishes: goods they asked for at a till, of the catalogue or in their own words. Over HTTP, as office.ts says; an integrator may.
 *
 * GET  /v1/wishes?state=&after=&limit= -> WishesPage            those that are open, oldest first
 * POST /v1/wishes/state WishStateRequest -> WishStateReply      all of it or nothing; the same again changes nothing
 *
 * A wish is bought by sales of its good to its member, and then a write-off (write-offs.ts).
 */
export const OpenWishState = z.enum(['asked', 'ordered', 'arrived']);
export type OpenWishState = z.infer<typeof OpenWishState>;
export type WishState = OpenWishState | 'bought' | 'dropped';

/** What the member asked for in their own words, before it is sealed as a person is (person.ts): it may speak of anybody. */
export const WishWords = z.strictObject({ name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) });
export type WishWords = z.infer<typeof WishWords>;

/** What is wished for: a good of the catalogue, or words. */
export const WishedGood = z.union([z.strictObject({ sku: Id }), WishWords]);
export type WishedGood = z.infer<typeof WishedGood>;

/** The feed's document of an open wish, in the shop it was asked in alone, as long as its member visits it. Words are sealed. */
export const WishDoc = z.strictObject({
  id: Id,
  member: Id,
  sku: z.nullable(Id),
  text: z.optional(SealedPart.shape.text),
  key: z.optional(SealedPart.shape.key),
  /** SHA-256 of the bytes of `text`, in hex. */
  hash: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/, 'SHA-256'))),
  /** Thousandths. */
  quantity: Positive,
  boughtQuantity: NotNegative,
  askedAt: Moment,
  state: OpenWishState,
});
export type WishDoc = z.infer<typeof WishDoc>;

/** A wish as the hub tells it. */
export type Wish = {
  id: string;
  member: string;
  /** Where it was asked, and is waited for. */
  shop: string;
  /** Null: nobody told yet which good it is. */
  sku: string | null;
  /** In the member's words; null: a good of the catalogue, or a member who was erased. */
  name: string | null;
  /** Thousandths. */
  quantity: number;
  boughtQuantity: number;
  askedAt: string;
  state: WishState;
};

export const WishesQuery = z.strictObject({
  state: z.optional(OpenWishState),
  /** Id of the last one seen. */
  after: z.optional(Id),
  limit: z.optional(Positive),
});
export type WishesQuery = z.infer<typeof WishesQuery>;
/** `after` asks for the next page; null: that was all. */
export type WishesPage = { wishes: Wish[]; after: string | null };

const mostMoved = 500;

export const WishStateRequest = z.strictObject({
  /** `sku`: the good it became, of a wish in words: from now on its sales buy it. */
  wishes: z.array(z.strictObject({ id: Id, sku: z.optional(Id) })).check(z.minLength(1), z.maxLength(mostMoved)),
  state: z.enum(['ordered', 'arrived']),
});
export type WishStateRequest = z.infer<typeof WishStateRequest>;
/** How many were not in that state until now. */
export type WishStateReply = { moved: number };
