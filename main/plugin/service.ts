import { dueMinor } from '../../shared/loyalty/outcome.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { HelloView } from '../../shared/protocol/page.ts';
import type { History, MemberCard, Quote, Returned, Sale, TillInfo } from '../../shared/protocol/plugin-answers.ts';
import type { AnswerOf, BodyOf, PluginCall } from '../../shared/protocol/plugin-api.ts';
import type { Basket, HistoryQuestion, Registration, Who } from '../../shared/protocol/plugin.ts';
import type { Desk } from '../sale/desk.ts';
import { register } from '../sale/members.ts';
import { noReceipt } from '../sale/seat.ts';
import { memberCard, quoteAnswer } from './answers.ts';
import { openBaskets } from './baskets.ts';
import { booked, booking } from './booking.ts';
import { keepHouse } from './housekeeping.ts';
import { unwished, wished } from './wishes.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { identify, ringBasket } from './ring.ts';
import { passingDesk, quoteDesk } from './seats.ts';
import { basketKey, known, named, sell } from './sell.ts';
import { returnQuote, takeBack } from './take-back.ts';

/** One call of a host: its name, what stands in the path, and the body, all of the documented form. */
export type Asked<C extends PluginCall> = { host: string; id: string; body: BodyOf<C> };
export type PluginService = { [C in PluginCall]: (asked: Asked<C>) => AnswerOf<C> | Promise<AnswerOf<C>> };

const usualReceipts = 20;
const done = { done: true } as const;

/** All that a host may ask, on the same desk, engine, journal and leases as the cashier's own receipts. It is to be closed. */
export function openPlugin(counter: Desk, hello: () => HelloView): { calls: PluginService; close(): void } {
  const baskets = openBaskets(counter);
  const inTurn = oneAtATime();
  const book = booking(counter, inTurn);
  const selling = { baskets, inTurn };
  const calls: PluginService = {
    status: () => tillInfo(hello()),
    identify: ({ host, body }) => identified(counter, host, body),
    register: ({ host, body }) => registered(counter, host, body),
    askWish: ({ host, body }) => wished(counter, host, body),
    dropWish: ({ host, body }) => unwished(counter, host, body),
    history: ({ host, body }) => history(counter, host, body),
    quote: ({ host, body }) => quote(counter, host, body),
    putBasket: ({ host, id, body }) =>
      inTurn(basketKey(host, id), async () => quoteAnswer((await baskets.put(host, named(id), body)).desk)),
    getBasket: ({ host, id }) => quoteAnswer(known(baskets, host, id).desk),
    cancelBasket: ({ host, id }) =>
      inTurn(basketKey(host, id), () => {
        known(baskets, host, id);
        baskets.cancel(host, named(id));
        return done;
      }),
    commit: ({ host, body }) =>
      book<Sale>({ host, kind: 'sale', id: body.receipt }, body, (telling) => sell(selling, host, body, telling)),
    findSale: ({ host, id }) => booked(counter, { host, kind: 'sale', id }) as Sale,
    quoteReturn: ({ host, body }) => returnQuote(counter, host, body),
    return: ({ host, body }) =>
      book<Returned>({ host, kind: 'return', id: body.receipt }, body, (telling) =>
        takeBack(counter, host, body, telling),
      ),
    findReturn: ({ host, id }) => booked(counter, { host, kind: 'return', id }) as Returned,
  };
  return { calls, close: keepHouse(counter.deps, baskets) };
}

function quote(counter: Desk, host: string, basket: Basket): Quote {
  const desk = quoteDesk(counter, host);
  ringBasket(desk, basket);
  return quoteAnswer(desk);
}

function identified(counter: Desk, host: string, who: Who): MemberCard {
  const desk = quoteDesk(counter, host);
  identify(desk, who);
  const card = memberCard(desk);
  if (!card) throw new KopilkaError('member.unknown', { value: 'card' in who ? who.card : '' });
  return card;
}

function registered(counter: Desk, host: string, body: Registration): MemberCard {
  const desk = passingDesk(counter, host, noReceipt);
  try {
    register(desk, body);
    return memberCard(desk)!;
  } finally {
    desk.leave();
  }
}

function history(counter: Desk, host: string, { member, limit = usualReceipts }: HistoryQuestion): History {
  const { id } = identified(counter, host, member);
  const receipts = counter.deps.journal.recordsOfMember(id, null).flatMap(({ at, body }) => {
    if (body.kind !== 'sale' && body.kind !== 'return') return [];
    const { receipt, number, kind, money } = body;
    const moved = 'earned' in money.totals ? money.totals : { earned: [], redeemed: [] };
    const { earned, redeemed } = moved;
    return [{ id: receipt, number, kind, at, dueMinor: dueMinor(money.totals), earned, redeemed }];
  });
  return { receipts: receipts.toReversed().slice(0, limit) };
}

function tillInfo({ till, shop, currency, wallets, status: { hub } }: HelloView): TillInfo {
  const { state, waiting, ageMs } = hub;
  return { till, shop: shop.name, currency, wallets, hub: { state, waiting, ageMs } };
}
