import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { AttachedBody } from '../../shared/protocol/journal.ts';
import { attachment, giveBackAttached } from '../testing/attach.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc, programme } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

/** The corner shop, where a card that was forgotten counts for three days. */
const rules: Programme = { ...programme, identification: { forgottenCardDays: 3 } };
const at = '2026-03-01T12:01:00+03:00';
const later = '2026-03-01T12:05:00+03:00';
const last = '2026-03-01T12:09:00+03:00';

let test: TestHub;
let till: TestTill;

beforeEach(async () => {
  const anna = memberDoc('anna', { lots: [lot('l1', 100_00)] });
  test = await openTestHub(['till-1', 'till-2'], [anna, memberDoc('boris')], {}, { programme: rules });
  till = await test.till('till-1');
});
afterEach(() => test.close());

const sellUnknown = () => till.sell({ lines: [{ sku: 'coffee' }, { sku: 'bread', quantity: 2000 }], at }).body;
const account = async (member: string) => {
  await till.pull();
  const known = till.doc('member', member)!.account;
  return { lots: known.lots, spendMinor: known.spendMinor, purchases: known.purchaseCount };
};
const before = { lots: [lot('l1', 100_00)], spendMinor: 0, purchases: 0 };
const verdicts = async () => (await test.hub.summary()).verdicts;

describe('a receipt that became a member’s', () => {
  it('is computed again, equal, and brings what the same purchase with the card would have', async () => {
    const sale = sellUnknown();
    till.append(attachment(till, rules, sale, 'anna', later), later);
    const known = till.sell({
      member: 'boris',
      lines: [{ sku: 'coffee' }, { sku: 'bread', quantity: 2000 }],
      at: last,
    });
    await till.push();
    expect(await verdicts()).toEqual({ equal: 2, different: 0, pending: 0 });
    expect(known.body.money.totals.earned).toEqual([{ wallet: 'bonus', points: 29_55 }]);
    expect(await account('anna')).toMatchObject({
      lots: [lot('l1', 100_00), { wallet: 'bonus', points: 29_55 }],
      spendMinor: 591_00,
      purchases: 1,
    });
    expect(await test.hub.summary()).toMatchObject({ ledgerSum: 0 });
  });

  it('is booked once, however often and in whatever pieces its record comes', async () => {
    till.append(attachment(till, rules, sellUnknown(), 'anna', later), later);
    await till.push();
    await till.push(till.journal, 1);
    expect((await account('anna')).purchases).toBe(1);
    expect(await test.hub.alarms()).toEqual([]);
  });

  it('leaves the member as before once all of it came back', async () => {
    const sale = sellUnknown();
    const attached = attachment(till, rules, sale, 'anna', later);
    till.append(attached, later);
    giveBackAttached(till, rules, sale, attached, last);
    await till.push();
    expect(await test.hub.discrepancies()).toEqual([]);
    expect(await account('anna')).toEqual(before);
  });

  it('is told along with its return right, so that another till takes back what it brought', async () => {
    const sale = sellUnknown();
    const attached = attachment(till, rules, sale, 'anna', later);
    till.append(attached, later);
    till.append({ kind: 'lease.closed', lease: sale.receipt }, later);
    await till.push();
    const other = await test.till('till-2');
    const reply = await other.returnRight(sale.receipt);
    expect(reply).toMatchObject({ kind: 'granted', sold: { attached: { member: { id: 'anna' } } } });
  });
});

describe('a second card on one receipt', () => {
  it('books nothing, from the same till or another, and a person is told', async () => {
    const sale = sellUnknown();
    till.append(attachment(till, rules, sale, 'anna', later), later);
    till.append(attachment(till, rules, sale, 'boris', last), last);
    await till.push();
    const other = await test.till('till-2');
    other.append(attachment(other, rules, sale, 'boris', last), last);
    await other.push();
    expect((await account('anna')).purchases).toBe(1);
    expect((await account('boris')).purchases).toBe(0);
    const alarms = await test.hub.alarms();
    expect(alarms.map(({ kind, till: from }) => [kind, from])).toEqual([
      ['notAttached', 'till-1'],
      ['notAttached', 'till-2'],
    ]);
  });

  it('books nothing either where the receipt had a member, or the hub has no such sale', async () => {
    const { body } = till.sell({ member: 'anna', at });
    till.append(attachment(till, rules, body, 'boris', later), later);
    till.append({ ...attachment(till, rules, body, 'boris', later), receipt: 'never' }, last);
    await till.push();
    expect((await account('boris')).purchases).toBe(0);
    expect((await test.hub.alarms()).map(({ kind }) => kind)).toEqual(['notAttached', 'notAttached']);
  });
});

describe('a till that says otherwise', () => {
  const lies: [string, string, (body: AttachedBody) => void, string][] = [
    ['points too many', 'arithmetic', ({ money }) => (money.movements[0]!.points += 1), 'money.movements[0].points'],
    ['another digest', 'arithmetic', (body) => (body.digest = '0'.repeat(64)), 'digest'],
    ['a tier', 'facts', ({ member }) => (member.tier = 'gold'), 'facts.member.tier'],
    ['another programme', 'facts', ({ basis }) => (basis.programme.version = 9), 'facts.basis.programme.version'],
    [
      'a place the feed has not reached',
      'facts',
      ({ basis }) => (basis.replica!.position = 999),
      'facts.basis.replica',
    ],
    ['a day too late', 'limit', (body) => (body.moment = '2026-03-05T00:00:00+03:00'), 'moment'],
  ];

  it.each(lies)('%s: one discrepancy, and booked as it said', async (_name, kind, lie, path) => {
    const body = structuredClone(attachment(till, rules, sellUnknown(), 'anna', later));
    lie(body);
    till.append(body, later);
    await till.push();
    expect(await test.hub.discrepancies()).toMatchObject([{ kind, differences: [{ path }] }]);
    expect(await verdicts()).toEqual({ equal: 1, different: 0, pending: 0 });
    expect((await account('anna')).purchases).toBe(1);
    const [item] = (await test.hub.items({ state: 'open' })).items;
    expect(item).toMatchObject({ kind, member: 'anna' });
  });

  it('of goods that had come back: a limit', async () => {
    const sale = sellUnknown();
    till.giveBack(sale.receipt, [{ line: sale.money.lines[0]!.id, quantity: 1000 }], later);
    till.append(attachment(till, rules, sale, 'anna', last), last);
    await till.push();
    expect(await test.hub.discrepancies()).toMatchObject([{ kind: 'limit', differences: [{ path: 'returned[0]' }] }]);
  });
});
