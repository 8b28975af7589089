import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { Crash } from '../sale/counter.ts';
import { openFiscalShop } from './shop.ts';
import type { FiscalShop } from './shop.ts';

const faults = ['none', 'dead', 'lost', 'paper', 'slow', 'shift closed', 'shift old'] as const;
type Fault = (typeof faults)[number];
/** When the register falls ill. */
const moments = ['before the sale', 'sale.committed', 'fiscal.sent', 'fiscal.answered', 'fiscal.settled'] as const;
/** Where the till dies; null: it lives. */
const deaths = [
  null,
  'change.before',
  'sale.inside',
  'commit.before',
  'commit.after',
  'sale.committed',
  'fiscal.sent',
  'fiscal.answered',
  'fiscal.settled',
] as const;

let shop: FiscalShop;
let closings = 0;
beforeAll(async () => {
  shop = await openFiscalShop('discount', { waitMs: 50 });
  await shop.counter.signIn();
});
afterAll(() => shop.close());

function inflict(fault: Fault): void {
  if (fault === 'dead' || fault === 'lost' || fault === 'paper') shop.emulator.suffer(fault);
  if (fault === 'slow') shop.emulator.slow(3);
  if (fault === 'shift old') shop.emulator.age();
  closings += 1;
  if (fault === 'shift closed')
    void shop.register.submit({ id: `closing-${closings}`, paper: { kind: 'shiftClosed', cashier: 'Ольга' } });
}

/** A till that died dies where nobody waits, too: then nothing is thrown at the cashier. */
async function pay(amountMinor: number): Promise<void> {
  try {
    await shop.counter.call('sale.payCash', { amountMinor });
  } catch (error) {
    if (!(error instanceof Crash) && !(error instanceof KopilkaError && error.code.startsWith('journal.'))) throw error;
  }
}

const wasTried = () =>
  shop.isDead() ||
  shop.settled() ||
  shop.tasks().inState('refused').length > 0 ||
  shop
    .tasks()
    .inState('sent')
    .some(({ answer }) => answer !== null);

/** Answers whether the till died on the way. */
async function oneSale(fault: Fault, moment: string, death: string | null): Promise<boolean> {
  const { totals } = await shop.counter.call('sale.add', { sku: 'g038' });
  let isIll = moment === 'before the sale';
  if (isIll) inflict(fault);
  shop.dieAt(death, (name) => {
    if (isIll || name !== moment) return;
    isIll = true;
    inflict(fault);
  });
  await pay(totals.leftMinor);
  await shop.until(wasTried);
  if (!shop.isDead()) await shop.heal();
  const died = shop.isDead();
  if (died) await shop.restart();
  shop.dieAt(null);
  await shop.heal();
  // Nothing of it was written when the till died early: it is still on the counter.
  if (shop.counter.desk.counter.sale) await pay(totals.leftMinor);
  await shop.heal();
  return died;
}

const byJson = (a: unknown, b: unknown) => JSON.stringify(a).localeCompare(JSON.stringify(b));

describe.each(faults)('a register with the fault "%s"', (fault) => {
  it.each(moments)(
    'from %s on has each receipt once in the end, wherever the till dies',
    async (moment) => {
      for (const death of deaths) {
        const before = shop.inJournal().length;
        expect(await oneSale(fault, moment, death)).toBe(death !== null);
        const sold = shop.inJournal();
        expect(sold.length, `dies at ${death}`).toBe(before + 1);
        expect(shop.atRegister().toSorted(byJson), `dies at ${death}`).toEqual(sold.toSorted(byJson));
      }
    },
    120_000,
  );
});
