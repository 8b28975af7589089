import type { Activity, Challenge, Programme, Trigger, When } from '../programme/schema.ts';
import { checkCoalitionReferences } from './coalition-references.ts';
import { finding } from './finding.ts';
import type { Finding, PathSegment } from './finding.ts';
import { checkReferences } from './references.ts';
import { checkSchedules } from './schedules.ts';
import { checkWhen } from './when.ts';

/** Activities, challenges, rewards, links and conversions: what they wait for exists and can happen, what they name exists. */
export function checkActivities(programme: Programme): Finding[] {
  const { activities = [], challenges = [], rewards = [], links = [] } = programme;
  return [
    ...whens(programme, 'activities', activities),
    ...whens(programme, 'challenges', challenges),
    ...whens(
      programme,
      'rewards',
      rewards.map(({ id, name, audience }) => ({ id, name, when: { audience } })),
    ),
    ...whens(
      programme,
      'links',
      links.map(({ id, name, schedule }) => ({ id, name, when: { schedule } })),
    ),
    ...activities.flatMap((activity, index) => reacts(programme, activity, ['activities', index])),
    ...challenges.flatMap((challenge, index) => [
      ...reacts(programme, challenge, ['challenges', index]),
      ...countsNothing(challenge, ['challenges', index]),
    ]),
    ...exchanges(programme),
  ];
}

type Asking = Pick<Activity, 'id' | 'name'> & { when?: When | undefined };

/** A `when` is looked at as that of a promotion, and told at its own place. */
function whens(programme: Programme, list: string, rules: readonly Asking[]): Finding[] {
  const like: Programme = {
    ...programme,
    engine: undefined,
    groups: [],
    access: [],
    hostDiscount: undefined,
    promotions: rules.map(({ id, name, when }) => ({ id, name, when, give: { kind: 'privilege' } })),
  };
  const inside = list === 'rewards' || list === 'links' ? [] : ['when'];
  return [checkReferences, checkCoalitionReferences, checkSchedules, checkWhen]
    .flatMap((check) => check(like, Infinity))
    .map(({ code, segments: [, index, , ...rest], args }) => finding(code, [list, index!, ...inside, ...rest], args));
}

/** Keys of `when` that ask for a receipt. */
const receiptKeys = [
  'goods',
  'basket',
  'contains',
  'previousReceipt',
  'purchase',
  'code',
  'entitlement',
  'chosen',
] as const satisfies (keyof When)[];

function reacts(
  programme: Programme,
  { on, when = {} }: Pick<Activity, 'on' | 'when'>,
  path: readonly PathSegment[],
): Finding[] {
  const ofReceipt =
    on.event === 'purchase' ? [] : receiptKeys.filter((key) => when[key] !== undefined && when[key] !== false);
  const forStrangers = when.audience?.member === false;
  return [
    ...triggerNames(programme, on, [...path, 'on']),
    ...ofReceipt.map((key) => finding('when.ofReceipt', [...path, 'when', key], { key, event: on.event })),
    ...(forStrangers ? [finding('activity.nobody', [...path, 'when', 'audience', 'member'])] : []),
  ];
}

function triggerNames(programme: Programme, on: Trigger, path: readonly PathSegment[]): Finding[] {
  const { tiers, links, wallets } = programme;
  if (on.event === 'registered') return among(links, on.links, 'link.unknown', [...path, 'links']);
  if (on.event === 'tierReached' || on.event === 'tierAtRisk' || on.event === 'tierLost')
    return among(tiers, on.tiers, 'tier.unknown', [...path, 'tiers']);
  if (on.event === 'pointsExpiring') return known(wallets, on.wallet, 'wallet.unknown', [...path, 'wallet']);
  if (on.event === 'calendar' && !isDay(on.day))
    return [finding('moment.impossible', [...path, 'day'], { value: on.day })];
  return [];
}

/** In a leap year, so that 29 February is one; Date.parse takes the 30th for 1 March. */
function isDay(monthDay: string): boolean {
  const parsed = Date.parse(`2028-${monthDay}T00:00:00Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(`2028-${monthDay}`);
}

function countsNothing({ on, counts, streak }: Challenge, path: readonly PathSegment[]): Finding[] {
  if (counts === 'times') return [];
  const at = [...path, 'counts'];
  if (on.event !== 'purchase') return [finding('challenge.countsReceipts', at, { counts, event: on.event })];
  return streak === undefined ? [] : [finding('challenge.streakCounts', at, { counts })];
}

function exchanges({ rewards = [], conversions = [], links = [], wallets, segments, causes }: Programme): Finding[] {
  return [
    ...rewards.flatMap(({ wallet }, index) => known(wallets, wallet, 'wallet.unknown', ['rewards', index, 'wallet'])),
    ...links.flatMap(({ segment }, index) =>
      segment === undefined ? [] : known(segments, segment, 'segment.unknown', ['links', index, 'segment']),
    ),
    ...conversions.flatMap(({ from, to }, index) => {
      const path = ['conversions', index];
      const into =
        'wallet' in to
          ? known(wallets, to.wallet, 'wallet.unknown', [...path, 'to', 'wallet'])
          : known(causes, to.cause, 'cause.unknown', [...path, 'to', 'cause']);
      const same = 'wallet' in to && to.wallet === from.wallet;
      return [
        ...known(wallets, from.wallet, 'wallet.unknown', [...path, 'from', 'wallet']),
        ...into,
        ...(same ? [finding('conversion.same', [...path, 'to', 'wallet'], { wallet: from.wallet })] : []),
      ];
    }),
  ];
}

type Unknown = 'wallet.unknown' | 'tier.unknown' | 'segment.unknown' | 'link.unknown' | 'cause.unknown';

function among(
  list: readonly { id: string }[] | undefined,
  ids: readonly string[] = [],
  code: Unknown,
  path: readonly PathSegment[],
): Finding[] {
  return ids.flatMap((id, index) => known(list, id, code, [...path, index]));
}

function known(
  list: readonly { id: string }[] = [],
  id: string,
  code: Unknown,
  path: readonly PathSegment[],
): Finding[] {
  if (list.some((each) => each.id === id)) return [];
  return [finding(code, path, { id, known: list.map((each) => each.id).join(', ') || '-' })];
}
