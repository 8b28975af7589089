import * as z from 'zod/mini';
import { Day, Id, NotNegative, Positive } from '../loyalty/basics.ts';
import { DonationWish } from '../loyalty/facts.ts';
import { deviceCommands } from './devices.ts';
import type { DeviceResults } from './devices.ts';
import { RegistrationForm } from './registration.ts';
import type { ShiftReport } from './shift-report.ts';
import { symbologies } from './symbology.ts';
import { WishedGood } from './wishes.ts';
import type { ErrorArgs, ErrorCode } from './errors.ts';
import type {
  AttachView,
  CardView,
  CollectionDocs,
  FoundMember,
  FoundReceipts,
  HealthView,
  HelloView,
  NoticeView,
  PriceCheckView,
  PullReply,
  ReceiptView,
  ReturnQuoteView,
  ReturnableView,
  SaleView,
  StatusView,
} from './page-views.ts';

/**
 * Page <-> till: one envelope over any transport (WebSocket on loopback, Electron's MessagePort, in-process). The page sends
 * commands and shows what it is told; it never computes money. Amounts are minor units, points the wallet's smallest units.
 */

export const Request = z.strictObject({
  type: z.literal('request'),
  id: Positive,
  method: z.string(),
  params: z.unknown(),
});
export type Request = z.infer<typeof Request>;
export type PageError = { code: ErrorCode; args: ErrorArgs };
export type Reply = { type: 'reply'; id: number; result: unknown } | { type: 'error'; id: number; error: PageError };
export type Event =
  /** The shop, its people or its programme changed: all a page began with, anew. */
  | { type: 'event'; topic: 'hello'; data: HelloView }
  | { type: 'event'; topic: 'sale'; data: SaleView }
  | { type: 'event'; topic: 'status'; data: StatusView }
  | { type: 'event'; topic: 'notice'; data: NoticeView }
  /** A price was told or refused, or (null) scans ring again. */
  | { type: 'event'; topic: 'priceCheck'; data: PriceCheckView | null }
  /** The till's commit number moved: collections may be pulled. */
  | { type: 'event'; topic: 'changed'; data: { checkpoint: number } };

const Nothing = z.strictObject({});
const Amount = z.strictObject({ amountMinor: Positive });

const ReceiptCode = z.string().check(z.minLength(1), z.maxLength(200));
const Returning = z.strictObject({
  receipt: Id,
  lines: z.array(z.strictObject({ line: Id, quantity: Positive })).check(z.minLength(1)),
});
const identifying = {
  /** `number`: a card or a phone, as the till knows. `member`: the id of one that `member.find` answered. */
  by: z.enum(['card', 'phone', 'number', 'member']),
  value: z.string().check(z.maxLength(100)),
  word: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
};
/** `open`: the member of the open receipt, who may have been scanned just now for that. */
const named = { ...identifying, by: z.enum(['open', 'card', 'phone', 'number', 'member']) };
const Attaching = z.strictObject({ ...named, receipt: Id });
const Pin = z.string().check(z.regex(/^\d{4,6}$/, 'PIN'));
const Approval = z.strictObject({ manager: Id, pin: Pin });
export type Approval = z.infer<typeof Approval>;

