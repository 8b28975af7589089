import * as z from 'zod/mini';
import { Day, Id, Integer, Moment, NotNegative, Positive } from '../loyalty/basics.ts';
import { AccountLease } from '../loyalty/account.ts';
import { Basis, Facts, MemberFacts } from '../loyalty/facts.ts';
import { ReturnMoney, SaleMoney } from '../loyalty/outcome.ts';
import { CardBlockedBody, CardIssuedBody, CardNumber } from './card-records.ts';
import { deviceKinds } from './device-kinds.ts';

/**
 * The journal's records: facts that a till writes once and never changes. A record's bytes are its RFC 8785 JSON in UTF-8; its
 * hash is SHA-256 of exactly those bytes; `prev` is the hash of the record before it in the till's chain, whatever its epoch
 * (64 zeros for the first). (till, epoch, seq, hash) is its identity; seq is gapless from 1 within an epoch.
 */

export const Hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'SHA-256'));
export const firstPrev = '0'.repeat(64);

const EngineName = z.strictObject({ semantics: Positive, hash: z.string() });

export const PaymentKind = z.enum(['cash', 'card']);

/** Money taken (sale) or given back (return). A card payment names the intent whose result approved it. */
export const Payment = z.strictObject({
  id: Id,
  kind: PaymentKind,
  amountMinor: Positive,
  /** Cash only: what the customer handed over, and what went back. */
  tenderedMinor: z.optional(NotNegative),
  changeMinor: z.optional(NotNegative),
  reference: z.optional(z.string()),
});
export type Payment = z.infer<typeof Payment>;

const ReturnedLine = z.strictObject({ line: Id, quantity: Positive });

/** A grant the hub signed: points and rights set aside for one till. */
export const LeaseGrant = z.strictObject({
  lease: AccountLease,
  /** Left out: it is of no account, but a return right. */
  member: z.optional(Id),
  requestId: Id,
  grantedAt: Moment,
  generation: Id,
  /** Nobody was at the counter: it goes back as soon as another till asks for it. */
  ahead: z.optional(z.literal(true)),
  /** The right to take back what is left of a receipt; `returned`: what came back before, in order. */
  returns: z.optional(z.strictObject({ receipt: Id, returned: z.array(ReturnedLine) })),
});
export type LeaseGrant = z.infer<typeof LeaseGrant>;

export const SaleBody = z.strictObject({
  kind: z.literal('sale'),
  receipt: Id,
  /** Printed number, counted by the till. */
  number: Positive,
  engine: EngineName,
  facts: Facts,
  money: SaleMoney,
  /** SHA-256 of `moneyText(money)`. */
  digest: Hash,
  payments: z.array(Payment),
  leasesClosed: z.array(Id),
  /** The member was named after the last line was rung. Left out: earlier, or nobody, or a till that did not tell. */
  lateMember: z.optional(z.literal(true)),
});
export type SaleBody = z.infer<typeof SaleBody>;

export const ReturnBody = z.strictObject({
  kind: z.literal('return'),
  /** Id of the return itself. */
  receipt: Id,
  number: Positive,
  ofReceipt: Id,
  /** The lease of the return right; left out: the till's own, for it made the sale. */
  lease: z.optional(Id),
  /** Under a lease: nothing of the sale is left. */
  whole: z.optional(z.literal(true)),
  engine: EngineName,
  facts: z.pick(Facts, {
    receipt: true,
    moment: true,
    shop: true,
    till: true,
    cashier: true,
    member: true,
    basis: true,
  }),
  /** What earlier returns of the sale took, as this till knew it. */
  returned: z.array(ReturnedLine),
  lines: z.array(ReturnedLine),
  money: ReturnMoney,
  digest: Hash,
  payments: z.array(Payment),
});
export type ReturnBody = z.infer<typeof ReturnBody>;

/**
 * Goods taken back with a manager's approval by a receipt the till could not ask for: at what they cost then, for cash, and no points
 * move. The hub holds it against the sale.
 */
export const UnverifiedReturnBody = z.strictObject({
  kind: z.literal('return.unverified'),
  /** As its QR says it. */
  ofReceipt: Id,
  /** Hash of the programme whose limits let the till do it. */
  programme: Id,
  lines: z.array(z.strictObject({ sku: Id, quantity: Positive, netMinor: NotNegative })),
  refundMinor: NotNegative,
  approvedBy: Id,
});
export type UnverifiedReturnBody = z.infer<typeof UnverifiedReturnBody>;

