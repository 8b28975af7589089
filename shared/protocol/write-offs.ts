import * as z from 'zod/mini';
import { Id, Moment, NotNegative, Positive } from '../loyalty/basics.ts';

/**
 * What gifts and members' wishes took out of stock, for the owner's ERP, of all tills and shops. Over HTTP, as office.ts says; an integrator may.
 *
 * GET  /v1/write-offs?after=&limit= -> WriteOffsPage           what nobody confirmed yet, oldest first
 * POST /v1/write-offs/confirm ConfirmRequest -> ConfirmReply   all of it or nothing; the same again changes nothing
 *
 * A journal that comes late brings earlier moments: `after` is for the next page of one walk, and the next walk begins without it.
 */
export const WriteOff = z.strictObject({
  id: z.string(),
  /**
   * A gift `given` leaves the stock, one `returned` comes back to it: a write-off of its own, whatever became of the first. `wish`: the goods of a
   * wish that is wholly bought, and `wishReturned` what came back of them.
   */
  kind: z.enum(['given', 'returned', 'wish', 'wishReturned']),
  /** Of the sale, or of the return; of a wish that took several sales, of the last. */
  at: Moment,
  shop: Id,
  till: Id,
  /** Null of a wish's goods that came back, and of a gift whose sale the hub does not have yet, as are then `rule`, `costMinor` and `priceMinor`. */
  channel: z.nullable(z.enum(['shop', 'web', 'app'])),
  receipt: Id,
  number: Positive,
  sku: Id,
  /** Thousandths. */
  quantity: Positive,
  /** Of all that quantity, in minor units, by the catalogue of then; null: it told no cost. */
  costMinor: z.nullable(NotNegative),
  /** What it would have been sold for; of a wish its price before discounts. */
  priceMinor: z.nullable(NotNegative),
  /** Of a wish its id. */
  entitlement: Id,
  /** The promotion of the programme that gives it; null of a wish. */
  rule: z.nullable(Id),
});
export type WriteOff = z.infer<typeof WriteOff>;

export const WriteOffsQuery = z.strictObject({
  /** Id of the last one seen. */
  after: z.optional(z.string()),
  limit: z.optional(Positive),
});
export type WriteOffsQuery = z.infer<typeof WriteOffsQuery>;
/** `after` asks for the next page; null: that was all. */
export type WriteOffsPage = { writeOffs: WriteOff[]; after: string | null };

const mostConfirmed = 500;

export const ConfirmRequest = z.strictObject({
  ids: z.array(z.string()).check(z.minLength(1), z.maxLength(mostConfirmed)),
  /** The ERP's own, by which the goods were written off. */
  document: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
});
export type ConfirmRequest = z.infer<typeof ConfirmRequest>;
/** How many were open until now. */
export type ConfirmReply = { confirmed: number };
