import { afterEach, describe, expect, it } from 'vitest';
import type { HubReport } from '../../shared/protocol/report.ts';
import { club } from '../testing/club.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc, programme as corner } from '../testing/shop.ts';

let test: TestHub;
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';

/** Over HTTP, as a system asks for it. */
async function report(query = ''): Promise<HubReport> {
  const headers = { authorization: `Bearer ${test.hub.adminToken}` };
  const response = await test.hub.app.fetch(new Request(`http://hub.test/v1/report${query}`, { headers }));
  expect(response.status).toBe(200);
  return (await response.json()) as HubReport;
}

describe('what the programme costs', () => {
  it('W32: 5 % accrued, half of it redeemed: 2.50 % of what members paid', async () => {
    test = await openTestHub(['till-1'], [memberDoc('anna')]);
    const till = await test.till('till-1');
    till.sell({ member: 'anna', lines: [{ sku: 'coffee', quantity: 2000 }], at });
    till.sell({ lines: [{ sku: 'coffee' }], at });
    await till.push();
    await till.pull();
    const spending = till.accept(await till.lease('anna', 25_00, at), at);
    till.sell({ member: 'anna', lines: [{ sku: 'bread', overrideMinor: 25_01 }], redeem: 25_00, spending, at });
    await till.push();
    const { wallets, costBp, turnoverMinor, receipts } = await report();
    expect({ costBp, turnoverMinor, receipts }).toEqual({
      costBp: 250,
      turnoverMinor: 1000_01,
      receipts: { sales: 3, returns: 0, withMember: 2 },
    });
    expect(wallets).toMatchObject([
      {
        wallet: 'bonus',
        accrued: 50_00,
        redeemed: 25_00,
        redeemedMinor: 25_00,
        outstanding: 25_00,
        liabilityMinor: 25_00,
      },
    ]);
    const { outstanding } = await test.hub.summary();
    expect(outstanding[0]?.points).toBe(wallets[0]?.outstanding);
  });

  it('tells a period apart from what was before it, what lapsed, and what came late', async () => {
    test = await openTestHub(
      ['till-1'],
      [memberDoc('anna', { lots: [lot('l1', 30_00, '2026-03-10T00:00:00+03:00')] })],
    );
    const till = await test.till('till-1');
    const early = till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at });
    const later = till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: '2026-03-20T12:00:00+03:00' });
    till.giveBack(later.body.receipt, [{ line: 'l1', quantity: 1000 }], '2026-03-20T13:00:00+03:00');
    expect(early.body.money.totals.earned[0]?.points).toBe(25_00);
    await till.push();
    await test.hub.expire('2026-03-21T00:00:00+03:00');
    const first = (await report('?to=2026-03-15T00:00:00%2B03:00')).wallets[0];
    const second = (await report('?from=2026-03-15T00:00:00%2B03:00')).wallets[0];
    expect(first).toMatchObject({ outstanding: 55_00, accrued: 25_00, clawedBack: 0, expired: 0 });
    expect(second).toMatchObject({ outstanding: 25_00, accrued: 25_00, clawedBack: 25_00, expired: 30_00 });
    const whole = await report();
    expect(whole.wallets[0]).toMatchObject({ outstanding: 25_00, accrued: 50_00, clawedBack: 25_00, expired: 30_00 });
    expect(whole.turnoverMinor).toBe(500_00);
  });
});

describe('who brings members', () => {
  it('links stand side by side: 2018 joined, 8 bought, 3556 on average against 115, 87, 22 312', async () => {
    const joined = (link: string, count: number, buyers: number, receiptMinor: number) =>
      Array.from({ length: count }, (_, nth) =>
        memberDoc(`${link}-${nth}`, {
          joinedBy: link,
          ...(nth < buyers ? { purchaseCount: 1, spendMinor: receiptMinor } : {}),
        }),
      );
    const [link] = club.links!;
    const links = [
      { ...link!, id: 'flyers', costMinor: 20_180_00 },
      { ...link!, id: 'fair', costMinor: 8_700_00 },
    ];
    test = await openTestHub(
      [],
      [...joined('flyers', 2018, 8, 3_556_00), ...joined('fair', 115, 87, 22_312_00)],
      {},
      { programme: { ...club, links } },
    );
    expect((await report()).links).toMatchObject([
      {
        link: 'flyers',
        joined: 2018,
        bought: 8,
        averageReceiptMinor: 3_556_00,
        costPerMemberMinor: 10_00,
        costPerBuyerMinor: 2_522_50,
      },
      {
        link: 'fair',
        joined: 115,
        bought: 87,
        averageReceiptMinor: 22_312_00,
        costPerMemberMinor: 75_65,
        costPerBuyerMinor: 100_00,
      },
    ]);
  });

  it('the tree by level: members, their turnover, and what those above them got', async () => {
    test = await openTestHub(['till-1'], [memberDoc('alexander')], {}, { programme: club });
    const till = await test.till('till-1');
    till.register('artem', 'card-artem', at, { referrer: 'card-alexander' });
    till.register('olga', 'card-olga', at, { referrer: 'card-artem' });
    await till.push();
    await till.pull();
    till.sell({ member: 'artem', lines: [{ sku: 'coffee' }], at });
    const { body } = till.sell({ member: 'olga', lines: [{ sku: 'coffee', quantity: 2000 }], at });
    till.giveBack(body.receipt, [{ line: 'l1', quantity: 1000 }], at);
    await till.push();
    const { referrals, referralRewards } = await report();
    expect(referrals).toEqual([
      { level: 1, members: 1, turnoverMinor: 500_00 },
      { level: 2, members: 1, turnoverMinor: 500_00 },
    ]);
    // 50 for each registration; 1 % of 500.00 of Artem, and of the 500.00 that Olga kept.
    expect(referralRewards).toEqual([
      { level: 1, wallet: 'bonus', points: 110_00 },
      { level: 2, wallet: 'bonus', points: 20_00 },
    ]);
  });
});

describe('budgets', () => {
  it('are told with what is used of them, in the period and in all', async () => {
    test = await openTestHub(['till-1'], [], {}, { programme: club });
    const till = await test.till('till-1');
    till.sell({ lines: [{ sku: 'milk' }], codes: ['TEN'], at });
    till.sell({ lines: [{ sku: 'milk' }], codes: ['TEN'], at: '2026-03-02T12:00:00+03:00' });
    await till.push();
    expect((await report('?from=2026-03-02T00:00:00%2B03:00')).promotions).toEqual([
      {
        promotion: 'ten-off',
        name: { ru: 'ten-off', en: 'ten-off' },
        unit: 'minor',
        uses: 1,
        given: 10_00,
        usesInAll: 2,
        givenInAll: 20_00,
        total: 3,
        budget: 25_00,
      },
    ]);
  });
});

describe('a report', () => {
  it('is of a programme by its id, and refused where there is none', async () => {
    test = await openTestHub([]);
    expect((await report('?programme=corner')).programme).toMatchObject({ id: 'corner', version: corner.version });
    const headers = { authorization: `Bearer ${test.hub.adminToken}` };
    const ask = (query: string) => test.hub.app.fetch(new Request(`http://hub.test/v1/report${query}`, { headers }));
    expect((await ask('?programme=none')).status).toBe(409);
    expect((await ask('?from=yesterday')).status).toBe(400);
  });
});
