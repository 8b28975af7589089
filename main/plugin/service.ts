import { dueMinor } from '../../shared/loyalty/outcome.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { HelloView } from '../../shared/protocol/page.ts';
import type {
  History,
  MemberCard,
  Quote,
  Returned,
  ReturnQuote,
  Sale,
  TillInfo,
} from '../../shared/protocol/plugin-answers.ts';
import type { AnswerOf, BodyOf, PluginCall } from '../../shared/protocol/plugin-api.ts';
import type { Basket, Commit, HistoryQuestion, Return, ReturnQuestion, Who } from '../../shared/protocol/plugin.ts';
import { requestHash } from '../identity/hash.ts';
import { commitSale } from '../sale/commit.ts';
import type { Desk } from '../sale/desk.ts';
import { makeReturn } from '../sale/give-back.ts';
import { withPayment } from '../sale/payments.ts';
import { returnRights } from '../sale/return-right.ts';
import { quoteReturn, receiptOf, returnQuoteView } from '../sale/returns.ts';
import type { Seat } from '../sale/seat.ts';
import type { HostReceiptKind } from '../store/host-store.ts';
import { memberCard, quoteAnswer, returnAnswer, saleAnswer } from './answers.ts';
import { hostDeps, openBaskets } from './baskets.ts';
import type { Baskets, OpenBasket, Telling } from './baskets.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { identify, ringBasket } from './ring.ts';

/** One call of a host: its name, what stands in the path, and the body, all of the documented form. */
export type Asked<C extends PluginCall> = { host: string; id: string; body: BodyOf<C> };
export type PluginService = { [C in PluginCall]: (asked: Asked<C>) => AnswerOf<C> | Promise<AnswerOf<C>> };

const usualReceipts = 20;
const done = { done: true } as const;

