import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { memberDoc } from '../testing/shop.ts';
import { sealed } from '../testing/till.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;

beforeEach(async () => {
  test = await openTestHub(['till-1'], [memberDoc('anna')]);
  till = await test.till('till-1');
});
afterEach(() => test.close());

/** Coffee at 500.00, and 7.00 for the shelter on top of it. */
function sell() {
  return till.sell({
    member: 'anna',
    lines: [{ sku: 'coffee' }],
    at: '2026-03-01T12:01:00+03:00',
    facts: (facts) => (facts.donation = { cause: 'shelter', amountMinor: 7_00 }),
  });
}

function alterLast(change: (body: Pick<SaleBody, 'payments'>) => void) {
  const record = structuredClone(till.journal.pop()!.record);
  change(record.body as SaleBody);
  till.journal.push(sealed(record));
}

async function verdict() {
  await till.push();
  return test.hub.discrepancies();
}

describe('a buyer’s donation', () => {
  it('is a part of what must be paid, and of no spend', async () => {
    const { body } = sell();
    expect(body.payments[0]!.amountMinor).toBe(507_00);
    expect(await verdict()).toEqual([]);
    await till.pull();
    expect(till.doc('member', 'anna')?.account.spendMinor).toBe(500_00);
  });

  it('that nobody paid is told', async () => {
    sell();
    alterLast(({ payments }) => Object.assign(payments[0]!, { amountMinor: 500_00, tenderedMinor: 500_00 }));
    expect(await verdict()).toMatchObject([
      { kind: 'arithmetic', differences: [{ path: 'payments', till: 500_00, hub: 507_00 }] },
    ]);
  });

  it('goes back with the whole sale, and that must be paid too', async () => {
    const { body } = sell();
    till.giveBack(body.receipt, [{ line: body.money.lines[0]!.id, quantity: 1000 }], '2026-03-01T12:02:00+03:00');
    const back = till.journal.at(-1)!.record.body as ReturnBody;
    expect(back.payments[0]!.amountMinor).toBe(507_00);
    alterLast(({ payments }) => (payments[0]!.amountMinor = 500_00));
    expect(await verdict()).toMatchObject([
      { kind: 'arithmetic', differences: [{ path: 'payments', till: 500_00, hub: 507_00 }] },
    ]);
  });
});
