import type { Reaction } from '../event.ts';
import { conditionsBecause, conditionsHold, entryHolds } from '../evaluate/tiers.ts';
import type { Because } from '../outcome.ts';
import type { Tier } from '../programme/schema.ts';
import { dayNumberOf, dayOf } from '../time/moment.ts';
import { effectOf, memberOf, reactionOf, reject } from './scene.ts';
import type { Scene } from './scene.ts';
import { enterTiers, standingOf } from './tier.ts';

/**
 * Looks at the member's tier: up where an entry holds by now; else, once a period, whether its exit holds. The fall waits for
 * the grace, and while that runs every review looks again.
 */
export function review(scene: Scene): void {
  const to = memberOf(scene);
  const { tiers } = scene.compiled.filled;
  const current = tiers.findIndex(({ id }) => id === scene.tier);
  const tier = tiers[current];
  if (enterTiers(scene, to)) {
    clearRisk(scene, scene.reactions.at(-1)!);
    return;
  }
  const { atRiskSince, reviewed } = scene.event;
  const today = dayOf(scene.context.moment.dayNumber);
  if (!tier?.exit || current < 1) return keep(scene, tier?.id ?? 'review', []);
  if (atRiskSince === undefined && reviewed !== undefined && samePeriod(tier.review ?? 'day', reviewed, today))
    return keep(scene, tier.id, [{ fact: 'moment', operator: 'isNot', expected: reviewed, actual: today }]);
  const standing = standingOf(scene, to.facts!);
  const because = conditionsBecause(tier.exit, standing);
  const reaction = reactionOf(tier.id, to);
  reaction.reviewed = today;
  scene.reactions.push(reaction);
  if (!conditionsHold(tier.exit, standing)) {
    clearRisk(scene, reaction);
    return keep(scene, tier.id, because);
  }
  const waited = scene.context.moment.dayNumber - dayNumberOf(atRiskSince ?? today);
  const grace = tier.graceDays ?? 0;
  if (waited < grace) {
    if (atRiskSince === undefined) reaction.atRiskSince = today;
    reject(scene, tier.id, {
      reason: 'tier.grace',
      because: [{ fact: 'member.days', operator: 'atLeast', expected: grace, actual: waited }],
    });
    return;
  }
  fall(scene, reaction, tiers, current, because);
}

/** To the highest lower tier whose exit does not hold and whose entry holds, else the first. */
function fall(scene: Scene, reaction: Reaction, tiers: readonly Tier[], current: number, because: Because[]): void {
  const member = memberOf(scene).facts!;
  const standing = standingOf(scene, member);
  const stays = (each: Tier) =>
    entryHolds(each, standing) && !(each.exit !== undefined && conditionsHold(each.exit, standing));
  const lower = Math.max(0, tiers.slice(0, current).findLastIndex(stays));
  const [from, to] = [tiers[current]!.id, tiers[lower]!.id];
  reaction.tier = { from, to };
  reaction.messages.push({ id: 'tier.lost', args: { from, to } });
  clearRisk(scene, reaction);
  scene.effects.push(effectOf(scene, from, 'tier', member.spendMinor, 'minor', because));
}

function clearRisk({ event }: Scene, reaction: Reaction): void {
  if (event.atRiskSince !== undefined) reaction.atRiskSince = null;
}

function keep(scene: Scene, rule: string, because: Because[]): void {
  reject(scene, rule, { reason: 'tier.kept', because });
}

function samePeriod(period: NonNullable<Tier['review']>, a: string, b: string): boolean {
  if (period === 'day') return a === b;
  if (a.slice(0, 4) !== b.slice(0, 4)) return false;
  if (period === 'year') return true;
  if (period === 'month') return a.slice(5, 7) === b.slice(5, 7);
  return quarterOf(a) === quarterOf(b);
}

function quarterOf(day: string): number {
  return Math.floor((Number(day.slice(5, 7)) - 1) / 3);
}
