import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cardNumber } from '../../main/demo/members.ts';
import { sha256 } from '../../main/identity/hash.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import { tidy } from '../../main/sale/holding.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import { openCounter } from './counter.ts';
import type { HubMood, TestCounter } from './counter.ts';

/** One press of a cashier, whatever the screen shows. Numbers pick among what there is. */
type Press = { what: (typeof presses)[number]; pick: number; amount: number };
const presses = [
  'add',
  'weigh',
  'quantity',
  'void',
  'member',
  'forget',
  'redeem',
  'gift',
  'cash',
  'card',
  'finish',
  'refund',
  'resolve',
  'cancel',
  'park',
  'resume',
  'return',
  'terminal',
  'hub',
  'reprint',
  'register',
  'restart',
] as const;

const press = fc.record({
  what: fc.constantFrom(...presses),
  pick: fc.nat(1000),
  amount: fc.integer({ min: 1, max: 200_000 }),
});

const skus = ['g001', 'g009', 'g038', 'g041', 'g056', 'g058', 'g059'];
const moods: HubMood[] = ['online', 'offline', 'declines', 'late'];
const behaviours = [
  { kind: 'approve' },
  { kind: 'approve' },
  { kind: 'decline', reason: 'declined' },
  { kind: 'timeOut' },
  { kind: 'lost' },
  { kind: 'dead' },
] as const;

function pickOf<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

async function push(counter: TestCounter, { what, pick, amount }: Press): Promise<unknown> {
  const view = counter.view();
  const line = pickOf(view.lines, pick)?.id ?? 'none';
  switch (what) {
    case 'add':
      return counter.call('sale.add', { sku: pickOf(skus, pick)! });
    case 'weigh':
      return counter.call('sale.add', { sku: '00015', quantity: amount });
    case 'quantity':
      return counter.call('sale.setQuantity', { line, quantity: 1000 * (1 + (pick % 5)) });
    case 'void':
      return counter.call('sale.voidLine', { line });
    case 'member':
      return counter.call('sale.identify', { by: 'card', value: cardNumber(1 + (pick % 8)) });
    case 'forget':
      return counter.call('sale.forgetMember', {});
    case 'redeem':
      return counter.call('sale.redeem', { wallet: 'bonus', points: pick % 3 === 0 ? 'all' : amount });
    case 'gift':
      return counter.call('sale.giveGift', { entitlement: 'vera-coffee' });
    case 'cash':
      return counter.call('sale.payCash', { amountMinor: amount });
    case 'card':
      return counter.call('sale.payCard', pick % 2 ? {} : { amountMinor: amount });
    case 'finish':
      return counter.call('sale.finish', {});
    case 'refund':
      return counter.call('sale.refundPayment', { payment: pickOf(view.payments, pick)?.id ?? 'none' });
    case 'resolve':
      return counter.call('sale.resolvePayment', {
        intent: view.payments.find(({ state }) => state === 'unknown')?.id ?? 'none',
        result: pick % 2 ? 'approved' : 'declined',
      });
    case 'cancel':
      return counter.call('sale.cancel', {});
    case 'park':
      return counter.call('sale.park', {});
    case 'resume':
      return counter.call('sale.resume', { receipt: pickOf(counter.journal.parked(), pick)?.receipt ?? 'none' });
    case 'return':
      return giveBack(counter, pick);
    case 'terminal':
      return counter.terminal.behave(pickOf(behaviours, pick)!);
    case 'hub':
      counter.world.mood = pickOf(moods, pick)!;
      return counter.leases.answerLate();
    case 'reprint':
      return counter.call('receipt.reprint', { receipt: pickOf(sales(counter), pick)?.receipt ?? 'none' });
    case 'register':
      return counter.call('sale.register', { card: `77000000${1000 + pick}` });
    default:
      counter.restart();
      return undefined;
  }
}

async function giveBack(counter: TestCounter, pick: number): Promise<void> {
  const sale = pickOf(sales(counter), pick);
  const line = sale && pickOf(sale.money.lines, pick);
  if (!sale || !line) return;
  const quantity = line.quantity % 1000 === 0 ? 1000 : line.quantity;
  await counter.call('return.commit', { receipt: sale.receipt, lines: [{ line: line.id, quantity }] });
}

