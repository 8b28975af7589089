import * as z from 'zod/mini';
import { Id } from '../loyalty/basics.ts';
import { Why } from './office.ts';

/**
 * Points by a person's word: a booking like any other, under the name of who gave it.
 *
 * POST /v1/admin/members/:id/points PointsRequest -> PointsReply    member by id or card; an id is answered once
 */
const mostPoints = 1_000_000_000_000;

export const PointsRequest = z.strictObject({
  /** The asker's own: asked again, it has the same answer and nothing is booked twice. */
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  wallet: Id,
  /** In smallest units; below zero takes them, of those that no till holds. */
  points: z.int().check(
    z.minimum(-mostPoints),
    z.maximum(mostPoints),
    z.refine((points) => points !== 0, 'not 0'),
  ),
  why: Why,
});
export type PointsRequest = z.infer<typeof PointsRequest>;

/** `balance`: what the member then has of the wallet, in smallest units; what tills hold among it. */
export type PointsReply = { id: string; member: string; wallet: string; points: number; balance: number };
