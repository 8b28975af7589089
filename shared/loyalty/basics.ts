import * as z from 'zod/mini';

/** The small shapes that facts, outcomes and programmes share. */

export const Id = z.string().check(z.minLength(1), z.maxLength(100));
const day = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;
const hour = String.raw`([01]\d|2[0-3]):[0-5]\d`;
/** Moment: ISO 8601 with seconds and an offset, as the clock on the wall showed it: `2026-11-23T18:59:59+03:00`. Each is a time. */
export const Moment = z
  .string()
  .check(z.regex(new RegExp(String.raw`^${day}T${hour}:[0-5]\d(\.\d{3})?(Z|[+-]${hour})$`), 'moment'));
/** Local calendar day, `2026-11-23`. */
export const Day = z.string().check(z.regex(new RegExp(`^${day}$`), 'day'));
export const Integer = z.int();
export const NotNegative = z.int().check(z.minimum(0));
export const Positive = z.int().check(z.minimum(1));
/** Basis points, 10 000 = 100 %. */
export const BasisPoints = z.int().check(z.minimum(0), z.maximum(1_000_000));
/** Thousandths of a unit: 1000 = one piece, 355 = 0.355 kg. */
export const Quantity = z.int().check(z.minimum(1));
/** A text shown to people, in both languages. */
export const Text = z.strictObject({ ru: z.string(), en: z.string() });
export type Text = z.infer<typeof Text>;

/** How surely the member is who they say, weakest first. */
export const identifications = ['phone', 'phoneCode', 'card', 'dynamicQr'] as const;
export const Identification = z.enum(identifications);
export type Identification = z.infer<typeof Identification>;

/** An amount of one wallet's points, in its smallest units. */
export const WalletPoints = z.strictObject({ wallet: Id, points: NotNegative });
export type WalletPoints = z.infer<typeof WalletPoints>;

/** A lot: one grant of points with its own dates. `expiresAt` is the first moment at which it can no longer be spent. */
export const Lot = z.strictObject({
  id: Id,
  wallet: Id,
  points: NotNegative,
  activeFrom: Moment,
  expiresAt: z.nullable(Moment),
});
export type Lot = z.infer<typeof Lot>;
