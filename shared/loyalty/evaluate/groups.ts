import type { Rule, RuleGroup } from '../compile/types.ts';
import type { Because } from '../outcome.ts';
import { isGiven } from './phases/set-aside.ts';
import { runPhases } from './run.ts';
import type { Candidate, Plan, Refusal, Run } from './types.ts';

type Picks = Map<Candidate, boolean | ReadonlySet<number>>;
type Trial = { rule: Rule; candidates: readonly Candidate[]; run: Run };
export type Chosen = { choice: Picks; refusals: Refusal[] };

/**
 * Lets each choosing group choose, in the programme's order, by a full evaluation with each of its rules alone (other groups
 * as chosen so far, those still to choose without their rules). Best: most money off plus points at their worth; first: the
 * first by priority that has an effect. Ties: lower priority, then id. By line, the same is asked of each line.
 */
export function chooseInGroups(plan: Plan): Chosen {
  const chosen: Chosen = { choice: new Map(), refusals: [] };
  const { choosing } = plan.compiled;
  if (choosing.length === 0) return chosen;
  const contested = plan.candidates.filter(({ rule, failed }) => failed === null && choosing.includes(rule.group!));
  for (const candidate of contested) chosen.choice.set(candidate, false);
  for (const group of choosing) {
    const members = rulesOf(group, contested);
    const [only, another] = members;
    if (only && !another) for (const candidate of only.candidates) chosen.choice.set(candidate, true);
    else if (only) choose(plan, group, members, chosen);
  }
  return chosen;
}

function rulesOf(group: RuleGroup, contested: readonly Candidate[]): Omit<Trial, 'run'>[] {
  const rules = new Set(contested.filter(({ rule }) => rule.group === group).map(({ rule }) => rule));
  return [...rules]
    .toSorted((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))
    .map((rule) => ({ rule, candidates: contested.filter((each) => each.rule === rule) }));
}

function choose(plan: Plan, group: RuleGroup, members: Omit<Trial, 'run'>[], chosen: Chosen): void {
  const effective: Trial[] = [];
  for (const { rule, candidates } of members) {
    const alone: Picks = new Map([...chosen.choice, ...candidates.map((each): [Candidate, true] => [each, true])]);
    const run = runPhases(plan, alone, false);
    if (hasEffect(run, candidates)) effective.push({ rule, candidates, run });
    else chosen.refusals.push(...ownRefusals(plan, alone, rule));
    if (group.mode === 'first' && group.scope === 'receipt' && effective.length > 0) break;
  }
  if (group.scope === 'line') pickLines(group, effective, chosen);
  else pickOne(group, members, effective, chosen);
}

/** What the rule alone was refused for is told, rather than that it lost. */
function ownRefusals(plan: Plan, alone: Picks, rule: Rule): Refusal[] {
  return runPhases(plan, alone, true).refusals.filter((refusal) => refusal.rule === rule.id);
}

function pickOne(group: RuleGroup, members: Omit<Trial, 'run'>[], effective: Trial[], chosen: Chosen): void {
  let best: Trial | undefined;
  for (const trial of effective) if (!best || valueOf(trial.run) > valueOf(best.run)) best = trial;
  if (!best) return;
  for (const candidate of best.candidates) chosen.choice.set(candidate, true);
  const refused = new Set(chosen.refusals.map(({ rule }) => rule));
  for (const { rule } of members) {
    if (rule === best.rule || refused.has(rule.id)) continue;
    const run = effective.find((trial) => trial.rule === rule)?.run;
    chosen.refusals.push(lost(group, rule, best, run));
  }
}

/** Gifts have lines of their own, and what is told has none, so they contend with nobody about one. */
function pickLines(group: RuleGroup, effective: Trial[], chosen: Chosen): void {
  const lines = new Map<Trial, Set<number>>(effective.map((trial) => [trial, new Set()]));
  const values = new Map<Trial, number[]>(effective.map((trial) => [trial, valuesByLine(trial.run)]));
  const winners = new Map<number, Trial>();
  for (const trial of effective)
    for (const line of touched(trial)) {
      const rival = winners.get(line);
      const wins = !rival || (group.mode === 'best' && values.get(trial)![line]! > values.get(rival)![line]!);
      if (wins) winners.set(line, trial);
    }
  for (const [line, trial] of winners) lines.get(trial)!.add(line);
  for (const trial of effective) {
    const won = lines.get(trial)!;
    const isApart = touchesNoLine(trial.rule);
    for (const candidate of trial.candidates) chosen.choice.set(candidate, isApart || (won.size > 0 && won));
    if (isApart || won.size > 0) continue;
    const winner = winners.get(touched(trial)[0]!)!;
    chosen.refusals.push(lost(group, trial.rule, winner, trial.run));
  }
}

function touchesNoLine({ give, phase }: Rule): boolean {
  return phase === 10 || give.kind === 'gift' || give.kind === 'freeGood';
}

function lost(group: RuleGroup, rule: Rule, winner: Trial, run: Run | undefined): Refusal {
  const because: Because[] = [{ fact: 'group', operator: group.mode, expected: winner.rule.id, actual: rule.id }];
  if (group.mode === 'first' || !run) return { rule: rule.id, reason: 'group.first', because };
  const [expected, actual] = [toMinor(valueOf(winner.run)), toMinor(valueOf(run))];
  because.push({ fact: 'group.valueMinor', operator: 'atLeast', expected, actual });
  return { rule: rule.id, reason: 'group.best', because };
}

function hasEffect(run: Run, candidates: readonly Candidate[]): boolean {
  const isOurs = (each: { candidate: Candidate | null }) =>
    each.candidate !== null && candidates.includes(each.candidate);
  const { discounts, donations, accruals, tellings } = run;
  return discounts.some(isOurs) || donations.some(isOurs) || accruals.some(isOurs) || tellings.some(isOurs);
}

function touched({ run, candidates }: Trial): number[] {
  const lines = new Set<number>();
  for (const { candidate, lines: changed } of [...run.discounts, ...run.donations, ...run.accruals])
    if (candidate && candidates.includes(candidate))
      for (const line of changed) if (!isGiven(run.lines[line]!)) lines.add(run.lines[line]!.place);
  return [...lines];
}

/** In hundredths of a minor unit, so that a hundredth of a point still counts whole. */
function valueOf(run: Run): number {
  let value = 0;
  for (const { totalMinor } of run.discounts) value += totalMinor * 100;
  for (const { points, wallet } of run.accruals) value += worth(points, wallet);
  return value;
}

/** The same by line of the basket, units split off it included, gifts not. */
function valuesByLine(run: Run): number[] {
  const values = run.plan.lines.map(() => 0);
  const add = (index: number, value: number) => {
    const line = run.lines[index]!;
    if (!isGiven(line)) values[line.place]! += value;
  };
  for (const { lines, amounts } of run.discounts) lines.forEach((line, at) => add(line, amounts[at]! * 100));
  for (const { lines, linePoints, wallet } of run.accruals)
    lines.forEach((line, at) => add(line, worth(linePoints[at]!, wallet)));
  return values;
}

function worth(points: number, { worthMinor, unitsPerPoint }: { worthMinor: number; unitsPerPoint: number }): number {
  return points * worthMinor * (100 / unitsPerPoint);
}

function toMinor(value: number): number {
  return Math.floor(value / 100);
}
