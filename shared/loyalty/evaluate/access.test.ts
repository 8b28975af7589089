import { describe, expect, it } from 'vitest';
import type { Facts, MemberFacts } from '../facts.ts';
import type { Access, Promotion } from '../programme/schema.ts';
import { facts, line, member, programme, promotion, text } from '../testing/build.ts';
import { food, giftOf, quote } from '../testing/quote.ts';

const tiers = [
  { id: 'bronze', name: text('Bronze') },
  { id: 'gold', name: text('Gold') },
];
const early: Access = {
  id: 'early',
  name: text('New for gold'),
  goods: { tags: ['new'] },
  audience: { tiers: ['gold'] },
  schedule: { until: '2026-06-01T00:00' },
};
const fresh = (id: string) => line(id, 1000, { tags: ['new'] });

function ring(
  access: Access[],
  buyer: Partial<MemberFacts> | null,
  rest: Partial<Facts> = {},
  rules: Promotion[] = [],
) {
  const lines = [fresh('a'), line('b', 500), fresh('c')];
  const sale = facts(lines, { moment: '2026-05-31T23:59:59+03:00', member: buyer && member(buyer), ...rest });
  return quote(programme(rules, { tiers, access }), sale);
}

describe('goods sold to some only', () => {
  it('W31: new goods are for gold until 1 June: bronze is refused on 31 May, with the reason, and served on 1 June', () => {
    const may = ring([early], { tier: 'bronze' });
    expect(may.refused).toEqual([
      { line: 'a', access: 'early' },
      { line: 'c', access: 'early' },
    ]);
    expect(may.rejections).toEqual([
      {
        rule: 'early',
        reason: 'access.closed',
        because: [
          { fact: 'member.tier', operator: 'oneOf', expected: ['gold'], actual: 'bronze' },
          { fact: 'moment', operator: 'before', expected: '2026-06-01T00:00', actual: '2026-05-31T23:59:59+03:00' },
        ],
      },
    ]);
    expect(ring([early], { tier: 'gold' })).not.toHaveProperty('refused');
    const june = ring([early], { tier: 'bronze' }, { moment: '2026-06-01T00:00:00+03:00' });
    expect([june.refused, june.rejections]).toEqual([undefined, []]);
  });

  it('are closed to strangers, to blocked cards and to a phone alone', () => {
    const why = (buyer: Partial<MemberFacts> | null) => ring([early], buyer).rejections[0]?.because[0]?.fact;
    expect(why(null)).toBe('member');
    expect(why({ tier: 'gold', blocked: true })).toBe('member.blocked');
    expect(why({ tier: 'gold', identification: 'phone' })).toBe('member.identification');
    const byPhone = { ...early, audience: { tiers: ['gold'], minimumIdentification: 'phone' as const } };
    expect(ring([byPhone], { tier: 'gold', identification: 'phone' }).rejections).toEqual([]);
  });

  it('are told by every rule that closes them, and the rest is computed as ever', () => {
    const club: Access = { id: 'club', name: text('Club'), goods: { skus: ['c'] }, audience: { segments: ['club'] } };
    const ten = promotion('ten', { kind: 'basketPercent', rateBp: 1000 });
    const outcome = ring([early, club], { tier: 'bronze' }, {}, [ten]);
    expect(outcome.refused).toEqual([
      { line: 'a', access: 'early' },
      { line: 'c', access: 'early' },
      { line: 'c', access: 'club' },
    ]);
    expect(outcome.totals.netMinor).toBe(2250);
  });

  it('name a line of joined scans once, by its first', () => {
    const scans = [line('x', 1000, { sku: 'new', tags: ['new'] }), line('y', 1000, { sku: 'new', tags: ['new'] })];
    expect(ring([early], { tier: 'bronze' }, { lines: scans }).refused).toEqual([{ line: 'x', access: 'early' }]);
  });

  it('may be given all the same: a gift is not sold', () => {
    const buyer = { tier: 'bronze', entitlements: [giftOf('a', 1000)] };
    const outcome = ring([early], buyer, { gifts: ['g1'], lines: [fresh('a')] }, [food]);
    expect(outcome.totals.netMinor).toBe(0);
    expect(outcome).not.toHaveProperty('refused');
  });

  it('for strangers alone are closed to members', () => {
    const strangers = { ...early, audience: { member: false } };
    expect(ring([strangers], { tier: 'gold' }).refused).toHaveLength(2);
    expect(ring([strangers], null)).not.toHaveProperty('refused');
  });
});
