import type { Audience, Schedule } from '../../shared/loyalty/programme/schema.ts';
import type { Random } from './random.ts';

/** Whom and when rules ask for, in the few values that members and moments have. */

export const tierIds = ['bronze', 'silver', 'gold'];
export const segmentIds = ['vip', 'club'];
export const codes = ['SPRING', 'AUTUMN'];
export const moments = ['2026-11-20T12:00:00+03:00', '2026-11-20T11:59:59+03:00', '2026-11-20T12:00:01+03:00'];
export const regions = ['west', 'east'];
export const links = ['link1', 'link2'];
export const lists = ['list1', 'list2'];

export function anyAudience(random: Random, points: boolean): Audience {
  if (!points && random.chance(10)) return { member: false };
  const one = () => random.pick(parts)(random);
  return { ...one(), ...random.maybe(20, one) };
}

const parts: ((random: Random) => Audience)[] = [
  () => ({ member: true }),
  (random) => ({ tiers: random.some(tierIds) }),
  (random) => ({ segments: random.some(segmentIds) }),
  (random) => ({ notSegments: random.some(segmentIds) }),
  () => ({ cardTypes: ['plastic'] }),
  (random) => ({ regions: random.some(regions) }),
  (random) => ({ links: random.some(links) }),
  (random) => ({ referred: random.chance(50) }),
  (random) => ({ agent: random.chance(50) }),
  (random) => ({ attributes: { pet: random.some(['cat', 'dog']), ...random.maybe(30, () => ({ size: ['small'] })) } }),
  (random) => ({ joinedWithinDays: random.pick([0, 1, 2]) }),
  (random) => ({ date: { id: 'birthday', daysBefore: random.int(0, 3), daysAfter: random.int(0, 3) } }),
  (random) => ({ lists: random.some(lists) }),
  (random) => ({ minimumIdentification: random.pick(['phone', 'phoneCode', 'card', 'dynamicQr'] as const) }),
];

export function anySchedule(random: Random): Schedule {
  return random.pick([
    () => ({ from: random.pick(['2026-11-20T12:00', '2026-11-20T12:00:01', '2026-11-21T00:00']) }),
    () => ({ until: random.pick(['2026-11-20T12:00', '2026-11-20T12:00:01', '2026-11-21T00:00']) }),
    () => ({
      windows: [
        {
          ...random.maybe(50, () => ({ days: random.some(['mon', 'fri', 'sat'] as const) })),
          from: random.pick(['00:00', '12:00', '11:59']),
          until: random.pick(['12:00', '12:01', '24:00']),
        },
      ].filter(({ from, until }) => from < until),
    }),
    () => ({
      rotation: {
        from: random.pick(['2026-05', '2026-11', '2026-12', '2025-11']),
        everyMonths: random.pick([2, 3, 12]),
      },
    }),
  ])();
}
