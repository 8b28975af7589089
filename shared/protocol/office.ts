import * as z from 'zod/mini';
import { Id, Moment, NotNegative, Positive } from '../loyalty/basics.ts';
import { CardNumber } from './card-records.ts';
import { Hash } from './journal.ts';

/**
 * What people do at the hub, over HTTP with `authorization: Bearer <token>`: of a session (below) or of the hub's data folder, which is
 * its owner's.
 *
 * POST /v1/admin/login {name, password} -> LoginReply          no token; a session of twelve hours
 * POST /v1/admin/logout                                        ends the session
 * GET  /v1/admin/users -> User[]                               POST UserRequest, POST users/:name/password, DELETE users/:name
 * GET  /v1/admin/items?state=&kind=&after=&limit= -> ItemsPage  oldest first
 * GET  /v1/admin/items/:id -> ItemSides
 * POST /v1/admin/items/:id/close CloseRequest -> Item          once; kept for ever
 * POST /v1/admin/tills/:id/revoke {why}                        a till that is revoked is trusted again by enrolling it
 * POST /v1/admin/cards/unblock {card, why} -> {member}
 * GET  /v1/admin/audit?before=&limit= -> AuditPage             newest first
 */

/**
 * owner: all, and who may do what. manager: items, tills, programmes, imports, events. support: looks and changes nothing. integrator: tells
 * of events and writes gifts off, and sees nothing else.
 */
export const roles = ['owner', 'manager', 'support', 'integrator'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/**
 * What an item is about. `arithmetic`, `facts`, `limit`: discrepancies, of which a limit is told apart where it is points beyond the account
 * (`overdraft`), a gift given twice or goods that came back twice. `quarantined`: a record that the hub could not take as it stands.
 * `backlog`: records of a revoked till. `clock`: the till's clock is wrong, by the seconds in `detail` (the hub's less the till's). The rest are alarms.
 */
export const itemKinds = [
  'arithmetic',
  'facts',
  'limit',
  'overdraft',
  'duplicateGift',
  'duplicateReturn',
  'unverifiedReturn',
  'quarantined',
  'backlog',
  'clock',
  'branch',
  'olderLife',
  'unchained',
  'duplicateCard',
  'replacedTwice',
  'notAttached',
  'foreignLease',
  'selfShare',
  'unanswered',
  'signature',
] as const;
export const ItemKind = z.enum(itemKinds);
export type ItemKind = z.infer<typeof ItemKind>;

export const Why = z.string().check(z.trim(), z.minLength(3), z.maxLength(500));
export const WhyBody = z.strictObject({ why: Why });

export const ItemClosing = z.strictObject({
  by: z.string(),
  at: Moment,
  why: z.string(),
  /** Of a backlog alone. */
  decision: z.optional(z.enum(['approve', 'reject'])),
});
export type ItemClosing = z.infer<typeof ItemClosing>;

export const Item = z.strictObject({
  id: z.string(),
  kind: ItemKind,
  /** Of the receipt, by the till's clock; else of the record, by the hub's. UTC. */
  at: Moment,
  till: Id,
  epoch: Id,
  seq: Positive,
  hash: Hash,
  receipt: z.nullable(Id),
  member: z.nullable(Id),
  detail: z.string(),
  /** Minor units that may be lost by it, at most; null where money can't tell it. */
  stakeMinor: z.nullable(NotNegative),
  state: z.enum(['open', 'closed']),
  closed: z.nullable(ItemClosing),
});
export type Item = z.infer<typeof Item>;

export const ItemsQuery = z.strictObject({
  state: z.optional(z.enum(['open', 'closed'])),
  kind: z.optional(ItemKind),
  /** Id of the last item seen. */
  after: z.optional(z.string()),
  limit: z.optional(Positive),
});
export type ItemsQuery = z.infer<typeof ItemsQuery>;
/** `after` asks for the next page; null: that was all. */
export type ItemsPage = { items: Item[]; after: string | null };

/** A backlog is approved (booked) or rejected (kept, never booked); of every other item nothing but itself changes. */
export const CloseRequest = z.strictObject({ why: Why, decision: z.optional(z.enum(['approve', 'reject'])) });
export type CloseRequest = z.infer<typeof CloseRequest>;

/**
 * An item with what there is to compare. `till`: as its record says. `hub`: as the hub computes it now, with the facts as the hub knew
 * them. `reasons`: what applied and what did not, by the engine that the record names; null where that can't be told. `others`: records of
 * other lives of the till at the same place.
 */
export type ItemSides = {
  item: Item;
  differences: { path: string; till: unknown; hub: unknown }[];
  record: unknown;
  till: Side | null;
  hub: Side | null;
  others: unknown[];
  /** Of a backlog: how many records wait. */
  held: number;
};
export type Side = { dueMinor: number; money: unknown; reasons: { effects: unknown[]; rejections: unknown[] } | null };

/** A card as it is written on it. */
export const UnblockRequest = z.strictObject({ card: CardNumber, why: Why });

export const UserName = z.string().check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u, 'name'));
/** Long enough that the delays between attempts do the rest. */
export const Password = z.string().check(z.minLength(10), z.maxLength(200));
export const LoginRequest = z.strictObject({ name: z.string(), password: z.string().check(z.maxLength(200)) });
export type LoginRequest = z.infer<typeof LoginRequest>;
export type LoginReply = { token: string; name: string; role: Role; expiresAt: string };
export const UserRequest = z.strictObject({ name: UserName, role: Role, password: Password });
export type UserRequest = z.infer<typeof UserRequest>;
export const PasswordBody = z.strictObject({ password: Password });
export type User = { name: string; role: Role; lockedUntil: string | null };

export const AuditQuery = z.strictObject({ before: z.optional(z.string()), limit: z.optional(Positive) });
export type AuditQuery = z.infer<typeof AuditQuery>;
export type AuditEntry = {
  id: string;
  at: string;
  who: string;
  role: Role;
  action: string;
  subject: string;
  why: string;
};
export type AuditPage = { entries: AuditEntry[]; before: string | null };
