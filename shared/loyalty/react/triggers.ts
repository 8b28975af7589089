import { yearlyReturn } from '../compile/dates.ts';
import type { GrantRefusal } from '../grants/source.ts';
import type { Because } from '../outcome.ts';
import type { Trigger } from '../programme/schema.ts';
import { dateFalls } from './dates.ts';
import type { Scene } from './scene.ts';

type On<Kind extends Trigger['event']> = Extract<Trigger, { event: Kind }>;

/** Why the trigger is not this event. Null: it is. Asked of triggers of the event's own kind. */
export function mismatch(scene: Scene, on: Trigger): GrantRefusal | null {
  const { name, value } = scene.event;
  switch (on.event) {
    case 'purchase':
      return another('event', 'is', 'purchase', scene.event.kind);
    case 'registered':
      return among('member.joinedBy', on.links, scene.context.facts.member?.joinedBy);
    case 'date':
      return dateFalls(scene, on);
    case 'calendar':
      return onDay(scene, on);
    case 'tierReached':
    case 'tierAtRisk':
    case 'tierLost':
      return among('member.tier', on.tiers, name);
    case 'pointsExpiring':
      return among('event', [on.wallet], name) ?? counts(value === on.inDays, 'is', on.inDays, value);
    case 'silence':
      return counts(value === on.days, 'is', on.days, value);
    case 'churnRisk':
      return counts(value !== undefined && value > on.overBp, 'over', on.overBp, value);
    default:
      return among('event', on.names, name);
  }
}

function among(fact: Because['fact'], wanted: readonly string[] | undefined, actual: string | undefined) {
  return wanted === undefined || (actual !== undefined && wanted.includes(actual))
    ? null
    : another(fact, 'oneOf', wanted, actual ?? null);
}

function counts(holds: boolean, operator: Because['operator'], expected: number, actual: number | undefined) {
  return holds ? null : another('event', operator, expected, actual ?? null);
}

function another(
  fact: Because['fact'],
  operator: Because['operator'],
  expected: unknown,
  actual: unknown,
): GrantRefusal {
  return { reason: 'event.noMatch', because: [{ fact, operator, expected, actual }] };
}

function onDay({ context, event }: Scene, { day }: On<'calendar'>): GrantRefusal | null {
  const year = Number(event.moment.slice(0, 4));
  const falls = { month: Number(day.slice(0, 2)), day: Number(day.slice(3, 5)) };
  return yearlyReturn(falls, year) === context.moment.dayNumber ? null : another('moment', 'is', day, event.moment);
}
