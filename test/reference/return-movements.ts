import type { Lot, WalletPoints } from '../../shared/loyalty/basics.ts';
import type { ReturnInput } from '../../shared/loyalty/engine.ts';
import type { Movement } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { isBefore, localDay, plusDays, startOfDay } from './calendar.ts';
import { soonestFirst } from './redemption.ts';
import { difference, goneBefore } from './returns.ts';

type Account = { lots: Lot[]; owed: number };

/** First what was redeemed goes back, then what was earned is taken back. */
export function pointsBack(
  programme: Programme,
  input: ReturnInput,
  reinstated: readonly WalletPoints[],
  clawedBack: readonly WalletPoints[],
): Movement[] {
  const { member } = input.facts;
  const accounts = new Map(
    programme.wallets.map(({ id }) => [
      id,
      {
        lots: (member?.lots ?? []).filter(({ wallet }) => wallet === id).map((lot) => ({ ...lot })),
        owed: member?.debt.find(({ wallet }) => wallet === id)?.points ?? 0,
      },
    ]),
  );
  return [
    ...reinstated.flatMap(({ wallet, points }) => reinstate(programme, input, wallet, points, accounts.get(wallet)!)),
    ...clawedBack.flatMap(({ wallet, points }) => clawBack(programme, input, wallet, points, accounts.get(wallet)!)),
  ];
}

/** Last spent first, less what earlier returns put back. */
function reinstate(
  programme: Programme,
  input: ReturnInput,
  wallet: string,
  points: number,
  account: Account,
): Movement[] {
  const spent = input.sale.outcome.movements.filter((each) => each.kind === 'redeem' && each.wallet === wallet);
  let passed = putBackBefore(input, wallet);
  let rest = points;
  const movements: Movement[] = [];
  for (const movement of spent.toReversed()) {
    if (movement.kind !== 'redeem') continue;
    const skipped = Math.min(passed, movement.points);
    passed -= skipped;
    const back = Math.min(rest, movement.points - skipped);
    if (back === 0) continue;
    rest -= back;
    const dates = datesBack(programme, input, movement.lot);
    movements.push({ kind: 'reinstate', wallet, lot: movement.lot, points: back, ...dates });
    const settled = Math.min(account.owed, back);
    account.owed -= settled;
    if (settled > 0) movements.push({ kind: 'settle', wallet, lot: movement.lot, points: settled });
    if (back > settled) put(account, { id: movement.lot, wallet, points: back - settled, ...dates });
  }
  return movements;
}

function put(account: Account, lot: Lot): void {
  const there = account.lots.find(({ id }) => id === lot.id);
  if (there === undefined) account.lots.push(lot);
  else {
    there.points += lot.points;
    there.expiresAt = lot.expiresAt;
  }
}

function putBackBefore({ sale, returned }: ReturnInput, wallet: string): number {
  return sale.outcome.lines.reduce((sum, line) => {
    const points = line.redeemed.find((each) => each.wallet === wallet)?.points ?? 0;
    return sum + Number(difference(points, line.quantity, 0, goneBefore({ returned }, line.id)));
  }, 0);
}

/** An expired lot lives some days more. */
function datesBack({ returns }: Programme, { sale, facts }: ReturnInput, id: string): Pick<Lot, 'activeFrom' | 'expiresAt'> {
  const { spending, member } = sale.facts;
  const lots = spending?.level === 'lease' ? spending.leases.flatMap((lease) => lease.lots) : (member?.lots ?? []);
  const now = facts.member?.lots.find((lot) => lot.id === id);
  const { activeFrom, expiresAt } = now ?? lots.find((lot) => lot.id === id)!;
  if (expiresAt === null) return { activeFrom, expiresAt };
  const lastDay = plusDays(localDay(facts.moment), returns?.reinstateDays ?? 14);
  const atLeast = startOfDay(plusDays(lastDay, 1), facts.shop.zone);
  const expired = !isBefore(facts.moment, expiresAt);
  return { activeFrom, expiresAt: expired ? atLeast : expiresAt };
}

/**
 * From the lot of the sale, then from others, soonest expiry first; what is missing is owed. Where the wallet forgives, the sale's own lot
 * is named for it, for the account's true books may hold more; but old debt that the sale's points paid off is owed again.
 */
function clawBack(
  programme: Programme,
  input: ReturnInput,
  wallet: string,
  points: number,
  account: Account,
): Movement[] {
  const own = `${input.sale.facts.receipt}:${wallet}`;
  const alive = account.lots
    .filter(({ expiresAt }) => expiresAt === null || isBefore(input.facts.moment, expiresAt))
    .toSorted(soonestFirst);
  const inOrder = [...account.lots.filter(({ id }) => id === own), ...alive.filter(({ id }) => id !== own)];
  let rest = points;
  const movements: Movement[] = [];
  for (const lot of inOrder) {
    const taken = Math.min(rest, lot.points);
    if (taken === 0) continue;
    rest -= taken;
    movements.push({ kind: 'clawback', wallet, lot: lot.id, points: taken });
  }
  const forgives = programme.wallets.find(({ id }) => id === wallet)!.debt === 'forgive';
  const owed = forgives ? Math.min(rest, unsettled(input, wallet)) : rest;
  if (rest > owed) movements.push({ kind: 'clawback', wallet, lot: own, points: rest - owed, forgive: true });
  if (owed > 0) movements.push({ kind: 'debt', wallet, points: owed });
  return movements;
}

/** Old debt that the sale's points paid off is owed again, as far as earlier returns did not take them back. */
function unsettled({ sale, returned }: ReturnInput, wallet: string): number {
  const of = (kind: 'accrue' | 'settle') =>
    sale.outcome.movements.reduce((sum, each) => (each.kind === kind && each.wallet === wallet ? sum + each.points : sum), 0);
  const clawedBefore = sale.outcome.lines.reduce((sum, line) => {
    const points = line.earned.find((each) => each.wallet === wallet)?.points ?? 0;
    return sum + Number(difference(points, line.quantity, 0, goneBefore({ returned }, line.id)));
  }, 0);
  const settled = of('settle');
  return settled - Math.max(0, clawedBefore - (of('accrue') - settled));
}
