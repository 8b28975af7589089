import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestEngine } from '../../engines/index.ts';
import { saleMoney } from '../../shared/loyalty/outcome.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import type { DiscrepancyKind } from '../store/rows.ts';
import { discrepancyKinds } from './reconcile.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { gift, lot, memberDoc, programme } from '../testing/shop.ts';
import { sealed } from '../testing/till.ts';
import type { SaleWish, TestTill, Written } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;

beforeEach(async () => {
  const anna = memberDoc('anna', { lots: [lot('l1', 100_00)], entitlements: [gift('g1')] });
  test = await openTestHub(['till-1', 'till-2'], [anna]);
  till = await test.till('till-1');
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';

/** Seals the journal's last record again after a change: a till that lies signs what it says. */
function alterLast(change: (body: SaleBody) => void): Written {
  const { record } = till.journal.pop()!;
  const altered = structuredClone(record);
  change(altered.body as SaleBody);
  const written = sealed(altered);
  till.journal.push(written);
  return written;
}

/** What a till would record had it believed the altered facts. */
function recompute(body: SaleBody): void {
  const engine = newestEngine();
  body.money = saleMoney(engine.evaluate(engine.compile(programme), body.facts));
  body.digest = moneyDigest(body.money, sha256);
  body.payments = [{ id: 'p', kind: 'cash', amountMinor: body.money.totals.netMinor }];
}

async function verdict() {
  await till.push();
  const [found, ...others] = await test.hub.discrepancies();
  expect(others).toEqual([]);
  const { verdicts, ledgerSum } = await test.hub.summary();
  expect(ledgerSum).toBe(0);
  expect(verdicts).toEqual({ equal: found ? 0 : 1, different: found ? 1 : 0, pending: 0 });
  await till.pull();
  return found;
}

const wish: SaleWish = { member: 'anna', lines: [{ sku: 'coffee' }, { sku: 'bread', quantity: 2000 }], at };

describe('an honest sale', () => {
  it('is equal', async () => {
    till.sell(wish);
    expect(await verdict()).toBeUndefined();
  });

  it('is equal with a gift, a price override and nobody named', async () => {
    const rights = await till.hold('anna', ['g1'], at);
    till.sell({ ...wish, gifts: ['g1'], rights, lines: [{ sku: 'milk', overrideMinor: 10_00 }] });
    till.sell({ at, lines: [{ sku: 'bread' }] });
    await till.push();
    expect(await test.hub.discrepancies()).toEqual([]);
    expect((await test.hub.summary()).verdicts.equal).toBe(2);
  });
});

describe('a false total', () => {
  it('is arithmetic, and booked as the till said', async () => {
    till.sell(wish);
    const { record } = alterLast((body) => {
      body.money.totals.netMinor -= 100;
    });
    const found = await verdict();
    expect(found).toMatchObject({ kind: 'arithmetic', state: 'open' });
    expect(found?.differences.map(({ path }) => path)).toContain('money.totals.netMinor');
    expect(till.doc('member', 'anna')?.account.spendMinor).toBe((record.body as SaleBody).money.totals.netMinor);
    expect(till.doc('verdict', found!.receipt)).toMatchObject({ verdict: 'different', discrepancy: 'arithmetic' });
  });

  it.each<[string, (body: SaleBody) => void, string]>([
    ['points too many', (body) => (body.money.movements[0]!.points += 1), 'money.movements[0].points'],
    [
      'a lot that lasts longer',
      (body) => Object.assign(body.money.movements[0]!, { expiresAt: null }),
      'money.movements[0].expiresAt',
    ],
    ['another digest', (body) => (body.digest = '0'.repeat(64)), 'digest'],
    ['a payment short of what is due', (body) => (body.payments[0]!.amountMinor -= 1), 'payments'],
    ['a tier for nothing', (body) => (body.money.tier = { from: 'bronze', to: 'gold' }), 'money.tier'],
  ])('as is %s', async (_name, change, path) => {
    till.sell(wish);
    alterLast(change);
    const found = await verdict();
    expect(found?.kind).toBe('arithmetic');
    expect(found?.differences.map((each) => each.path)).toContain(path);
  });
});

describe('false facts', () => {
  const lies: [string, (body: SaleBody) => void, string][] = [
    ['a price', ({ facts }) => (facts.lines[0]!.unitPriceMinor = 1_00), 'facts.lines[0].unitPriceMinor'],
    ['a flag of the good', ({ facts }) => (facts.lines[0]!.discountable = false), 'facts.lines[0].discountable'],
    ['a good nobody sells', ({ facts }) => (facts.lines[0]!.sku = 'gold-bar'), 'facts.lines[0].sku'],
    ['a balance', ({ facts }) => (facts.member!.lots[0]!.points = 9999_00), 'facts.member.lots[0].points'],
    ['a lot', ({ facts }) => facts.member!.lots.push(lot('l2', 5_00)), 'facts.member.lots[1]'],
    ['a tier', ({ facts }) => (facts.member!.tier = 'gold'), 'facts.member.tier'],
    ['a debt forgiven', ({ facts }) => (facts.member!.spendMinor = 9_999_00), 'facts.member.spendMinor'],
    ['a gift nobody gave', ({ facts }) => facts.member!.entitlements.push(gift('g9')), 'facts.member.entitlements[1]'],
    ['a shop without its floor', ({ facts }) => delete facts.shop.lineFloorMinor, 'facts.shop.lineFloorMinor'],
    [
      'another time zone',
      ({ facts }) => (facts.shop.zone.offsets[0]!.offsetMinutes = 0),
      'facts.shop.zone.offsets[0].offsetMinutes',
    ],
    ['a till of another name', ({ facts }) => (facts.till = 'till-2'), 'facts.till'],
    ['a member nobody knows', ({ facts }) => (facts.member!.id = 'ghost'), 'facts.member.id'],
    [
      'a programme nobody published',
      ({ facts }) => (facts.basis!.programme.hash = 'f'.repeat(64)),
      'facts.basis.programme',
    ],
    [
      'a position the feed has not reached',
      ({ facts }) => (facts.basis!.replica!.position = 999),
      'facts.basis.replica',
    ],
    ['another hub', ({ facts }) => (facts.basis!.replica!.generation = 'other'), 'facts.basis.replica'],
  ];

  it.each(lies)('%s: told as facts, though the sums follow from it', async (_name, lie, path) => {
    till.sell(wish);
    alterLast((body) => {
      lie(body);
      recompute(body);
    });
    expect(await verdict()).toMatchObject({ kind: 'facts', differences: [{ path }] });
  });

  it.each(lies)('%s: told as facts too where the sums were left as they were', async (_name, lie, path) => {
    till.sell(wish);
    alterLast(lie);
    expect(await verdict()).toMatchObject({ kind: 'facts', differences: [{ path }] });
  });

  it('a lease the hub never granted', async () => {
    const spending = { level: 'lease' as const, leases: [{ lease: 'made-up', lots: [lot('l1', 50_00)] }] };
    till.sell({ ...wish, redeem: 50_00, spending });
    expect(await verdict()).toMatchObject({ kind: 'facts', differences: [{ path: 'facts.spending.leases.made-up' }] });
    expect(await test.hub.alarms()).toMatchObject([{ kind: 'foreignLease' }]);
  });
});

describe('truth newer than the till could know', () => {
  /** Tills may use rights that nobody set aside for them. */
  async function risking(): Promise<TestTill> {
    await test.hub.publish({ ...programme, version: 2, offline: { rights: true } }, '2026-03-01T10:00:00+03:00');
    const other = await test.till('till-2');
    await till.pull();
    await other.pull();
    return other;
  }

  it('is a limit: a gift given at another till meanwhile', async () => {
    const other = await risking();
    other.sell({ member: 'anna', gifts: ['g1'], lines: [{ sku: 'milk' }], at });
    await other.push();
    till.sell({ member: 'anna', gifts: ['g1'], lines: [{ sku: 'milk' }], at: '2026-03-01T12:02:00+03:00' });
    await till.push();
    const found = await test.hub.discrepancies();
    expect(found).toMatchObject([
      { till: 'till-1', kind: 'limit', differences: [{ path: 'money.entitlements.used.g1', till: 1000, hub: 0 }] },
    ]);
  });

  it('is told to the later of two sales, whichever came first', async () => {
    const other = await risking();
    other.sell({ member: 'anna', gifts: ['g1'], lines: [{ sku: 'milk' }], at });
    till.sell({ member: 'anna', gifts: ['g1'], lines: [{ sku: 'milk' }], at: '2026-03-01T12:02:00+03:00' });
    await till.push();
    expect(await test.hub.discrepancies()).toEqual([]);
    await other.push();
    expect(await test.hub.discrepancies()).toMatchObject([{ till: 'till-1', kind: 'limit' }]);
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 1, different: 1, pending: 0 });
  });

  it('is a limit: a gift given that no lease had put aside, where the programme risks none', async () => {
    till.sell({ member: 'anna', gifts: ['g1'], lines: [{ sku: 'milk' }], at });
    expect(await verdict()).toMatchObject({
      kind: 'limit',
      differences: [{ path: 'facts.rights.held.g1', hub: 'lease' }],
    });
  });

  it('is a limit: a gift used beside another till that holds it, and none for the one that does', async () => {
    const other = await risking();
    const rights = await other.hold('anna', ['g1'], at);
    till.sell({ member: 'anna', gifts: ['g1'], lines: [{ sku: 'milk' }], at: '2026-03-01T12:02:00+03:00' });
    await till.push();
    other.sell({ member: 'anna', gifts: ['g1'], rights, lines: [{ sku: 'milk' }], at: '2026-03-01T12:03:00+03:00' });
    await other.push();
    expect(await test.hub.discrepancies()).toMatchObject([
      { till: 'till-1', kind: 'limit', differences: [{ path: 'money.entitlements.used.g1', till: 1000, hub: 0 }] },
    ]);
  });

  it('is a limit: points spent that no lease had put aside', async () => {
    till.sell({ ...wish, redeem: 50_00 });
    expect(await verdict()).toMatchObject({ kind: 'limit', differences: [{ path: 'facts.spending.level' }] });
  });

  it('is no fault where prices and balances changed since', async () => {
    till.sell(wish);
    await test.hub.importLines([
      JSON.stringify({ kind: 'price', doc: { shop: 'shop-1', sku: 'coffee', priceMinor: 1 } }),
      JSON.stringify({
        kind: 'member',
        doc: memberDoc('anna', { lots: [lot('l1', 1_00)], entitlements: [gift('g1')] }),
      }),
    ]);
    expect(await verdict()).toBeUndefined();
  });
});

