import type { CompiledProgramme } from '../compile/types.ts';
import type { EventFacts, ReactOutcome } from '../event.ts';
import { actOnEvent } from './activities.ts';
import { convert, giveReward } from './exchange.ts';
import { countReferral, joinByLink, linkRefusal } from './registered.ts';
import { review } from './review.ts';
import { memberOf, openScene, reject } from './scene.ts';
import type { Scene } from './scene.ts';
import { enterTiers } from './tier.ts';

/** What the event brings to whom. Pure; what is refused has its reason. Throws only on a bug. */
export function react(compiled: CompiledProgramme, event: EventFacts): ReactOutcome {
  const scene = openScene(compiled, event);
  const { kind } = event;
  if (event.member.blocked) refuseBlocked(scene);
  else if (kind === 'reward') giveReward(scene);
  else if (kind === 'conversion') convert(scene);
  else if (kind === 'review') review(scene);
  else if (kind === 'registered') return register(scene);
  else if (!actOnEvent(scene)) nobodyCares(scene);
  return outcomeOf(scene);
}

function outcomeOf({ reactions, effects, rejections }: Scene): ReactOutcome {
  return { kind: 'reaction', reactions, effects, rejections };
}

/** A link that is over or full brought nobody: what asks for it does not apply. */
function register(told: Scene): ReactOutcome {
  const refused = linkRefusal(told);
  const { joinedBy: _, ...without } = told.event.member;
  const scene = refused ? openScene(told.compiled, told.event, without) : told;
  if (refused) reject(scene, refused.link, refused.refusal);
  joinByLink(scene);
  countReferral(scene);
  actOnEvent(scene);
  enterTiers(scene, memberOf(scene));
  if (scene.reactions.length + scene.rejections.length === 0) nobodyCares(scene);
  return outcomeOf(scene);
}

function refuseBlocked(scene: Scene): void {
  const { kind, name } = scene.event;
  const because = [{ fact: 'member.blocked', operator: 'is', expected: false, actual: true }] as const;
  reject(scene, name ?? kind, { reason: 'member.blocked', because });
}

/** Nothing in the programme waits for such an event. */
function nobodyCares(scene: Scene): void {
  const { kind, name } = scene.event;
  const because = [{ fact: 'event', operator: 'is', expected: null, actual: kind }] as const;
  reject(scene, name ?? kind, { reason: 'event.noMatch', because });
}
