import type Database from 'better-sqlite3';
import type { TillLife, Told } from '../till-life.ts';
import { accounts, pointsOf } from './books.ts';
import { addTo } from './sums.ts';

/**
 * A naive model of balances, written from what the protocol says and sharing nothing with the program: what a member has in a wallet,
 * less what they owe, is what they began with and what each receipt gave and took. Where one took what was gone, the loss paid.
 */

type Points = { wallet: string; points: number };
export type Receipt = {
  kind: 'sale' | 'return';
  receipt: string;
  /** Of a return: the sale. */
  ofReceipt?: string;
  lines?: { line: string; quantity: number }[];
  number?: number;
  leasesClosed?: string[];
  facts: { member?: { id: string } | null };
  payments: { kind: string; amountMinor: number }[];
  money: {
    lines: { id: string; quantity: number }[];
    movements: (Points & { kind: string; lease?: string })[];
    entitlements: { used?: { id: string; quantity: number }[]; reopened?: { id: string; quantity: number }[] };
    totals: { netMinor?: number; refundMinor?: number; earned?: Points[] };
  };
};
export type BookedReceipt = { till: string; epoch: string; seq: number; body: Receipt };

const signs: Record<string, number> = { accrue: 1, reinstate: 1, redeem: -1, clawback: -1, debt: -1, settle: 0 };

/** Each record of a receipt that the hub has. */
export function bookedReceipts(db: Database.Database): BookedReceipt[] {
  return db
    .prepare<[], { till: string; epoch: string; seq: number; bytes: Buffer }>(
      "select till, epoch, seq, bytes from record where kind in ('sale', 'return') order by till, epoch, seq",
    )
    .all()
    .map(({ bytes, ...row }) => ({ ...row, body: (JSON.parse(bytes.toString()) as { body: Receipt }).body }));
}

export function checkBalances(db: Database.Database, receipts: readonly BookedReceipt[]): string[] {
  const [points, spent] = [new Map<string, number>(), new Map<string, number>()];
  const alias = db.prepare<[string], string>('select member from alias where alias = ?').pluck();
  for (const { body } of receipts) {
    const { facts, money } = body;
    if (!facts.member) continue;
    const id = alias.get(facts.member.id) ?? facts.member.id;
    for (const movement of money.movements) {
      const sign = signs[movement.kind];
      if (sign === undefined) throw new Error(`the model knows no movement ${movement.kind}`);
      addTo(points, `${id} ${movement.wallet}`, sign * movement.points);
    }
    addTo(spent, id, body.kind === 'sale' ? money.totals.netMinor! : -money.totals.refundMinor!);
  }
  const lost = lossByWallet(db);
  return accounts(db).flatMap(({ member, opening, account }) => {
    const wallets = [...new Set([...opening.lots, ...account.lots, ...account.debt].map(({ wallet }) => wallet))];
    const wrong = wallets.flatMap((wallet) => {
      const key = `${member} ${wallet}`;
      const began = pointsOf(opening.lots, wallet) - pointsOf(opening.debt, wallet);
      const model = began + (points.get(key) ?? 0) + (lost.get(key) ?? 0);
      const has = pointsOf(account.lots, wallet) - pointsOf(account.debt, wallet);
      return has === model ? [] : [`${member} has ${has} of ${wallet}, by the model ${model}`];
    });
    const model = opening.spendMinor + (spent.get(member) ?? 0);
    return account.spendMinor === model
      ? wrong
      : [...wrong, `${member} spent ${account.spendMinor}, by the model ${model}`];
  });
}

/** Points that were spent and not there, by member and wallet. */
export function lossByWallet(db: Database.Database): Map<string, number> {
  const rows = db.prepare<[], { key: string; points: number }>(
    `select member || ' ' || wallet as key, -sum(points) as points from ledger where side = 'loss'
     group by member, wallet having sum(points) <> 0`,
  );
  return new Map(rows.all().map(({ key, points }) => [key, points]));
}

/**
 * What the cashier's screen said of a sale is what is booked. `open`: texts of copies; a receipt that lay open in one may have been ended by
 * a life whose disk is gone, and again by the copy.
 */
export function checkTold(
  tills: readonly TillLife[],
  receipts: readonly BookedReceipt[],
  open: readonly string[],
): string[] {
  const booked = Map.groupBy(receipts, ({ body }) => body.receipt);
  return tills.flatMap(({ id, acknowledged }) =>
    [...acknowledged].flatMap(([receipt, told]) => {
      const all = booked.get(receipt) ?? [];
      const isAgain = open.some((text) => text.includes(receipt));
      return told === null || all.length === 0 || isAgain || all.some(({ body }) => isAsTold(body, told))
        ? []
        : [`${id} showed ${JSON.stringify(told)} of ${receipt}, and something else is booked`];
    }),
  );
}

function isAsTold({ money, payments }: Receipt, told: NonNullable<Told>): boolean {
  const paid = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const text = (earned: readonly Points[]) => earned.map(({ wallet, points }) => `${wallet} ${points}`).join();
  return text(money.totals.earned!) === text(told.earned) && paid === told.dueMinor;
}

/** G5: no line comes back more often than it was sold, at all tills together; each living copy of a till may take it back once more. */
export function checkReturned(receipts: readonly BookedReceipt[], copied: ReadonlySet<string>): string[] {
  const [left, touched] = [new Map<string, number>(), new Set<string>()];
  for (const { till, body } of receipts) {
    const { kind, receipt, ofReceipt, money, lines = [] } = body;
    if (copied.has(till)) touched.add(ofReceipt ?? receipt);
    if (kind === 'sale') for (const { id, quantity } of money.lines) addTo(left, `${receipt} ${id}`, quantity);
    else for (const { line, quantity } of lines) addTo(left, `${ofReceipt} ${line}`, -quantity);
  }
  return [...left].flatMap(([key, quantity]) =>
    quantity >= 0 || touched.has(key.split(' ')[0]!) ? [] : [`${key} came back ${-quantity} more than was sold`],
  );
}

/** G1: no lease is spent beyond its points, by any other till, or without one; each living copy of a till may do so once. */
export function checkSpending(
  db: Database.Database,
  receipts: readonly BookedReceipt[],
  copied: ReadonlySet<string>,
): string[] {
  const granted = new Map(
    db
      .prepare<[], { till: string; lease: string; text: string }>('select till, lease, text from lease')
      .all()
      .map(({ till, lease, text }) => {
        const { lots } = (JSON.parse(text) as { lease: { lots: Points[] } }).lease;
        return [`${till} ${lease}`, lots.reduce((sum, { points }) => sum + points, 0)];
      }),
  );
  const spent = new Map<string, number>();
  for (const { till, body } of receipts) {
    for (const { kind, lease, points } of body.money.movements) {
      if (kind === 'redeem') addTo(spent, `${till} ${lease}`, points);
    }
  }
  return [...spent].flatMap(([key, points]) => {
    const most = granted.get(key);
    if (most === undefined) return [`${points} points are spent under ${key}, which was never granted`];
    return points <= most || copied.has(key.split(' ')[0]!) ? [] : [`${key} is of ${most} points, ${points} are spent`];
  });
}
