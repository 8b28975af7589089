import type { WalletPoints } from '../basics.ts';
import type { OutcomeLine, SaleTotals } from '../outcome.ts';
import { donatedByMember } from './donations.ts';
import { joinPositions, positionsOf } from './positions.ts';
import type { Run, WorkLine } from './types.ts';
import { vatTotals } from './vat.ts';

/** The lines as the receipt tells them: in the order of scans, a gift's units after the line they were taken from. */
export function outcomeLines(run: Run): OutcomeLine[] {
  const told: OutcomeLine[] = [];
  for (const line of run.lines) told.push(toLine(line));
  for (const [place, splits] of run.splits) for (const split of splits) told[split] = join(told[place]!, told[split]!);
  for (const { rule, lines, amounts } of run.discounts)
    for (let at = 0; at < lines.length; at += 1) addDiscount(told[lines[at]!]!, rule, amounts[at]!);
  for (const { purse, lines, amounts, linePoints } of run.redemptions)
    for (let at = 0; at < lines.length; at += 1) {
      addRedeemed(told[lines[at]!]!, purse.wallet.id, linePoints[at]!, amounts[at]!);
    }
  for (const { wallet, lines, linePoints } of run.accruals)
    for (let at = 0; at < lines.length; at += 1) {
      const line = told[lines[at]!]!;
      if (line.earned.length === 0) line.earned = [{ wallet: wallet.id, points: linePoints[at]! }];
      else addPoints(line.earned, wallet.id, linePoints[at]!);
    }
  if (run.lines.length === run.plan.lines.length) return told;
  return run.lines
    .map((line, index) => ({ line, index }))
    .filter(({ line }) => line.quantity > 0 && !line.split)
    .toSorted((a, b) => a.line.place - b.line.place || a.index - b.index)
    .map(({ index }) => told[index]!);
}

function toLine(line: WorkLine): OutcomeLine {
  const { id, fact, from, quantity, unitPriceMinor, grossMinor, leftMinor, redeemedMinor, gift, free } = line;
  const told: OutcomeLine = {
    id,
    from,
    sku: fact.sku,
    quantity,
    unitPriceMinor,
    grossMinor,
    discounts: [],
    discountMinor: 0,
    redeemed: [],
    redeemedMinor,
    netMinor: leftMinor,
    earned: [],
    positions: quantity === 0 ? [] : positionsOf(leftMinor, quantity, unitPriceMinor),
  };
  if (gift !== null) told.gift = gift;
  if (free !== null) told.free = free;
  if (fact.vatRateBp !== undefined) told.vatRateBp = fact.vatRateBp;
  return told;
}

/** Units that were split off join their line again: the same line of the receipt, with positions of its own. */
function join(line: OutcomeLine, split: OutcomeLine): OutcomeLine {
  line.quantity += split.quantity;
  line.grossMinor += split.grossMinor;
  line.redeemedMinor += split.redeemedMinor;
  line.netMinor += split.netMinor;
  line.positions = joinPositions([...line.positions, ...split.positions]);
  return line;
}

function addDiscount(line: OutcomeLine, rule: string, amountMinor: number): void {
  const { discounts } = line;
  line.discountMinor += amountMinor;
  // Most lines have few: a list written out costs half as much as one that grows from nothing.
  if (discounts.length === 0) line.discounts = [{ rule, amountMinor }];
  else {
    const last = discounts[discounts.length - 1]!;
    if (last.rule === rule) last.amountMinor += amountMinor;
    else discounts.push({ rule, amountMinor });
  }
}

function addRedeemed({ redeemed }: OutcomeLine, wallet: string, points: number, amountMinor: number): void {
  const known = redeemed.find((each) => each.wallet === wallet);
  if (!known) redeemed.push({ wallet, points, amountMinor });
  else {
    known.points += points;
    known.amountMinor += amountMinor;
  }
}

export function saleTotals(run: Run, lines: readonly OutcomeLine[]): SaleTotals {
  const totals: SaleTotals = {
    grossMinor: 0,
    discountMinor: 0,
    redeemedMinor: 0,
    netMinor: 0,
    redeemed: redeemedPoints(run),
    earned: earnedPoints(run),
    vat: vatTotals(lines),
  };
  for (const line of lines) {
    totals.grossMinor += line.grossMinor;
    totals.discountMinor += line.discountMinor;
    totals.redeemedMinor += line.redeemedMinor;
    totals.netMinor += line.netMinor;
  }
  const donatedMinor = donatedByMember(run);
  if (donatedMinor > 0) totals.donatedMinor = donatedMinor;
  return totals;
}

function redeemedPoints({ redemptions }: Run): WalletPoints[] {
  return redemptions.map(({ purse, points }) => ({ wallet: purse.wallet.id, points }));
}

/** Per wallet, in the programme's order. */
function earnedPoints({ plan, accruals }: Run): WalletPoints[] {
  const earned: WalletPoints[] = [];
  for (const wallet of plan.compiled.wallets)
    for (const accrual of accruals) if (accrual.wallet === wallet) addPoints(earned, wallet.id, accrual.points);
  return earned;
}

function addPoints(into: WalletPoints[], wallet: string, points: number): void {
  const known = into.find((each) => each.wallet === wallet);
  if (known) known.points += points;
  else into.push({ wallet, points });
}