/**
 * The receipt of a buyer who had forgotten their card is theirs after all, once, at the till that sold and holds its return right.
 * `money`: the whole receipt as if they had been known, at the very prices it was sold at (attached.ts).
 */
export const AttachedBody = z.strictObject({
  kind: z.literal('receipt.attached'),
  receipt: Id,
  moment: Moment,
  member: MemberFacts,
  basis: Basis,
  money: SaleMoney,
  /** SHA-256 of `moneyText(money)`. */
  digest: Hash,
});
export type AttachedBody = z.infer<typeof AttachedBody>;

/** What the fiscal register makes: the receipt of a sale or a return, or the beginning or end of a shift of its own. */
export const FiscalDocumentKind = z.enum(['sale', 'return', 'shiftOpened', 'shiftClosed']);
export type FiscalDocumentKind = z.infer<typeof FiscalDocumentKind>;

/** A document as the tax office knows it, or why there is none. */
export const FiscalResult = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('done'),
    number: Integer,
    sign: z.string(),
    storage: z.string(),
    shift: Integer,
    at: z.string(),
  }),
  z.strictObject({ kind: z.literal('refused'), code: Integer, problem: z.string() }),
]);
export type FiscalResult = z.infer<typeof FiscalResult>;

/** Every command that changes money, identity or paper. The one list. */
export const RecordBody = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('epoch.started'),
    /** Where the till's life went on from; null for its first. */
    parent: z.nullable(z.strictObject({ epoch: Id, seq: Positive, hash: Hash })),
    reason: z.enum(['enrolled', 'restored', 'salvaged']),
  }),
  z.strictObject({ kind: z.literal('shift.opened'), floatMinor: NotNegative }),
  z.strictObject({
    kind: z.literal('shift.closed'),
    sales: NotNegative,
    returns: NotNegative,
    grossMinor: NotNegative,
    netMinor: NotNegative,
    refundedMinor: NotNegative,
    cashExpectedMinor: Integer,
    cashCountedMinor: z.nullable(Integer),
  }),
  z.strictObject({ kind: z.literal('cash.in'), amountMinor: Positive, reason: z.string() }),
  z.strictObject({ kind: z.literal('cash.out'), amountMinor: Positive, reason: z.string() }),
  SaleBody,
  ReturnBody,
  UnverifiedReturnBody,
  AttachedBody,
  z.strictObject({
    kind: z.literal('receipt.cancelled'),
    receipt: Id,
    lines: NotNegative,
    grossMinor: NotNegative,
    member: z.nullable(Id),
  }),
  z.strictObject({
    kind: z.literal('line.voided'),
    receipt: Id,
    line: Id,
    sku: Id,
    quantity: Positive,
    grossMinor: NotNegative,
    afterMember: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('price.overridden'),
    receipt: Id,
    line: Id,
    sku: Id,
    fromMinor: NotNegative,
    toMinor: NotNegative,
  }),
  /** A manager's PIN let the record's own cashier do what stands next: `line` of the open receipt gets another price. */
  z.strictObject({
    kind: z.literal('approval.given'),
    act: z.enum(['price']),
    receipt: Id,
    line: Id,
    approvedBy: Id,
  }),
  z.strictObject({ kind: z.literal('receipt.parked'), receipt: Id, lines: NotNegative, grossMinor: NotNegative }),
  z.strictObject({ kind: z.literal('receipt.resumed'), receipt: Id }),
  z.strictObject({ kind: z.literal('receipt.reprinted'), receipt: Id, copy: Positive }),
  z.strictObject({
    kind: z.literal('member.registered'),
    member: Id,
    joined: Day,
    cards: z.array(CardNumber).check(z.minLength(1)),
    cardType: z.optional(Id),
    tier: z.nullable(Id),
    /** The invitation they joined by, and card or id of the member who brought them: the hub finds out who that is. */
    link: z.optional(Id),
    referrer: z.optional(Id),
    /** SHA-256 of the sealed text of what they told of themselves (person.ts): it is pushed beside the records. */
    sealed: z.optional(Hash),
  }),
  CardIssuedBody,
  CardBlockedBody,
  /** A good the member would have: of the catalogue, or (null) in words that `sealed` is the SHA-256 of (wishes.ts): they are pushed beside the records. */
  z.strictObject({
    kind: z.literal('wish.asked'),
    wish: Id,
    member: Id,
    sku: z.nullable(Id),
    sealed: z.optional(Hash),
    quantity: Positive,
  }),
  z.strictObject({ kind: z.literal('wish.dropped'), wish: Id, member: Id }),
  z.strictObject({
    kind: z.literal('payment.intent'),
    intent: Id,
    receipt: Id,
    /** A refund gives money back to the card of `refundOf`. */
    direction: z.enum(['charge', 'refund']),
    refundOf: z.optional(Id),
    amountMinor: Positive,
  }),
  z.strictObject({
    kind: z.literal('payment.result'),
    intent: Id,
    receipt: Id,
    result: z.enum(['approved', 'declined', 'unknown']),
    /** How an unknown was cleared up: by the terminal or by a person's word. */
    by: z.enum(['terminal', 'person']),
    reference: z.optional(z.string()),
  }),
  /** A document the fiscal register is to make, committed with what it is for. `task` is a UUID, and the register makes one document of it. */
  z.strictObject({
    kind: z.literal('fiscal.intent'),
    task: Id,
    document: FiscalDocumentKind,
    receipt: z.nullable(Id),
    /** The task that was refused, and made no document. Left out: the first for its document. */
    insteadOf: z.optional(Id),
  }),
  z.strictObject({
    kind: z.literal('fiscal.result'),
    task: Id,
    receipt: z.nullable(Id),
    result: FiscalResult,
  }),
  z.strictObject({
    kind: z.literal('print.outcome'),
    job: Id,
    receipt: z.nullable(Id),
    outcome: z.enum(['confirmed', 'unknown']),
    reason: z.optional(z.string()),
  }),
  /** What weighs, prints and reads from now on; null: nothing does. */
  z.strictObject({ kind: z.literal('device.set'), device: z.enum(deviceKinds), setting: z.nullable(z.string()) }),
  /** The record's own cashier came. A till that starts goes on with whoever was there, and records nothing. */
  z.strictObject({ kind: z.literal('cashier.signedIn'), withPin: z.boolean() }),
  /** The record's own cashier went: by their hand, with nobody at the till, or because another came. */
  z.strictObject({ kind: z.literal('cashier.signedOut'), by: z.enum(['hand', 'idle', 'another']) }),
  /** The record's own cashier set the PIN of `cashier`; `first`: there was none on this till. */
  z.strictObject({ kind: z.literal('pin.set'), cashier: Id, first: z.boolean() }),
  /** One wrong PIN of `cashier` too many: none is looked at for a while. */
  z.strictObject({ kind: z.literal('pin.locked'), cashier: Id, failures: Positive }),
  /** Paper or an open drawer that belongs to no sale. */
  z.strictObject({ kind: z.literal('device.tested'), test: z.enum(['page', 'drawer']) }),
  z.strictObject({ kind: z.literal('lease.accepted'), grant: LeaseGrant, signature: z.string() }),
  /** `lease`: also the id of a receipt, whose return right the till that sold it gives up. */
  z.strictObject({ kind: z.literal('lease.closed'), lease: Id, member: z.optional(Id) }),
]);
export type RecordBody = z.infer<typeof RecordBody>;
export type RecordKind = RecordBody['kind'];

export function isReceipt(body: RecordBody): body is SaleBody | ReturnBody {
  return body.kind === 'sale' || body.kind === 'return';
}

export const JournalRecord = z.strictObject({
  v: z.literal(1),
  till: Id,
  epoch: Id,
  seq: Positive,
  prev: Hash,
  /** The till's clock at commit, local with offset. Never decides money; orders folds. */
  at: Moment,
  shift: z.nullable(Id),
  cashier: z.nullable(Id),
  body: RecordBody,
});
export type JournalRecord = z.infer<typeof JournalRecord>;

/** What Ed25519 signs, so that a signature for one purpose never serves another. All but `request` go before a hash in hex. */
export const signatureTags = {
  batch: 'kopilka/batch/1\n',
  session: 'kopilka/session/1\n',
  request: 'kopilka/request/1\n',
  lease: 'kopilka/lease/1\n',
  snapshot: 'kopilka/snapshot/1\n',
  replica: 'kopilka/replica/1\n',
  programme: 'kopilka/programme/1\n',
  tillKey: 'kopilka/till-key/1\n',
  hubKey: 'kopilka/hub-key/1\n',
} as const;