const bodies = (counter: TestCounter) => counter.records().map(({ body }) => body);
const sales = (counter: TestCounter) => bodies(counter).filter((body): body is SaleBody => body.kind === 'sale');
const returns = (counter: TestCounter) => bodies(counter).filter((body): body is ReturnBody => body.kind === 'return');
const sum = <T>(list: readonly T[], of: (each: T) => number) => list.reduce((acc, each) => acc + of(each), 0);

function assertSums({ lines, totals, payments, phase }: SaleView): void {
  expect(totals.netMinor).toBe(sum(lines, ({ netMinor }) => netMinor));
  expect(totals.grossMinor - totals.discountMinor - totals.redeemedMinor).toBe(totals.netMinor);
  expect(totals.leftMinor).toBe(totals.netMinor - totals.paidMinor);
  expect(totals.leftMinor).toBeGreaterThanOrEqual(0);
  if (payments.some(({ state }) => state === 'unknown')) expect(phase).toBe('paymentUnknown');
}

function assertBooks(counter: TestCounter): void {
  const stored = counter.journal.readRecords(null, 10_000);
  stored.reduce((prev, { record, text, hash }) => {
    expect(record.prev).toBe(prev);
    expect(sha256(text)).toBe(hash);
    return hash;
  }, '0'.repeat(64));
  for (const { money, payments, digest } of sales(counter)) {
    expect(sum(payments, ({ amountMinor }) => amountMinor)).toBe(money.totals.netMinor);
    expect(moneyDigest(money, sha256)).toBe(digest);
  }
  for (const { money, payments } of returns(counter))
    expect(sum(payments, ({ amountMinor }) => amountMinor)).toBe(money.totals.refundMinor);
  const { shift } = counter.desk;
  expect(shift).toMatchObject({
    sales: sales(counter).length,
    returns: returns(counter).length,
    netMinor: sum(sales(counter), ({ money }) => money.totals.netMinor),
    refundedMinor: sum(returns(counter), ({ money }) => money.totals.refundMinor),
  });
  const held = counter.desk.counter.sale?.leases.map(({ lease }) => lease) ?? [];
  const open = counter.journal.openLeases().map(({ lease }) => lease);
  expect(open).toEqual(expect.arrayContaining(held));
  assertWithinLeases(counter);
  if (counter.world.mood !== 'online') return;
  tidy(counter.desk, (error) => expect.fail(String(error)));
  const left = counter.journal.openLeases().filter(({ rights, lease }) => rights[0]?.entitlement !== lease);
  expect(left.map(({ lease }) => lease).toSorted()).toEqual(held.toSorted());
}

/** Nothing is spent that no lease held: neither points nor rights. */
function assertWithinLeases(counter: TestCounter): void {
  const lots = new Map<string, number>();
  for (const { record } of counter.journal.readRecords(null, 10_000)) {
    const { body } = record;
    if (body.kind === 'lease.accepted') {
      for (const { id, points } of body.grant.lease.lots) lots.set(`${body.grant.lease.id}/${id}`, points);
    } else if (body.kind === 'sale') {
      for (const each of body.money.movements) {
        if (each.kind !== 'redeem') continue;
        const key = `${each.lease}/${each.lot}`;
        lots.set(key, (lots.get(key) ?? 0) - each.points);
        expect(lots.get(key)).toBeGreaterThanOrEqual(0);
      }
      const held = new Set(body.facts.rights?.held.map(({ entitlement }) => entitlement));
      for (const { id } of body.money.entitlements.used) expect(held).toContain(id);
    }
  }
}

describe('whatever is pressed', () => {
  it('the sums are right, the books add up, and a restart changes nothing on the screen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(press, { minLength: 5, maxLength: 60 }), async (sequence) => {
        const counter = openCounter();
        try {
          await counter.signIn();
          for (const member of ['m-1', 'm-2', 'm-4'])
            counter.leases.has(member, counter.replica.get('member', member)!.account.lots);
          for (const each of sequence) {
            await push(counter, each).catch((error: unknown) => {
              if (!(error instanceof KopilkaError)) throw error;
            });
            assertSums(counter.view());
          }
          const before = counter.view();
          counter.restart();
          expect(counter.view()).toEqual(before);
          assertBooks(counter);
        } finally {
          counter.close();
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
