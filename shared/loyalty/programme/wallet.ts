import * as z from 'zod/mini';
import { BasisPoints, Day, Id, Identification, NotNegative, Positive, Text } from '../basics.ts';
import { Goods } from './when.ts';

/** How long a lot lives. Day 0 is the day of activation; the lot can be spent to the end of the local last day. */
export const Lifetime = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('days'), days: Positive }),
  /** To the end of the month of activation, or so many months later. */
  z.strictObject({ kind: z.literal('endOfMonth'), months: NotNegative }),
  /** To the end of the calendar quarter of activation, or so many quarters later. */
  z.strictObject({ kind: z.literal('endOfQuarter'), quarters: NotNegative }),
  /** To the end of this local day, the same for all; nothing is granted after it. */
  z.strictObject({ kind: z.literal('date'), day: Day }),
  /** So many days; every later purchase of the member sets all lots of the wallet to so many days from then. */
  z.strictObject({ kind: z.literal('sinceLastPurchase'), days: Positive }),
]);
export type Lifetime = z.infer<typeof Lifetime>;

export const Wallet = z.strictObject({
  id: Id,
  name: Text,
  /** Decimals of a point; never changes. */
  scale: z.union([z.literal(0), z.literal(2)]),
  /** Minor units of money that one whole point is worth; 0: it pays for nothing and is counted only (stamps, miles, lottery entries). */
  worthMinor: NotNegative,
  activationDays: z.optional(NotNegative),
  lifetime: z.optional(Lifetime),
  redemption: z.optional(
    z.strictObject({
      /** Most of the sum left on lines that keep redemption. */
      capBp: z.optional(BasisPoints),
      /** Most of each such line. */
      lineCapBp: z.optional(BasisPoints),
      /** Most of the sum left on these goods, beside the other caps. */
      goodsCaps: z.optional(z.array(z.strictObject({ goods: Goods, capBp: BasisPoints }))),
      /** Pays for these goods only. */
      goods: z.optional(Goods),
      /** Points are spent in whole steps of so many smallest units. */
      stepPoints: z.optional(Positive),
      minimumIdentification: z.optional(Identification),
    }),
  ),
  /** What a clawback can't take is owed and paid by later points, or forgiven. */
  debt: z.optional(z.enum(['owe', 'forgive'])),
});
export type Wallet = z.infer<typeof Wallet>;
