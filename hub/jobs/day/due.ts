import type { Account } from '../../../shared/loyalty/account.ts';
import { yearlyReturn } from '../../../shared/loyalty/compile/dates.ts';
import type { EventFacts } from '../../../shared/loyalty/event.ts';
import type { Programme, Tier, Trigger } from '../../../shared/loyalty/programme/schema.ts';
import { dayNumberOf, dayOf } from '../../../shared/loyalty/time/moment.ts';
import { churnRiskBp } from './churn.ts';

/** An event that a day brings, before it has an id and a moment. `about` tells it from others of its kind on that day. */
export type Due = Pick<EventFacts, 'kind' | 'name' | 'value'> & { about: string };

type On<Kind extends Trigger['event']> = Extract<Trigger, { event: Kind }>;

/** What the clock itself brings about, in a programme: asked for once, however many members there are. */
export type Waiting = {
  dates: On<'date'>[];
  calendar: On<'calendar'>[];
  silence: On<'silence'>[];
  expiring: On<'pointsExpiring'>[];
  churn: On<'churnRisk'>[];
  ended: boolean;
  /** By tier: whether a review may find anything. */
  reviewed: ReadonlyMap<string, Tier>;
};

export function waitingFor({ activities = [], challenges = [], tiers = [] }: Programme): Waiting {
  const triggers = [...activities, ...challenges].map(({ on }) => on);
  const of = <Kind extends Trigger['event']>(kind: Kind) => triggers.filter((on): on is On<Kind> => on.event === kind);
  const byTime = tiers.some(({ entry }) => entry !== undefined && asksForTime(entry));
  return {
    dates: of('date'),
    calendar: of('calendar'),
    silence: of('silence'),
    expiring: of('pointsExpiring'),
    churn: of('churnRisk'),
    ended: triggers.some(({ event }) => event === 'subscriptionEnded'),
    reviewed: new Map(tiers.filter(({ exit }) => byTime || exit !== undefined).map((tier) => [tier.id, tier])),
  };
}

/** Days alone may let a member in: other entries are seen with the receipt or event that fulfils them. */
function asksForTime(entry: NonNullable<Tier['entry']>): boolean {
  const conditions = 'any' in entry ? entry.any : entry.all;
  return conditions.some(({ fact }) => fact === 'memberDays');
}

/** What is due of a member on a local day. `offsetMinutes`: of the shop's clock then. */
export function dueEvents(waiting: Waiting, account: Account, day: string, offsetMinutes: number): Due[] {
  const dayNumber = dayNumberOf(day);
  return [
    ...datesDue(waiting, account, dayNumber),
    ...waiting.calendar
      .filter(({ day: wanted }) => wanted === day.slice(5))
      .slice(0, 1)
      .map((): Due => ({ kind: 'calendar', about: '' })),
    ...silenceDue(waiting, account, dayNumber),
    ...expiringDue(waiting, account, dayNumber, offsetMinutes),
    ...churnDue(waiting, account, dayNumber),
    ...endedDue(waiting, account, dayNumber, offsetMinutes),
    ...reviewDue(waiting, account, day),
  ];
}

function datesDue({ dates }: Waiting, account: Account, dayNumber: number): Due[] {
  return (account.dates ?? []).flatMap((date): Due[] => {
    const falls = dates.some(({ date: id, offsetDays = 0 }) => {
      if (id !== date.id) return false;
      const returned = dayNumber - offsetDays;
      return yearlyReturn(date, Number(dayOf(returned).slice(0, 4))) === returned;
    });
    return falls ? [{ kind: 'date', name: date.id, about: date.id }] : [];
  });
}

function silenceDue({ silence }: Waiting, { recent }: Account, dayNumber: number): Due[] {
  const last = recent.at(-1);
  if (!last) return [];
  const days = dayNumber - dayNumberOf(last.moment.slice(0, 10));
  return silence.some((each) => each.days === days) ? [{ kind: 'silence', value: days, about: String(days) }] : [];
}

function expiringDue({ expiring }: Waiting, account: Account, dayNumber: number, offsetMinutes: number): Due[] {
  const due = new Map<string, Due>();
  for (const { wallet, inDays } of expiring) {
    const lapses = account.lots.some(
      (lot) =>
        lot.wallet === wallet && lot.expiresAt !== null && lastDay(lot.expiresAt, offsetMinutes) - dayNumber === inDays,
    );
    const about = `${wallet} ${inDays}`;
    if (lapses) due.set(about, { kind: 'pointsExpiring', name: wallet, value: inDays, about });
  }
  return [...due.values()];
}

/** The last local day on which something that ends at a moment still works. */
function lastDay(endsAt: string, offsetMinutes: number): number {
  return Math.floor((Date.parse(endsAt) - 1 + offsetMinutes * 60_000) / 86_400_000);
}

/** Told on the day on which the risk first passes the mark. */
function churnDue({ churn }: Waiting, account: Account, dayNumber: number): Due[] {
  if (churn.length === 0) return [];
  const [today, yesterday] = [churnRiskBp(account, dayNumber), churnRiskBp(account, dayNumber - 1)];
  if (today === null || yesterday === null) return [];
  const passed = churn.some(({ overBp }) => today > overBp && yesterday <= overBp);
  return passed ? [{ kind: 'churnRisk', value: today, about: '' }] : [];
}

function endedDue({ ended }: Waiting, { terms = [] }: Account, dayNumber: number, offsetMinutes: number): Due[] {
  if (!ended) return [];
  return terms.flatMap(({ segment, until, by }): Due[] =>
    until !== undefined && lastDay(until, offsetMinutes) === dayNumber - 1
      ? [{ kind: 'subscriptionEnded', name: segment, about: `${segment} ${by}` }]
      : [],
  );
}

function reviewDue({ reviewed }: Waiting, { tier, reviewed: last, atRiskSince }: Account, day: string): Due[] {
  const looked = tier === null ? undefined : reviewed.get(tier);
  if (!looked) return [];
  const again = atRiskSince !== undefined || last === undefined || period(last, looked) !== period(day, looked);
  return again || looked.exit === undefined ? [{ kind: 'review', about: '' }] : [];
}

function period(day: string, { review = 'day' }: Tier): string {
  const [year = '', month = ''] = day.split('-');
  if (review === 'year') return year;
  if (review === 'month') return `${year}-${month}`;
  return review === 'quarter' ? `${year} ${Math.floor((Number(month) - 1) / 3)}` : day;
}
