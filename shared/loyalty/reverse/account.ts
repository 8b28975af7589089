import type { CompiledProgramme } from '../compile/types.ts';
import type { Lot, WalletPoints } from '../basics.ts';
import type { ReturnInput } from '../engine.ts';
import { extendLots } from '../extend.ts';
import type { Movement } from '../outcome.ts';
import type { FilledProgramme } from '../programme/defaults.ts';
import { parseMoment } from '../time/moment.ts';
import { startOfLocalDay } from '../time/zone.ts';

/** The member's lots and debts while the return's movements are made. */
type Books = {
  readonly lots: Map<string, Lot>;
  readonly debt: Map<string, number>;
  readonly movements: Movement[];
};

/**
 * What the return changes in the account. First what was spent goes back to its lots, last spent first, and pays off debt;
 * then what was earned is taken: from the sale's own lot, then from others (soonest expiry first), then as debt, or let go
 * where the wallet forgives. So a balance and a debt are never both above zero.
 */
export function returnMovements(
  { filled }: CompiledProgramme,
  { sale, facts }: ReturnInput,
  reinstated: readonly WalletPoints[],
  reinstatedBefore: readonly WalletPoints[],
  clawedBack: readonly WalletPoints[],
): Movement[] {
  const { member } = facts;
  if (member === null) return [];
  const books: Books = {
    lots: new Map(member.lots.map((lot) => [lot.id, { ...lot }])),
    debt: new Map(member.debt.map(({ wallet, points }) => [wallet, points])),
    movements: [],
  };
  const spentLots = lotsOfSale(sale);
  const revivedUntil = endOfGrace(facts, filled.reinstateDays);
  for (const { wallet, points } of reinstated) {
    const before = reinstatedBefore.find((each) => each.wallet === wallet)?.points ?? 0;
    for (const back of spentLast(sale.outcome.movements, wallet, before, points)) {
      const lot = books.lots.get(back.lot) ?? { ...spentLots.get(back.lot)!, points: 0 };
      reinstate(books, lot, back.points, facts.moment, revivedUntil);
    }
  }
  for (const { wallet, points } of clawedBack)
    clawBack(books, filled, { wallet, points, own: accruedLots(sale.outcome.movements, wallet) }, facts);
  return books.movements;
}

function reinstate(books: Books, lot: Lot, points: number, moment: string, revivedUntil: string): void {
  const { id, wallet, activeFrom } = lot;
  const expired = lot.expiresAt !== null && Date.parse(lot.expiresAt) <= Date.parse(moment);
  const expiresAt = expired ? revivedUntil : lot.expiresAt;
  books.movements.push({ kind: 'reinstate', wallet, lot: id, points, activeFrom, expiresAt });
  const owed = Math.min(books.debt.get(wallet) ?? 0, points);
  if (owed > 0) {
    books.debt.set(wallet, books.debt.get(wallet)! - owed);
    books.movements.push({ kind: 'settle', wallet, lot: id, points: owed });
  }
  books.lots.set(id, { ...lot, points: lot.points + points - owed, expiresAt });
}

/** What no lot covers is still named where it is forgiven: the account's true books may hold more than was known here. */
function clawBack(
  books: Books,
  { wallets }: FilledProgramme,
  { wallet, points, own }: WalletPoints & { own: readonly string[] },
  facts: ReturnInput['facts'],
): void {
  const forgives = wallets.find(({ id }) => id === wallet)?.debt === 'forgive';
  const take = (lot: string, taken: number) => {
    const movement = { kind: 'clawback', wallet, lot, points: taken } as const;
    books.movements.push(forgives ? { ...movement, forgive: true } : movement);
  };
  const nowMs = Date.parse(facts.moment);
  const others = [...books.lots.values()].filter(
    (lot) => lot.wallet === wallet && !own.includes(lot.id) && expiryMs(lot) > nowMs,
  );
  let left = points;
  for (const id of [...own, ...others.toSorted(bySoonestExpiry).map((lot) => lot.id)]) {
    const lot = books.lots.get(id);
    const taken = Math.min(left, lot?.points ?? 0);
    if (taken === 0) continue;
    lot!.points -= taken;
    left -= taken;
    take(id, taken);
  }
  if (left === 0) return;
  if (forgives) take(own[0]!, left);
  else books.movements.push({ kind: 'debt', wallet, points: left });
}

/** The spent parts of lots in reverse order, from after those that came back before. */
function spentLast(
  movements: readonly Movement[],
  wallet: string,
  before: number,
  points: number,
): { lot: string; points: number }[] {
  const back: { lot: string; points: number }[] = [];
  let skip = before;
  let left = points;
  for (const movement of movements.toReversed()) {
    if (movement.kind !== 'redeem' || movement.wallet !== wallet) continue;
    const skipped = Math.min(skip, movement.points);
    skip -= skipped;
    const taken = Math.min(left, movement.points - skipped);
    left -= taken;
    if (taken > 0) back.push({ lot: movement.lot, points: taken });
  }
  return back;
}

function accruedLots(movements: readonly Movement[], wallet: string): string[] {
  return movements.flatMap((each) => (each.kind === 'accrue' && each.wallet === wallet ? [each.lot] : []));
}

/** Every lot the sale could spend, with its own dates as the sale left them. */
function lotsOfSale({ facts, outcome }: ReturnInput['sale']): Map<string, Lot> {
  const { member, spending } = facts;
  const leased = spending?.level === 'lease' ? spending.leases.flatMap(({ lots }) => lots) : [];
  const lots = new Map([...(member?.lots ?? []), ...leased].map((lot) => [lot.id, { ...lot }]));
  for (const extension of outcome.extended ?? []) extendLots([...lots.values()], extension, facts.moment);
  return lots;
}

/** The end of the local day `reinstateDays` after the return: how long a lot lives that had expired. */
function endOfGrace({ moment, shop }: ReturnInput['facts'], reinstateDays: number): string {
  return startOfLocalDay(parseMoment(moment).dayNumber + reinstateDays + 1, shop.zone.offsets);
}

function bySoonestExpiry(a: Lot, b: Lot): number {
  const [left, right] = [expiryMs(a), expiryMs(b)];
  if (left !== right) return left < right ? -1 : 1;
  const age = Date.parse(a.activeFrom) - Date.parse(b.activeFrom);
  return age === 0 ? (a.id < b.id ? -1 : 1) : age;
}

function expiryMs({ expiresAt }: Lot): number {
  return expiresAt === null ? Infinity : Date.parse(expiresAt);
}
