import { describe, expect, it } from 'vitest';
import { accountOf, memberFacts } from '../account.ts';
import { compile } from '../compile/compile.ts';
import type { ReturnedLine } from '../engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Facts, MemberFacts } from '../facts.ts';
import { applyEvent } from '../fold.ts';
import type { ReturnOutcome } from '../outcome.ts';
import type { Activity, Challenge, Grant, Programme } from '../programme/schema.ts';
import {
  activity,
  bonus,
  facts,
  line,
  lot,
  member,
  points,
  pointsShare,
  programme,
  promotion,
  text,
} from '../testing/build.ts';
import { reverse } from './reverse.ts';

/** Sells and takes the steps back one after the other, the member's account carried on; `between` changes what it looks like. */
function undo(
  rules: Programme,
  sold: Facts,
  steps: ReturnedLine[][],
  between: (member: MemberFacts) => MemberFacts = (each) => each,
  backAt = sold.moment,
): ReturnOutcome[] {
  const compiled = compile(rules);
  const outcome = evaluate(compiled, sold);
  const { receipt, moment } = sold;
  const sale = { kind: 'sale', receipt, moment, money: outcome, leasesClosed: [] } as const;
  let account = sold.member && applyEvent(accountOf(sold.member), sale).account;
  const returned: ReturnedLine[] = [];
  return steps.map((lines, at) => {
    const now = account && between(memberFacts(account, 'card'));
    const back = reverse(compiled, {
      sale: { facts: sold, outcome },
      returned: [...returned],
      lines,
      facts: { ...sold, receipt: `back${at}`, moment: backAt, member: now },
    });
    returned.push(...lines);
    const event = { kind: 'return', ofReceipt: receipt, money: back, whole: at === steps.length - 1 } as const;
    account = account && applyEvent(account, event).account;
    return back;
  });
}

const one = (id: string, quantity = 1000): ReturnedLine => ({ line: id, quantity });
const with3 = (rest: Partial<MemberFacts> = {}) =>
  facts([line('a', 3333, { quantity: 3000 }), line('b', 5000)], { member: member(rest) });
const rules = (activities: Activity[], rest: Partial<Programme> = {}) => programme([], { activities, ...rest });
const ofA = { when: { goods: { skus: ['a'] } } };

describe('shares', () => {
  const agent = [activity('ag', [pointsShare(1500)], { to: { who: 'agent' }, ...ofA })];

  it('come back by cumulative difference: 14.99 of three units', () => {
    const backs = undo(rules(agent), with3({ agent: 'm9' }), [[one('a')], [one('a')], [one('a'), one('b')]]);
    expect(backs.map(({ shares }) => shares?.[0]?.points)).toEqual([500, 499, 500]);
    expect(backs[0]!.shares).toEqual([{ rule: 'ag', member: 'm9', wallet: 'bonus', lot: 'r1:ag:0', points: 500 }]);
    expect(backs[0]!.effects).toMatchObject([{ rule: 'ag', kind: 'share', amount: 500, unit: 'bonus' }]);
  });

  it('come back where the member is not at hand, too', () => {
    const opens: Grant = { kind: 'entitlement', as: 'offer', promotion: 'p' };
    const own = activity('own', [opens, { kind: 'segment', segment: 'club' }], { ...ofA, limits: { member: 3 } });
    const sold = with3({ agent: 'm9' });
    const [back] = undo(rules([...agent, own]), sold, [[one('a', 3000), one('b')]], () => member({ id: 'm7' }));
    expect(back!.shares).toMatchObject([{ points: 1499 }]);
    expect([back!.entitlements, back!.ended, back!.unused, back!.day]).toEqual([
      { reopened: [] },
      undefined,
      undefined,
      undefined,
    ]);
    expect(back!.rejections).toMatchObject([{ reason: 'return.otherMember' }]);
  });

  it('are forgiven where the wallet forgives', () => {
    const forgiving = rules(agent, { wallets: [{ ...bonus, debt: 'forgive' }] });
    expect(undo(forgiving, with3({ agent: 'm9' }), [[one('a')]])[0]!.shares).toMatchObject([{ forgive: true }]);
  });

  it('lines that bring nothing take nothing back', () => {
    expect(undo(rules(agent), with3({ agent: 'm9' }), [[one('b')]])[0]!.shares).toBeUndefined();
  });
});

