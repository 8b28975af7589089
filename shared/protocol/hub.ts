import * as z from 'zod/mini';
import { Id, Moment, NotNegative, Positive } from '../loyalty/basics.ts';
import { FeedChange } from './feed.ts';
import { AttachedBody, Hash, LeaseGrant, SaleBody } from './journal.ts';
import type { JournalRecord } from './journal.ts';
import { SealedPart } from './person.ts';
import type { Person } from './person.ts';
import type { Wish } from './wishes.ts';
import type { Account } from '../loyalty/account.ts';

/**
 * Till <-> hub over HTTP, JSON both ways, version 1. Errors are `{error: {code, args, id}}` with a code of the registry; 429 and 503 tell by
 * `retry-after` (seconds) how long to stay away, and a till does, three minutes at most.
 *
 * POST /v1/enrol      EnrolRequest -> EnrolReply            the one call without a signature; the code is single-use, 10 minutes
 * POST /v1/session    SessionRequest -> SessionReply        signed with nonce '' and counter 0
 * POST /v1/journal    PushRequest -> PushReply              proved
 * GET  /v1/feed?generation=&position=&limit=  -> FeedReply  proved; a till asks for it when it has pushed all it had
 * GET  /v1/replica    -> SnapshotOffer (replica.ts)         proved: a file of the shop's feed
 * GET  /v1/replica/:id/:from -> blocks of it, packed, one after another: from that one on as many as the hub likes; proved. `hub.snapshotGone`: ask for another
 * GET  /v1/snapshot   the same for tills of protocol 1: gzip NDJSON: SnapshotHead, then one FeedDocument a line, then SnapshotTail; proved request
 * POST /v1/leases     LeaseRequest or ReturnRequest -> LeaseReply   proved, idempotent by requestId
 * POST /v1/receipts   ReceiptsQuestion -> ReceiptsReply (sold.ts)   proved: what a member bought on a day, in whichever shop
 * POST /v1/till-key   TillKeyRequest -> {ok}                proved: from the next session on the till is known by another key
 * GET  /v1/hub-keys   -> HubKeys                            open to all: how the key a till pinned became the one of now
 *
 * A signed request carries the headers below; Ed25519 over `signatureTags.request` + requestText(...). In a session the same text is
 * proved instead, by an HMAC under the key that both agreed on as it opened: X25519 between `agreement` of request and reply, the hub's reply
 * signed over `signatureTags.session` + sessionText(...), which is also the HKDF's info.
 * The counter grows by one or more with every request of a session; a counter seen before is refused.
 *
 * Admin (bearer token of the hub's data folder):
 * POST /v1/admin/import   NDJSON of ImportLine -> ImportReply     all or nothing, idempotent
 * POST /v1/admin/publish  {programme, from} -> {hash}
 * POST /v1/admin/enrolment-codes {till} -> {code, expiresAt, fingerprint}   fingerprint: SHA-256 hex of the hub's raw public key
 * POST /v1/admin/jobs/expiry {at?: Moment} -> {members}                       `at` only with a manual clock
 * POST /v1/admin/jobs {at?: Moment} -> what all due jobs did                    `at` only with a manual clock
 * POST /v1/admin/members/:id/erase {by, why} -> EraseReply                   forgets who the member is, here and at every till
 * GET  /v1/admin/members/:id/export -> MemberExport
 * POST /v1/admin/members/:id/points PointsRequest -> PointsReply             by-hand.ts
 * POST /v1/admin/clock {at: Moment} -> {at}                                   only with a manual clock
 * GET  /v1/admin/alarms -> Alarm[]
 * GET  /health -> {ok, generation}
 * GET  /metrics -> text for Prometheus, to who may look
 * GET  /v1/admin/summary  -> HubSummary
 * GET  /v1/admin/discrepancies -> Discrepancy[]
 */
export const headers = {
  till: 'kopilka-till',
  session: 'kopilka-session',
  counter: 'kopilka-counter',
  signature: 'kopilka-signature',
  /** Of a reply: its id in the hub's log. */
  request: 'kopilka-request',
} as const;

