import * as z from 'zod/mini';
import { Id, Identification, Integer, Moment } from '../loyalty/basics.ts';
import { eventKinds } from '../loyalty/event.ts';
import type { Reaction } from '../loyalty/event.ts';
import { MemberDate } from '../loyalty/facts.ts';
import type { Rejection } from '../loyalty/outcome.ts';

/**
 * An event of a member that is no purchase: told by a person or another system, found by a job of the hub.
 *
 * POST /v1/events   EventRequest -> EventReply     bearer token of the hub's data folder; an id is answered once
 */
export const EventRequest = z.strictObject({
  /** The teller's own: asked again, it has the same answer and nothing happens twice. */
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  kind: z.enum(eventKinds),
  /** What it is about: see the triggers of activities. */
  name: z.optional(Id),
  value: z.optional(Integer),
  moment: Moment,
  /** By id, or by the number of a card. */
  member: Id,
  /** Left out: the first shop the member visits. */
  shop: z.optional(Id),
  channel: z.optional(z.enum(['shop', 'web', 'app'])),
  /** How surely the teller knows who it is; `card`. */
  identification: z.optional(Identification),
  /** Of a registration: the invitation, and id or card of the member who brought them. */
  link: z.optional(Id),
  referrer: z.optional(Id),
  /** What became known of the member with it, kept before the programme is asked. Null: no longer so. */
  set: z.optional(
    z.strictObject({
      agent: z.optional(z.nullable(Id)),
      attributes: z.optional(z.record(Id, z.nullable(Id))),
      dates: z.optional(z.array(MemberDate)),
      favourites: z.optional(z.array(Id)),
      chosen: z.optional(z.array(Id)),
    }),
  ),
});
export type EventRequest = z.infer<typeof EventRequest>;

/** What was granted to whom, and what was not and why. */
export type EventReply = {
  id: string;
  member: string;
  reactions: Reaction[];
  rejections: Rejection[];
};