describe('points an activity gave the member', () => {
  it('come back from their own lot by the lines they were for', () => {
    const backs = undo(rules([activity('x', [points(100)], ofA)]), with3(), [[one('a')], [one('b')], [one('a', 2000)]]);
    expect(backs.map(({ movements }) => movements)).toEqual([
      [{ kind: 'clawback', wallet: 'bonus', lot: 'r1:x:0', points: 33 }],
      [],
      [{ kind: 'clawback', wallet: 'bonus', lot: 'r1:x:0', points: 67 }],
    ]);
  });
});

describe('rights', () => {
  const opens = (grant: Partial<Grant> = {}): Grant =>
    ({ kind: 'entitlement', as: 'offer', promotion: 'p', uses: 3, ...grant }) as Grant;
  const revoked = (backs: ReturnOutcome[]) => backs.map(({ entitlements }) => entitlements.revoked);

  it('are revoked with the first unit of what opened them, and told once', () => {
    const backs = undo(rules([activity('x', [opens()], ofA)]), with3(), [[one('b')], [one('a')], [one('a', 2000)]]);
    expect(revoked(backs)).toEqual([undefined, ['r1:x:0'], undefined]);
    expect(backs[1]!.effects).toMatchObject([{ rule: 'x', kind: 'entitlement', amount: 3, unit: 'times' }]);
  });

  it('that are used up are revoked as well, so that no later return opens them again', () => {
    const used = (each: MemberFacts): MemberFacts => ({ ...each, entitlements: [] });
    const [back] = undo(rules([activity('x', [opens()], ofA)]), with3(), [[one('a')]], used);
    expect([back!.entitlements.revoked, back!.effects]).toEqual([['r1:x:0'], []]);
  });

  it('a gift is revoked by what is left of it', () => {
    const gift: Grant = { kind: 'gift', promotion: 'p', sku: 'g', quantity: 5000 };
    const sold = { ...with3(), goods: [{ sku: 'g', unitPriceMinor: 100 }] };
    const [back] = undo(rules([activity('x', [gift], ofA)]), sold, [[one('a')]]);
    expect(back!.effects).toMatchObject([{ kind: 'entitlement', amount: 5000, unit: 'thousandths' }]);
  });

  it('get their use back with the whole sale, not with a part of it', () => {
    const p = promotion('p', { kind: 'linePercent', rateBp: 1000 }, { when: { entitlement: true } });
    const offer = { id: 'o1', kind: 'offer' as const, promotion: 'p', uses: 3 };
    const backs = undo(programme([p]), with3({ entitlements: [offer] }), [[one('a')], [one('a', 2000), one('b')]]);
    expect(backs.map(({ entitlements }) => entitlements.reopened)).toEqual([[], [{ id: 'o1', quantity: 1000 }]]);
  });

  it('opened and used in the same receipt are revoked and not opened again', () => {
    const p = promotion('p', { kind: 'linePercent', rateBp: 1000 }, { when: { entitlement: true } });
    const atOnce = programme([p], { activities: [activity('x', [opens({ sameReceipt: true })])] });
    const [back] = undo(atOnce, with3(), [[one('a', 3000), one('b')]]);
    expect(back!.entitlements).toEqual({ reopened: [], revoked: ['r1:x:0'] });
    const twice = undo(atOnce, with3(), [[one('a')], [one('a', 2000), one('b')]]);
    expect(twice.map(({ entitlements }) => entitlements.reopened)).toEqual([[], []]);
  });
});

