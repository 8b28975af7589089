import * as z from 'zod/mini';
import { Id, Identification, Moment, Quantity } from '../../shared/loyalty/basics.ts';
import { Facts } from '../../shared/loyalty/facts.ts';

/**
 * scenario.json of an example: what happens in its shop, and what must come of it. Goods, prices and members come from shop.ndjson
 * beside it, the rules from programme.json. `expect` is a part of the outcome: what it names must be so, the rest may be anything.
 */

/** A good, how many thousandths of it, and the price where it is not the shop's. */
const Line = z.union([z.tuple([Id, Quantity]), z.tuple([Id, Quantity, z.int().check(z.minimum(0))])]);

const Expected = z.record(z.string(), z.unknown());

export const SaleStep = z.strictObject({
  sale: z.array(Line),
  at: Moment,
  /** When it is paid, where that is later than its first line. */
  paidAt: z.optional(Moment),
  /** The first till of shop.ndjson if left out. */
  till: z.optional(Id),
  member: z.optional(Id),
  /** What another till takes off a good's lines by itself, minor units. */
  hostDiscounts: z.optional(z.record(Id, z.int().check(z.minimum(1)))),
  /** How the member is known; by card if left out. */
  by: z.optional(Identification),
  codes: z.optional(z.array(Id)),
  /** Gifts to ring: `all` that wait. */
  gifts: z.optional(z.literal('all')),
  redeem: Facts.shape.redeem,
  donation: Facts.shape.donation,
  /** A buyer without a card shows this phone: it may be on a partner's list. */
  phone: z.optional(z.string()),
  /** Rests on what others brought this member, which a list of quotes does not follow. The last ones of a scenario. */
  hubOnly: z.optional(z.literal(true)),
  expect: Expected,
});

export const ReturnStep = z.strictObject({
  /** What comes back: goods and thousandths of the sale's lines, in their order. */
  return: z.array(z.tuple([Id, Quantity])),
  /** Which step sold it, counted from 1 within the scenario. */
  of: z.int().check(z.minimum(1)),
  at: Moment,
  expect: Expected,
});

export const EventStep = z.strictObject({
  event: z.string(),
  at: Moment,
  member: Id,
  name: z.optional(Id),
  value: z.optional(z.int()),
  expect: Expected,
});

export const Scenario = z.strictObject({
  name: z.string(),
  steps: z.array(z.union([SaleStep, ReturnStep, EventStep])).check(z.minLength(1)),
});
export type Scenario = z.infer<typeof Scenario>;
export type Step = Scenario['steps'][number];
export type SaleStep = z.infer<typeof SaleStep>;
export type ReturnStep = z.infer<typeof ReturnStep>;
export type EventStep = z.infer<typeof EventStep>;

/** In order of time, for one till and one hub live through all of them. */
export const ScenarioFile = z.strictObject({ scenarios: z.array(Scenario).check(z.minLength(1)) });
