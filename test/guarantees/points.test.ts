import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import { anna, isRefusal, lostPoints, openShop, redeemedPoints } from './shop.ts';
import type { TestPlace, TestShop } from './shop.ts';

/** G1 and G2 of docs/decisions/0009: what members can spend while tills can't ask. */

let shop: TestShop | null = null;
afterEach(async () => {
  await shop?.close();
  shop = null;
});

const runs = Number(process.env['KOPILKA_RUNS'] ?? 12);

describe('two tills offline, one member, both redeem all', () => {
  it('spend nothing that the hub did not set aside: the sum stays within the balance', async () => {
    shop = await openShop(2);
    const [one, two] = shop.tills as [TestPlace, TestPlace];
    await one.cut();
    await two.cut();
    expect([await one.redeemAll(anna.card, 6), await two.redeemAll(anna.card, 6)]).toEqual([0, 0]);
    await one.join();
    await two.join();
    await shop.settled();
    expect(await redeemedPoints(shop.hub)).toBe(0);
  });

  it('the one that holds the points spends them offline, the other says why it can’t', async () => {
    shop = await openShop(2);
    const [one, two] = shop.tills as [TestPlace, TestPlace];
    await one.call('sale.identify', { by: 'card', value: anna.card });
    for (let good = 0; good < 20; good += 1) await one.call('sale.add', { sku: 'g038' });
    const held = (await one.call('sale.redeem', { wallet: 'bonus', points: 'all' })).redeem[0]!.points;
    expect(held).toBe(anna.points);
    await one.cut();
    // The receipt is let go offline: what was set aside stays at this till.
    await one.call('sale.cancel', {});
    await two.cut();
    await two.call('sale.identify', { by: 'card', value: anna.card });
    await two.call('sale.add', { sku: 'g038' });
    const refused = await two.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(refused.redeem[0]).toMatchObject({ points: 0, refused: { reason: 'redemption.offline' } });
    await two.pay(refused);
    const first = await one.redeemAll(anna.card, 4);
    const second = await one.redeemAll(anna.card, 4);
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(0);
    await one.join();
    await two.join();
    await shop.settled();
    expect(await redeemedPoints(shop.hub)).toBe(first + second);
    expect(await lostPoints(shop.hub)).toBe(0);
    const { discrepancies, ledgerSum } = await shop.hub.summary();
    expect({ discrepancies, ledgerSum }).toEqual({
      discrepancies: { arithmetic: 0, facts: 0, limit: 0 },
      ledgerSum: 0,
    });
    // All that was left went back.
    expect((await shop.hub.exposure()).leasedMinor).toBe(0);
  });

  it('a regular’s points lie ready ahead of time, and go back when another till asks for them', async () => {
    shop = await openShop(2, { ahead: { receipts: 1, days: 30, members: 5 } });
    const [one, two] = shop.tills as [TestPlace, TestPlace];
    await one.call('sale.identify', { by: 'card', value: anna.card });
    await one.call('sale.add', { sku: 'g038' });
    await one.pay((await one.call('page.hello', {})).sale);
    await shop.settled();
    expect((await shop.hub.exposure()).tills[0]!.leased[0]!.points).toBeGreaterThanOrEqual(anna.points);
    await one.cut();
    expect(await one.redeemAll(anna.card, 4)).toBeGreaterThan(0);
    await one.join();
    await shop.settled();
    const lying = (await shop.hub.exposure()).tills[0]!.leased[0]!.points;
    expect(lying).toBeGreaterThan(0);
    await two.redeemAll(anna.card, 20);
    await shop.settled();
    expect((await shop.hub.exposure()).tills[0]).toMatchObject({ openLeases: 0, leased: [] });
    expect(await two.redeemAll(anna.card, 20)).toBeGreaterThanOrEqual(lying);
    await shop.settled();
    expect(await lostPoints(shop.hub)).toBe(0);
  });
});

