import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { EventFacts } from '../event.ts';
import type { Conversion, Programme, Reward } from '../programme/schema.ts';
import { bonus, eventOf, lot, member, points, programme, text } from '../testing/build.ts';
import { react } from './react.ts';

const stamps = { ...bonus, id: 'stamps', scale: 0 as const, worthMinor: 0 };
const rich = (rest = {}) =>
  member({
    lots: [lot('late', 3000, '2027-02-01'), lot('soon', 1000, '2026-12-01'), lot('old', 5000, '2026-11-20')],
    ...rest,
  });
const ask = (kind: 'reward' | 'conversion', rules: Partial<Programme>, rest: Partial<EventFacts> = {}) =>
  react(
    compile(programme([], { wallets: [bonus, stamps], ...rules })),
    eventOf(kind, { name: 'x', member: rich(), ...rest }),
  );
const reasonsOf = ({ rejections }: { rejections: { rule: string; reason: string }[] }) =>
  rejections.map(({ rule, reason }) => `${rule} ${reason}`);

describe('a reward for points', () => {
  const reward = (rest: Partial<Reward> = {}): Reward => ({
    id: 'x',
    name: text('Session'),
    wallet: 'bonus',
    points: 2500,
    give: [{ kind: 'entitlement', as: 'coupon', promotion: 'p' }],
    ...rest,
  });

  it('is paid out of the lots that are over soonest, and opens what it is for', () => {
    const { reactions, effects } = ask('reward', { rewards: [reward()] });
    expect(reactions).toMatchObject([
      {
        rule: 'x',
        movements: [
          { kind: 'redeem', lot: 'soon', points: 1000 },
          { kind: 'redeem', lot: 'late', points: 1500 },
        ],
        issued: [{ id: 'e1:x:0', kind: 'coupon' }],
      },
    ]);
    expect(effects.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['redemption', 2500],
      ['entitlement', 1],
    ]);
  });

  it('takes all points or none', () => {
    expect(ask('reward', { rewards: [reward({ points: 4000 })] }).reactions).toHaveLength(1);
    const short = ask('reward', { rewards: [reward({ points: 4001 })] });
    expect([short.reactions, short.rejections]).toEqual([
      [],
      [
        {
          rule: 'x',
          reason: 'redemption.noPoints',
          because: [{ fact: 'wallet.points', operator: 'atLeast', expected: 4001, actual: 4000 }],
        },
      ],
    ]);
  });

  it('takes nothing where what it gives can’t be given', () => {
    const gift = reward({ give: [{ kind: 'gift', promotion: 'p', sku: 'tea', quantity: 1000 }] });
    const answer = ask('reward', { rewards: [gift] });
    expect([answer.reactions, reasonsOf(answer)]).toEqual([[], ['x good.unknown']]);
  });

  it('is for its audience, by one who is surely the member', () => {
    const gold = { rewards: [reward({ audience: { segments: ['gold'] } })] };
    expect(reasonsOf(ask('reward', gold))).toEqual(['x audience.segment']);
    expect(ask('reward', gold, { member: rich({ segments: ['gold'] }) }).reactions).toHaveLength(1);
    const byPhone = { member: rich({ identification: 'phone' }) };
    expect(reasonsOf(ask('reward', { rewards: [reward()] }, byPhone))).toEqual(['x identification.weak']);
    expect(reasonsOf(ask('reward', {}))).toEqual(['x reward.unknown']);
  });
});

describe('a conversion of points', () => {
  const conversion = (rest: Partial<Conversion> = {}): Conversion => ({
    id: 'x',
    name: text('Stamps'),
    from: { wallet: 'bonus', points: 1000 },
    to: { wallet: 'stamps', points: 3 },
    ...rest,
  });

  it('goes in whole steps, as many as are asked for', () => {
    const { reactions, effects } = ask('conversion', { conversions: [conversion()] }, { value: 3 });
    expect(reactions[0]!.movements).toMatchObject([
      { kind: 'redeem', wallet: 'bonus', lot: 'soon', points: 1000 },
      { kind: 'redeem', wallet: 'bonus', lot: 'late', points: 2000 },
      { kind: 'accrue', wallet: 'stamps', lot: 'e1:x:0', points: 9 },
    ]);
    expect(effects.map(({ kind, amount, unit }) => [kind, amount, unit])).toEqual([
      ['redemption', 3000, 'bonus'],
      ['accrual', 9, 'stamps'],
    ]);
    expect(ask('conversion', { conversions: [conversion()] }).reactions[0]!.movements.at(-1)).toMatchObject({
      points: 3,
    });
    expect(reasonsOf(ask('conversion', { conversions: [conversion()] }, { value: 5 }))).toEqual([
      'x redemption.noPoints',
    ]);
    expect(reasonsOf(ask('conversion', { conversions: [conversion()] }, { value: 0 }))).toEqual(['x amount.nothing']);
  });

  it('into a donation is the member’s own, while the cause collects', () => {
    const shelter = conversion({ to: { cause: 'shelter', amountMinor: 900 } });
    const during = { causes: [{ id: 'shelter', name: text('Shelter'), schedule: { until: '2026-12-01T00:00' } }] };
    const { reactions } = ask('conversion', { conversions: [shelter], ...during }, { value: 2 });
    expect(reactions[0]!.donations).toEqual([
      { cause: 'shelter', by: 'member', amountMinor: 1800, rule: 'x', lines: [] },
    ]);
    expect(reactions[0]!.messages).toEqual([{ id: 'donation.thanks', args: { cause: 'shelter' } }]);
    const late = { moment: '2026-12-01T00:00:00+03:00' };
    const over = ask('conversion', { conversions: [shelter], ...during }, late);
    expect([over.reactions, reasonsOf(over)]).toEqual([[], ['x cause.over']]);
    expect(reasonsOf(ask('conversion', { conversions: [shelter] }))).toEqual(['x cause.unknown']);
  });

  it('leaves points alone that a reward’s own grant would have brought', () => {
    const rewards: Reward[] = [{ id: 'x', name: text('x'), wallet: 'stamps', points: 1, give: [points(100)] }];
    expect(reasonsOf(ask('reward', { rewards }))).toEqual(['x redemption.noPoints']);
  });
});
