import { scheduleConditions } from '../compile/schedule.ts';
import { toBecause } from '../evaluate/because.ts';
import type { GrantRefusal } from '../grants/source.ts';
import { grantId } from '../grants/source.ts';
import type { Link } from '../programme/schema.ts';
import { otherOf } from './activities.ts';
import { giveAll } from './grant.ts';
import { memberOf, reactionOf, reject } from './scene.ts';
import type { Scene } from './scene.ts';
import { enterTiers } from './tier.ts';

/** Why the member did not join by the link they came with. Null: they did, or came with none. */
export function linkRefusal(scene: Scene): { link: string; refusal: GrantRefusal } | null {
  const { joinedBy } = scene.event.member;
  if (joinedBy === undefined) return null;
  const link = linkOf(scene, joinedBy);
  const refusal = link ? closed(scene, link) : { reason: 'link.unknown' as const, because: [] };
  return refusal && { link: joinedBy, refusal };
}

function linkOf({ compiled }: Scene, id: string): Link | undefined {
  return compiled.programme.links?.find((each) => each.id === id);
}

function closed({ context, event }: Scene, { schedule, limit }: Link): GrantRefusal | null {
  const failed = schedule && scheduleConditions(schedule).find((condition) => !condition.holds(context));
  if (failed) return { reason: failed.reason, because: [toBecause(failed, context)] };
  const { joined = 0 } = event;
  if (limit === undefined || joined < limit) return null;
  return {
    reason: 'link.full',
    because: [{ fact: 'member.joinedBy', operator: 'under', expected: limit, actual: joined }],
  };
}

/** The link's segment, without end, and its grants. */
export function joinByLink(scene: Scene): void {
  const { joinedBy } = scene.context.facts.member!;
  const link = joinedBy === undefined ? undefined : linkOf(scene, joinedBy);
  if (!link) return;
  const { id: rule, segment, give = [] } = link;
  const to = memberOf(scene);
  const reaction = reactionOf(rule, to);
  const { id: by, moment } = scene.event;
  if (segment !== undefined) {
    // Its place is after those of the grants.
    reaction.terms.push({ segment, from: moment, by: grantId({ by, rule }, give.length) });
    reaction.messages.push({ id: 'segment.granted', args: { segment } });
  }
  const because = [{ fact: 'member.joinedBy', operator: 'is', expected: rule, actual: rule }] as const;
  const { effects, refused } = giveAll(scene, reaction, to, give, because);
  for (const refusal of refused) reject(scene, rule, refusal);
  scene.effects.push(...effects);
  if (reaction.terms.length + give.length > 0) scene.reactions.push(reaction);
}

/** The one who brought the member has brought one more, which may lift them at once. */
export function countReferral(scene: Scene): void {
  const { id, referrers = [] } = scene.event.member;
  const [member] = referrers;
  if (member === undefined || member === id) return;
  const known = otherOf(scene, member);
  const facts = known && { ...known, referrals: (known.referrals ?? 0) + 1 };
  const to = { who: 'referrer', member, facts } as const;
  const reaction = reactionOf('referral', to);
  reaction.referrals = 1;
  scene.reactions.push(reaction);
  enterTiers(scene, to);
}