/** What a till signs for a request; `bodyHash` is SHA-256 hex of the exact body bytes (of nothing for GET). */
export function requestText(parts: {
  method: string;
  pathAndQuery: string;
  bodyHash: string;
  till: string;
  nonce: string;
  counter: number;
}): string {
  const { method, pathAndQuery, bodyHash, till, nonce, counter } = parts;
  return [method, pathAndQuery, bodyHash, till, nonce, String(counter)].join('\n');
}

/** What the hub signs of a session's reply: `replyHash` is SHA-256 hex of the canonical JSON of its SessionOffer. */
export function sessionText(parts: { till: string; agreement: string; replyHash: string }): string {
  const { till, agreement, replyHash } = parts;
  return [till, agreement, replyHash].join('\n');
}

/** Ed25519 or X25519 public key, raw 32 bytes in base64url. */
const PublicKey = z.string().check(z.regex(/^[\w-]{43}$/, 'public key'));
const Signature = z.string().check(z.regex(/^[\w-]{86}$/, 'signature'));

export const EnrolRequest = z.strictObject({ code: z.string(), publicKey: PublicKey });
export type EnrolRequest = z.infer<typeof EnrolRequest>;
export const EnrolReply = z.strictObject({ till: Id, shop: Id, hubKey: PublicKey, generation: Id });
export type EnrolReply = z.infer<typeof EnrolReply>;

/** Highest contiguous seq of an epoch the hub has committed, and that record's hash (none at 0, nor in protocol 1). */
export const Ack = z.strictObject({ epoch: Id, seq: NotNegative, hash: z.optional(Hash) });
export type Ack = z.infer<typeof Ack>;

/**
 * What changed from one protocol to the next. The hub is updated first and speaks the newest two; a till speaks one.
 * 1: the first. 2: an ack has the hash of the record it names; a push may bring sealed parts (a till that has none sends what it sent before); a snapshot is a file.
 */
export const protocols = { newest: 2, oldest: 1 } as const;

/** Looked at before the rest: a request of a protocol to come has another form. */
export const SpokenProtocol = z.object({ protocol: Positive });

export const SessionRequest = z.strictObject({
  protocol: z.literal([1, 2]),
  epoch: Id,
  /** The till's side of the key agreement. */
  agreement: PublicKey,
  /** Tokens of earlier sessions: the last the till confirmed by using it. Null before the first. */
  token: z.nullable(z.string()),
  /** Leases the till holds in its journal and has not closed. */
  leases: z.array(Id),
  /** The till's clock as it asks: the hub corrects the moments of its records by the difference. */
  at: z.optional(Moment),
});
export type SessionRequest = z.infer<typeof SessionRequest>;
/** All of a session's reply but the hub's signature under it. */
export const SessionOffer = z.strictObject({
  session: Id,
  nonce: z.string(),
  /** The hub's side of the key agreement. */
  agreement: PublicKey,
  /** Stored durably by the till before anything is pushed. */
  token: z.string(),
  generation: Id,
  serverTime: Moment,
  ack: Ack,
  /** Leases open at the hub for this till that it did not list: to be closed by a `lease.closed` record. */
  openLeases: z.array(z.strictObject({ lease: Id, member: z.optional(Id) })),
  /** The token was of an older life of this till (restored backup, clone): start a new epoch before pushing. */
  newEpoch: z.boolean(),
});
export type SessionOffer = z.infer<typeof SessionOffer>;
export const SessionReply = z.strictObject({ offer: SessionOffer, signature: Signature });
export type SessionReply = z.infer<typeof SessionReply>;

