import { expect, it } from 'vitest';
import { emptyDisk, openForeignTill } from './foreign-till.ts';
import { anna, dear, openHost, vera } from './host.ts';

const goods = (quantity: number) => [{ id: 'a', ...dear, quantity }];

it('a foreign till sells, redeems, gives, takes back, goes offline and back, crashes and asks again: the books are right', async () => {
  const host = await openHost();
  const disk = emptyDisk();
  let losesSales = false;
  /** The wire may lose the answer to a sale after Kopilka has heard and booked it. */
  const wire: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (losesSales && init?.method === 'POST') throw new TypeError('the answer is lost');
    return answer;
  };
  const open = () => openForeignTill(disk, { url: host.url, token: host.token, fetch: wire });

  let till = open();
  const redeemed = await till.ring({
    lines: goods(4000),
    member: { card: anna.card },
    redeem: [{ wallet: 'bonus', points: 300_00 }],
  });
  expect(redeemed.quote.totals).toMatchObject({ redeemedMinor: 300_00, dueMinor: 4 * 499_00 - 300_00 });
  // It crashes between quote and payment, and so does Kopilka: the basket is where it was.
  await host.restart();
  till = open();
  await till.pay(redeemed.id);
  const given = await till.ring({ lines: goods(1000), member: { card: vera.card }, gifts: [vera.gift] });
  expect(given.quote.totals.dueMinor).toBe(0);
  await till.pay(given.id);

  await host.place.cut();
  const offline = await till.ring({
    lines: goods(2000),
    member: { card: anna.card },
    redeem: [{ wallet: 'bonus', points: 'all' }],
  });
  expect(offline.quote.redeem[0]).toMatchObject({ points: 0, refused: 'redemption.offline' });
  const { quote } = await till.ring({ lines: goods(1000), member: { card: vera.card } });
  expect(quote.member?.gifts).toEqual([]);
  losesSales = true;
  await expect(till.pay(offline.id)).rejects.toThrow('the answer is lost');
  losesSales = false;
  // It crashed, and finds on its disk what it had sent.
  till = open();
  expect(disk.sales).toHaveLength(1);
  await till.deliver();
  host.place.plug();

  const back = await till.takeBack(redeemed.id, 'a', 1000);
  expect(disk.booked.get(back)!.paidMinor).toBe(-(499_00 - 75_00));
  expect(disk.sales).toEqual([]);
  await host.shop.settled();
  expect(await host.shop.hub.summary()).toMatchObject({
    sales: 3,
    returns: 1,
    verdicts: { equal: 4, different: 0, pending: 0 },
    discrepancies: { arithmetic: 0, facts: 0, limit: 0 },
    ledgerSum: 0,
  });
  expect(host.bugs).toEqual([]);
  await host.close();
}, 90_000);
