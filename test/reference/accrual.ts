import { atLeastZero, big, down, shareOut, total } from './arithmetic.ts';
import { datesOf } from './calendar.ts';
import { matches } from './goods.ts';
import { withinBudget } from './limits.ts';
import { passing } from './select.ts';
import { addGiven, isGiven, leftOf, redeemedOf, touch } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

type Rate = Extract<Rule['give'], { kind: 'pointsRate' | 'pointsPer' }>;

/** Phase 9: rates, then multiples of what the rates gave, then fixed numbers. */
export function accrual(sale: Sale): void {
  // Thresholds read what is left at the beginning of the phase, and no step of it changes that.
  for (const rule of passing(sale, 'pointsRate', 'pointsPer')) byRate(sale, rule);
  const byRates = new Map(sale.lines.map((line) => [line, [...line.earned]]));
  for (const rule of passing(sale, 'pointsMultiplier')) multiple(sale, rule, byRates);
  for (const rule of passing(sale, 'pointsFixed', 'pointsPerUnit')) fixed(sale, rule);
}

function byRate(sale: Sale, rule: Rule): void {
  const give = rule.give as Rate;
  if (give.kind === 'pointsRate' && give.whenRedeemed === 'none' && sale.lines.some((line) => redeemedOf(line) > 0n))
    return;
  const baseOf = (line: Line) => leftOf(line) + (give.base === 'beforeRedemption' ? redeemedOf(line) : 0n);
  const lines = accruable(sale, rule).filter((line) => baseOf(line) > 0n);
  const sum = total(lines.map(baseOf));
  const points =
    give.kind === 'pointsRate' ? ofRate(sale, give, sum) : big(give.points) * down(sum, big(give.perMinor));
  earn(sale, rule, give.wallet, points, lines, baseOf);
}

function ofRate({ programme }: Sale, give: Extract<Rate, { kind: 'pointsRate' }>, sum: bigint): bigint {
  const { scale, worthMinor } = programme.wallets.find(({ id }) => id === give.wallet)!;
  if (worthMinor === 0) return 0n;
  return down(sum * big(give.rateBp) * 10n ** big(scale), 10_000n * big(worthMinor));
}

function multiple(sale: Sale, rule: Rule, byRates: Map<Line, Line['earned']>): void {
  if (rule.give.kind !== 'pointsMultiplier') return;
  const { wallet, factorBp } = rule.give;
  const ofRates = (line: Line) =>
    total((byRates.get(line) ?? []).filter((each) => each.wallet === wallet).map(({ points }) => points));
  const lines = accruable(sale, rule);
  const surplus = down(total(lines.map(ofRates)) * atLeastZero(big(factorBp) - 10_000n), 10_000n);
  earn(sale, rule, wallet, surplus, lines, ofRates);
}

function fixed(sale: Sale, rule: Rule): void {
  const { give } = rule;
  const lines = accruable(sale, rule).filter((line) => leftOf(line) > 0n);
  if (lines.length === 0) return;
  if (give.kind === 'pointsFixed') earn(sale, rule, give.wallet, big(give.points), lines, leftOf);
  if (give.kind === 'pointsPerUnit') {
    const units = total(lines.map(({ quantity }) => quantity)) / 1000n;
    earn(sale, rule, give.wallet, units * big(give.points), lines, ({ quantity }) => quantity);
  }
}

function accruable(sale: Sale, rule: Rule): Line[] {
  return sale.lines.filter(
    (line) =>
      !isGiven(line) &&
      line.good.accruable !== false &&
      !line.closedTo.accrual &&
      matches(rule.when?.goods, line.good, sale.member) &&
      sale.choice(rule, line.id),
  );
}

function earn(
  sale: Sale,
  rule: Rule,
  wallet: string,
  wanted: bigint,
  lines: readonly Line[],
  weightOf: (line: Line) => bigint,
): void {
  const { activationDays = 0, lifetime = { kind: 'never' } } = sale.programme.wallets.find(({ id }) => id === wallet)!;
  if (datesOf(sale.facts.moment, activationDays, lifetime, sale.facts.shop.zone) === null) return;
  const points = withinBudget(sale, rule, wanted);
  const shares = shareOut(
    points,
    lines.map((line) => ({ weight: weightOf(line), room: points })),
  );
  for (const [index, line] of lines.entries()) {
    if (shares[index]! > 0n) line.earned.push({ wallet, rule: rule.id, points: shares[index]!, at: sale.applied });
  }
  if (points === 0n || lines.length === 0) return;
  sale.applied += 1;
  addGiven(sale, rule.id, total(shares));
  touch(sale, rule, lines);
}