export const PushRequest = z.strictObject({
  /** Canonical JSON texts of records in order of seq, one epoch a batch. */
  records: z.array(z.string()).check(z.minLength(1), z.maxLength(500)),
  /** The records before these are lost for good (a salvaged journal): they are taken as they stand, with an alarm. */
  afterHole: z.optional(z.literal(true)),
  /** What records of the batch name as `sealed`, as far as the till still has it. */
  sealed: z.optional(z.array(SealedPart).check(z.maxLength(500))),
  /** Ed25519 over `signatureTags.batch` + hash of the last record: the chain covers the rest. */
  signature: Signature,
});
export type PushRequest = z.infer<typeof PushRequest>;
export const PushReply = z.strictObject({ ack: Ack });
export type PushReply = z.infer<typeof PushReply>;

export const FeedReply = z.strictObject({
  generation: Id,
  shop: Id,
  /** Whole positions only, ascending, after the asked one. */
  changes: z.array(FeedChange),
  /** The checkpoint after applying them (moves with empty answers too). */
  position: NotNegative,
  /** The hub's newest position. */
  head: NotNegative,
  /** The asked position can't be served (other generation, below the horizon): take a snapshot. */
  resnapshot: z.boolean(),
});
export type FeedReply = z.infer<typeof FeedReply>;

/** Each of `signatureTags.tillKey` + tillKeyText(...): by the key of before, and by the new one, which shows that the till has it. */
export const TillKeyRequest = z.strictObject({ publicKey: PublicKey, signature: Signature, proof: Signature });
export type TillKeyRequest = z.infer<typeof TillKeyRequest>;
export function tillKeyText(till: string, publicKey: string): string {
  return [till, publicKey].join('\n');
}

/** In order: `by` signed `signatureTags.hubKey` + hubKey. A till goes from the key it pinned to the last. */
export const HubKeys = z.strictObject({
  rotations: z.array(z.strictObject({ hubKey: PublicKey, by: PublicKey, signature: Signature })),
});
export type HubKeys = z.infer<typeof HubKeys>;

export const SnapshotHead = z.strictObject({
  generation: Id,
  shop: Id,
  position: NotNegative,
  schema: z.literal(1),
});
export type SnapshotHead = z.infer<typeof SnapshotHead>;
export const SnapshotTail = z.strictObject({
  documents: NotNegative,
  /** SHA-256 over all lines before this one, newlines included. */
  hash: Hash,
  signature: Signature,
});
export type SnapshotTail = z.infer<typeof SnapshotTail>;

export const LeaseRequest = z.strictObject({
  requestId: Id,
  member: Id,
  /** Points of one wallet; left out: none. */
  wallet: z.optional(Id),
  points: z.optional(Positive),
  /** Rights, one use of each, all that is open of a gift. Who asks without this list is not answered `elsewhere`. */
  rights: z.optional(z.array(Id).check(z.maxLength(100))),
  /** Nobody is at the counter. */
  ahead: z.optional(z.literal(true)),
  /** The receipt's moment: lots must be spendable then. */
  moment: Moment,
});
export type LeaseRequest = z.infer<typeof LeaseRequest>;
/** For the right to take back what is left of a receipt, whichever till sold it. */
export const ReturnRequest = z.strictObject({ requestId: Id, receipt: Id });
export type ReturnRequest = z.infer<typeof ReturnRequest>;

export const LeaseReply = z.discriminatedUnion('kind', [
  /** Ed25519 over `signatureTags.lease` + SHA-256 of the grant's canonical JSON. May grant less than asked. */
  z.strictObject({
    kind: z.literal('granted'),
    grant: LeaseGrant,
    signature: Signature,
    /** With a return right: the sale, how much of its money went back already, and whose it became later. */
    sold: z.optional(
      z.strictObject({ sale: SaleBody, refundedMinor: NotNegative, attached: z.optional(AttachedBody) }),
    ),
  }),
  /**
   * `elsewhere`: leases of other tills hold all of it; those that are ahead of time were called back, and a return right from `till`.
   * `unknownReceipt`, `returned`: the hub has no such sale, or all of it came back.
   */
  z.strictObject({
    kind: z.literal('refused'),
    reason: z.enum(['unknownMember', 'blocked', 'noPoints', 'elsewhere', 'unknownReceipt', 'returned']),
    till: z.optional(Id),
  }),
]);
export type LeaseReply = z.infer<typeof LeaseReply>;

