import type { Group, Programme } from '../../shared/loyalty/programme/promotion.ts';
import { big, compare, total } from './arithmetic.ts';
import { inOrder } from './select.ts';
import { discountOf } from './state.ts';
import type { Choice, Line, Rule, Sale } from './state.ts';

type Evaluate = (choice: Choice) => Sale;

/** Group by group in the programme's order, which of its rules may work; those chosen before stay chosen. */
export function chooseGroups(programme: Programme, rules: readonly Rule[], evaluate: Evaluate): Choice {
  let chosen: Choice = () => true;
  for (const group of programme.groups ?? []) {
    const own = rules.filter((rule) => rule.group === group.id).toSorted(inOrder);
    if (group.mode === 'all' || own.length < 2) continue;
    const before = chosen;
    const alone = own.map((only) => ({
      rule: only,
      sale: evaluate((rule, line) => before(rule, line) && (rule.group !== group.id || rule.id === only.id)),
    }));
    const ofGroup = choiceOf(programme, group, alone);
    chosen = (rule, line) => before(rule, line) && (rule.group !== group.id || ofGroup(rule, line));
  }
  return chosen;
}

type Alone = { rule: Rule; sale: Sale };

function choiceOf(programme: Programme, { mode, scope = 'receipt' }: Group, alone: Alone[]): Choice {
  const pick = (line: string | null): Rule | undefined => {
    if (mode === 'first') return alone.find(({ rule, sale }) => gave(rule, sale, line))?.rule;
    const values = alone.map(({ sale }) => worthOf(programme, sale, line));
    const best = values.reduce((highest, value) => (compare(value, highest) > 0 ? value : highest), 0n);
    return alone[values.indexOf(best)]?.rule;
  };
  if (scope === 'receipt') {
    const only = pick(null);
    return (rule) => rule === only;
  }
  return (rule, line) => line === null || rule === pick(line);
}

function gave(rule: Rule, sale: Sale, line: string | null): boolean {
  return sale.lines.some(
    ({ id, discounts, earned }) =>
      (line === null || line === id) &&
      (discounts.some((each) => each.rule === rule.id) || earned.some((each) => each.rule === rule.id)),
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
