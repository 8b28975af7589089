import { describe, expect, it } from 'vitest';
import type { Activity, Grant, Programme } from '../../programme/schema.ts';
import { activity, facts, line, member, pointsShare, programme, promotion, text } from '../../testing/build.ts';
import { nets, quote, reasons } from '../../testing/quote.ts';

const plants = promotion(
  'plants',
  { kind: 'linePercent', rateBp: 2000 },
  {
    when: { goods: { skus: ['plant'] }, entitlement: true },
  },
);
const opens = (rest: Partial<Extract<Grant, { kind: 'entitlement' }>> = {}): Grant => ({
  kind: 'entitlement',
  as: 'offer',
  promotion: 'plants',
  ...rest,
});
const trigger = (grant: Grant, rest: Partial<Activity> = {}) =>
  activity('tank', [grant], { when: { goods: { skus: ['tank'] } }, ...rest });
const rules = (activities: Activity[], rest: Partial<Programme> = {}) => programme([plants], { activities, ...rest });
const buys = (skus: string[], rest = {}, more = {}) =>
  facts(
    skus.map((sku, at) => line(`${sku}${at}`, 10_000, { sku })),
    { member: member(rest), ...more },
  );

describe('a right that a purchase opens', () => {
  it('names the lines that opened it and works from the next receipt', () => {
    const sale = quote(rules([trigger(opens({ uses: 3, days: 30 }))]), buys(['plant', 'tank', 'tank']));
    expect(nets(sale)).toEqual([10_000, 20_000]);
    expect(sale.entitlements.issued).toEqual([
      {
        id: 'r1:tank:0',
        kind: 'offer',
        promotion: 'plants',
        uses: 3,
        validFrom: '2026-11-20T12:00:00+03:00',
        validUntil: '2026-12-21T00:00:00+03:00',
        openedBy: { receipt: 'r1', rule: 'tank', lines: ['tank1'] },
      },
    ]);
    expect(sale.messages).toContainEqual({ id: 'entitlement.issued', args: { promotion: 'plants' } });
  });

  it('may begin whole local days later', () => {
    const sale = quote(rules([trigger(opens({ startsInDays: 2, days: 1 }))]), buys(['tank']));
    expect(sale.entitlements.issued).toMatchObject([
      { validFrom: '2026-11-22T00:00:00+03:00', validUntil: '2026-11-24T00:00:00+03:00' },
    ]);
  });

  it('keeps the local day where clocks change: the night of 25 October 2026 in Berlin has 25 hours', () => {
    const berlin = {
      name: 'Europe/Berlin',
      offsets: [
        { from: '2026-03-29T01:00:00Z', offsetMinutes: 120 },
        { from: '2026-10-25T01:00:00Z', offsetMinutes: 60 },
      ],
    };
    const at = (moment: string) =>
      quote(rules([trigger(opens({ days: 1 }))]), buys(['tank'], {}, { moment, shop: { id: 's1', zone: berlin } }));
    expect(at('2026-10-24T23:30:00+02:00').entitlements.issued![0]!.validUntil).toBe('2026-10-26T00:00:00+01:00');
    expect(at('2026-10-23T23:30:00+02:00').entitlements.issued![0]!.validUntil).toBe('2026-10-25T00:00:00+02:00');
  });

  it('works so many receipts: each takes one, the last closes it', () => {
    const offer = (uses?: number) => ({
      id: 'o1',
      kind: 'offer' as const,
      promotion: 'plants',
      ...(uses ? { uses } : {}),
    });
    const used = (uses?: number) =>
      quote(rules([]), buys(['plant'], { entitlements: [offer(uses)] })).entitlements.used;
    expect(used(3)).toEqual([{ id: 'o1', quantity: 1000, closed: false }]);
    expect(used(1)).toEqual([{ id: 'o1', quantity: 1000, closed: true }]);
    expect(used()).toEqual([]);
  });

  it('works at once where it says so, and that is its first use', () => {
    const sale = quote(rules([trigger(opens({ uses: 2, sameReceipt: true }))]), buys(['plant', 'tank']));
    expect(nets(sale)).toEqual([8000, 10_000]);
    expect(sale.entitlements.used).toEqual([{ id: 'r1:tank:0', quantity: 1000, closed: false }]);
    expect(sale.entitlements.issued).toMatchObject([{ id: 'r1:tank:0', uses: 2 }]);
  });

  it('does not work at once without its goods, without the card, or beyond its limits', () => {
    const atOnce = rules([trigger(opens({ sameReceipt: true }), { limits: { member: 1 } })]);
    expect(nets(quote(atOnce, buys(['plant'])))).toEqual([10_000]);
    expect(nets(quote(atOnce, { ...buys(['plant', 'tank']), member: null }))).toEqual([10_000, 10_000]);
    const uses = [{ rule: 'tank', count: 1, day: '2026-01-01', dayCount: 1, monthCount: 1 }];
    expect(nets(quote(atOnce, buys(['plant', 'tank'], { uses })))).toEqual([10_000, 10_000]);
    expect(nets(quote(atOnce, buys(['plant', 'tank'])))).toEqual([8000, 10_000]);
  });

  it('a right the member has already goes before the one opened at once', () => {
    const entitlements = [{ id: 'o1', kind: 'offer' as const, promotion: 'plants', uses: 1 }];
    const sale = quote(
      rules([trigger(opens({ uses: 2, sameReceipt: true }))]),
      buys(['plant', 'tank'], { entitlements }),
    );
    expect(sale.entitlements.used).toEqual([{ id: 'o1', quantity: 1000, closed: true }]);
  });
});

