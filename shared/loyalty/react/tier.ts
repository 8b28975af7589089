import type { Reaction } from '../event.ts';
import { entryBecause, highestEntered } from '../evaluate/tiers.ts';
import type { Standing } from '../evaluate/tiers.ts';
import type { GrantRefusal } from '../grants/source.ts';
import type { Because, Effect } from '../outcome.ts';
import { effectOf, reactionOf } from './scene.ts';
import type { Recipient, Scene } from './scene.ts';

/** At least this tier; who is in it or above stays where they are. */
export function tierAtLeast(
  scene: Scene,
  reaction: Reaction,
  to: Recipient,
  tier: string,
  because: readonly Because[],
  effects: Effect[],
): GrantRefusal | null {
  if (to.facts === null) return { reason: 'recipient.none', because: [] };
  const { tiers } = scene.compiled.filled;
  const from = to.who === 'member' ? scene.tier : (to.facts.tier ?? tiers[0]?.id ?? null);
  const placeOf = (id: string | null) => tiers.findIndex((each) => each.id === id);
  if (placeOf(from) >= placeOf(tier))
    return { reason: 'tier.kept', because: [{ fact: 'member.tier', operator: 'isNot', expected: tier, actual: from }] };
  moveTo(scene, reaction, to, tier);
  effects.push(effectOf(scene, tier, 'tier', to.facts.spendMinor, 'minor', because));
  return null;
}

function moveTo(scene: Scene, reaction: Reaction, { who, facts }: Recipient, tier: string): void {
  reaction.tier = { from: facts!.tier, to: tier };
  reaction.messages.push({ id: 'tier.reached', args: { tier } });
  if (who === 'member') scene.tier = tier;
}

/** Into the highest tier whose entry holds by now, where it is above the member's own. Answers whether it was. */
export function enterTiers(scene: Scene, to: Recipient): boolean {
  const { tiers } = scene.compiled.filled;
  if (to.facts === null) return false;
  const standing = standingOf(scene, to.facts);
  const current = to.who === 'member' ? scene.tier : to.facts.tier;
  const reached = highestEntered(tiers, standing);
  if (
    reached <=
    Math.max(
      0,
      tiers.findIndex(({ id }) => id === current),
    )
  )
    return false;
  const tier = tiers[reached]!;
  const reaction = reactionOf(tier.id, to);
  moveTo(scene, reaction, to, tier.id);
  scene.reactions.push(reaction);
  const because = entryBecause(tier, standing);
  scene.effects.push(effectOf(scene, tier.id, 'tier', standing.member.spendMinor, 'minor', because));
  return true;
}

/** As the member stands without any receipt. */
export function standingOf({ context }: Scene, member: Standing['member']): Standing {
  return { member, moment: context.moment, change: { spend: 0, purchases: 0 }, receipt: 0 };
}
