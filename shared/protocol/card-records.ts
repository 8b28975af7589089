import * as z from 'zod/mini';
import { Id, Identification } from '../loyalty/basics.ts';

/** What tills do to members' cards. A card that was closed (replaced or blocked) is never given out again. */

export const CardNumber = z.string().check(z.minLength(1), z.maxLength(64));

/** A new card for a member who is known: instead of one that is lost or worn, or one more. */
export const CardIssuedBody = z.strictObject({
  kind: z.literal('card.issued'),
  member: Id,
  card: CardNumber,
  /** It identifies nobody from now on. */
  replaces: z.optional(CardNumber),
  /** How the till knew who asked for it. */
  identification: Identification,
});
export type CardIssuedBody = z.infer<typeof CardIssuedBody>;

/** Lost or stolen: it identifies nobody until the hub's people say otherwise. */
export const CardBlockedBody = z.strictObject({ kind: z.literal('card.blocked'), member: Id, card: CardNumber });
export type CardBlockedBody = z.infer<typeof CardBlockedBody>;

/** Why a card identifies nobody. */
export const CardClosing = z.enum(['replaced', 'blocked']);
export type CardClosing = z.infer<typeof CardClosing>;

/** In every shop's feed: a card that identifies nobody, as a keyed hash (see ListPart), and why. */
export const ClosedCard = z.strictObject({
  card: z.string().check(z.regex(/^[\w-]{22}$/, 'keyed hash')),
  why: CardClosing,
});
export type ClosedCard = z.infer<typeof ClosedCard>;
