import type { Lot, WalletPoints } from '../../shared/loyalty/basics.ts';
import type { ReturnInput } from '../../shared/loyalty/engine.ts';
import type { Movement } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { isBefore, localDay, plusDays, startOfDay } from './calendar.ts';
import { soonestFirst } from './redemption.ts';
import { difference, goneBefore } from './returned.ts';

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

/** A lot with the date to which the sale moved it, if it did. */
function asLeft({ facts, outcome }: ReturnInput['sale'], lot: Lot): Lot {
  const extension = outcome.extended?.find(({ wallet }) => wallet === lot.wallet);
  if (extension === undefined || lot.expiresAt === null || !isBefore(facts.moment, lot.expiresAt)) return lot;
  return isBefore(lot.expiresAt, extension.expiresAt) ? { ...lot, expiresAt: extension.expiresAt } : lot;
}

/** An expired lot lives some days more. */
function datesBack(
  { returns }: Programme,
  { sale, facts }: ReturnInput,
  id: string,
): Pick<Lot, 'activeFrom' | 'expiresAt'> {
  const { spending, member } = sale.facts;
  const leased = spending?.level === 'lease' ? spending.leases.flatMap((lease) => lease.lots) : [];
  const lots = [...leased, ...(member?.lots ?? [])];
  const now = facts.member?.lots.find((lot) => lot.id === id);
  const { activeFrom, expiresAt } =
    now ??
    asLeft(
      sale,
      lots.find((lot) => lot.id === id)!,
    );
  if (expiresAt === null) return { activeFrom, expiresAt };
  const lastDay = plusDays(localDay(facts.moment), returns?.reinstateDays ?? 14);
  const atLeast = startOfDay(plusDays(lastDay, 1), facts.shop.zone);
  const expired = !isBefore(facts.moment, expiresAt);
  return { activeFrom, expiresAt: expired ? atLeast : expiresAt };
}

/**
 * From the lots of the sale, then from others, soonest expiry first; what is missing is owed. Where the wallet forgives, every movement
 * says so, and the sale's own lot is named for what is missing: the account's true books may hold more.
 */
function clawBack(
  programme: Programme,
  input: ReturnInput,
  wallet: string,
  points: number,
  account: Account,
): Movement[] {
  const accrued = input.sale.outcome.movements.filter((each) => each.kind === 'accrue' && each.wallet === wallet);
  const own = accrued.flatMap((each) => (each.kind === 'accrue' ? [each.lot] : []));
  const forgives = programme.wallets.find(({ id }) => id === wallet)!.debt === 'forgive';
  const alive = account.lots
    .filter(({ expiresAt }) => expiresAt === null || isBefore(input.facts.moment, expiresAt))
    .toSorted(soonestFirst);
  const inOrder = [
    ...own.flatMap((id) => account.lots.filter((lot) => lot.id === id)),
    ...alive.filter(({ id }) => !own.includes(id)),
  ];
  let rest = points;
  const movements: Movement[] = [];
  const take = (lot: string, taken: number) => {
    if (taken === 0) return;
    rest -= taken;
    movements.push({ kind: 'clawback', wallet, lot, points: taken, ...(forgives ? { forgive: true as const } : {}) });
  };
  for (const lot of inOrder) take(lot.id, Math.min(rest, lot.points));
  if (forgives) take(own[0]!, rest);
  else if (rest > 0) movements.push({ kind: 'debt', wallet, points: rest });
  return movements;
}