describe('terms', () => {
  const club: Grant = { kind: 'segment', segment: 'club', days: 364 };
  const ended = (backs: ReturnOutcome[]) => backs.map((each) => each.ended);

  it('end with the goods that brought them, or with the whole sale where no goods were named', () => {
    const fee = undo(rules([activity('fee', [club], ofA)]), with3(), [[one('b')], [one('a')]]);
    expect(ended(fee)).toEqual([undefined, ['r1:fee:0']]);
    const any = undo(rules([activity('fee', [club])]), with3(), [[one('a', 3000)], [one('b')]]);
    expect(ended(any)).toEqual([undefined, ['r1:fee:0']]);
  });

  it('of so many purchases get this one back with the whole sale, unless they are over by then', () => {
    const term = { segment: 'split', purchases: 1, by: 'e1' };
    const terms = (until?: string) => [{ ...term, ...(until ? { until } : {}) }];
    const whole = [[one('a', 3000), one('b')]];
    expect(undo(programme([]), with3({ terms: terms() }), whole)[0]!.terms).toEqual([term]);
    expect(undo(programme([]), with3({ terms: terms() }), [[one('a')]])[0]!.terms).toBeUndefined();
    const later = (until: string) =>
      undo(programme([]), with3({ terms: terms(until) }), whole, undefined, '2026-11-25T12:00:00+03:00')[0]!.terms;
    expect(later('2026-11-25T12:00:00+03:00')).toBeUndefined();
    expect(later('2026-11-25T12:00:01+03:00')).toHaveLength(1);
    // Not in force at the sale, so not counted by it.
    expect(later('2026-11-20T12:00:00+03:00')).toBeUndefined();
  });
});

describe('challenges', () => {
  const challenge = (rest: Partial<Challenge> = {}): Challenge => ({
    id: 'run',
    name: text('Run'),
    on: { event: 'purchase' },
    counts: 'times',
    goal: 100_000,
    give: [points(1000)],
    ...rest,
  });
  const counts = (
    rule: Challenge,
    steps: ReturnedLine[][],
    before = 4,
    between?: (each: MemberFacts) => MemberFacts,
  ) => {
    const counter = { challenge: 'run', count: before, since: '2026-11-19', last: '2026-11-19', reached: 0 };
    const sold = with3(before > 0 ? { counters: [counter] } : {});
    return undo(programme([], { challenges: [rule] }), sold, steps, between).map((back) => back.counters);
  };

  it('go down by the money, the whole units, or the whole receipt that comes back', () => {
    const steps = [[one('a')], [one('a', 500)], [one('a', 1500), one('b')]];
    const of = (rule: Challenge) => counts(rule, steps).map((each) => each?.[0]?.count);
    // 149.99 in all, 33.33 and half a unit's 16.67 first.
    expect(of(challenge({ counts: 'spendMinor' }))).toEqual([11_670, 10_003, 4]);
    expect(of(challenge({ counts: 'units' }))).toEqual([7, 6, 4]);
    expect(of(challenge())).toEqual([undefined, undefined, 4]);
  });

  it('a streak that the sale went on with stands as before it, and its day may count again', () => {
    const [back] = counts(challenge({ streak: 'day' }), [[one('a', 3000), one('b')]]);
    expect(back).toEqual([{ challenge: 'run', count: 4, since: '2026-11-19', last: '2026-11-19', reached: 0 }]);
  });

  it('stand as before the sale once all of it came back, however it is cut', () => {
    const steps = [[one('a')], [one('a', 2000), one('b')]];
    const was = { challenge: 'run', count: 4, since: '2026-11-19', last: '2026-11-19', reached: 0 };
    expect(counts(challenge({ counts: 'spendMinor' }), steps)[1]).toEqual([was]);
    expect(counts(challenge({ counts: 'units' }), steps)[1]).toEqual([was]);
    const rest = { counts: 'units' as const, when: { goods: { skus: ['a'] } } };
    expect(counts(challenge(rest), [[one('a', 3000)], [one('b')]])[1]).toEqual([was]);
  });

  it('keep what a goal gave, and never go below zero', () => {
    const [back] = counts(challenge({ goal: 5, repeats: true }), [[one('a', 3000), one('b')]]);
    expect(back).toEqual([{ challenge: 'run', count: 0, since: '2026-11-20', last: '2026-11-20', reached: 1 }]);
  });

  it('what was counted since stays', () => {
    const later = (each: MemberFacts) => ({
      ...each,
      counters: each.counters!.map((was) => ({ ...was, count: was.count + 2 })),
    });
    const [back] = counts(challenge(), [[one('a', 3000), one('b')]], 4, later);
    expect(back).toMatchObject([{ count: 6 }]);
  });
});

