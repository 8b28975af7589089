import { cumulativeShare } from '../../money/allocate.ts';
import type { CompiledProgramme } from '../compile/types.ts';
import type { Effect, ReturnMoney, SettlementBack } from '../outcome.ts';
import type { Part } from './shares.ts';
import type { Back } from './sold.ts';

type DonationBack = NonNullable<ReturnMoney['donations']>[number];
type Allocated = readonly { line: string; amountMinor: number }[];

/** What causes and partners give back of a sale. */
export type MoneyBack = {
  donations: DonationBack[];
  settlements: SettlementBack[];
  /** What of it goes to the buyer. */
  donatedMinor: number;
  effects: Effect[];
};

/**
 * The shop's donations and what companies owe each other come back line by line, by cumulative difference. Points that stay,
 * because their member is not at hand (`known` false), stay settled; the member's own donation comes back with the whole sale.
 */
export function moneyBack({ filled }: CompiledProgramme, { input, parts, whole }: Back, known: boolean): MoneyBack {
  const sale = input.sale.outcome;
  const back: MoneyBack = { donations: [], settlements: [], donatedMinor: 0, effects: [] };
  const tell = (rule: string, kind: 'donation' | 'settlement', shares: readonly number[], amount: number) => {
    const allocations = parts.flatMap(({ line }, at) =>
      shares[at]! > 0 ? [{ line: line.id, amount: shares[at]! }] : [],
    );
    const because: Effect['because'] = [
      { fact: 'lines.returned', operator: 'shareOf', expected: rule, actual: parts.length },
    ];
    back.effects.push({ rule, version: filled.version, kind, amount, unit: 'minor', allocations, because });
  };
  for (const { cause, by, rule, amountMinor: given, lines } of sale.donations ?? []) {
    const shares = parts.map((part) => (by === 'shop' ? shareOf(lines, part) : 0));
    const amountMinor = by === 'shop' ? sum(shares) : whole ? given : 0;
    if (amountMinor === 0) continue;
    if (by === 'member') back.donatedMinor += amountMinor;
    add(back.donations, { cause, by, amountMinor });
    tell(rule ?? cause, 'donation', shares, amountMinor);
  }
  for (const { from, to, reason, rule, lines } of sale.settlements ?? []) {
    if (reason !== 'bundle' && !known) continue;
    const shares = parts.map((part) => shareOf(lines, part));
    const amountMinor = sum(shares);
    if (amountMinor === 0) continue;
    back.settlements.push({ from: to, to: from, reason, rule, amountMinor });
    tell(rule, 'settlement', shares, amountMinor);
  }
  return back;
}

/** The part's share of what the line was allocated, half up. */
function shareOf(allocated: Allocated, { line, from, to }: Part): number {
  const whole = allocated.find((each) => each.line === line.id)?.amountMinor ?? 0;
  return cumulativeShare(whole, to, line.quantity) - cumulativeShare(whole, from, line.quantity);
}

/** One cause's donations of one purse come back as one. */
function add(donations: DonationBack[], donation: DonationBack): void {
  const same = donations.find(({ cause, by }) => cause === donation.cause && by === donation.by);
  if (same) same.amountMinor += donation.amountMinor;
  else donations.push(donation);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
