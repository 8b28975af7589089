import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { EventFacts } from '../event.ts';
import type { MemberDate } from '../facts.ts';
import type { Activity, Challenge, Grant, Programme, Trigger } from '../programme/schema.ts';
import { activity, eventOf, member, points, programme, promotion, text } from '../testing/build.ts';
import { react } from './react.ts';

const answer = (rules: Partial<Programme>, event: EventFacts) => react(compile(programme([], rules)), event);
const on = (trigger: Trigger, rest: Partial<Activity> = {}) => activity('a', [points(100)], { on: trigger, ...rest });
const reasonsOf = ({ rejections }: { rejections: { rule: string; reason: string }[] }) =>
  rejections.map(({ rule, reason }) => `${rule} ${reason}`);
const gives = (trigger: Trigger, event: Partial<EventFacts> & Pick<EventFacts, 'kind'>) =>
  answer({ activities: [on(trigger)] }, eventOf(event.kind, event)).reactions.length === 1;

describe('an event', () => {
  it('brings its grants in lots and rights named after it', () => {
    const grants: Grant[] = [
      points(100),
      { kind: 'entitlement', as: 'coupon', promotion: 'p', uses: 2, days: 3 },
      { kind: 'segment', segment: 'fans', startsInDays: 1 },
      { kind: 'message', text: text('Thank you') },
    ];
    const { reactions, effects } = answer(
      { activities: [activity('a', grants, { on: { event: 'survey' } })] },
      eventOf('survey', { name: 'taste' }),
    );
    expect(reactions).toEqual([
      {
        rule: 'a',
        who: 'member',
        member: 'm1',
        movements: [
          {
            kind: 'accrue',
            wallet: 'bonus',
            lot: 'e1:a:0',
            points: 100,
            activeFrom: '2026-11-20T12:00:00+03:00',
            expiresAt: null,
          },
        ],
        issued: [
          {
            id: 'e1:a:1',
            kind: 'coupon',
            promotion: 'p',
            uses: 2,
            validFrom: '2026-11-20T12:00:00+03:00',
            validUntil: '2026-11-24T00:00:00+03:00',
            openedBy: { receipt: 'e1', rule: 'a', lines: [] },
          },
        ],
        terms: [{ segment: 'fans', from: '2026-11-21T00:00:00+03:00', by: 'e1:a:2' }],
        tier: null,
        counters: [],
        uses: [],
        donations: [],
        messages: [
          { id: 'entitlement.issued', args: { promotion: 'p' } },
          { id: 'segment.granted', args: { segment: 'fans' } },
          { id: 'programme.message', args: { rule: 'a', grant: 3 } },
        ],
      },
    ]);
    expect(effects.map(({ kind, amount, unit }) => [kind, amount, unit])).toEqual([
      ['accrual', 100, 'bonus'],
      ['entitlement', 2, 'times'],
      ['segment', 1, 'times'],
    ]);
  });

  it('is known by its name where a trigger names any', () => {
    const trigger: Trigger = { event: 'attendance', names: ['meetup'] };
    expect(gives(trigger, { kind: 'attendance', name: 'meetup' })).toBe(true);
    expect(gives(trigger, { kind: 'attendance', name: 'lecture' })).toBe(false);
    expect(gives(trigger, { kind: 'attendance' })).toBe(false);
    expect(gives({ event: 'attendance' }, { kind: 'attendance', name: 'lecture' })).toBe(true);
  });

  it('that nothing waits for is told as such, another one of its kind by the activity', () => {
    expect(reasonsOf(answer({}, eventOf('feedback')))).toEqual(['feedback event.noMatch']);
    const named = answer({ activities: [on({ event: 'custom', names: ['x'] })] }, eventOf('custom', { name: 'y' }));
    expect(named.rejections).toEqual([
      {
        rule: 'a',
        reason: 'event.noMatch',
        because: [{ fact: 'event', operator: 'oneOf', expected: ['x'], actual: 'y' }],
      },
    ]);
  });

  it('of tiers, expiring points, silence and churn matches by what it is about and how much', () => {
    expect(gives({ event: 'tierReached', tiers: ['gold'] }, { kind: 'tierReached', name: 'gold' })).toBe(true);
    expect(gives({ event: 'tierLost', tiers: ['gold'] }, { kind: 'tierLost', name: 'silver' })).toBe(false);
    const expiring = { event: 'pointsExpiring', wallet: 'bonus', inDays: 7 } as const;
    expect(gives(expiring, { kind: 'pointsExpiring', name: 'bonus', value: 7 })).toBe(true);
    for (const value of [6, 8]) expect(gives(expiring, { kind: 'pointsExpiring', name: 'bonus', value })).toBe(false);
    expect(gives(expiring, { kind: 'pointsExpiring', name: 'stamps', value: 7 })).toBe(false);
    expect(gives({ event: 'silence', days: 60 }, { kind: 'silence', value: 60 })).toBe(true);
    expect(gives({ event: 'silence', days: 60 }, { kind: 'silence', value: 61 })).toBe(false);
    expect(gives({ event: 'churnRisk', overBp: 7000 }, { kind: 'churnRisk', value: 7000 })).toBe(false);
    expect(gives({ event: 'churnRisk', overBp: 7000 }, { kind: 'churnRisk', value: 7001 })).toBe(true);
  });

  it('of the calendar matches its local day, 29 February on the 28th of other years', () => {
    const at = (day: string, moment: string) => gives({ event: 'calendar', day }, { kind: 'calendar', moment });
    expect(at('03-08', '2026-03-08T00:00:00+03:00')).toBe(true);
    expect(at('03-08', '2026-03-07T23:59:59+03:00')).toBe(false);
    expect(at('02-29', '2026-02-28T12:00:00+03:00')).toBe(true);
    expect(at('02-29', '2028-02-28T12:00:00+03:00')).toBe(false);
    expect(at('02-29', '2028-02-29T12:00:00+03:00')).toBe(true);
  });

  it('asks the audience, the schedule and the place of the activity, not how the member is known', () => {
    const when: Activity['when'] = {
      audience: { segments: ['fans'], minimumIdentification: 'dynamicQr' },
      shops: ['s1'],
      channels: ['web'],
    };
    const rules = { activities: [on({ event: 'custom' }, { when })] };
    const fan = member({ segments: ['fans'], identification: 'phone' });
    expect(reasonsOf(answer(rules, eventOf('custom')))).toEqual(['a audience.segment']);
    expect(reasonsOf(answer(rules, eventOf('custom', { member: fan })))).toEqual(['a place.channel']);
    expect(answer(rules, eventOf('custom', { member: fan, channel: 'web' })).reactions).toHaveLength(1);
    const blocked = eventOf('custom', { member: { ...fan, blocked: true }, channel: 'web' });
    expect(reasonsOf(answer(rules, blocked))).toEqual(['custom member.blocked']);
  });

  it('goes to activities in order of id, and one that fails leaves the others alone', () => {
    const gift: Grant = { kind: 'gift', promotion: 'p', sku: 'x', quantity: 1000 };
    const activities = [
      activity('b', [points(1)], { on: { event: 'custom' } }),
      activity('a', [gift, points(2)], { on: { event: 'custom' } }),
    ];
    const { reactions, rejections } = answer({ activities }, eventOf('custom'));
    expect(reactions.map(({ rule }) => rule)).toEqual(['a', 'b']);
    expect(reactions[0]!.movements).toMatchObject([{ lot: 'e1:a:1', points: 2 }]);
    expect(reasonsOf({ rejections })).toEqual(['a good.unknown']);
  });

  it('chooses a gift by what was bought before', () => {
    const sku = { mostBought: ['cat', 'dog'] };
    const activities = [
      activity('a', [{ kind: 'gift', promotion: 'p', sku, quantity: 1000 }], { on: { event: 'custom' } }),
    ];
    const event = eventOf('custom', {
      goods: [{ sku: 'dog', unitPriceMinor: 100 }],
      member: member({ bought: [{ sku: 'dog', quantity: 1000 }] }),
    });
    expect(answer({ activities }, event).reactions[0]!.issued[0]!.gift!.sku).toBe('dog');
    expect(reasonsOf(answer({ activities }, eventOf('custom')))).toEqual(['a gift.noChoice']);
  });
});

