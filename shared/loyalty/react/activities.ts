import type { CompiledActivity, CompiledChallenge } from '../compile/types.ts';
import { toBecause } from '../evaluate/because.ts';
import { counted, isDone } from '../grants/counting.ts';
import type { GrantRefusal } from '../grants/source.ts';
import { overLimit } from '../grants/uses.ts';
import type { Because } from '../outcome.ts';
import { usedOnceMore } from '../uses.ts';
import { dayOf } from '../time/moment.ts';
import { paidThisYear } from './dates.ts';
import { giveAll } from './grant.ts';
import { effectOf, memberOf, reactionOf, reject } from './scene.ts';
import type { Recipient, Scene } from './scene.ts';
import { mismatch } from './triggers.ts';

/** Activities and challenges of the event's kind, in order of id. Answers whether there are any. */
export function actOnEvent(scene: Scene): boolean {
  const { eventActivities, eventChallenges } = scene.compiled.reacting;
  const { kind } = scene.event;
  const activities = eventActivities.filter(({ on }) => on.event === kind);
  const challenges = eventChallenges.filter(({ on }) => on.event === kind);
  for (const activity of activities) act(scene, activity);
  for (const challenge of challenges) count(scene, challenge);
  return activities.length + challenges.length > 0;
}

function act(scene: Scene, activity: CompiledActivity): void {
  const { id: rule, on, limits, give } = activity;
  const to = recipientOf(scene, activity);
  const refused =
    mismatch(scene, on) ??
    unmet(scene, activity) ??
    ('reason' in to ? to : null) ??
    (on.event === 'date' ? paidThisYear(scene, rule) : null);
  if (refused || 'reason' in to) {
    reject(scene, rule, refused!);
    return;
  }
  const uses = to.facts?.uses ?? [];
  const { moment } = scene.context;
  const limited = limits && overLimit(limits, uses, rule, moment);
  if (limited) {
    reject(scene, rule, limited);
    return;
  }
  const reaction = reactionOf(rule, to);
  const given = giveAll(scene, reaction, to, give, becauseOf(scene, activity));
  for (const refusal of given.refused) reject(scene, rule, refusal);
  if (!given.gave) return;
  if (limits !== null || on.event === 'date') reaction.uses.push(usedOnceMore(uses, rule, dayOf(moment.dayNumber)));
  scene.reactions.push(reaction);
  scene.effects.push(...given.effects);
}

function count(scene: Scene, challenge: CompiledChallenge): void {
  const { id: rule, on, give } = challenge;
  const to = memberOf(scene);
  const counter = to.facts!.counters?.find((each) => each.challenge === rule);
  const refused = mismatch(scene, on) ?? unmet(scene, challenge) ?? once(challenge, counter?.reached ?? 0);
  if (refused) {
    reject(scene, rule, refused);
    return;
  }
  const step = counted(challenge, counter, scene.context.moment.dayNumber, 1);
  if (step === null) return;
  const { state, rounds } = step;
  const reaction = reactionOf(rule, to);
  reaction.counters.push(state);
  scene.reactions.push(reaction);
  if (rounds === 0) return;
  const because = becauseOf(scene, challenge);
  scene.effects.push(effectOf(scene, rule, 'challenge', rounds, 'times', because));
  reaction.messages.push({ id: 'challenge.reached', args: { challenge: rule } });
  // An event counts one, so it reaches a goal once; lots of the next round are of another event.
  const given = giveAll(scene, reaction, to, give, because);
  for (const refusal of given.refused) reject(scene, rule, refusal);
  scene.effects.push(...given.effects);
}

function once(challenge: CompiledChallenge, reached: number): GrantRefusal | null {
  if (!isDone(challenge, { challenge: challenge.id, count: 0, since: '', last: '', reached })) return null;
  return {
    reason: 'limit.member',
    because: [{ fact: 'member.uses', operator: 'under', expected: 1, actual: reached }],
  };
}

function unmet({ context }: Scene, { conditions }: Pick<CompiledActivity, 'conditions'>): GrantRefusal | null {
  const failed = conditions.find((condition) => !condition.holds(context));
  return failed ? { reason: failed.reason, because: [toBecause(failed, context)] } : null;
}

function becauseOf({ event, context }: Scene, { conditions }: Pick<CompiledActivity, 'conditions'>): Because[] {
  return [
    { fact: 'event', operator: 'is', expected: event.kind, actual: event.name ?? event.kind },
    ...conditions.map((condition) => toBecause(condition, context)),
  ];
}

function recipientOf(scene: Scene, { to }: CompiledActivity): Recipient | GrantRefusal {
  const { event } = scene;
  const { id, referrers = [], agent } = event.member;
  if (to.who === 'member') return memberOf(scene);
  const member = to.who === 'referrer' ? referrers[to.level - 1] : agent;
  if (member === undefined) {
    const because: Because =
      to.who === 'referrer'
        ? { fact: 'member.referrers', operator: 'atLeast', expected: to.level, actual: referrers.length }
        : { fact: 'member.agent', operator: 'is', expected: true, actual: false };
    return { reason: 'recipient.none', because: [because] };
  }
  if (member === id)
    return {
      reason: 'recipient.self',
      because: [{ fact: 'member.id', operator: 'isNot', expected: id, actual: member }],
    };
  const facts = otherOf(scene, member);
  if (facts?.blocked)
    return {
      reason: 'member.blocked',
      because: [{ fact: 'member.blocked', operator: 'is', expected: false, actual: true }],
    };
  return { who: to.who, member, facts };
}

export function otherOf({ event: { others = [] } }: Scene, member: string) {
  return others.find((each) => each.id === member) ?? null;
}
