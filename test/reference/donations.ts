import type { Donation } from '../../shared/loyalty/outcome.ts';
import { atLeastZero, big, down, halfUp, shareOut, total } from './arithmetic.ts';
import { scheduleHolds } from './conditions.ts';
import { matches } from './goods.ts';
import { withinBudget } from './limits.ts';
import { addGiven, isGiven, leftOf, touch } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';

/** Phase 8, after the total is rounded: what the shop gives to causes. The rules were chosen before the rounding. */
export function donations(sale: Sale, rules: readonly Rule[]): void {
  for (const rule of rules) {
    if (rule.give.kind !== 'donation' || !isCollecting(sale, rule.give.cause)) continue;
    const { base = 'paid', rateBp, cause } = rule.give;
    const lines = sale.lines.filter(
      (line) => !isGiven(line) && matches(rule.when?.goods, line.good, sale.member) && sale.choice(rule, line.id),
    );
    const weights = lines.map((line) => weightOf(line, base));
    const amount = withinBudget(sale, rule, down(total(weights) * big(rateBp), 10_000n));
    if (amount === 0n) continue;
    const shares = shareOut(
      amount,
      weights.map((weight) => ({ weight, room: amount })),
    );
    sale.donations.push({ cause, rule: rule.id, amount, lines: lines.map(({ id }, index) => [id, shares[index]!]) });
    addGiven(sale, rule.id, amount);
    touch(sale, rule, lines);
  }
}

function weightOf(line: Line, base: 'paid' | 'gross' | 'margin'): bigint {
  if (base === 'paid') return leftOf(line);
  if (base === 'gross') return line.gross;
  const { costMinor } = line.good;
  return costMinor === undefined ? 0n : atLeastZero(line.gross - halfUp(big(costMinor) * line.quantity, 1000n));
}

function isCollecting({ programme, facts }: Sale, cause: string): boolean {
  const found = programme.causes?.find(({ id }) => id === cause);
  return found !== undefined && scheduleHolds(found.schedule ?? {}, facts.moment);
}

/** What the member gives on top: so much, or up to the next whole so much. */
export function ownDonation(sale: Sale): bigint {
  const { donation } = sale.facts;
  if (donation === undefined || !isCollecting(sale, donation.cause)) return 0n;
  if ('amountMinor' in donation) return big(donation.amountMinor);
  const over = total(sale.lines.map(leftOf)) % big(donation.roundUpToMinor);
  return over === 0n ? 0n : big(donation.roundUpToMinor) - over;
}

export function donationsOut(sale: Sale): Donation[] {
  const own = ownDonation(sale);
  const ofShop = sale.donations.map(({ cause, rule, amount, lines }): Donation => {
    return { cause, by: 'shop', amountMinor: Number(amount), rule, lines: byLine(lines) };
  });
  if (own === 0n) return ofShop;
  return [
    ...ofShop,
    { cause: sale.facts.donation!.cause, by: 'member', amountMinor: Number(own), rule: null, lines: [] },
  ];
}

/** Parts of one line together, those with nothing left out. */
export function byLine(parts: readonly (readonly [string, bigint])[]): { line: string; amountMinor: number }[] {
  const ids = [...new Set(parts.map(([id]) => id))];
  return ids
    .map((line) => ({ line, amountMinor: Number(total(parts.filter(([id]) => id === line).map(([, part]) => part))) }))
    .filter(({ amountMinor }) => amountMinor > 0);
}