describe('a date of the member', () => {
  const birthday = (rest: Partial<MemberDate> = {}): MemberDate => ({
    id: 'birthday',
    month: 11,
    day: 20,
    recorded: '2026-10-21',
    ...rest,
  });
  const falls = (
    trigger: Partial<Extract<Trigger, { event: 'date' }>>,
    date: MemberDate,
    rest: Partial<EventFacts> = {},
  ) =>
    answer(
      { activities: [on({ event: 'date', date: 'birthday', ...trigger })] },
      eventOf('date', { name: 'birthday', ...rest, member: member({ dates: [date], ...rest.member }) }),
    );

  it('pays on its day, once it is on file for 30 days', () => {
    expect(falls({}, birthday()).reactions).toHaveLength(1);
    expect(falls({}, birthday({ recorded: '2026-10-22' })).rejections).toEqual([
      {
        rule: 'a',
        reason: 'audience.dateNew',
        because: [{ fact: 'member.dates', operator: 'atLeast', expected: 30, actual: 29 }],
      },
    ]);
    expect(reasonsOf(falls({}, birthday({ day: 21 })))).toEqual(['a event.noMatch']);
    expect(reasonsOf(falls({}, birthday({ id: 'pet' })))).toEqual(['a event.noMatch']);
  });

  it('may be some days before or after, over the turn of the year', () => {
    expect(falls({ offsetDays: 2 }, birthday({ day: 18 })).reactions).toHaveLength(1);
    const eve = { moment: '2026-12-30T12:00:00+03:00' };
    expect(falls({ offsetDays: -7 }, birthday({ month: 1, day: 6 }), eve).reactions).toHaveLength(1);
    expect(falls({ offsetDays: -7 }, birthday({ month: 1, day: 5 }), eve).reactions).toHaveLength(0);
  });

  it('pays once in a calendar year, whatever it is changed to', () => {
    const paid = (day: string) =>
      member({ dates: [birthday()], uses: [{ rule: 'a', count: 1, day, dayCount: 1, monthCount: 1 }] });
    const again = (day: string) => falls({}, birthday(), { member: paid(day) });
    expect(reasonsOf(again('2026-01-05'))).toEqual(['a limit.member']);
    expect(again('2025-12-31').reactions[0]!.uses).toEqual([
      { rule: 'a', count: 2, day: '2026-11-20', dayCount: 1, monthCount: 1 },
    ]);
  });

  it('counts its years where a cat comes of age', () => {
    expect(falls({ years: [1, 7] }, birthday({ year: 2019 })).reactions).toHaveLength(1);
    expect(reasonsOf(falls({ years: [1] }, birthday({ year: 2019 })))).toEqual(['a event.noMatch']);
    expect(falls({ years: [7] }, birthday(), { value: 7 }).reactions).toHaveLength(1);
    expect(reasonsOf(falls({ years: [7] }, birthday()))).toEqual(['a event.noMatch']);
  });
});