type Step = { at: number; what: 'cut' | 'join' | 'redeem' | 'letGo' | 'restart' };
const step = fc.record({
  at: fc.nat(2),
  what: fc.constantFrom<Step['what'][]>('cut', 'join', 'redeem', 'redeem', 'redeem', 'letGo', 'restart'),
});

async function doStep({ tills }: TestShop, { at, what }: Step): Promise<void> {
  const place = tills[at % tills.length]!;
  if (what === 'cut') await place.cut();
  else if (what === 'join') await place.join();
  else if (what === 'restart') await place.restart();
  else if (what === 'redeem') await place.redeemAll(anna.card, 4);
  else {
    await place.call('sale.identify', { by: 'card', value: anna.card });
    await place.call('sale.add', { sku: 'g038' });
    await place.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    await place.call('sale.cancel', {});
  }
}

/** The steps in a shop of three tills, and all of them online again. */
async function played(steps: Step[], offline: Offline | undefined, look: (open: TestShop) => Promise<void>) {
  const open = await openShop(3, offline);
  try {
    for (const each of steps) {
      await doStep(open, each).catch((error: unknown) => {
        if (!isRefusal(error)) throw error;
      });
    }
    for (const place of open.tills) await place.join();
    await open.settled();
    await look(open);
  } finally {
    await open.close();
  }
}

describe('G1: without floor limits', () => {
  it('nobody ever spends more than was set aside, whatever is cut, restarted and let go', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) =>
        played(steps, undefined, async ({ hub }) => {
          expect(await lostPoints(hub)).toBe(0);
          const { discrepancies, ledgerSum } = await hub.summary();
          expect({ ...discrepancies, ledgerSum }).toEqual({ arithmetic: 0, facts: 0, limit: 0, ledgerSum: 0 });
          expect((await hub.exposure()).leasedMinor).toBe(0);
        }),
      ),
      { numRuns: runs },
    );
  }, 600_000);
});

describe('G2: with floor limits', () => {
  const floor = { wallet: 'bonus', receiptPoints: 300_00, memberPoints: 700_00, tillPoints: 800_00, redemptions: 2 };

  it('a till offline risks so much a receipt, a member and in all, and says so beyond', async () => {
    shop = await openShop(1, { floor: [floor] });
    const [one] = shop.tills as [TestPlace];
    await one.cut();
    expect([
      await one.redeemAll(anna.card, 4),
      await one.redeemAll(anna.card, 4),
      await one.redeemAll(anna.card, 4),
    ]).toEqual([300_00, 300_00, 0]);
    await one.restart();
    expect(await one.redeemAll(anna.card, 4)).toBe(0);
    await one.join();
    await shop.settled();
    await one.cut();
    // The hub has its sales: it may risk as much again.
    expect(await one.redeemAll(anna.card, 4)).toBe(300_00);
  });

  it('is told in money before it is allowed', async () => {
    shop = await openShop(3, { floor: [floor] });
    const { floorMinor, floor: told } = await shop.hub.exposure();
    expect(floorMinor).toBe(3 * 600_00);
    expect(told).toMatchObject([{ points: 3 * 600_00, member: { points: 3 * 600_00, amountMinor: 3 * 600_00 } }]);
  });

  it('the overdraft stays within the bound, whatever is cut, restarted and let go', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) =>
        played(steps, { floor: [floor] }, async ({ hub }) => {
          const bound = (await hub.exposure()).floor[0]!.member.points;
          expect(await lostPoints(hub)).toBeLessThanOrEqual(bound * reachedAgain(steps));
          const { discrepancies, ledgerSum } = await hub.summary();
          expect({ ...discrepancies, limit: 0, ledgerSum }).toEqual({
            arithmetic: 0,
            facts: 0,
            limit: 0,
            ledgerSum: 0,
          });
        }),
      ),
      { numRuns: runs },
    );
  }, 600_000);

  /** Counters begin anew whenever a till was online: the bound is one of each time it was cut off. */
  function reachedAgain(steps: readonly Step[]): number {
    return 1 + steps.filter(({ what }) => what === 'join').length;
  }
});
