import type { WalletPoints } from '../basics.ts';
import type { CompiledProgramme } from '../compile/types.ts';
import type { ReturnInput } from '../engine.ts';
import { assert } from '../evaluate/invariants.ts';
import { progressTo } from '../evaluate/phases/10-progress.ts';
import type { Because, Effect, Message, Movement, Rejection, ReturnLine, ReturnOutcome } from '../outcome.ts';
import { returnMovements } from './account.ts';
import { backsOf } from './backs.ts';
import { reopened } from './entitlements.ts';
import { moneyBack } from './money-back.ts';
import type { MoneyBack } from './money-back.ts';
import { partsOf, sumByLine, sumByWallet } from './shares.ts';
import type { Part } from './shares.ts';
import { backOf } from './sold.ts';
import { tierLost } from './tier.ts';
import { undo } from './undo.ts';
import { returnVat } from './vat.ts';

/**
 * Undoes a part of a sale: the stored net of its units is refunded and nothing else recalculated. Points move only where the
 * sale's member is at hand. Throws ReturnRefused for more than was sold, otherwise only on a bug.
 */
export function reverse(compiled: CompiledProgramme, input: ReturnInput): ReturnOutcome {
  const { sale, facts } = input;
  const parts = partsOf(input);
  const known = facts.member !== null && facts.member.id === sale.facts.member?.id;
  const { lines, before } = backsOf(compiled, input, parts, known);
  const wallets = compiled.wallets.map(({ id }) => id);
  const perWallet = (each: readonly WalletPoints[][]) => sumByWallet(wallets, each.flat());
  const reinstated = perWallet(lines.map((line) => line.reinstated));
  const clawedBack = perWallet(lines.map((line) => line.clawedBack));
  const reinstatedBefore = perWallet(before.map((line) => line.reinstated));
  const movements = known ? returnMovements(compiled, input, reinstated, reinstatedBefore, clawedBack) : [];
  const refundMinor = sum(lines.map((line) => line.refundMinor));
  assertReturn(movements, reinstated, clawedBack);
  const beforeMinor = sum(before.map((line) => line.refundMinor));
  const whole = isWhole(input, parts);
  const refund = { beforeMinor, nowMinor: refundMinor, whole };
  const back = backOf(input, parts, whole);
  const lost = known ? tierLost(compiled, back, refund) : null;
  const undone = undo(compiled, back, known);
  const money = moneyBack(compiled, back, known);
  return {
    kind: 'return',
    lines,
    totals: { refundMinor, ...donatedTotal(money), reinstated, clawedBack, vat: returnVat(before, lines) },
    movements,
    entitlements: {
      reopened: reopened(input, lines, whole),
      ...(undone.revoked.length > 0 ? { revoked: undone.revoked } : {}),
    },
    tier: lost?.change ?? null,
    ...undone.extras,
    ...(money.donations.length === 0 ? {} : { donations: money.donations }),
    ...(money.settlements.length === 0 ? {} : { settlements: money.settlements }),
    effects: [
      ...pointEffects(compiled, lines, 'reinstatement', reinstated),
      ...pointEffects(compiled, lines, 'clawback', clawedBack),
      ...undone.effects,
      ...money.effects,
      ...(lost ? [tierEffect(compiled, lost, facts.member!.spendMinor - refundMinor)] : []),
    ],
    rejections: known ? [] : strangerRejections(input),
    progress: known ? progressAfter(compiled, input, lost?.change.to ?? facts.member!.tier, refundMinor) : [],
    messages: returnMessages(movements, lost?.change.from ?? null, lost?.change.to ?? null),
  };
}

function donatedTotal({ donatedMinor }: MoneyBack): { donatedMinor?: number } {
  return donatedMinor === 0 ? {} : { donatedMinor };
}

/** Whether nothing of the sale remains with the buyer after this. */
function isWhole({ sale, returned }: ReturnInput, parts: readonly Part[]): boolean {
  const before = sumByLine(returned);
  return sale.outcome.lines.every((line) => {
    const back = parts.find((part) => part.line === line)?.to ?? before.get(line.id) ?? 0;
    return back === line.quantity;
  });
}

function pointEffects(
  { filled }: CompiledProgramme,
  lines: readonly ReturnLine[],
  kind: 'reinstatement' | 'clawback',
  totals: readonly WalletPoints[],
): Effect[] {
  const of = (line: ReturnLine) => (kind === 'reinstatement' ? line.reinstated : line.clawedBack);
  return totals.map(({ wallet, points }) => ({
    rule: wallet,
    version: filled.version,
    kind,
    amount: points,
    unit: wallet,
    allocations: lines.flatMap((line) =>
      of(line).flatMap((part) => (part.wallet === wallet ? [{ line: line.line, amount: part.points }] : [])),
    ),
    because: [{ fact: 'lines.returned', operator: 'shareOf', expected: wallet, actual: lines.length }],
  }));
}

function tierEffect(
  { filled }: CompiledProgramme,
  { change, because }: NonNullable<ReturnType<typeof tierLost>>,
  spendMinor: number,
): Effect {
  const { version } = filled;
  return { rule: change.from!, version, kind: 'tier', amount: spendMinor, unit: 'minor', allocations: [], because };
}

/** The sale was somebody's, but they are not here (or another is): money goes back, points stay as they are. */
function strangerRejections({ sale, facts }: ReturnInput): Rejection[] {
  const expected = sale.facts.member?.id;
  if (expected === undefined) return [];
  const because: Because[] = [{ fact: 'member.id', operator: 'is', expected, actual: facts.member?.id ?? null }];
  return [{ rule: 'return', reason: 'return.otherMember', because }];
}

function progressAfter(
  { filled }: CompiledProgramme,
  { facts }: ReturnInput,
  tier: string | null,
  refundMinor: number,
): ReturnOutcome['progress'] {
  const { tiers } = filled;
  const current = Math.max(
    0,
    tiers.findIndex(({ id }) => id === tier),
  );
  return progressTo(tiers.slice(current + 1), facts.member!.spendMinor - refundMinor);
}

function returnMessages(movements: readonly Movement[], from: string | null, to: string | null): Message[] {
  const messages: Message[] = from === null ? [] : [{ id: 'tier.lost', args: { from, to: to ?? '' } }];
  for (const { kind, wallet, points } of movements)
    if (kind === 'settle') messages.push({ id: 'debt.settled', args: { wallet, points } });
    else if (kind === 'debt') messages.push({ id: 'debt.grown', args: { wallet, points } });
  return messages;
}

function assertReturn(
  movements: readonly Movement[],
  reinstated: readonly WalletPoints[],
  clawedBack: readonly WalletPoints[],
): void {
  const moved = (...kinds: Movement['kind'][]) =>
    sum(movements.filter(({ kind }) => kinds.includes(kind)).map(({ points }) => points));
  assert(moved('reinstate') === sum(reinstated.map(({ points }) => points)), 'reinstated points do not add up');
  assert(moved('clawback', 'debt') === sum(clawedBack.map(({ points }) => points)), 'clawed back points do not add up');
  assert(
    movements.every(({ points }) => points > 0),
    'an empty movement',
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
