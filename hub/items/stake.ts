import { mulDiv } from '../../shared/money/money.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { Difference } from '../store/rows.ts';

/**
 * What a limit that was passed may have cost, in minor units: points beyond the account at what they paid here, a gift at what it would
 * have cost, goods that came back twice at what was paid for them; where there is none of it, points without a lease at what they paid. Null where nothing of that is among the differences.
 */
export function limitStakeMinor(body: SaleBody | ReturnBody, differences: readonly Difference[]): number | null {
  const stakes = differences.flatMap((each) => stakeOf(body, each) ?? []);
  if (stakes.length > 0) return sum(stakes);
  const isUnbacked = body.kind === 'sale' && differences.some(({ path }) => path === 'facts.spending.level');
  return isUnbacked ? body.money.totals.redeemedMinor : null;
}

function stakeOf(body: SaleBody | ReturnBody, { path, till, hub }: Difference): number | null {
  const beyond = Number(till) - Number(hub);
  if (body.kind === 'return') return returnedStake(body, after(path, 'lines.'), beyond);
  const { lines } = body.money;
  const wallet = after(path, 'money.totals.redeemed.');
  if (wallet !== null) {
    const spent = lines.flatMap(({ redeemed }) => redeemed.filter((each) => each.wallet === wallet));
    return part(sum(spent.map(({ amountMinor }) => amountMinor)), beyond, sum(spent.map(({ points }) => points)));
  }
  const gift = after(path, 'money.entitlements.used.');
  if (gift === null) return null;
  const given = lines.filter((line) => line.gift === gift);
  return part(sum(given.map(({ discountMinor }) => discountMinor)), beyond, sum(given.map(({ quantity }) => quantity)));
}

function returnedStake(body: ReturnBody, id: string | null, beyond: number): number | null {
  const line = body.money.lines.find((each) => each.line === id);
  return line ? part(line.refundMinor, Math.min(beyond, line.quantity), line.quantity) : null;
}

function after(path: string, start: string): string | null {
  return path.startsWith(start) ? path.slice(start.length) : null;
}

function part(amountMinor: number, of: number, whole: number): number {
  return whole === 0 ? 0 : mulDiv(amountMinor, Math.min(of, whole), whole, 'halfUp');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