/**
 * A line of an import file: `{kind, doc}`, the documents of the feed; a member's account is its opening balance. A list may bring
 * `numbers` in place of `hashes`: they are hashed as they are read, and kept nowhere.
 */
export const ImportLine = z.strictObject({
  kind: z.enum(['shop', 'till', 'cashier', 'good', 'price', 'member', 'list']),
  doc: z.record(z.string(), z.unknown()),
});
export type ImportLine = z.infer<typeof ImportLine>;
export const ImportReply = z.strictObject({ lines: NotNegative, byKind: z.record(z.string(), NotNegative) });
export type ImportReply = z.infer<typeof ImportReply>;

/** A round of the members on a local day: how many were looked at, moved between segments, and told of which events. */
export type DayRound = { day: string; members: number; segments: number; events: Record<string, number> };
/**
 * What the jobs did: the days they went through, members whose points lapsed, shops told how far promotions are used up, how often a member left a
 * shop, shops told of members of others, and changes of feeds whose past was dropped.
 */
export type JobsReply = {
  at: string;
  days: DayRound[];
  expired: number;
  usage: number;
  left: number;
  distant: number;
  pruned: number;
};

export const EraseRequest = z.strictObject({
  by: z.string().check(z.minLength(1), z.maxLength(200)),
  why: z.string().check(z.minLength(1), z.maxLength(1000)),
});
/** `at`: of the first time. */
export type EraseReply = { member: string; at: string };

/** All that a hub keeps of a member. `person` has the consent too; null where nothing is known, or no more. */
export type MemberExport = {
  member: string;
  person: Person | null;
  erasedAt: string | null;
  cards: string[];
  shops: string[];
  wishes: Wish[];
  opening: Account;
  account: Account;
  /** Of tills, oldest first: registration, receipts, returns, leases. */
  records: JournalRecord[];
  /** Of the hub itself. */
  events: { at: string; event: unknown }[];
  /** Sides of the points ledger, of all transactions. */
  movements: { txn: string; wallet: string; side: string; points: number }[];
  /** Events of the programme and what was answered. */
  happenings: { id: string; at: string; kind: string; name: string | null; answer: unknown }[];
};

export const Discrepancy = z.strictObject({
  id: Id,
  till: Id,
  epoch: Id,
  seq: Positive,
  receipt: Id,
  kind: z.enum(['arithmetic', 'facts', 'limit']),
  /** What the till said and what the hub found, for a person to compare: JSON path, both values. */
  differences: z.array(z.strictObject({ path: z.string(), till: z.unknown(), hub: z.unknown() })),
  state: z.enum(['open', 'closed']),
});
export type Discrepancy = z.infer<typeof Discrepancy>;

/** What a person should look at beside discrepancies: a second life of a till, a broken chain, what could not be read ... */
export const Alarm = z.strictObject({
  till: Id,
  epoch: Id,
  seq: Positive,
  kind: z.enum([
    'branch',
    'unchained',
    'poison',
    'duplicateCard',
    'replacedTwice',
    'notAttached',
    'foreignLease',
    'olderLife',
    'selfShare',
    'unanswered',
    'signature',
  ]),
  detail: z.string(),
});
export type Alarm = z.infer<typeof Alarm>;

export const HubSummary = z.strictObject({
  records: NotNegative,
  sales: NotNegative,
  returns: NotNegative,
  verdicts: z.strictObject({ equal: NotNegative, different: NotNegative, pending: NotNegative }),
  discrepancies: z.strictObject({ arithmetic: NotNegative, facts: NotNegative, limit: NotNegative }),
  /** Sum of all ledger entries: zero. */
  ledgerSum: z.int(),
  /** Unspent points of all members, and what they owe, per wallet. */
  outstanding: z.array(z.strictObject({ wallet: Id, points: z.int(), debt: z.int() })),
});
export type HubSummary = z.infer<typeof HubSummary>;