describe('whom an event is good for', () => {
  const toReferrer = (limits?: Activity['limits']) =>
    on({ event: 'survey' }, { to: { who: 'referrer', level: 1 }, ...(limits ? { limits } : {}) });
  const brought = (rest: Partial<EventFacts> = {}) =>
    eventOf('survey', { member: member({ referrers: ['m2'] }), ...rest });

  it('the referrer has points and words of their own', () => {
    const { reactions, effects } = answer({ activities: [toReferrer()] }, brought());
    expect(reactions).toMatchObject([
      {
        who: 'referrer',
        member: 'm2',
        movements: [{ lot: 'e1:a:0', points: 100 }],
        messages: [{ id: 'share.given', args: { wallet: 'bonus', points: 100 } }],
      },
    ]);
    expect(effects).toMatchObject([{ kind: 'share', amount: 100 }]);
  });

  it('limits are the recipient’s, as far as they are known', () => {
    const uses = [{ rule: 'a', count: 2, day: '2026-11-02', dayCount: 1, monthCount: 2 }];
    const known = { others: [member({ id: 'm2', uses })] };
    expect(reasonsOf(answer({ activities: [toReferrer({ month: 2 })] }, brought(known)))).toEqual(['a limit.month']);
    const third = answer({ activities: [toReferrer({ month: 3 })] }, brought(known));
    expect(third.reactions[0]!.uses).toEqual([{ rule: 'a', count: 3, day: '2026-11-20', dayCount: 1, monthCount: 3 }]);
    expect(answer({ activities: [toReferrer({ month: 2 })] }, brought()).reactions).toHaveLength(1);
  });

  it('nobody, oneself and the blocked are refused', () => {
    const activities = [toReferrer(), on({ event: 'survey' }, { id: 'b', to: { who: 'agent' } })];
    expect(reasonsOf(answer({ activities }, eventOf('survey')))).toEqual(['a recipient.none', 'b recipient.none']);
    const own = eventOf('survey', { member: member({ referrers: ['m1'], agent: 'm1' }) });
    expect(reasonsOf(answer({ activities }, own))).toEqual(['a recipient.self', 'b recipient.self']);
    const others = [member({ id: 'm2', blocked: true })];
    expect(reasonsOf(answer({ activities: [toReferrer()] }, brought({ others })))).toEqual(['a member.blocked']);
  });
});