describe('a gift that a purchase grants', () => {
  const goods = ['cat', 'dog', 'bird'].map((sku) => ({ sku, unitPriceMinor: 2500 }));
  const gift = (sku: Extract<Grant, { kind: 'gift' }>['sku']): Grant => ({
    kind: 'gift',
    promotion: 'food',
    sku,
    quantity: 5000,
  });
  const given = (sku: Extract<Grant, { kind: 'gift' }>['sku'], rest = {}, lines = ['tank']) =>
    quote(programme([promotion('food', { kind: 'gift' })], { activities: [activity('pet', [gift(sku)])] }), {
      ...buys(lines, rest),
      goods,
    });

  it('is the good itself, five of it', () => {
    expect(given('cat').entitlements.issued).toMatchObject([
      { kind: 'gift', promotion: 'food', gift: { sku: 'cat', unitPriceMinor: 2500, quantity: 5000 } },
    ]);
  });

  it('goes by what is known of the member', () => {
    const byPet = { byAttribute: 'pet', skus: { cat: 'cat', dog: 'dog' } };
    expect(given(byPet, { attributes: { pet: 'dog' } }).entitlements.issued![0]!.gift!.sku).toBe('dog');
    for (const attributes of [{ pet: 'fish' }, { pet: 'constructor' }, {}])
      expect(reasons(given(byPet, { attributes }))).toEqual(['pet gift.noChoice']);
  });

  it('is the one bought most, this receipt included, the first of equals', () => {
    const among = { mostBought: ['cat', 'dog', 'bird'] };
    const bought = [
      { sku: 'dog', quantity: 2000 },
      { sku: 'cat', quantity: 1000 },
    ];
    const chosen = (lines: string[]) => given(among, { bought }, lines).entitlements.issued![0]!.gift!.sku;
    expect([chosen(['tank']), chosen(['cat']), chosen(['cat', 'cat'])]).toEqual(['dog', 'cat', 'cat']);
    expect(given(among, { bought }, ['cat', 'cat', 'tank']).bought).toEqual([{ sku: 'cat', quantity: 2000 }]);
    expect(reasons(given(among))).toEqual(['pet gift.noChoice']);
  });

  it('must be a good the till knows', () => {
    expect(reasons(given('fish'))).toEqual(['pet good.unknown']);
  });
});

describe('segments, tiers and words', () => {
  const tiers: Programme['tiers'] = ['bronze', 'silver', 'gold'].map((id, at) => ({
    id,
    name: text(id),
    ...(at === 0
      ? {}
      : { entry: { any: [{ fact: 'spend' as const, operator: 'over' as const, value: at * 100_000 }] } }),
  }));

  it('a segment is granted for days, for purchases or for ever', () => {
    const grants: Grant[] = [
      { kind: 'segment', segment: 'club', days: 364 },
      { kind: 'segment', segment: 'split', purchases: 2 },
      { kind: 'segment', segment: 'fans' },
    ];
    const sale = quote(rules([activity('a', grants)]), buys(['tank'], {}, { moment: '2026-03-01T10:00:00+03:00' }));
    const from = '2026-03-01T10:00:00+03:00';
    expect(sale.terms).toEqual([
      { segment: 'club', from, until: '2027-03-01T00:00:00+03:00', by: 'r1:a:0' },
      { segment: 'split', from, purchases: 2, by: 'r1:a:1' },
      { segment: 'fans', from, by: 'r1:a:2' },
    ]);
  });

  it('a tier is granted from the next receipt, never down, and told by the tier', () => {
    const granted = (tier: string, now: string) =>
      quote(rules([activity('a', [{ kind: 'tier', tier }])], { tiers }), buys(['tank'], { tier: now })).tier;
    expect(granted('gold', 'bronze')).toEqual({ from: 'bronze', to: 'gold' });
    expect(granted('silver', 'gold')).toBeNull();
    expect(granted('silver', 'silver')).toBeNull();
  });

  it('a tier that is reached and one that is granted: the higher', () => {
    const sale = quote(
      rules([activity('a', [{ kind: 'tier', tier: 'silver' }])], { tiers }),
      buys(['tank'], { tier: 'bronze', spendMinor: 250_000 }),
    );
    expect(sale.tier).toEqual({ from: 'bronze', to: 'gold' });
  });

  it('words are told by rule and place, rights and words go to no one but the member', () => {
    const words: Grant = { kind: 'message', text: text('Hello') };
    expect(quote(rules([activity('a', [pointsShare(100), words])]), buys(['tank'])).messages).toEqual([
      { id: 'programme.message', args: { rule: 'a', grant: 1 } },
    ]);
    const toAgent = [activity('a', [words, opens()], { to: { who: 'agent' } })];
    const sale = quote(rules(toAgent), buys(['tank'], { agent: 'ag' }));
    expect([sale.messages, sale.entitlements.issued]).toEqual([[], undefined]);
  });
});
