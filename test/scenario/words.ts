import { expect } from 'vitest';
import type { Lot } from '../../shared/loyalty/basics.ts';
import type { EntitlementFacts } from '../../shared/loyalty/facts.ts';
import type {
  Activity,
  Give,
  Grant,
  Promotion,
  Tier,
  Trigger,
  Wallet,
  When,
} from '../../shared/loyalty/programme/schema.ts';

/** Short words for the rules of scenarios: money, and points of scale 2, in roubles; moments of Moscow. */

export const name = (text: string) => ({ ru: text, en: text });
export const minor = (roubles: number) => Math.round(roubles * 100);
export const thousandths = (units: number) => Math.round(units * 1000);

export function rule(id: string, give: Give, when?: When, more: Partial<Promotion> = {}): Promotion {
  return { id, name: name(id), give, ...(when ? { when } : {}), ...more };
}

export const bonus: Wallet = { id: 'bonus', name: name('bonus'), scale: 2, worthMinor: 100 };

/** So many percent of what is paid, in bonus. */
export function earns(percent: number, when?: When, more: Partial<Promotion> = {}): Promotion {
  return rule('earn', { kind: 'pointsRate', wallet: 'bonus', rateBp: minor(percent) }, when, more);
}

export function activity(id: string, on: Trigger, give: Grant[], more: Partial<Activity> = {}): Activity {
  return { id, name: name(id), on, give, ...more };
}

/** A right to so many of a good for nothing, by the promotion `gift`. */
export function giftOf(id: string, sku: string, price: number, units: number): EntitlementFacts {
  const good = { sku, quantity: thousandths(units), unitPriceMinor: minor(price) };
  return { id, kind: 'gift', promotion: 'gift', gift: good };
}

/** A lot of bonus that lapses as the day begins. */
export function lotOf(id: string, points: number, until: string): Lot {
  return {
    id,
    wallet: 'bonus',
    points: minor(points),
    activeFrom: moscow('2026-01-01'),
    expiresAt: moscow(`${until} 00:00`),
  };
}

/** `2026-03-02 12:00` or with seconds, by the clock of Moscow. */
export function moscow(at: string): string {
  const [day, time = '12:00'] = at.split(' ');
  return `${day}T${time.length === 5 ? `${time}:00` : time}+03:00`;
}

export const pointsOf = (points: number) => ({ kind: 'points' as const, wallet: 'bonus', points: minor(points) });

/** Gives the good of a right at zero price. */
export const gift = rule('gift', { kind: 'gift' }, { entitlement: true });

export const percent = (id: string, rate: number, when?: When, more?: Partial<Promotion>) =>
  rule(id, { kind: 'basketPercent', rateBp: minor(rate) }, when, more);

/** Of the lines of these goods. */
export const goodsPercent = (id: string, rate: number, goods: NonNullable<When['goods']>, more?: Partial<Promotion>) =>
  rule(id, { kind: 'linePercent', rateBp: minor(rate) }, { goods }, more);

/** Entered by more than so many roubles in all; the first at once. */
export function tiersOver(tiers: Record<string, number>): Tier[] {
  return Object.entries(tiers).map(([id, spend], index) =>
    index === 0
      ? { id, name: name(id) }
      : { id, name: name(id), entry: { any: [{ fact: 'spend', operator: 'over', value: minor(spend) }] } },
  );
}

/** What an event gives, in bonus, by member. */
export function granted(given: Record<string, number>): { reactions: unknown } {
  const reactions = Object.entries(given).map(
    ([member, points]) =>
      expect.objectContaining({
        member,
        movements: [expect.objectContaining({ kind: 'accrue', points: minor(points) }) as unknown],
      }) as unknown,
  );
  return { reactions: expect.arrayContaining(reactions) as unknown };
}