describe('a tier that an event grants', () => {
  const tiers = ['bronze', 'silver', 'gold'].map((id) => ({ id, name: text(id) }));
  const grant = (tier: string, now: string | null) =>
    answer(
      { tiers, activities: [activity('a', [{ kind: 'tier', tier }], { on: { event: 'granted' } })] },
      eventOf('granted', { member: member({ tier: now }) }),
    );

  it('is at least that, and a refusal where the member is there already', () => {
    expect(grant('gold', 'bronze').reactions[0]!.tier).toEqual({ from: 'bronze', to: 'gold' });
    expect(grant('silver', null).reactions[0]!.tier).toEqual({ from: null, to: 'silver' });
    for (const now of ['silver', 'gold']) expect(reasonsOf(grant('silver', now))).toEqual(['a tier.kept']);
  });
});

describe('challenges of events', () => {
  const visits = (rest: Partial<Challenge> = {}): Challenge => ({
    id: 'c',
    name: text('Visits'),
    on: { event: 'attendance', names: ['gym'] },
    counts: 'times',
    goal: 2,
    give: [{ kind: 'entitlement', as: 'offer', promotion: 'p' }],
    ...rest,
  });
  const visit = (challenge: Challenge, count: number, reached = 0) => {
    const counters =
      count + reached === 0 ? [] : [{ challenge: 'c', count, since: '2026-11-01', last: '2026-11-19', reached }];
    const p = promotion('p', { kind: 'linePercent', rateBp: 1000 }, { when: { entitlement: true } });
    const rules = compile(programme([p], { challenges: [challenge] }));
    return react(rules, eventOf('attendance', { name: 'gym', member: member({ counters }) }));
  };

  it('count each event and grant at the goal', () => {
    expect(visit(visits(), 0).reactions).toMatchObject([{ counters: [{ count: 1, reached: 0 }], issued: [] }]);
    const second = visit(visits(), 1);
    expect(second.reactions).toMatchObject([
      { counters: [{ count: 2, reached: 1 }], issued: [{ id: 'e1:c:0' }], messages: [{ id: 'challenge.reached' }, {}] },
    ]);
    expect(second.effects).toMatchObject([{ kind: 'challenge', amount: 1 }, { kind: 'entitlement' }]);
    expect(reasonsOf(visit(visits(), 2, 1))).toEqual(['c limit.member']);
    expect(visit(visits({ repeats: true }), 1, 4).reactions).toMatchObject([{ counters: [{ count: 0, reached: 5 }] }]);
  });
});
