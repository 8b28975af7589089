import { describe, expect, it } from 'vitest';
import type { Facts, MemberFacts } from '../facts.ts';
import type { Programme } from '../programme/schema.ts';
import { bonus, earns, facts, line, lot, member, programme, promotion, text } from '../testing/build.ts';
import { allPoints, food, giftOf, quote, reasons } from '../testing/quote.ts';

const rich = (rest: Partial<MemberFacts> = {}) => member({ lots: [lot('l', 5000)], ...rest });
const goldTen = promotion('gold', { kind: 'linePercent', rateBp: 1000 }, { when: { audience: { tiers: ['gold'] } } });
const tiers: Programme['tiers'] = [
  { id: 'bronze', name: text('Bronze') },
  { id: 'gold', name: text('Gold') },
];

describe('who', () => {
  it('an audience by tier, segment and card type wants all of them, any of each', () => {
    const audience = { tiers: ['gold'], segments: ['pets', 'kids'], cardTypes: ['plastic'] };
    const rule = promotion('rule', { kind: 'linePercent', rateBp: 1000 }, { when: { audience } });
    const right = { tier: 'gold', segments: ['kids'], cardType: 'plastic' };
    const told = (rest: Partial<MemberFacts>) =>
      reasons(quote([rule], facts([line('a', 1000)], { member: member(rest) })));
    expect(told(right)).toEqual([]);
    expect(told({ ...right, tier: 'bronze' })).toEqual(['rule audience.tier']);
    expect(told({ ...right, segments: [] })).toEqual(['rule audience.segment']);
    expect(told({ ...right, cardType: 'virtual' })).toEqual(['rule audience.cardType']);
    expect(reasons(quote([rule], facts([line('a', 1000)])))).toEqual(['rule member.none']);
  });

  it('a rejection says what was wanted and what was there', () => {
    const outcome = quote(
      programme([goldTen], { tiers }),
      facts([line('a', 1000)], { member: member({ tier: 'bronze' }) }),
    );
    expect(outcome.rejections).toEqual([
      {
        rule: 'gold',
        reason: 'audience.tier',
        because: [{ fact: 'member.tier', operator: 'oneOf', expected: ['gold'], actual: 'bronze' }],
      },
    ]);
  });

  it('a member without a tier stands in the first', () => {
    const bronze = { ...goldTen, when: { audience: { tiers: ['bronze'] } } };
    expect(quote(programme([bronze], { tiers }), facts([line('a', 1000)], { member: member() })).totals.netMinor).toBe(
      900,
    );
  });

  it('a rule may be for buyers without a card', () => {
    const guests = { ...goldTen, when: { audience: { member: false } } };
    expect(quote([guests], facts([line('a', 1000)])).totals.netMinor).toBe(900);
    expect(reasons(quote([guests], facts([line('a', 1000)], { member: member() })))).toEqual(['gold audience.member']);
  });

  it('a blocked card gets nothing: no discount, no points, no redemption, no gift, no tier', () => {
    const blocked = rich({ tier: 'gold', blocked: true, entitlements: [giftOf('a', 1000)] });
    const sale = facts([line('a', 1000)], { member: blocked, redeem: allPoints, gifts: ['g1'] });
    const outcome = quote(programme([goldTen, earns(1000), food], { tiers }), sale);
    expect(outcome.totals).toMatchObject({ netMinor: 1000, earned: [], redeemed: [] });
    expect(outcome).toMatchObject({ movements: [], tier: null, redeemable: [] });
    expect(reasons(outcome).toSorted()).toEqual(
      ['bonus member.blocked', 'earn member.blocked', 'g1 member.blocked', 'gold member.blocked'].toSorted(),
    );
  });

  it('a phone alone earns, and no more unless the rule says so', () => {
    const caller = rich({ tier: 'gold', identification: 'phone', entitlements: [giftOf('a', 1000)] });
    const sale = facts([line('b', 1000)], { member: caller, redeem: allPoints, gifts: ['g1'] });
    const outcome = quote(programme([goldTen, earns(1000), food], { tiers }), sale);
    expect(outcome.totals).toMatchObject({ netMinor: 1000, redeemed: [], earned: [{ points: 100 }] });
    expect(reasons(outcome)).toEqual([
      'gold identification.weak',
      'food identification.weak',
      'bonus identification.weak',
    ]);
    const open = { ...goldTen, when: { audience: { tiers: ['gold'], minimumIdentification: 'phone' as const } } };
    expect(quote(programme([open], { tiers }), sale).totals.discountMinor).toBe(100);
  });

  it('the strength a wallet or a gift asks for is wanted', () => {
    const wallet = { ...bonus, redemption: { minimumIdentification: 'dynamicQr' as const } };
    const rules = programme([food], { wallets: [wallet], identification: { minimumForGifts: 'dynamicQr' } });
    const sale = (identification: MemberFacts['identification']) =>
      facts([line('b', 1000)], {
        member: rich({ identification, entitlements: [giftOf('a', 1000)] }),
        redeem: allPoints,
        gifts: ['g1'],
      });
    expect(reasons(quote(rules, sale('card')))).toEqual(['food identification.weak', 'bonus identification.weak']);
    expect(quote(rules, sale('dynamicQr'))).toMatchObject({ rejections: [], totals: { netMinor: 0 } });
  });
});

