import type * as z from 'zod/mini';
import type { ErrorCode } from './errors.ts';
import { Done, History, MemberCard, Quote, ReturnQuote, Returned, Sale, TillInfo } from './plugin-answers.ts';
import {
  Basket,
  Commit,
  HistoryQuestion,
  Registration,
  Return,
  ReturnQuestion,
  Who,
  WishDropping,
  WishQuestion,
} from './plugin.ts';

/** Every call of the plugin API: the server, its OpenAPI document and the client are all made from this. */

type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With at most one `{name}`. */
  path: `/v1/${string}`;
  body?: z.ZodMiniType;
  answer: z.ZodMiniType;
  summary: string;
  /** Refusals of its own, beside those of every call. */
  refusals: readonly ErrorCode[];
};

const ofGoods = ['good.unknown', 'good.wholePieces', 'good.markTwice'] as const;
const ofMember = ['member.unknown', 'member.wrongWord'] as const;
const ofBasket = [...ofGoods, ...ofMember, 'gift.unknown'] as const;
const ofReturn = [
  'return.notFound',
  'return.unknownLine',
  'return.moreThanSold',
  'return.elsewhere',
  'return.allBack',
  'return.offline',
  'return.programme',
  'return.memberAway',
] as const;

export const pluginCalls = {
  status: {
    method: 'GET',
    path: '/v1/status',
    answer: TillInfo,
    summary: 'The till, its wallets, and whether the hub is reached.',
    refusals: [],
  },
  identify: {
    method: 'POST',
    path: '/v1/identify',
    body: Who,
    answer: MemberCard,
    summary: "A member's card by card or phone: balance, tier, gifts that wait.",
    refusals: ofMember,
  },
  register: {
    method: 'POST',
    path: '/v1/members',
    body: Registration,
    answer: MemberCard,
    summary: 'Makes somebody a member, and answers their card. The hub hears of it as of a sale.',
    refusals: ['card.taken', 'card.unfit', 'member.noConsent', 'member.phoneUnfit'],
  },
  history: {
    method: 'POST',
    path: '/v1/history',
    body: HistoryQuestion,
    answer: History,
    summary: "A member's receipts of this till, newest first.",
    refusals: ofMember,
  },
  askWish: {
    method: 'POST',
    path: '/v1/wishes',
    body: WishQuestion,
    answer: MemberCard,
    summary: 'Notes what a member would have, and answers their card with it. The hub hears of it as of a sale.',
    refusals: [...ofMember, 'good.unknown'],
  },
  dropWish: {
    method: 'POST',
    path: '/v1/wishes/drop',
    body: WishDropping,
    answer: MemberCard,
    summary: 'Withdraws an open wish.',
    refusals: [...ofMember, 'wish.unknown'],
  },
  quote: {
    method: 'POST',
    path: '/v1/quote',
    body: Basket,
    answer: Quote,
    summary: 'What a receipt would cost and earn, as if all the member has were to be had. Keeps nothing.',
    refusals: ofBasket,
  },
  putBasket: {
    method: 'PUT',
    path: '/v1/baskets/{basket}',
    body: Basket,
    answer: Quote,
    summary:
      "Opens a basket under the host's id, or changes all of it, and quotes it: points and gifts in it are set aside for this till.",
    refusals: [...ofBasket, 'plugin.baskets'],
  },
  getBasket: {
    method: 'GET',
    path: '/v1/baskets/{basket}',
    answer: Quote,
    summary: 'The open basket as it was quoted.',
    refusals: ['plugin.basketUnknown'],
  },
  cancelBasket: {
    method: 'DELETE',
    path: '/v1/baskets/{basket}',
    answer: Done,
    summary: 'Cancels an open basket: what was set aside for it goes back.',
    refusals: ['plugin.basketUnknown'],
  },
  commit: {
    method: 'POST',
    path: '/v1/sales',
    body: Commit,
    answer: Sale,
    summary: "Books a sale once under the host's receipt id.",
    refusals: [
      ...ofBasket,
      'plugin.basketUnknown',
      'plugin.total',
      'plugin.receiptTaken',
      'plugin.receiptOld',
      'sale.empty',
      'sale.notForBuyer',
    ],
  },
  findSale: {
    method: 'GET',
    path: '/v1/sales/{receipt}',
    answer: Sale,
    summary: "The answer a sale had, by the host's receipt id.",
    refusals: ['plugin.receiptUnknown', 'plugin.receiptOld'],
  },
  quoteReturn: {
    method: 'POST',
    path: '/v1/returns/quote',
    body: ReturnQuestion,
    answer: ReturnQuote,
    summary: 'What a return would give back.',
    refusals: ofReturn,
  },
  return: {
    method: 'POST',
    path: '/v1/returns',
    body: Return,
    answer: Returned,
    summary: "Books a return once under the host's own id of it.",
    refusals: [...ofReturn, 'plugin.receiptTaken', 'plugin.receiptOld'],
  },
  findReturn: {
    method: 'GET',
    path: '/v1/returns/{receipt}',
    answer: Returned,
    summary: "The answer a return had, by the host's own id of it.",
    refusals: ['plugin.receiptUnknown', 'plugin.receiptOld'],
  },
} as const satisfies Record<string, Call>;

export type PluginCalls = typeof pluginCalls;
export type PluginCall = keyof PluginCalls;
export type BodyOf<C extends PluginCall> = PluginCalls[C] extends { body: infer B extends z.ZodMiniType }
  ? z.infer<B>
  : undefined;
export type AnswerOf<C extends PluginCall> = z.infer<PluginCalls[C]['answer']>;

/** What may be refused to any call. */
export const commonRefusals = [
  'request.invalid',
  'plugin.token',
  'plugin.address',
  'plugin.foreign',
  'plugin.noSuchCall',
  'plugin.bodyTooLarge',
  'plugin.charset',
  'plugin.decimal',
  'till.notReady',
  'till.closed',
  'journal.diskFull',
  'journal.diskFailed',
  'internal.bug',
] as const satisfies readonly ErrorCode[];

type Status = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 421 | 422 | 429 | 500 | 503 | 507;

/** What is not here is a failure of ours. */
const statuses: Partial<Record<ErrorCode, Status>> = {
  'request.invalid': 400,
  'plugin.token': 401,
  'plugin.foreign': 403,
  'plugin.address': 421,
  'plugin.noSuchCall': 404,
  'plugin.bodyTooLarge': 413,
  'plugin.charset': 415,
  'plugin.decimal': 400,
  'plugin.baskets': 429,
  'plugin.basketUnknown': 404,
  'plugin.receiptUnknown': 404,
  'plugin.receiptTaken': 409,
  'plugin.receiptOld': 410,
  'card.taken': 409,
  'card.unfit': 422,
  'member.noConsent': 422,
  'member.phoneUnfit': 422,
  'plugin.total': 409,
  'member.unknown': 404,
  'member.wrongWord': 403,
  'good.unknown': 422,
  'good.wholePieces': 422,
  'good.markTwice': 422,
  'gift.unknown': 422,
  'sale.empty': 422,
  'sale.notForBuyer': 422,
  'wish.unknown': 404,
  'return.notFound': 404,
  'return.unknownLine': 422,
  'return.moreThanSold': 409,
  'return.elsewhere': 409,
  'return.allBack': 409,
  'return.programme': 409,
  'return.offline': 503,
  'return.memberAway': 503,
  'till.notReady': 503,
  'till.closed': 503,
  'journal.diskFull': 507,
  'journal.diskFailed': 507,
};

export function statusOf(code: ErrorCode): Status {
  return statuses[code] ?? 500;
}
