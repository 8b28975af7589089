import { rewardConditions } from '../compile/reacting.ts';
import { identified } from '../compile/audience.ts';
import { scheduleConditions } from '../compile/schedule.ts';
import type { CompiledWallet, Condition } from '../compile/types.ts';
import type { Reaction } from '../event.ts';
import { toBecause } from '../evaluate/because.ts';
import { draw } from '../evaluate/draw.ts';
import { readPurses } from '../evaluate/purses.ts';
import { isRefusal, lotOf } from '../grants/points.ts';
import type { GrantRefusal } from '../grants/source.ts';
import type { Because, Movement } from '../outcome.ts';
import type { Conversion, Reward } from '../programme/schema.ts';
import { giveAll } from './grant.ts';
import { effectOf, memberOf, reactionOf, reject, sourceOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** Something of the catalogue for points: all of it or nothing. */
export function giveReward(scene: Scene): void {
  const { name = 'reward' } = scene.event;
  const reward = scene.compiled.programme.rewards?.find(({ id }) => id === name);
  const refusal = reward ? tryReward(scene, reward) : ({ reason: 'reward.unknown', because: [] } as const);
  if (refusal) reject(scene, name, refusal);
}

function tryReward(scene: Scene, reward: Reward): GrantRefusal | null {
  const { id: rule, wallet, points, give } = reward;
  const unmet = firstUnmet(scene, rewardConditions(reward, scene.compiled.filled));
  if (unmet) return unmet;
  const to = memberOf(scene);
  const reaction = reactionOf(rule, to);
  const unpaid = spend(scene, reaction, wallet, points);
  if (unpaid) return unpaid;
  const because: Because[] = [{ fact: 'wallet.points', operator: 'atLeast', expected: points, actual: points }];
  const { effects, refused } = giveAll(scene, reaction, to, give, because);
  if (refused[0]) return refused[0];
  scene.reactions.push(reaction);
  scene.effects.push(effectOf(scene, rule, 'redemption', points, wallet, because), ...effects);
  return null;
}

/** Points of one wallet into another's or into a donation: as many whole steps as are asked for, or none. */
export function convert(scene: Scene): void {
  const { name = 'conversion' } = scene.event;
  const conversion = scene.compiled.programme.conversions?.find(({ id }) => id === name);
  const refusal = conversion ? tryConversion(scene, conversion) : ({ reason: 'reward.unknown', because: [] } as const);
  if (refusal) reject(scene, name, refusal);
}

function tryConversion(scene: Scene, { id: rule, from, to: into }: Conversion): GrantRefusal | null {
  const steps = scene.event.value ?? 1;
  if (steps < 1) return { reason: 'amount.nothing', because: [] };
  const reaction = reactionOf(rule, memberOf(scene));
  const points = from.points * steps;
  const refused = spend(scene, reaction, from.wallet, points) ?? turnInto(scene, reaction, into, steps);
  if (refused) return refused;
  const because: Because[] = [{ fact: 'wallet.points', operator: 'wholeSteps', expected: from.points, actual: points }];
  scene.reactions.push(reaction);
  const [kind, amount, unit] =
    'wallet' in into
      ? (['accrual', into.points * steps, into.wallet] as const)
      : (['donation', into.amountMinor * steps, 'minor'] as const);
  scene.effects.push(
    effectOf(scene, rule, 'redemption', points, from.wallet, because),
    effectOf(scene, rule, kind, amount, unit, because),
  );
  return null;
}

function turnInto(scene: Scene, reaction: Reaction, into: Conversion['to'], steps: number): GrantRefusal | null {
  const { rule } = reaction;
  if ('wallet' in into) {
    const lot = lotOf(sourceOf(scene, rule), {}, 0, walletOf(scene, into.wallet), into.points * steps);
    if (isRefusal(lot)) return lot;
    const { id, wallet, points, activeFrom, expiresAt } = lot;
    reaction.movements.push({ kind: 'accrue', wallet, lot: id, points, activeFrom, expiresAt });
    return null;
  }
  const cause = scene.compiled.programme.causes?.find(({ id }) => id === into.cause);
  if (!cause) return { reason: 'cause.unknown', because: [] };
  if (cause.schedule && firstUnmet(scene, scheduleConditions(cause.schedule)))
    return { reason: 'cause.over', because: [] };
  const amountMinor = into.amountMinor * steps;
  reaction.donations.push({ cause: cause.id, by: 'member', amountMinor, rule, lines: [] });
  reaction.messages.push({ id: 'donation.thanks', args: { cause: cause.id } });
  return null;
}

function walletOf({ compiled }: Scene, id: string): CompiledWallet {
  return compiled.wallets.find((wallet) => wallet.id === id)!;
}

/** Takes so many points out of the member's lots, soonest expiry first, or refuses. */
function spend(scene: Scene, reaction: Reaction, wallet: string, points: number): GrantRefusal | null {
  const { minimumIdentification } = walletOf(scene, wallet).redemption;
  const unsure = firstUnmet(scene, [identified(minimumIdentification)]);
  if (unsure) return unsure;
  const purse = readPurses(scene.compiled, scene.context).find((each) => each.wallet.id === wallet)!;
  if (purse.availablePoints < points)
    return {
      reason: 'redemption.noPoints',
      because: [{ fact: 'wallet.points', operator: 'atLeast', expected: points, actual: purse.availablePoints }],
    };
  const drawn = draw(purse.funds, points);
  reaction.movements.push(
    ...drawn.map(({ lot, points: taken }): Movement => ({ kind: 'redeem', wallet, lot: lot.id, points: taken })),
  );
  return null;
}

function firstUnmet({ context }: Scene, conditions: readonly Condition[]): GrantRefusal | null {
  const failed = conditions.find((condition) => !condition.holds(context));
  return failed ? { reason: failed.reason, because: [toBecause(failed, context)] } : null;
}
