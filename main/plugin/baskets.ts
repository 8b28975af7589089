import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Basket } from '../../shared/protocol/plugin.ts';
import type { Desk } from '../sale/desk.ts';
import { dropWithheldGift } from '../sale/extras.ts';
import { cancelSale } from '../sale/lifecycle.ts';
import { refreshedSale } from '../sale/members.ts';
import { redeeming } from '../sale/redeem.ts';
import type { Redeeming } from '../sale/redeem.ts';
import { noReceipt } from '../sale/seat.ts';
import type { Seat } from '../sale/seat.ts';
import { ringBasket } from './ring.ts';
import { hostDeps } from './seats.ts';
import type { Telling } from './seats.ts';

export type OpenBasket = {
  desk: Desk;
  /** Waits for points and rights that are being asked for. */
  settle: Redeeming['settle'];
  /** What is to be written with its receipt. */
  telling: { tell: Telling };
  /** When its host last changed it: what the till itself does to it is not counted. */
  touched: { atMs: number };
};

export type Baskets = {
  /** Opens or changes it. Resolves when the hub answered for points and rights in it, or the deadline passed. */
  put(host: string, id: string, basket: Basket): Promise<OpenBasket>;
  find(host: string, id: string): OpenBasket | undefined;
  cancel(host: string, id: string): void;
  /** Those that nobody touched for a day. */
  cancelUntouched(): void;
  /** It was committed. */
  gone(host: string, id: string): void;
};

/** A host that forgets its baskets holds points and gifts of people who left. */
const untouchedMs = 24 * 3_600_000;
const mostBaskets = 500;

/** Open receipts of hosts: each a desk of its own, kept in the journal as the cashier's is, and found there after a restart. */
export function openBaskets(counter: Desk): Baskets {
  const { journal, ports, report } = counter.deps;
  const deps = hostDeps(counter.deps);
  const open = new Map<string, OpenBasket>();
  const keyOf = (host: string, id: string) => JSON.stringify([host, id]);

  function take(host: string, id: string, atMs: number): OpenBasket {
    const [telling, touched] = [{ tell: noReceipt }, { atMs }];
    const seat: Seat = {
      host,
      isQuote: false,
      load: () => journal.hosts.basket(host, id),
      save: (tx, text) =>
        text === null ? tx.dropHostBasket(host, id) : tx.keepHostBasket({ host, id, text, atMs: touched.atMs }),
      tell: (...receipt) => telling.tell(...receipt),
    };
    const desk = counter.beside(deps, seat);
    const basket = { desk, settle: redeeming(desk, report).settle, telling, touched };
    open.set(keyOf(host, id), basket);
    return basket;
  }

  function gone(host: string, id: string): void {
    open.get(keyOf(host, id))?.desk.leave();
    open.delete(keyOf(host, id));
  }

  function cancel(host: string, id: string): void {
    const basket = open.get(keyOf(host, id));
    if (basket?.desk.counter.sale) cancelSale(basket.desk);
    gone(host, id);
  }

  function cancelUntouched(): void {
    const before = ports.clock.nowMs() - untouchedMs;
    for (const each of journal.hosts.baskets()) if (each.atMs < before) cancel(each.host, each.id);
  }

  function begin(host: string, id: string): OpenBasket {
    cancelUntouched();
    if (open.size >= mostBaskets) throw new KopilkaError('plugin.baskets', { count: open.size });
    return take(host, id, ports.clock.nowMs());
  }

  async function put(host: string, id: string, basket: Basket): Promise<OpenBasket> {
    const opened = open.get(keyOf(host, id)) ?? begin(host, id);
    const { desk, settle, touched } = opened;
    touched.atMs = ports.clock.nowMs();
    try {
      ringBasket(desk, basket);
    } finally {
      if (desk.counter.sale === null) gone(host, id);
    }
    await settle();
    if (desk.counter.sale) for (const gift of basket.gifts ?? []) dropWithheldGift(desk, gift);
    return opened;
  }

  /** Whatever failed behind a commit, what is committed is no open basket. */
  function find(host: string, id: string): OpenBasket | undefined {
    const basket = open.get(keyOf(host, id));
    return basket?.desk.counter.sale ? basket : undefined;
  }

  for (const { host, id, atMs } of journal.hosts.baskets()) refresh(take(host, id, atMs).desk);
  return { put, find, cancel, cancelUntouched, gone };
}

/** The till may have gone down between another receipt of the member and this one's being told of it. */
function refresh(desk: Desk): void {
  const { sale } = desk.counter;
  try {
    if (sale) desk.keep(refreshedSale(desk, sale));
  } catch (error) {
    // Without a replica, or on a full disk, it stays as it was quoted; whoever asks for it is told.
    if (!(error instanceof KopilkaError)) throw error;
  }
}
