import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { EventFacts } from '../event.ts';
import type { Tier } from '../programme/schema.ts';
import { eventOf, member, programme, text } from '../testing/build.ts';
import { react } from './react.ts';

const spend = (operator: 'under' | 'atLeast', value: number) => ({
  any: [{ fact: 'spend' as const, operator, value, withinDays: 365 }],
});
const tiers = (gold: Partial<Tier> = {}): Tier[] => [
  { id: 'bronze', name: text('Bronze') },
  { id: 'silver', name: text('Silver'), entry: spend('atLeast', 10_000), exit: spend('under', 10_000) },
  { id: 'gold', name: text('Gold'), entry: spend('atLeast', 50_000), exit: spend('under', 40_000), ...gold },
];
/** On 20 November 2026; so much was spent a year ago less a day. */
const review = (spendMinor: number, rest: Partial<EventFacts> = {}, gold: Partial<Tier> = {}, tier = 'gold') =>
  react(
    compile(programme([], { tiers: tiers(gold) })),
    eventOf('review', {
      ...rest,
      member: member({ tier, spendMinor: 90_000, history: [{ day: '2025-11-21', spendMinor, purchases: 1 }] }),
    }),
  );
const reasonsOf = ({ rejections }: { rejections: { rule: string; reason: string }[] }) =>
  rejections.map(({ rule, reason }) => `${rule} ${reason}`);

describe('a review of a tier', () => {
  it('keeps it while its exit does not hold, though its entry would not either', () => {
    const kept = review(40_000);
    expect(kept.reactions).toMatchObject([{ tier: null, reviewed: '2026-11-20' }]);
    expect(reasonsOf(kept)).toEqual(['gold tier.kept']);
  });

  it('leaves it for the highest lower tier that stands, else the first', () => {
    expect(review(39_999).reactions[0]!.tier).toEqual({ from: 'gold', to: 'silver' });
    expect(review(10_000).reactions[0]!.tier).toEqual({ from: 'gold', to: 'silver' });
    const fallen = review(9999);
    expect(fallen.reactions).toMatchObject([
      { tier: { from: 'gold', to: 'bronze' }, messages: [{ id: 'tier.lost', args: { from: 'gold', to: 'bronze' } }] },
    ]);
    expect(fallen.effects).toMatchObject([
      {
        rule: 'gold',
        kind: 'tier',
        because: [{ fact: 'member.spendMinor', operator: 'under', expected: 40_000, actual: 9999 }],
      },
    ]);
  });

  it('does not leave it for a tier that it would leave at once', () => {
    const soft = tiers().map((tier) => (tier.id === 'silver' ? { ...tier, exit: spend('under', 20_000) } : tier));
    const falls = (spendMinor: number) => {
      const history = [{ day: '2026-11-01', spendMinor, purchases: 1 }];
      const event = eventOf('review', { member: member({ tier: 'gold', spendMinor, history }) });
      return react(compile(programme([], { tiers: soft })), event).reactions[0]!.tier!.to;
    };
    expect([falls(20_000), falls(19_999)]).toEqual(['silver', 'bronze']);
  });

  it('looks back by local days: the day that drops out no longer counts', () => {
    const at = (moment: string) => reasonsOf(review(40_000, { moment }));
    expect(at('2026-11-20T23:59:59+03:00')).toEqual(['gold tier.kept']);
    expect(review(40_000, { moment: '2026-11-21T00:00:00+03:00' }).reactions[0]!.tier).toEqual({
      from: 'gold',
      to: 'bronze',
    });
  });

  it('waits for the grace, and then the tier is left', () => {
    const grace = { graceDays: 30 };
    const first = review(0, {}, grace);
    expect(first.reactions).toMatchObject([{ tier: null, atRiskSince: '2026-11-20' }]);
    expect(reasonsOf(first)).toEqual(['gold tier.grace']);
    const last = review(0, { atRiskSince: '2026-10-22' }, grace);
    expect([last.reactions[0]!.tier, last.reactions[0]!.atRiskSince, reasonsOf(last)]).toEqual([
      null,
      undefined,
      ['gold tier.grace'],
    ]);
    expect(review(0, { atRiskSince: '2026-10-21' }, grace).reactions).toMatchObject([
      { tier: { from: 'gold', to: 'bronze' }, atRiskSince: null },
    ]);
  });

  it('a purchase within the grace saves the tier', () => {
    const saved = review(40_000, { atRiskSince: '2026-11-01' }, { graceDays: 30 });
    expect(saved.reactions).toMatchObject([{ tier: null, atRiskSince: null }]);
  });

  it.each([
    ['month', '2026-11-01', '2026-10-31'],
    ['quarter', '2026-10-01', '2026-09-30'],
    ['year', '2026-01-01', '2025-12-31'],
    ['day', '2026-11-20', '2026-11-19'],
  ] as const)('comes once a %s, but again and again while the tier is at risk', (period, done, due) => {
    expect(review(0, { reviewed: done }, { review: period }).reactions).toEqual([]);
    expect(review(0, { reviewed: due }, { review: period }).reactions[0]!.tier).toEqual({ from: 'gold', to: 'bronze' });
    expect(
      review(0, { reviewed: done, atRiskSince: '2026-11-01' }, { review: period }).reactions[0]!.tier,
    ).not.toBeNull();
  });

  it('lifts a member whose time has come', () => {
    expect(review(50_000, {}, {}, 'silver').reactions).toMatchObject([
      { rule: 'gold', tier: { from: 'silver', to: 'gold' } },
    ]);
    expect(reasonsOf(review(0, {}, {}, 'bronze'))).toEqual(['bronze tier.kept']);
  });
});
