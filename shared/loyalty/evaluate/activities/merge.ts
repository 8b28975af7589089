import type { CompiledProgramme } from '../../compile/types.ts';
import type { MemberFacts } from '../../facts.ts';
import type { Movement, OutcomeLine, SaleExtras, SaleTotals } from '../../outcome.ts';
import type { Acted } from './acted.ts';

/** Puts the member's new lots into the lines, the totals and the movements; debt is paid off first. */
export function addLots(
  { lots }: Acted,
  lines: readonly OutcomeLine[],
  totals: SaleTotals,
  movements: Movement[],
  { wallets }: CompiledProgramme,
  member: MemberFacts | null,
): void {
  for (const { lot, lines: parts } of lots) {
    const { id, wallet, points, activeFrom, expiresAt } = lot;
    for (const { line, points: part } of parts) addPoints(lines.find((each) => each.id === line)!.earned, wallet, part);
    addPoints(totals.earned, wallet, points);
    movements.push({ kind: 'accrue', wallet, lot: id, points, activeFrom, expiresAt });
    const owed = Math.min(points, debtLeft(member, movements, wallet));
    if (owed > 0) movements.push({ kind: 'settle', wallet, lot: id, points: owed });
  }
  const places = new Map(wallets.map(({ id }, place) => [id, place]));
  if (lots.length > 0) totals.earned.sort((a, b) => places.get(a.wallet)! - places.get(b.wallet)!);
}

function debtLeft(member: MemberFacts | null, movements: readonly Movement[], wallet: string): number {
  let left = member?.debt.find((each) => each.wallet === wallet)?.points ?? 0;
  for (const movement of movements)
    if (movement.kind === 'settle' && movement.wallet === wallet) left -= movement.points;
  return left;
}

function addPoints(into: { wallet: string; points: number }[], wallet: string, points: number): void {
  const known = into.find((each) => each.wallet === wallet);
  if (known) known.points += points;
  else into.push({ wallet, points });
}

/** Points of no line: rewards for goals. */
export function unallocated(acted: Acted | null): number {
  let points = 0;
  for (const { lot, lines } of acted?.lots ?? []) if (lines.length === 0) points += lot.points;
  return points;
}

/** Lists that would be empty are left out. */
export function broughtBy({ shares, terms, counters }: Acted): Partial<SaleExtras> {
  return {
    ...(shares.length > 0 ? { shares } : {}),
    ...(terms.length > 0 ? { terms } : {}),
    ...(counters.length > 0 ? { counters } : {}),
  };
}
