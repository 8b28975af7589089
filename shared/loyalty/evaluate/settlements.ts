import { share } from '../../money/allocate.ts';
import { mulDiv } from '../../money/money.ts';
import type { CompiledCoalition, CompiledWallet } from '../compile/types.ts';
import type { Effect, SaleMoney, Settlement } from '../outcome.ts';
import { allocationsOf } from './allocations.ts';
import type { Run } from './types.ts';

/** `line` is null for points of no line: rewards for goals. */
type Weight = { line: string | null; amount: number };
type Owed = Omit<Settlement, 'amountMinor' | 'lines'>;

/**
 * What the sale leaves owing between companies: for points that the partner's shop granted (also to others: `shares`), for points
 * it took as money, and for other partners' parts of a bundle.
 */
export function saleSettlements(
  run: Run,
  partner: string,
  sale: Pick<SaleMoney, 'lines' | 'totals' | 'shares'>,
): Settlement[] {
  const { coalition, wallets } = run.plan.compiled;
  return [
    ...(coalition === null ? [] : wallets.flatMap((wallet) => forPoints(coalition, partner, wallet, sale))),
    ...bundleSettlements(run, partner),
  ];
}

/** The operator keeps the worth of points from whoever grants them to whoever takes them. */
function forPoints(
  { operator, partners }: CompiledCoalition,
  partner: string,
  wallet: CompiledWallet,
  sale: Pick<SaleMoney, 'lines' | 'totals' | 'shares'>,
): Settlement[] {
  const rates = partners.get(partner);
  if (!rates || partner === operator || wallet.worthMinor === 0) return [];
  const granted = grantedBy(wallet.id, sale);
  const worth = (points: number) =>
    mulDiv(points * wallet.worthMinor, rates.earnBp, 10_000 * wallet.unitsPerPoint, 'down');
  const paid = sale.lines.flatMap(({ id, redeemed }) =>
    redeemed.filter((each) => each.wallet === wallet.id).map(({ amountMinor }) => ({ line: id, amount: amountMinor })),
  );
  return [
    ...settle({ from: partner, to: operator, reason: 'accrual', rule: wallet.id }, worth(sum(granted)), granted),
    ...settle(
      { from: operator, to: partner, reason: 'redemption', rule: wallet.id },
      mulDiv(sum(paid), rates.spendBp, 10_000, 'down'),
      paid,
    ),
  ];
}

function grantedBy(
  wallet: string,
  { lines, totals, shares = [] }: Pick<SaleMoney, 'lines' | 'totals' | 'shares'>,
): Weight[] {
  const points = new Map<string, number>();
  const add = (line: string, more: number) => points.set(line, (points.get(line) ?? 0) + more);
  for (const line of lines) for (const each of line.earned) if (each.wallet === wallet) add(line.id, each.points);
  for (const each of shares) if (each.wallet === wallet) for (const part of each.lines) add(part.line, part.points);
  const weights = [...points].map(([line, amount]): Weight => ({ line, amount }));
  const all = [...totals.earned, ...shares].filter((each) => each.wallet === wallet);
  const ofNoLine = all.reduce((total, each) => total + each.points, 0) - sum(weights);
  return ofNoLine === 0 ? weights : [...weights, { line: null, amount: ofNoLine }];
}

/** The shop took all the money of the bundle: the other partners get their shares of what its units were paid. */
function bundleSettlements(run: Run, partner: string): Settlement[] {
  return [...run.bundles].flatMap(([{ rule }, units]) => {
    const { give } = rule;
    if (give.kind !== 'bundlePrice' || !give.split) return [];
    const paid = allocationsOf(
      run,
      units,
      units.map((index) => run.lines[index]!.leftMinor),
    );
    const parts = share(
      sum(paid),
      give.split.map(({ shareBp }) => shareBp),
    );
    return give.split.flatMap((each, at) =>
      each.partner === partner
        ? []
        : settle({ from: partner, to: each.partner, reason: 'bundle', rule: rule.id }, parts[at]!, paid),
    );
  });
}

function settle(owed: Owed, amountMinor: number, weights: readonly Weight[]): Settlement[] {
  if (amountMinor === 0) return [];
  const parts = share(
    amountMinor,
    weights.map(({ amount }) => amount),
  );
  const lines = weights.flatMap(({ line }, at) =>
    line === null || parts[at] === 0 ? [] : [{ line, amountMinor: parts[at]! }],
  );
  return [{ ...owed, amountMinor, lines }];
}

export function settlementEffects(run: Run, settlements: readonly Settlement[]): Effect[] {
  const { version } = run.plan.compiled.filled;
  const { partner } = run.plan.context.facts.shop;
  return settlements.map(({ rule, amountMinor, lines }) => ({
    rule,
    version,
    kind: 'settlement',
    amount: amountMinor,
    unit: 'minor',
    allocations: lines.map((part) => ({ line: part.line, amount: part.amountMinor })),
    because: [{ fact: 'shop.partner', operator: 'is', expected: partner, actual: partner }],
  }));
}

function sum(weights: readonly Weight[]): number {
  return weights.reduce((total, { amount }) => total + amount, 0);
}
