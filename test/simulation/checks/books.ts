import type Database from 'better-sqlite3';

/** What holds of the hub's books between any two commits, read with SQL and JSON alone. */

type Lot = { id: string; wallet: string; points: number };
export type StoredAccount = {
  lots: Lot[];
  debt: { wallet: string; points: number }[];
  leases: { id: string; till: string; lots: Lot[] }[];
  spendMinor: number;
};

const checks: Record<string, (db: Database.Database) => string[]> = {
  /** 2: each epoch is held without a gap up to its head. */
  'no gaps'(db) {
    const epochs = db.prepare<[], { till: string; epoch: string; seq: number; held: number; last: number }>(
      `select till, epoch, seq, (select count(distinct seq) from record where till = e.till and epoch = e.epoch) as held,
       (select max(seq) from record where till = e.till and epoch = e.epoch) as last from epoch as e`,
    );
    return epochs
      .all()
      .filter(({ seq, held, last }) => held !== last || seq > last)
      .map(({ till, epoch, seq, held, last }) => `${till} ${epoch}: ${held} records up to ${last}, head ${seq}`);
  },

  /** 4: both sides of every transaction. */
  'the ledger is even'(db) {
    const uneven = db.prepare<[], { member: string; txn: string; points: number }>(
      'select member, txn, sum(points) as points from ledger group by member, txn, wallet having sum(points) <> 0',
    );
    return uneven.all().map(({ member, txn, points }) => `${member} ${txn} is off by ${points}`);
  },

  /** 6: leases and what is free are the balance, and the ledger says the same as the account. */
  'accounts are their ledgers'(db) {
    const sums = new Map(
      db
        .prepare<[], { key: string; points: number }>(
          `select member || ' ' || wallet || ' ' || side as key, sum(points) as points from ledger group by member, wallet, side`,
        )
        .all()
        .map(({ key, points }) => [key, points]),
    );
    return accounts(db).flatMap(({ member, account }) => {
      const wallets = [...new Set([...account.lots, ...account.debt].map(({ wallet }) => wallet))];
      return wallets.flatMap((wallet) => {
        const leased = account.leases.flatMap(({ lots }) => lots).filter((lot) => lot.wallet === wallet);
        const free = pointsOf(account.lots, wallet) - pointsOf(leased, wallet);
        const posted = (side: string) => sums.get(`${member} ${wallet} ${side}`) ?? 0;
        const owed = pointsOf(account.debt, wallet);
        return [
          ...(free < 0 ? [`${member} has ${-free} points less than its leases`] : []),
          ...(posted('member') === free ? [] : [`${member} has ${free} free, ${posted('member')} in the ledger`]),
          ...(posted('debt') === -owed ? [] : [`${member} owes ${owed}, ${-posted('debt')} in the ledger`]),
        ];
      });
    });
  },

  /** 6: a lease is open in the account as long as it is open in the list of grants; a return right is of no account. */
  'leases are listed'(db) {
    const listed = db
      .prepare<[], string>(`select lease || ' ' || till from lease where closed = 0 and member <> ''`)
      .pluck()
      .all()
      .toSorted();
    const held = accounts(db)
      .flatMap(({ account }) => account.leases.map(({ id, till }) => `${id} ${till}`))
      .toSorted();
    return listed.join() === held.join() ? [] : [`open: ${listed.join()}; in accounts: ${held.join()}`];
  },

  /** The feed's head is its last position, and none is left out. */
  'the feed has no gaps'(db) {
    const heads = db.prepare<[], { shop: string; position: number; last: number; held: number }>(
      `select shop, position, (select max(position) from change where shop = h.shop) as last,
       (select count(distinct position) from change where shop = h.shop) as held from feed_head as h`,
    );
    return heads
      .all()
      .filter(({ position, last, held }) => position !== last || held !== last)
      .map(({ shop, position, last, held }) => `${shop} stands at ${position}, ${held} positions up to ${last}`);
  },
};

export function accounts(db: Database.Database): { member: string; opening: StoredAccount; account: StoredAccount }[] {
  return db
    .prepare<[], { member: string; opening: string; account: string }>('select member, opening, account from member')
    .all()
    .map(({ member, opening, account }) => ({
      member,
      opening: JSON.parse(opening) as StoredAccount,
      account: JSON.parse(account) as StoredAccount,
    }));
}

export function pointsOf(of: readonly { wallet: string; points: number }[], wallet: string): number {
  return of.reduce((sum, each) => sum + (each.wallet === wallet ? each.points : 0), 0);
}

export function checkBooks(db: Database.Database): string[] {
  return Object.entries(checks).flatMap(([name, check]) => check(db).map((fault) => `${name}: ${fault}`));
}
