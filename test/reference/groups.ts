import type { Group, Programme } from '../../shared/loyalty/programme/schema.ts';
import { big, total } from './arithmetic.ts';
import { inOrder } from './select.ts';
import { discountOf } from './state.ts';
import type { Choice, Line, Rule, Sale } from './state.ts';

type Evaluate = (choice: Choice) => Sale;

/**
 * Group by group in the programme's order, which of its rules may work; those chosen before stay chosen, and a group that is not chosen
 * yet gives nothing. `contends`: its conditions hold and its goods are in the basket.
 */
export function chooseGroups(
  programme: Programme,
  rules: readonly Rule[],
  contends: (rule: Rule) => boolean,
  evaluate: Evaluate,
): Choice {
  const choices = new Map<string, Choice>();
  const choosing = (programme.groups ?? []).filter(({ mode }) => mode !== 'all');
  for (const { id } of choosing) choices.set(id, () => false);
  const chosen: Choice = (rule, line) => choices.get(rule.group ?? '')?.(rule, line) ?? true;
  for (const group of choosing) {
    const own = rules.filter((rule) => rule.group === group.id && contends(rule)).toSorted(inOrder);
    if (own.length === 1) choices.set(group.id, () => true);
    if (own.length < 2) continue;
    const alone = own.map((only) => {
      choices.set(group.id, (rule) => rule.id === only.id);
      return { rule: only, sale: evaluate(chosen) };
    });
    choices.set(group.id, choiceOf(programme, group, alone));
  }
  return chosen;
}

type Alone = { rule: Rule; sale: Sale };

function choiceOf(programme: Programme, { mode, scope = 'receipt' }: Group, alone: Alone[]): Choice {
  const pick = (line: string | null): Rule | undefined => {
    const giving = alone.filter(({ rule, sale }) => gave(rule, sale, line));
    if (mode === 'first') return giving[0]?.rule;
    const values = giving.map(({ sale }) => worthOf(programme, sale, line));
    const best = values.reduce((highest, value) => (value > highest ? value : highest), 0n);
    return giving[values.indexOf(best)]?.rule;
  };
  if (scope === 'receipt') {
    const only = pick(null);
    return (rule) => rule === only;
  }
  return (rule, line) => line === null || rule === pick(line);
}

/** Whether the rule gave anything, or anything on that line; a donation is of all its lines. */
function gave({ id: rule }: Rule, { lines, donations, given }: Sale, line: string | null): boolean {
  if (line === null) return given.has(rule);
  const donation = donations.find((each) => each.rule === rule);
  if (donation?.lines.some(([id]) => id === line)) return true;
  return lines.some(
    ({ id, discounts, earned }) =>
      id === line &&
      (discounts.some((each) => each.rule === rule && each.amount > 0n) || earned.some((each) => each.rule === rule)),
  );
}

/** Money off and points at their worth, in hundredths of a minor unit so that it is whole. */
function worthOf({ wallets }: Programme, { lines }: Sale, id: string | null): bigint {
  const counted = lines.filter((line) => id === null || line.id === id);
  return total(counted.map((line) => 100n * discountOf(line) + pointsWorth(wallets, line)));
}

function pointsWorth(wallets: Programme['wallets'], line: Line): bigint {
  return total(
    line.earned.map(({ wallet, points }) => {
      const { scale, worthMinor } = wallets.find(({ id }) => id === wallet)!;
      return (points * big(worthMinor) * 100n) / 10n ** big(scale);
    }),
  );
}
