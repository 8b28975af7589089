import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { attachment } from '../testing/attach.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc, programme } from '../testing/shop.ts';
import { sealed } from '../testing/till.ts';

let test: TestHub;
beforeEach(async () => {
  test = await openTestHub(
    ['till-1'],
    ['anna', 'boris'].map((id) => memberDoc(id, { lots: [lot(`${id}-l`, 100_00)] })),
  );
});
afterEach(() => test.close());

const at = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00+03:00`;

it('tells what is worth a look at a cashier, of the period that is asked for', async () => {
  const till = await test.till('till-1');
  const voided = { kind: 'line.voided', receipt: 'r', line: 'l1', sku: 'milk', quantity: 1000 } as const;
  for (const minute of [1, 2, 3]) till.sell({ member: 'anna', at: at(minute) });
  const { record } = till.journal.pop()!;
  till.journal.push(sealed({ ...record, body: { ...(record.body as SaleBody), lateMember: true } }));
  const { body } = till.sell({ member: 'boris', redeem: 50_00, at: at(4) });
  till.sell({ at: at(5) });
  till.giveBack(body.receipt, [{ line: body.money.lines[0]!.id, quantity: 1000 }], at(6));
  till.append({ ...voided, grossMinor: 7, afterMember: true }, at(7));
  till.append({ ...voided, grossMinor: 4, afterMember: false }, at(8));
  till.append({ kind: 'receipt.cancelled', receipt: 'c', lines: 2, grossMinor: 9, member: null }, at(9));
  till.append({ ...voided, kind: 'line.voided', grossMinor: 1000, afterMember: true }, at(59));
  await till.push();
  const [report, ...others] = await test.hub.cashiers({ to: at(30) });
  expect(others).toEqual([]);
  expect(report).toEqual({
    cashier: 'olga',
    sales: 5,
    netMinor: 5 * 89_90 - 50_00,
    withMember: 4,
    lateMember: 1,
    lateMemberBp: 2500,
    cards: [
      { member: 'anna', receipts: 3, shareBp: 7500 },
      { member: 'boris', receipts: 1, shareBp: 2500 },
    ],
    attached: 0,
    returns: 1,
    refundMinor: 39_90,
    returnsBp: 2000,
    voided: { lines: 2, grossMinor: 11, afterMember: 1, afterMemberMinor: 7 },
    cancelled: { receipts: 1, grossMinor: 9 },
    priceOverrides: 0,
    redemptions: [{ level: 'quote', receipts: 1, amountMinor: 50_00 }],
    byHand: [],
  });
  expect((await test.hub.summary()).verdicts.different).toBe(1);
  expect(await test.hub.cashiers({ from: '2027-01-01T00:00:00Z' })).toEqual([]);
});

it('counts the paid receipts that a cashier attached a card to, in the period they did it', async () => {
  const rules = { ...programme, identification: { forgottenCardDays: 3 } };
  const shop = await openTestHub(['till-1'], [memberDoc('anna')], {}, { programme: rules });
  try {
    const till = await shop.till('till-1');
    for (const [sold, attached] of [
      [1, 2],
      [3, 4],
      [5, 50],
    ] as const) {
      const { body } = till.sell({ at: at(sold) });
      till.append(attachment(till, rules, body, 'anna', at(attached)), at(attached));
    }
    await till.push();
    const [report] = await shop.hub.cashiers({ to: at(30) });
    expect(report).toMatchObject({ cashier: 'olga', sales: 3, netMinor: 3 * 89_90, withMember: 0, attached: 2 });
    expect((await shop.hub.summary()).verdicts).toMatchObject({ equal: 3 });
  } finally {
    await shop.close();
  }
});