describe('when and where', () => {
  it('shops, regions and channels', () => {
    const rule = promotion(
      'rule',
      { kind: 'linePercent', rateBp: 1000 },
      {
        when: { shops: ['s1'], regions: ['north'], channels: ['shop'] },
      },
    );
    const shop = { ...facts([]).shop, region: 'north' };
    const told = (rest: Partial<Facts>) => reasons(quote([rule], facts([line('a', 1000)], { shop, ...rest })));
    expect(told({})).toEqual([]);
    expect(told({ shop: { ...shop, id: 's2' } })).toEqual(['rule place.shop']);
    expect(told({ shop: { ...shop, region: 'south' } })).toEqual(['rule place.region']);
    expect(told({ channel: 'web' })).toEqual(['rule place.channel']);
  });

  it('the n-th purchase, counted from 1 (W16: the second purchase 15 % off)', () => {
    const second = promotion(
      'second',
      { kind: 'basketPercent', rateBp: 1500 },
      { when: { purchase: { from: 2, to: 2 } } },
    );
    const after = (purchaseCount: number) =>
      quote([second], facts([line('a', 100_000)], { member: member({ purchaseCount }) })).totals.netMinor;
    expect([0, 1, 2].map(after)).toEqual([100_000, 85_000, 100_000]);
  });
});

describe('codes and entitlements', () => {
  const spring = promotion('spring', { kind: 'basketPercent', rateBp: 1000 }, { when: { code: 'SPRING' } });
  const food10 = promotion(
    'food10',
    { kind: 'basketPercent', rateBp: 1000 },
    {
      when: { code: 'FOOD', goods: { categories: ['food'] } },
    },
  );

  it('a code that is shown works; one for all goods is not told of until then', () => {
    expect(quote([spring], facts([line('a', 1000)], { codes: ['SPRING'] })).totals.netMinor).toBe(900);
    expect(quote([spring], facts([line('a', 1000)])).rejections).toEqual([]);
  });

  it('a code whose goods are in the basket, or not, is told', () => {
    const foods = facts([line('a', 1000, { categories: ['food'] })]);
    expect(reasons(quote([food10], foods))).toEqual(['food10 code.missing']);
    expect(reasons(quote([food10], facts([line('a', 1000)], { codes: ['FOOD'] })))).toEqual(['food10 goods.none']);
    expect(reasons(quote([food10], facts([line('a', 1000)], { codes: ['NONE'] })))).toEqual(['NONE code.unknown']);
  });

  const offer = promotion('offer', { kind: 'basketPercent', rateBp: 2000 }, { when: { entitlement: true } });
  const right = { id: 'e1', kind: 'offer' as const, promotion: 'offer' };

  it('an offer unlocks its promotion between its dates', () => {
    const told = (validFrom: string, validUntil: string) =>
      quote(
        [offer],
        facts([line('a', 1000)], { member: member({ entitlements: [{ ...right, validFrom, validUntil }] }) }),
      ).totals.netMinor;
    expect(told('2026-11-20T12:00:00+03:00', '2026-11-20T12:00:01+03:00')).toBe(800);
    expect(told('2026-11-20T12:00:01+03:00', '2026-12-01T00:00:00+03:00')).toBe(1000);
    expect(told('2026-11-01T00:00:00+03:00', '2026-11-20T12:00:00+03:00')).toBe(1000);
    expect(quote([offer], facts([line('a', 1000)], { member: member() })).rejections).toEqual([]);
  });

  it('a coupon works when shown, and is used up by the receipt it changed; the one that ends first goes first', () => {
    const coupon = (id: string, until: string) => ({ ...right, id, kind: 'coupon' as const, validUntil: until });
    const owner = member({
      entitlements: [coupon('late', '2026-12-31T00:00:00+03:00'), coupon('soon', '2026-12-01T00:00:00+03:00')],
    });
    const used = (codes: string[]) =>
      quote([offer], facts([line('a', 1000)], { member: owner, codes })).entitlements.used;
    expect(used([])).toEqual([]);
    expect(used(['late', 'soon'])).toEqual([{ id: 'soon', quantity: 1000, closed: true }]);
  });
});