/** Method -> schema of its params. Every sale command answers the SaleView after it (also sent as an event). */
export const commands = {
  /** -> HelloView */
  'page.hello': Nothing,
  'page.setLocale': z.strictObject({ locale: z.enum(['ru', 'en']) }),

  /** A cashier who has a PIN on this till gives it. */
  'cashier.signIn': z.strictObject({ cashier: Id, pin: z.optional(Pin) }),
  /** One's own, with the one of before if there is one; or a manager another's. Four to six digits, a manager's six. */
  'cashier.setPin': z.strictObject({ cashier: Id, pin: Pin, current: z.optional(Pin) }),
  'cashier.signOut': Nothing,
  /** Somebody is at the page, though they ask for nothing yet: it does not lock. */
  'cashier.present': Nothing,
  'shift.open': z.strictObject({ floatMinor: NotNegative }),
  /** -> ShiftReport, printed too. */
  'shift.report': Nothing,
  'shift.close': z.strictObject({ cashCountedMinor: z.nullable(NotNegative) }),
  'cash.in': z.strictObject({ amountMinor: Positive, reason: z.string().check(z.maxLength(200)) }),
  'cash.out': z.strictObject({ amountMinor: Positive, reason: z.string().check(z.maxLength(200)) }),

  /** Anything scanned or typed: the till decides what it means. */
  'sale.scan': z.strictObject({
    code: z.string().check(z.minLength(1), z.maxLength(4096)),
    source: z.enum(['wedge', 'serial', 'camera', 'typed']),
    symbology: z.optional(z.enum(symbologies)),
    quantity: z.optional(Positive),
  }),
  /** `priceMinor`: the unit price a host till brings with the line; a good without a price of the shop needs it. */
  'sale.add': z.strictObject({
    sku: Id,
    quantity: z.optional(Positive),
    priceMinor: z.optional(NotNegative),
    /** What the host till takes off the whole line by itself: the programme keeps or replaces it. */
    hostDiscountMinor: z.optional(Positive),
    /** What a host till tells of the receipt (its own shop number, say): kept in the facts. */
    attributes: z.optional(z.record(Id, Id)),
  }),
  'sale.setQuantity': z.strictObject({ line: Id, quantity: Positive }),
  /** `approval`: of a manager, where the shop lets no cashier change prices alone. */
  'sale.setPrice': z.strictObject({ line: Id, priceMinor: NotNegative, approval: z.optional(Approval) }),
  'sale.voidLine': z.strictObject({ line: Id }),
  'sale.cancel': Nothing,
  /** `word`: the code word said with a phone; a wrong one is refused, and nobody is identified. */
  'sale.identify': z.strictObject(identifying),
  /** By the last four digits of the card and how the name begins -> {members: FoundMember[]}. */
  'member.find': z.strictObject({
    tail: z.string().check(z.maxLength(64)),
    name: z.string().check(z.maxLength(200)),
  }),
  /** Those that identify the member of the receipt -> {cards: CardView[]}. */
  'member.cards': Nothing,
  /** A new card for them; `replaces`: the id of the one that is lost or worn. */
  'sale.issueCard': z.strictObject({
    card: z.string().check(z.minLength(4), z.maxLength(64)),
    replaces: z.optional(Id),
  }),
  /** Lost or stolen: by its id. */
  'sale.blockCard': z.strictObject({ card: Id }),
  /** What the member of the receipt would have; left out: one piece. */
  'sale.askWish': z.strictObject({ good: WishedGood, quantity: z.optional(Positive) }),
  'sale.dropWish': z.strictObject({ wish: Id }),
  'sale.forgetMember': Nothing,
  /** A link shown on the receipt counts by itself. */
  'sale.register': RegistrationForm,
  /** 0 takes the wish back. */
  'sale.redeem': z.strictObject({ wallet: Id, points: z.union([NotNegative, z.literal('all')]) }),
  'sale.giveGift': z.strictObject({ entitlement: Id }),
  'sale.takeBackGift': z.strictObject({ entitlement: Id }),
  /** What the buyer gives to a cause on top of the goods; null takes it back. */
  'sale.donate': z.strictObject({ donation: z.nullable(DonationWish) }),
  'sale.enterCode': z.strictObject({ code: Id }),
  /** Cash tendered: pays what is left at most, the rest is change. */
  'sale.payCash': Amount,
  /** Left out: all that is left. */
  'sale.payCard': z.strictObject({ amountMinor: z.optional(Positive) }),
  /** A person's word on a card payment the terminal left unknown. */
  'sale.resolvePayment': z.strictObject({ intent: Id, result: z.enum(['approved', 'declined']) }),
  /** Gives an approved card payment back, so that the receipt can be changed or cancelled. */
  'sale.refundPayment': z.strictObject({ payment: Id }),
  /** A receipt with nothing left to pay (zero total) ends with this; one paid in full ends by itself. */
  'sale.finish': Nothing,
  'sale.park': Nothing,
  'sale.resume': z.strictObject({ receipt: Id }),

  /** From now on a scan only asks what a good costs: until it is ended, or for 20 s after the last. Answers are events. */
  'price.begin': Nothing,
  /** A good that was found by name. */
  'price.ask': z.strictObject({ sku: Id }),
  'price.end': Nothing,

  /** By the QR on the receipt, its id or its printed number -> ReturnableView. */
  'return.find': z.strictObject({ code: ReceiptCode }),
  /** Receipts of a day, by the card or phone of whoever bought -> FoundReceipts. */
  'return.search': z.strictObject({ ...named, day: Day }),
  /** What it would give back -> ReturnQuoteView. */
  'return.quote': Returning,
  /** -> ReceiptView of the return. */
  'return.commit': Returning,
  /** The goods on the counter, by a receipt nobody can be asked for: a manager answers for it. The open receipt ends with it. */
  'return.unverified': z.strictObject({ code: ReceiptCode, manager: Id, pin: Pin }),

  /** Whose a paid receipt would become, and what it would bring them -> AttachView. */
  'attach.quote': Attaching,
  /** -> ReceiptView */
  'attach.commit': Attaching,

  /** `attached`: the slip of a card that was attached to it, in place of the receipt itself. */
  'receipt.reprint': z.strictObject({ receipt: Id, paper: z.optional(z.literal('attached')) }),
  /** The receipt as the printer's bytes draw it -> {svg}. */
  'receipt.picture': z.strictObject({ receipt: Id }),
  /** Prints a job again that ended unknown: a person's choice. */
  'print.retry': z.strictObject({ job: Id }),
  'print.dismiss': z.strictObject({ job: Id }),
  /** Tells the fiscal register once more what it refused: a person's choice. */
  'fiscal.retry': z.strictObject({ task: Id }),

  ...deviceCommands,

  /** RxDB pull: documents of a collection changed after the checkpoint -> PullReply. */
  'collection.pull': z.strictObject({
    collection: z.enum(['receipts', 'parked', 'goods', 'attention']),
    checkpoint: NotNegative,
    limit: Positive,
  }),

  /** -> HealthView */
  'till.health': Nothing,
  /** Writes what helps to find a fault, nothing of any person in it, beside the till's data -> {file}. */
  'till.diagnose': Nothing,

  /** Begins practice on a pretended till: nothing of it is kept, printed, paid or told to the hub. No receipt may be open. */
  'training.start': Nothing,
  /** Back to the real till, as it stands. */
  'training.end': Nothing,

  /** Demo only: the real network switch between till and hub. */
  'demo.setNetwork': z.strictObject({ on: z.boolean() }),
} as const;
export type Commands = typeof commands;
export type Method = keyof Commands;
export type Params<M extends Method> = z.infer<Commands[M]>;

export type * from './page-views.ts';

type OtherResults = {
  'attach.quote': AttachView;
  'attach.commit': ReceiptView;
  'member.cards': { cards: CardView[] };
  'member.find': { members: FoundMember[] };
  'return.search': FoundReceipts;
  'till.health': HealthView;
  'till.diagnose': { file: string };
};

/** Method -> what its reply holds. */
export type Results = {
  [M in Method]: M extends 'page.hello'
    ? HelloView
    : M extends 'shift.report' | 'shift.close'
      ? ShiftReport
      : M extends 'return.find'
        ? ReturnableView
        : M extends 'return.quote'
          ? ReturnQuoteView
          : M extends 'return.commit'
            ? ReceiptView
            : M extends 'receipt.picture'
              ? { svg: string }
              : M extends 'collection.pull'
                ? PullReply<CollectionDocs[keyof CollectionDocs]>
                : M extends `sale.${string}`
                  ? SaleView
                  : M extends keyof DeviceResults
                    ? DeviceResults[M]
                    : M extends keyof OtherResults
                      ? OtherResults[M]
                      : Record<string, never>;
};
