import { dueMinor } from '../../shared/loyalty/outcome.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Sale } from '../../shared/protocol/plugin-answers.ts';
import type { Commit } from '../../shared/protocol/plugin.ts';
import { commitSale } from '../sale/commit.ts';
import { withPayment } from '../sale/payments.ts';
import { saleAnswer } from './answers.ts';
import type { Baskets, OpenBasket } from './baskets.ts';
import type { TellingOf } from './booking.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { Telling } from './seats.ts';

/** Baskets a host opened, and those that begin and end with one commit, never have the same name. */
export const named = (id: string) => `basket:${id}`;
const unnamed = (receipt: string) => `sale:${receipt}`;
export const basketKey = (host: string, id: string) => JSON.stringify(['basket', host, id]);

/** Throws `plugin.basketUnknown`. */
export function known(baskets: Baskets, host: string, id: string): OpenBasket {
  const basket = baskets.find(host, named(id));
  if (!basket) throw new KopilkaError('plugin.basketUnknown', { basket: id });
  return basket;
}

type Selling = { baskets: Baskets; inTurn: OneAtATime };

/** Throws, beside what a basket does, `plugin.total`, `sale.empty`, `sale.notForBuyer`. */
export async function sell(
  { baskets, inTurn }: Selling,
  host: string,
  body: Commit,
  telling: TellingOf<Sale>,
): Promise<void> {
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
