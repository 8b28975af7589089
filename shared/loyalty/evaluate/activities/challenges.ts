import type { CompiledChallenge } from '../../compile/types.ts';
import { counted, isDone, standingCount } from '../../grants/counting.ts';
import type { Counter } from '../../facts.ts';
import type { Run } from '../types.ts';
import { refuse, tell } from './acted.ts';
import type { Acted, Giving } from './acted.ts';
import { give } from './give.ts';
import { findIn, sumOf } from './receipt.ts';
import type { BoughtLine } from './receipt.ts';

/** Counts the receipt in each challenge whose `when` holds, and gives what a goal that is reached gives. */
export function countChallenges(
  run: Run,
  bought: readonly BoughtLine[],
  challenges: readonly CompiledChallenge[],
  acted: Acted,
): void {
  const { member, moment } = run.plan.context;
  for (const challenge of challenges) {
    const counter = member?.counters?.find((each) => each.challenge === challenge.id);
    const state = count(run, bought, challenge, counter, acted);
    const stands = state ?? counter;
    if (!stands || isDone(challenge, stands)) continue;
    const done = standingCount(challenge, stands, moment.dayNumber);
    const { id, goal } = challenge;
    if (state || done > 0) acted.progress.push({ challenge: id, count: done, goal, left: goal - done });
  }
}

function count(
  run: Run,
  bought: readonly BoughtLine[],
  challenge: CompiledChallenge,
  counter: Counter | undefined,
  acted: Acted,
): Counter | null {
  const { id: rule, give: grants } = challenge;
  const found = findIn(run, bought, challenge, () => once(challenge, counter));
  if (found.kind === 'silent') return null;
  if (found.kind === 'refused') {
    refuse({ acted, rule }, found.refusal);
    return null;
  }
  const { lines, because } = found;
  const step = counted(challenge, counter, run.plan.context.moment.dayNumber, amountOf(challenge, lines));
  if (step === null) return null;
  const { state, rounds } = step;
  acted.counters.push(state);
  if (rounds === 0) return state;
  const giving: Giving = { run, bought, acted, rule, lines: [], because, to: { who: 'member' }, allocates: false };
  tell(giving, 'challenge', rounds, 'times');
  acted.messages.push({ id: 'challenge.reached', args: { challenge: rule } });
  for (let round = 0; round < rounds; round += 1)
    grants.forEach((grant, n) => give(giving, grant, round * grants.length + n));
  return state;
}

/** What is reached once and for all is refused as something that was used. */
function once(challenge: CompiledChallenge, counter: Counter | undefined) {
  if (counter === undefined || !isDone(challenge, counter)) return null;
  const because = [{ fact: 'member.uses', operator: 'under', expected: 1, actual: counter.reached }] as const;
  return { reason: 'limit.member', because } as const;
}

/** One receipt, whole units of its lines together, or what was paid for them. */
export function amountOf({ counts }: Pick<CompiledChallenge, 'counts'>, lines: readonly BoughtLine[]): number {
  if (counts === 'times') return 1;
  if (counts === 'spendMinor') return sumOf(lines, ({ netMinor }) => netMinor);
  return Math.floor(sumOf(lines, ({ quantity }) => quantity) / 1000);
}