describe('uses, days and units', () => {
  const whole = [one('a', 3000), one('b')];

  it('the use of a limited activity comes back with the whole sale', () => {
    const limited = rules([activity('x', [points(1)], { limits: { day: 1 } })]);
    const backs = undo(limited, with3(), [[one('a')], [one('a', 2000), one('b')]]);
    expect(backs.map(({ unused, day }) => [unused, day])).toEqual([
      [undefined, undefined],
      [[{ promotion: 'x', given: 0 }], '2026-11-20'],
    ]);
  });

  it('the day is that of the sale by its own clock, and only where days are asked for', () => {
    const perDay = programme([], { limits: { accrualsPerDay: 1 } });
    const late = { ...with3(), moment: '2026-11-20T23:59:59+03:00' };
    expect(undo(perDay, late, [whole], undefined, '2026-11-25T12:00:00+03:00')[0]!.day).toBe('2026-11-20');
    expect(undo(programme([]), late, [whole])[0]!.day).toBeUndefined();
  });

  it('units bought of goods that gifts are chosen among come back', () => {
    const gift: Grant = { kind: 'gift', promotion: 'p', sku: { mostBought: ['a'] }, quantity: 1000 };
    const sold = { ...with3(), goods: [{ sku: 'a', unitPriceMinor: 100 }] };
    const backs = undo(rules([activity('x', [gift])]), sold, [[one('a'), one('b')], [one('a', 2000)]]);
    expect(backs.map(({ bought }) => bought)).toEqual([[{ sku: 'a', quantity: 1000 }], [{ sku: 'a', quantity: 2000 }]]);
  });
});

describe('a tier', () => {
  const tiers: Programme['tiers'] = [
    { id: 'bronze', name: text('Bronze') },
    {
      id: 'silver',
      name: text('Silver'),
      entry: { any: [{ fact: 'spend', operator: 'atLeast', value: 20_000, withinDays: 30 }] },
    },
    { id: 'gold', name: text('Gold'), entry: { any: [{ fact: 'spend', operator: 'atLeast', value: 90_000 }] } },
  ];
  const gold = rules([activity('x', [{ kind: 'tier', tier: 'gold' }], ofA)], { tiers });

  it('that an activity of the sale gave is lost with its goods', () => {
    const backs = undo(gold, with3({ tier: 'bronze' }), [[one('b')], [one('a')]]);
    expect(backs.map(({ tier }) => tier)).toEqual([null, { from: 'gold', to: 'bronze' }]);
    expect(undo(gold, with3({ tier: 'gold' }), [[one('a')]])[0]!.tier).toBeNull();
  });

  it('by what was bought of late is not lost by the return of an old sale', () => {
    const recent = [
      { day: '2026-11-19', spendMinor: 20_000, purchases: 1 },
      { day: '2026-10-01', spendMinor: 14_999, purchases: 1 },
    ];
    const of = (moment: string) => {
      const sold = { ...with3({ tier: 'bronze', spendMinor: 34_999 }), moment };
      return undo(programme([], { tiers }), sold, [[one('b')]], (each) => ({
        ...each,
        tier: 'silver',
        history: recent,
      }));
    };
    const compiled = compile(programme([], { tiers }));
    const sold = { ...with3({ tier: 'bronze' }), moment: '2026-10-01T12:00:00+03:00' };
    const back = (moment: string) =>
      reverse(compiled, {
        sale: { facts: sold, outcome: evaluate(compiled, sold) },
        returned: [],
        lines: [one('b')],
        facts: { ...sold, moment, member: member({ tier: 'silver', spendMinor: 34_999, history: recent }) },
      });
    expect(back('2026-11-20T12:00:00+03:00').tier).toBeNull();
    expect(of('2026-11-20T12:00:00+03:00')[0]!.tier).toEqual({ from: 'silver', to: 'bronze' });
  });
});

describe('points that are gone', () => {
  it('an activity’s lot first, then others, then debt', () => {
    const spent = (each: MemberFacts): MemberFacts => ({ ...each, lots: [lot('r1:x:0', 40), lot('other', 20)] });
    const [back] = undo(rules([activity('x', [points(100)])]), with3(), [[one('a', 3000), one('b')]], spent);
    expect(back!.movements).toEqual([
      { kind: 'clawback', wallet: 'bonus', lot: 'r1:x:0', points: 40 },
      { kind: 'clawback', wallet: 'bonus', lot: 'other', points: 20 },
      { kind: 'debt', wallet: 'bonus', points: 40 },
    ]);
  });
});