describe('of several faults at once', () => {
  const faults: Record<DiscrepancyKind, (body: SaleBody) => void> = {
    facts: (body) => (body.facts.lines[0]!.unitPriceMinor = 1_00),
    arithmetic: (body) => (body.money.totals.netMinor -= 100),
    limit: () => undefined,
  };

  it.each(discrepancyKinds.map((kind, nth) => [kind, discrepancyKinds.slice(nth)] as const))(
    '%s is told before %j',
    async (kind, kinds) => {
      // Points spent without a lease: every one of them has at least this fault.
      till.sell({ ...wish, redeem: 50_00 });
      alterLast((body) => kinds.forEach((each) => faults[each](body)));
      expect((await verdict())?.kind).toBe(kind);
    },
  );
});

describe('an engine the hub has not', () => {
  it('leaves the sale pending and booked, until an upgrade answers', async () => {
    await test.reopen({ engines: [{ ...newestEngine(), name: { semantics: 99, hash: 'newer' } }] });
    await till.session();
    const sale = till.sell(wish);
    await till.push();
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 0, different: 0, pending: 1 });
    await till.pull();
    expect(till.doc('verdict', sale.body.receipt)).toMatchObject({ verdict: 'pending' });
    expect(till.doc('member', 'anna')?.account.purchaseCount).toBe(1);
    await test.reopen();
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 1, different: 0, pending: 0 });
    await till.session();
    await till.pull();
    expect(till.doc('verdict', sale.body.receipt)).toBeUndefined();
  });
});
