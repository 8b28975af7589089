import type { Account } from '../../../shared/loyalty/account.ts';
import type { Programme, Segment } from '../../../shared/loyalty/programme/schema.ts';
import { dayNumberOf } from '../../../shared/loyalty/time/moment.ts';

/** Which segments with a rule a member comes into and falls out of by a local day; null: none. */
export function segmentMoves(
  { segments = [] }: Programme,
  account: Account,
  day: string,
): { entered: string[]; left: string[] } | null {
  const entered: string[] = [];
  const left: string[] = [];
  for (const { id, rule } of segments) {
    if (!rule) continue;
    const [is, was] = [belongs(rule, account, dayNumberOf(day)), account.segments.includes(id)];
    if (is && !was) entered.push(id);
    if (was && !is) left.push(id);
  }
  return entered.length + left.length === 0 ? null : { entered, left };
}

type Rule = NonNullable<Segment['rule']>;

/** All that the rule asks must hold. */
function belongs(rule: Rule, account: Account, dayNumber: number): boolean {
  const { tiers, links, attributes, silentDays, purchases, spendMinor, joinedAfter } = rule;
  if (tiers && !(account.tier !== null && tiers.includes(account.tier))) return false;
  if (links && !(account.joinedBy !== undefined && links.includes(account.joinedBy))) return false;
  for (const [attribute, values] of Object.entries(attributes ?? {})) {
    const value = account.attributes?.[attribute];
    if (value === undefined || !values.includes(value)) return false;
  }
  if (joinedAfter !== undefined && account.joined <= joinedAfter) return false;
  if (silentDays) {
    const last = account.recent.at(-1)?.moment.slice(0, 10);
    if (last === undefined || !isWithin(dayNumber - dayNumberOf(last), silentDays)) return false;
  }
  if (purchases && !isWithin(purchasesOf(account, purchases.withinDays, dayNumber), purchases)) return false;
  return !spendMinor || isWithin(spendOf(account, spendMinor.withinDays, dayNumber), spendMinor);
}

function isWithin(value: number, { from, to }: { from: number; to?: number | undefined }): boolean {
  return value >= from && (to === undefined || value <= to);
}

function purchasesOf(account: Account, withinDays: number | undefined, dayNumber: number): number {
  if (withinDays === undefined) return account.purchaseCount;
  return lately(account, withinDays, dayNumber).reduce((sum, { purchases }) => sum + purchases, 0);
}

function spendOf(account: Account, withinDays: number | undefined, dayNumber: number): number {
  if (withinDays === undefined) return account.spendMinor;
  return lately(account, withinDays, dayNumber).reduce((sum, { spendMinor }) => sum + spendMinor, 0);
}

/** Of the last so many local days, today included. */
function lately({ history = [] }: Account, withinDays: number, dayNumber: number) {
  return history.filter(({ day }) => {
    const ago = dayNumber - dayNumberOf(day);
    return ago >= 0 && ago < withinDays;
  });
}