describe('tiers', () => {
  const entered = (value: number, fact: 'spend' | 'purchases' | 'receipt') => ({
    fact,
    operator: 'atLeast' as const,
    value,
  });
  const ladder: Programme['tiers'] = [
    { id: 'bronze', name: text('Bronze') },
    { id: 'silver', name: text('Silver'), entry: { any: [entered(50_000, 'spend'), entered(3, 'purchases')] } },
    { id: 'gold', name: text('Gold'), entry: { all: [entered(80_000, 'spend'), entered(40_000, 'receipt')] } },
    { id: 'family', name: text('Family') },
  ];
  const after = (priceMinor: number, rest: Partial<MemberFacts>) =>
    quote(
      programme([], { tiers: ladder }),
      facts([line('a', priceMinor)], { member: member({ tier: 'bronze', ...rest }) }),
    );

  it('are entered by any or all of spend, purchases and one receipt', () => {
    expect(after(50_000, {}).tier?.to).toBe('silver');
    expect(after(1, { purchaseCount: 2 }).tier?.to).toBe('silver');
    expect(after(40_000, { spendMinor: 40_000 }).tier?.to).toBe('gold');
    expect(after(39_999, { spendMinor: 60_000 }).tier?.to).toBe('silver');
  });

  it('never go down by a sale, nor into a tier that is only given', () => {
    expect(after(1, { tier: 'gold' }).tier).toBeNull();
    expect(after(900_000, { tier: 'family' }).tier).toBeNull();
  });

  it('tell how far the next one is', () => {
    expect(after(20_000, {}).progress).toEqual([
      { tier: 'silver', spendMinor: 20_000, goalMinor: 50_000, leftMinor: 30_000 },
    ]);
    const over: Programme['tiers'] = [
      ladder[0]!,
      { ...ladder[1]!, entry: { any: [{ ...entered(500, 'spend'), operator: 'over' }] } },
    ];
    const short = quote(
      programme([], { tiers: over }),
      facts([line('a', 500)], { member: member({ tier: 'bronze' }) }),
    );
    expect(short).toMatchObject({ tier: null, progress: [{ goalMinor: 501, leftMinor: 1 }] });
    const reached = after(60_000, {});
    expect(reached.progress).toMatchObject([{ tier: 'gold', leftMinor: 20_000 }]);
    expect(reached.messages).toEqual([{ id: 'tier.reached', args: { tier: 'silver' } }]);
    expect(reached.effects).toMatchObject([
      { rule: 'silver', kind: 'tier', because: [{ fact: 'member.spendMinor', actual: 60_000 }, { actual: 1 }] },
    ]);
  });

  it('do not help the receipt that reaches them', () => {
    const outcome = quote(programme([goldTen], { tiers: [ladder[0]!, { ...ladder[1]!, id: 'gold' }] }), {
      ...facts([line('a', 60_000)], { member: member({ tier: 'bronze' }) }),
    });
    expect(outcome).toMatchObject({ tier: { from: 'bronze', to: 'gold' }, totals: { netMinor: 60_000 } });
  });
});
