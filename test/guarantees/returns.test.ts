import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { demoCashierId } from '../../main/demo/shop.ts';
import { chanceOf } from '../crash/random.ts';
import { spoilIndex } from '../simulation/files.ts';
import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import { anna, isRefusal, lostPoints, openShop } from './shop.ts';
import type { TestPlace, TestShop } from './shop.ts';

/** G5 of docs/decisions/0009: how often a line comes back. */

let shop: TestShop | null = null;
afterEach(async () => {
  await shop?.close();
  shop = null;
});

/** Max. */
const demoManager = 'max';
const runs = Number(process.env['KOPILKA_RUNS'] ?? 12);

async function opened(count: number): Promise<TestPlace[]> {
  shop = await openShop(count);
  return shop.tills;
}

/** Anna buys two. */
async function sold(place: TestPlace): Promise<string> {
  await place.call('sale.identify', { by: 'card', value: anna.card });
  await place.call('sale.add', { sku: 'g038', quantity: 2000 });
  return (await place.pay((await place.call('page.hello', {})).sale)).done!.receipt;
}

const back = (place: TestPlace, receipt: string, quantity = 1000) =>
  place.call('return.commit', { receipt, lines: [{ line: 'l1', quantity }] });

/** As a cashier does who is told to try again in a minute. */
async function backAtLast(place: TestPlace, receipt: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await shop!.settled();
      await back(place, receipt);
    },
    { timeout: 20_000, interval: 50 },
  );
}

const verdicts = async (of: TestShop) => {
  const { returns, discrepancies, ledgerSum } = await of.hub.summary();
  return { returns, ...discrepancies, ledgerSum };
};
const allEqual = { arithmetic: 0, facts: 0, limit: 0, ledgerSum: 0 };

