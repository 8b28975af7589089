import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { EventFacts } from '../event.ts';
import type { Link, Programme } from '../programme/schema.ts';
import { activity, eventOf, member, points, programme, text } from '../testing/build.ts';
import { react } from './react.ts';

const link = (rest: Partial<Link> = {}): Link => ({ id: 'week', name: text('Week'), ...rest });
const joins = (rules: Partial<Programme>, rest: Partial<EventFacts> = {}, joinedBy: string | null = 'week') =>
  react(
    compile(programme([], rules)),
    eventOf('registered', { ...rest, member: member({ ...(joinedBy ? { joinedBy } : {}), ...rest.member }) }),
  );
const reasonsOf = ({ rejections }: { rejections: { rule: string; reason: string }[] }) =>
  rejections.map(({ rule, reason }) => `${rule} ${reason}`);

describe('joining by a link', () => {
  it('marks with its segment for ever and brings its grants, then what waits for that link', () => {
    const links = [link({ segment: 'spring', give: [points(100), points(200)] })];
    const activities = [activity('a', [points(300)], { on: { event: 'registered', links: ['week'] } })];
    expect(joins({ links, activities }).reactions).toMatchObject([
      {
        rule: 'week',
        movements: [{ lot: 'e1:week:0' }, { lot: 'e1:week:1' }],
        terms: [{ segment: 'spring', from: '2026-11-20T12:00:00+03:00', by: 'e1:week:2' }],
      },
      { rule: 'a', movements: [{ points: 300 }] },
    ]);
    expect(joins({ links, activities }).reactions[0]!.terms[0]).not.toHaveProperty('until');
  });

  it.each([
    ['2026-11-20T08:59:59+03:00', ['week schedule.notYet']],
    ['2026-11-20T09:00:00+03:00', []],
    ['2026-11-26T21:59:59+03:00', []],
    ['2026-11-26T22:00:00+03:00', ['week schedule.over']],
  ])('at %s: %j', (moment, refused) => {
    const links = [link({ schedule: { from: '2026-11-20T09:00', until: '2026-11-26T22:00' }, give: [points(100)] })];
    const answer = joins({ links }, { moment });
    expect([reasonsOf(answer), answer.reactions.length]).toEqual([refused, refused.length === 0 ? 1 : 0]);
  });

  it('is refused when all who could have joined, and then nothing that asks for the link applies', () => {
    const links = [link({ limit: 100, give: [points(100)] })];
    const activities = [
      activity('by-link', [points(1)], { on: { event: 'registered', links: ['week'] } }),
      activity('of-link', [points(2)], { on: { event: 'registered' }, when: { audience: { links: ['week'] } } }),
      activity('welcome', [points(3)], { on: { event: 'registered' } }),
    ];
    expect(joins({ links, activities }, { joined: 99 }).reactions.map(({ rule }) => rule)).toEqual([
      'week',
      'by-link',
      'of-link',
      'welcome',
    ]);
    const full = joins({ links, activities }, { joined: 100 });
    expect(full.reactions.map(({ rule }) => rule)).toEqual(['welcome']);
    expect(reasonsOf(full)).toEqual(['week link.full', 'by-link event.noMatch', 'of-link audience.link']);
  });

  it('by an unknown link is told, and is joining all the same', () => {
    const activities = [activity('welcome', [points(3)], { on: { event: 'registered' } })];
    const answer = joins({ activities }, {}, 'old');
    expect([reasonsOf(answer), answer.reactions.length]).toEqual([['old link.unknown'], 1]);
  });
});

describe('joining by another member', () => {
  const tiers: Programme['tiers'] = [
    { id: 'bronze', name: text('Bronze') },
    {
      id: 'silver',
      name: text('Silver'),
      entry: {
        any: [
          { fact: 'referrals', operator: 'atLeast', value: 3 },
          { fact: 'cardType', oneOf: ['silver'] },
        ],
      },
    },
  ];

  it('is counted with the one who brought them, at once into a tier', () => {
    const event = (referrals: number) => ({
      member: member({ referrers: ['m2', 'm3'] }),
      others: [member({ id: 'm2', tier: 'bronze', referrals })],
    });
    expect(joins({ tiers }, event(1)).reactions).toMatchObject([{ rule: 'referral', member: 'm2', referrals: 1 }]);
    expect(joins({ tiers }, event(2)).reactions).toMatchObject([
      { rule: 'referral', member: 'm2', referrals: 1, tier: null },
      { rule: 'silver', who: 'referrer', member: 'm2', tier: { from: 'bronze', to: 'silver' } },
    ]);
  });

  it('is nothing where somebody names themselves', () => {
    const activities = [
      activity('a', [points(50)], { on: { event: 'registered' }, to: { who: 'referrer', level: 1 } }),
    ];
    const own = joins({ activities }, { member: member({ referrers: ['m1'] }) }, null);
    expect([own.reactions, reasonsOf(own)]).toEqual([[], ['a recipient.self']]);
  });

  it('a card may lift the new member at once', () => {
    const entered = joins({ tiers }, { member: member({ tier: 'bronze', cardType: 'silver' }) }, null);
    expect(entered.reactions).toMatchObject([
      { rule: 'silver', who: 'member', tier: { from: 'bronze', to: 'silver' } },
    ]);
    expect(entered.effects).toMatchObject([{ kind: 'tier', rule: 'silver' }]);
  });
});
