import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import programmeFile from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { newestEngine } from '../../engines/index.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { saleMoney } from '../../shared/loyalty/outcome.ts';
import { Programme } from '../../shared/loyalty/programme/schema.ts';
import { serve } from '../crash/visits.ts';
import type { LiveHub, LiveTill, World } from '../crash/world.ts';
import { nextRelease } from './release.ts';
import type { Change, Release } from './release.ts';
import { barcode, discrepanciesOf, openShop, payCash, recordsOf, saleOf, scan, summaryOf } from './shop.ts';

/** Points of a rate rounded half up, where they were rounded down. */
const rounding: Change = [
  'shared/loyalty/grants/points.ts',
  "10_000 * worthMinor, 'down')",
  "10_000 * worthMinor, 'halfUp')",
];
const newcomer = cardNumber(6);
/** Bread would be cheaper from eight in the evening on. */
const chocolate = barcode(41);

let [world, hub, till]: [World?, LiveHub?, LiveTill?] = [];
let release: Release | undefined;

beforeAll(async () => {
  release = await nextRelease([rounding]);
  ({ world, hub, till } = await openShop());
}, 60_000);
afterAll(async () => {
  await world?.remove();
  release?.remove();
});

async function serveSome(counter: World['counter'], visits: number): Promise<void> {
  let served = 0;
  await serve(counter, () => (served += 1) <= visits);
}

describe('a rounding changed, frozen as the next semantics number', () => {
  it('leaves an old journal equal, its returns too, and counts in new sales alone', { timeout: 60_000 }, async () => {
    const { counter } = world!;
    const [now, next] = [newestEngine(), release!];

    // The old release sells, the second half of it offline.
    await serveSome(counter, 12);
    await till!.handle('demo.setNetwork', { on: false });
    await scan(counter, newcomer, chocolate);
    const old = await payCash(counter);
    await serveSome(counter, 12);
    await Promise.all([till!.close(), hub!.close()]);
    expect(saleOf(world!, old)).toMatchObject({ engine: now.name, money: { totals: { earned: [{ points: 299 }] } } });

    // The hub goes first; what the old till brings it is judged by the engine it names.
    hub = world!.hub({ tree: next.tree });
    await hub.opened;
    till = world!.till();
    await till.opened;
    await till.caughtUp();
    const before = await summaryOf(world!);
    expect(before.sales).toBeGreaterThan(15);
    expect(before.verdicts).toEqual({ equal: before.sales + before.returns, different: 0, pending: 0 });

    // Then the till: a new sale by the new engine, a return of an old one by its own.
    await till.close();
    till = world!.till({ tree: next.tree });
    await till.opened;
    await counter.resume(till);
    await scan(counter, newcomer, chocolate);
    const sold = await payCash(counter);
    await counter.say('return.commit', { receipt: old, lines: [{ line: 'l1', quantity: 1000 }] });
    await till.caughtUp();
    const { sales, returns, verdicts, ledgerSum } = await summaryOf(world!);
    expect(await discrepanciesOf(world!)).toEqual([]);
    expect({ sales, verdicts, ledgerSum }).toEqual({
      sales: before.sales + 1,
      verdicts: { equal: sales + returns, different: 0, pending: 0 },
      ledgerSum: 0,
    });

    await Promise.all([till.close(), hub.close()]);
    const { engine, facts, money } = saleOf(world!, sold);
    expect(engine).toEqual(next.engine.name);
    expect(engine.semantics).toBe(now.semantics + 1);
    expect(money.totals.earned).toEqual([{ wallet: 'bonus', points: 300 }]);
    const byOldEngine = saleMoney(now.evaluate(now.compile(Programme.parse(programmeFile)), facts));
    expect(byOldEngine.totals).toEqual({ ...money.totals, earned: [{ wallet: 'bonus', points: 299 }] });
    const returned = recordsOf(world!).findLast(({ body }) => body.kind === 'return');
    expect(returned?.body).toMatchObject({ ofReceipt: old, engine: now.name });
  });
});