/** All that a host may ask, on the same desk, engine, journal and leases as the cashier's own receipts. */
export function pluginService(counter: Desk, hello: () => HelloView): PluginService {
  const baskets = openBaskets(counter);
  const inTurn = oneAtATime();
  const book = booking(counter, inTurn);
  const selling = { counter, baskets, inTurn };
  return {
    status: () => tillInfo(hello()),
    identify: ({ host, body }) => identified(counter, host, body),
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
}

/** Baskets a host opened, and those that begin and end with one commit, never have the same name. */
const named = (id: string) => `basket:${id}`;
const unnamed = (receipt: string) => `sale:${receipt}`;
const basketKey = (host: string, id: string) => JSON.stringify(['basket', host, id]);

function known(baskets: Baskets, host: string, id: string): OpenBasket {
  const basket = baskets.find(host, named(id));
  if (!basket) throw new KopilkaError('plugin.basketUnknown', { basket: id });
  return basket;
}

function quoteDesk(counter: Desk, host: string): Desk {
  return counter.beside(hostDeps(counter.deps), seatOf(host, { isQuote: true }));
}

/** A seat that keeps nothing open. */
function seatOf(host: string, { isQuote, tell = noReceipt }: { isQuote: boolean; tell?: Telling }): Seat {
  return { host, isQuote, load: () => null, save: () => undefined, tell };
}

const noReceipt: Telling = () => {
  throw new Error('a quote has no receipt');
};

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

type Key = { host: string; kind: HostReceiptKind; id: string };

/** The answer that a receipt had. Throws `plugin.receiptUnknown`. */
function booked({ deps }: Desk, key: Key): unknown {
  const receipt = deps.journal.hosts.receipt(key);
  if (!receipt) throw new KopilkaError('plugin.receiptUnknown', { receipt: key.id });
  return JSON.parse(receipt.answer);
}

type Answering<T> = (desk: Desk, ...receipt: Parameters<Telling> extends [Desk, unknown, ...infer R] ? R : never) => T;

/** Books once: what was booked under an id is answered again, and other content under it is refused. */
function booking(counter: Desk, inTurn: ReturnType<typeof oneAtATime>) {
  return <T>(
    key: Key,
    body: unknown,
    work: (telling: (answer: Answering<T>) => Telling) => Promise<void>,
  ): Promise<T> =>
    inTurn(JSON.stringify(key), async () => {
      const hash = requestHash(counter.deps.pinKey, canonicalJson(body));
      const before = counter.deps.journal.hosts.receipt(key);
      if (before && before.hash !== hash) throw new KopilkaError('plugin.receiptTaken', { receipt: key.id });
      if (!before) {
        await work((answer) => (desk, tx, record, data) => {
          const text = JSON.stringify(answer(desk, record, data));
          tx.addHostReceipt({ ...key, receipt: record.receipt, hash, answer: text });
        });
      }
      return booked(counter, key) as T;
    });
}

type Selling = { counter: Desk; baskets: Baskets; inTurn: ReturnType<typeof oneAtATime> };
type TellingOf<T> = (answer: Answering<T>) => Telling;

async function sell({ baskets, inTurn }: Selling, host: string, body: Commit, telling: TellingOf<Sale>): Promise<void> {
  const tell = telling((desk, record, data) => {
    if (record.kind !== 'sale') throw new Error(`a sale became a ${record.kind}`);
    return saleAnswer(desk, record, data, body.columns);
  });
  if ('basket' in body) {
    const { basket: id } = body;
    return inTurn(basketKey(host, id), async () => {
      await commit(known(baskets, host, id), body, tell);
      baskets.gone(host, named(id));
    });
  }
  const id = unnamed(body.receipt);
  try {
    await commit(await baskets.put(host, id, body.sale), body, tell);
    baskets.gone(host, id);
  } catch (error) {
    baskets.cancel(host, id);
    throw error;
  }
}

async function commit({ desk, settle, telling }: OpenBasket, { payments }: Commit, tell: Telling): Promise<void> {
  await settle();
  const rung = desk.open();
  const due = dueMinor(rung.outcome.totals);
  const paid = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const { money } = desk.around;
  if (paid !== due) throw new KopilkaError('plugin.total', { paid: money(paid), due: money(due) });
  let { sale } = rung;
  for (const { kind, amountMinor, reference } of payments) {
    const payment = { id: desk.newId(), kind, amountMinor, state: 'approved' as const };
    sale = withPayment(sale, reference === undefined ? payment : { ...payment, reference });
  }
  telling.tell = tell;
  commitSale(desk, { ...rung, sale });
}

/** The host's own id of a sale, or what our receipt says. */
function saleOf(desk: Desk, host: string, of: string): string {
  const own = desk.deps.journal.hosts.receipt({ host, kind: 'sale', id: of });
  return own?.receipt ?? receiptOf(desk, of);
}

async function returnQuote(counter: Desk, host: string, { of, lines }: ReturnQuestion): Promise<ReturnQuote> {
  const desk = counter.beside(hostDeps(counter.deps), seatOf(host, { isQuote: false }));
  try {
    const held = await returnRights(desk, desk.deps.report).take(saleOf(desk, host, of));
    return returnQuoteView(quoteReturn(desk, held, lines));
  } finally {
    desk.leave();
  }
}

async function takeBack(counter: Desk, host: string, body: Return, telling: TellingOf<Returned>): Promise<void> {
  const tell = telling((desk, record, data) => {
    if (record.kind !== 'return') throw new Error(`a return became a ${record.kind}`);
    return returnAnswer(desk, record, data, body.columns);
  });
  const desk = counter.beside(hostDeps(counter.deps), seatOf(host, { isQuote: false, tell }));
  try {
    await makeReturn(desk, returnRights(desk, desk.deps.report), saleOf(desk, host, body.of), body.lines);
  } finally {
    desk.leave();
  }
}

function tillInfo({ till, shop, currency, wallets, status: { hub } }: HelloView): TillInfo {
  const { state, waiting, ageMs } = hub;
  return { till, shop: shop.name, currency, wallets, hub: { state, waiting, ageMs } };
}