describe('G5: a line', () => {
  it('comes back once at the till that sold it, offline too, and at no other that is offline', async () => {
    const [one, two] = (await opened(2)) as [TestPlace, TestPlace];
    const receipt = await sold(one);
    await shop!.settled();
    await one.cut();
    await two.cut();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.offline' });
    await back(one, receipt, 2000);
    await expect(back(one, receipt)).rejects.toMatchObject({ code: 'return.moreThanSold' });
    await one.restart();
    await expect(back(one, receipt)).rejects.toMatchObject({ code: 'return.moreThanSold' });
    await one.join();
    await two.join();
    await shop!.settled();
    expect(await verdicts(shop!)).toEqual({ returns: 1, ...allEqual });
    await back(two, receipt).catch(() => undefined);
    await shop!.settled();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.allBack' });
  });

  it('is looked up by nobody any more once the shift is closed: the right goes back', async () => {
    const [one, two] = (await opened(2)) as [TestPlace, TestPlace];
    const receipt = await sold(one);
    await shop!.settled();
    await vi.waitFor(
      async () => {
        await shop!.settled();
        await two.call('return.find', { code: `KP1:R:${receipt}` });
      },
      { timeout: 20_000, interval: 50 },
    );
    const held = async () =>
      (await shop!.hub.exposure()).tills.map(({ till, openLeases }) => [till, openLeases] as const);
    await shop!.settled();
    expect(await held()).toContainEqual([two.id, 1]);
    await two.call('shift.close', { cashCountedMinor: null });
    await vi.waitFor(
      async () => {
        await shop!.settled();
        expect(await held()).toContainEqual([two.id, 0]);
      },
      { timeout: 20_000, interval: 50 },
    );
  });

  it('comes back at another till once the one that sold gave up the right, with its points', async () => {
    const [one, two] = (await opened(2)) as [TestPlace, TestPlace];
    const before = await one.spendable(anna.card);
    const receipt = await sold(one);
    await shop!.settled();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.elsewhere', args: { till: one.id } });
    await shop!.settled();
    const found = await two.call('return.find', { code: `KP1:R:${receipt}` });
    expect(found.lines).toMatchObject([{ quantity: 2000, returned: 0 }]);
    await back(two, receipt);
    await shop!.settled();
    // It asks for the right like any other now, and is told what came back meanwhile.
    await backAtLast(one, receipt);
    await shop!.settled();
    expect(await two.spendable(anna.card)).toBe(before);
    for (const place of [one, two]) {
      await expect(back(place, receipt)).rejects.toMatchObject({ code: 'return.allBack' });
    }
    expect(await verdicts(shop!)).toEqual({ returns: 2, ...allEqual });
    expect((await shop!.hub.exposure()).tills.map(({ openLeases }) => openLeases)).toEqual([0, 0]);
  });

  it('is not given to another till while the one that sold is offline, which takes it back meanwhile', async () => {
    const [one, two] = (await opened(2)) as [TestPlace, TestPlace];
    const receipt = await sold(one);
    await shop!.settled();
    await one.cut();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.elsewhere' });
    await back(one, receipt, 2000);
    await two.settled();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.elsewhere' });
    await one.join();
    await shop!.settled();
    await vi.waitFor(() => expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.allBack' }));
    expect(await verdicts(shop!)).toEqual({ returns: 1, ...allEqual });
  });

  it('comes back offline at the till that took the right before the cable went, and not at the one that sold', async () => {
    const [one, two] = (await opened(2)) as [TestPlace, TestPlace];
    const receipt = await sold(one);
    await shop!.settled();
    await back(two, receipt).catch(() => undefined);
    await shop!.settled();
    await two.call('return.find', { code: receipt });
    await two.cut();
    await one.cut();
    await two.restart();
    await back(two, receipt);
    await expect(back(one, receipt)).rejects.toMatchObject({ code: 'return.offline' });
    await back(two, receipt);
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.moreThanSold' });
    await one.join();
    await two.join();
    await shop!.settled();
    expect(await verdicts(shop!)).toEqual({ returns: 2, ...allEqual });
  });

  it('of a till that was declared lost comes back elsewhere', async () => {
    const [one, two] = (await opened(2)) as [TestPlace, TestPlace];
    const receipt = await sold(one);
    await shop!.settled();
    await one.cut();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.elsewhere' });
    await shop!.hub.declareLost(one.id, 'stolen');
    await back(two, receipt, 2000);
    await two.settled();
    expect(await verdicts(shop!)).toEqual({ returns: 1, ...allEqual });
  });

  it('whose refund was under way comes back once after the journal was salvaged', async () => {
    const [one, two] = (await opened(2)) as [TestPlace, TestPlace];
    await one.call('sale.add', { sku: 'g038' });
    const receipt = (await one.call('sale.payCard', {})).done!.receipt;
    await shop!.settled();
    shop!.terminal.behave({ kind: 'dead' });
    await vi.waitFor(
      async () => {
        await shop!.settled();
        await expect(back(two, receipt)).rejects.toMatchObject({ code: 'payment.unknown' });
      },
      { timeout: 20_000, interval: 50 },
    );
    await two.stop();
    spoilIndex(two.folder, 'journal.db', chanceOf(1));
    await two.restart();
    const [refund] = (await two.call('page.hello', {})).sale.payments;
    await two.call('sale.resolvePayment', { intent: refund!.id, result: 'approved' });
    await shop!.settled();
    expect(await verdicts(shop!)).toEqual({ returns: 1, ...allEqual });
  });

  it('that two lives of a till took back is booked twice and told once', async () => {
    const [one] = (await opened(1)) as [TestPlace];
    const receipt = await sold(one);
    await shop!.settled();
    await one.cut();
    const copy = await one.copy();
    await back(one, receipt, 2000);
    await one.join();
    await one.cut();
    await one.restart(copy);
    await back(one, receipt, 2000);
    await one.join();
    await shop!.settled();
    expect(await verdicts(shop!)).toEqual({ returns: 2, ...allEqual, limit: 1 });
  });
});

describe('goods by a receipt that nobody can be asked for', () => {
  const manager = { manager: demoManager, pin: '135790' };
  const limits = { receiptMinor: 600_00, tillMinor: 1000_00, returns: 3 };
  const g038Minor = 499_00;

  async function openedWith(returns?: Offline['returns']): Promise<[TestPlace, TestPlace]> {
    shop = await openShop(2, returns && { returns });
    const [one, two] = shop.tills as [TestPlace, TestPlace];
    await two.call('cashier.signIn', { cashier: demoManager });
    await two.call('cashier.setPin', { cashier: demoManager, pin: manager.pin });
    await two.call('cashier.signIn', { cashier: demoCashierId });
    return [one, two];
  }

  async function unverified(place: TestPlace, code: string, given: object = manager): Promise<void> {
    await place.call('sale.add', { sku: 'g038' });
    await place.call('return.unverified', { code, ...manager, ...given });
  }

  it('are not taken back where the programme does not let the till', async () => {
    const [one, two] = await openedWith();
    const receipt = await sold(one);
    await two.cut();
    await expect(unverified(two, receipt)).rejects.toMatchObject({ code: 'return.offline' });
  });

  it('are taken back offline with a manager, up to the limits, which begin anew as the hub has it', async () => {
    const [one, two] = await openedWith(limits);
    const receipt = await sold(one);
    await expect(unverified(two, receipt)).rejects.toMatchObject({ code: 'return.verifiable' });
    await two.cut();
    await two.call('sale.cancel', {});
    await expect(unverified(two, receipt, { manager: demoCashierId })).rejects.toMatchObject({
      code: 'cashier.notAllowed',
    });
    await two.call('sale.cancel', {});
    await expect(unverified(two, receipt, { pin: '111111' })).rejects.toMatchObject({ code: 'pin.wrong' });
    await two.call('sale.cancel', {});
    await unverified(two, receipt);
    await unverified(two, receipt);
    await expect(unverified(two, receipt)).rejects.toMatchObject({ code: 'return.overLimit' });
    await two.restart();
    await two.call('sale.cancel', {});
    await expect(unverified(two, receipt)).rejects.toMatchObject({ code: 'return.overLimit' });
    await two.call('sale.cancel', {});
    const { cashExpectedMinor, returns } = await two.call('shift.report', {});
    expect({ cashExpectedMinor, returns }).toEqual({ cashExpectedMinor: -2 * g038Minor, returns: 2 });
    await two.join();
    await shop!.settled();
    await two.cut();
    await unverified(two, receipt);
    expect((await two.call('shift.report', {})).refundedMinor).toBe(3 * g038Minor);
  });

  it('count as come back at the hub, whose person is told what the receipt does not cover', async () => {
    const [one, two] = await openedWith(limits);
    const before = await one.spendable(anna.card);
    const receipt = await sold(one);
    await shop!.settled();
    const earned = await one.spendable(anna.card);
    await two.cut();
    await unverified(two, receipt);
    await two.join();
    await shop!.settled();
    await two.cut();
    await unverified(two, 'of-nobody');
    await two.join();
    await shop!.settled();
    // No points moved.
    expect(await one.spendable(anna.card)).toBe(earned);
    const { items } = await shop!.hub.items({ kind: 'unverifiedReturn' });
    expect(items.map(({ receipt: of, stakeMinor }) => ({ of, stakeMinor }))).toEqual([
      { of: receipt, stakeMinor: 0 },
      { of: 'of-nobody', stakeMinor: g038Minor },
    ]);
    await backAtLast(two, receipt);
    await shop!.settled();
    await expect(back(two, receipt)).rejects.toMatchObject({ code: 'return.allBack' });
    expect(await one.spendable(anna.card)).toBeGreaterThan(before);
    expect(await verdicts(shop!)).toEqual({ returns: 1, ...allEqual });
  });

  it('that the till which sold took back as well are told, and both stand', async () => {
    const [one, two] = await openedWith(limits);
    const receipt = await sold(one);
    await shop!.settled();
    await one.cut();
    await two.cut();
    await back(one, receipt, 2000);
    await unverified(two, receipt);
    await one.join();
    await two.join();
    await shop!.settled();
    const { items } = await shop!.hub.items({});
    const excess = items.filter(({ kind }) => kind === 'unverifiedReturn' || kind === 'duplicateReturn');
    expect(excess.some(({ stakeMinor }) => stakeMinor === g038Minor)).toBe(true);
    expect((await shop!.hub.summary()).returns).toBe(1);
  });
});

type Step = { at: number; of: number; what: 'cut' | 'join' | 'sell' | 'back' | 'look' | 'restart' };
const step = fc.record({
  at: fc.nat(2),
  of: fc.nat(2),
  what: fc.constantFrom<Step['what'][]>('cut', 'join', 'sell', 'back', 'back', 'back', 'look', 'restart'),
});

describe('however tills come and go, sell and take back', () => {
  it('no line comes back more often than it was sold', async () => {
    const played = async (steps: Step[]) => {
      const open = await openShop(3);
      const [receipts, taken] = [[await sold(open.tills[0]!)], new Map<string, number>()];
      const doStep = async ({ at, of, what }: Step) => {
        const place = open.tills[at]!;
        const receipt = receipts[of % receipts.length]!;
        if (what === 'cut') await place.cut();
        else if (what === 'join') await place.join();
        else if (what === 'restart') await place.restart();
        else if (what === 'sell') receipts.push(await sold(place));
        else if (what === 'look') await place.call('return.find', { code: receipt });
        else {
          await back(place, receipt);
          taken.set(receipt, (taken.get(receipt) ?? 0) + 1);
        }
      };
      try {
        for (const each of steps) {
          await doStep(each).catch((error: unknown) => {
            if (!isRefusal(error)) throw error;
          });
        }
        for (const place of open.tills) await place.join();
        await open.settled();
        for (const [receipt, times] of taken) expect([receipt, times <= 2]).toEqual([receipt, true]);
        const returns = [...taken.values()].reduce((sum, times) => sum + times, 0);
        expect(await verdicts(open)).toEqual({ returns, ...allEqual });
        expect(await lostPoints(open.hub)).toBe(0);
        expect(await open.hub.alarms()).toEqual([]);
      } finally {
        await open.close();
      }
    };
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 20 }), played), { numRuns: runs });
  }, 600_000);
});
