import { join } from 'node:path';
import Database from 'better-sqlite3';
import { demoShopId } from '../../../main/demo/shop.ts';
import type { Chain } from '../chain.ts';
import { isSingleLife } from '../copies.ts';
import type { Copies } from '../copies.ts';
import type { TillLife } from '../till-life.ts';
import { checkBooks } from './books.ts';
import { checkFolds } from './folds.ts';
import { checkJournal } from './journal.ts';
import { sameJson } from './json.ts';
import { bookedReceipts, checkBalances, checkReturned, checkSpending, checkTold, lossByWallet } from './oracle.ts';
import type { BookedReceipt } from './oracle.ts';

/** What must hold once all is healed, read with SQL and JSON alone. `tills`: those that came back. */
type Seen = {
  all: readonly TillLife[];
  tills: readonly TillLife[];
  copies: Copies;
  receipts: readonly BookedReceipt[];
};
type Check = (seen: Seen, db: Database.Database) => string[];

const checks: Record<string, Check> = {
  books: (_, db) => checkBooks(db),
  balances: ({ receipts }, db) => checkBalances(db, receipts),
  'what was shown': ({ all, receipts, copies }) => checkTold(all, receipts, copies.open),
  returns: ({ receipts, copies }) => checkReturned(receipts, copies.tills),
  spending: ({ receipts, copies }, db) => checkSpending(db, receipts, copies.tills),
  journals: ({ tills, copies }) => tills.flatMap((till) => checkJournal(till, copies.tills.has(till.id))),

  /** 1: what was acknowledged is at the hub, once; what lay open as a copy came to life each of them may have ended. */
  'acknowledged is kept'({ all, copies, receipts }) {
    const times = new Map<string, number>();
    for (const { body } of receipts) times.set(body.receipt, (times.get(body.receipt) ?? 0) + 1);
    const mayBeTwice = (receipt: string) => copies.open.some((text) => text.includes(receipt));
    const lost = all.flatMap(({ id, acknowledged }) =>
      [...acknowledged.keys()].filter((receipt) => !times.has(receipt)).map((receipt) => `${receipt} of ${id} is lost`),
    );
    const twice = [...times].filter(([receipt, count]) => count > 1 && !mayBeTwice(receipt));
    return [...lost, ...twice.map(([receipt, count]) => `receipt ${receipt} is at the hub ${count} times`)];
  },

  /** 3: one record at a place; of a till that lived twice a second is a branch that somebody was told of. */
  'one record at a place'({ copies }, db) {
    const twice = db
      .prepare<[], { till: string; epoch: string; seq: number; booked: number }>(
        `select till, epoch, seq, sum(state <> 'branch') as booked from record group by till, epoch, seq having count(*) > 1`,
      )
      .all();
    const alarmed = db.prepare<[string, string], number>(
      "select count(*) from alarm where till = ? and epoch = ? and kind = 'branch'",
    );
    return twice
      .filter(
        ({ till, epoch, booked }) => !copies.tills.has(till) || booked > 1 || alarmed.pluck().get(till, epoch) === 0,
      )
      .map(({ till, epoch, seq }) => `${till} has two records at ${epoch} ${seq}`);
  },

  /** Parked receipts and registrations come through like sales: no kind of record is marked as one the hub can't read. */
  'every record is understood'(_, db) {
    const marked = db
      .prepare<[], { till: string; seq: number; state: string }>(
        "select till, seq, state from record where state not in ('booked', 'branch')",
      )
      .all();
    return marked.map(({ till, seq, state }) => `${till} ${seq} is ${state}`);
  },

  /** 5: the hub computes what the till computed; what it could not know is a limit. */
  verdicts({ copies, receipts }, db) {
    const rows = db
      .prepare<[], { receipt: string; till: string; verdict: string; kind: string | null; differences: string }>(
        "select receipt, till, verdict, kind, differences from verdict where verdict <> 'equal'",
      )
      .all();
    const times = Map.groupBy(receipts, ({ body }) => body.receipt);
    const isTwice = (receipt: string) =>
      times.get(receipt)!.some(({ body }) => (times.get(body.ofReceipt ?? receipt)?.length ?? 0) > 1);
    // A hub that came from a backup may have lost the sale of a return, and its till is lost as well.
    const isOfLostSale = (receipt: string) =>
      times.get(receipt)!.some(({ body }) => body.ofReceipt !== undefined && !times.has(body.ofReceipt));
    const isExpected = ({ receipt, verdict, kind }: (typeof rows)[number]) => {
      if (isSingleLife(copies)) return false;
      if (verdict === 'pending') return copies.hub && isOfLostSale(receipt);
      // Of a receipt that two lives ended, each in its own way, a return is compared with one of them.
      return kind === 'limit' || kind === 'facts' || isTwice(receipt);
    };
    return rows
      .filter((row) => !isExpected(row))
      .map(({ receipt, verdict, kind, differences }) => `${receipt} is ${verdict}: ${kind} ${differences}`);
  },

  /**
   * 7: nobody spent what was not theirs, but for what copies of a till held open, once for each; and what was granted to either of them
   * since, which the other one gives back as a lease it never heard of.
   */
  'nothing is overdrawn'({ copies }, db) {
    const lost = lossByWallet(db);
    const sum = [...lost.values()].reduce((all, points) => all + points, 0);
    const exposed = copies.exposedPoints + grantedPoints(db, copies.tills);
    return sum <= exposed ? [] : [`${JSON.stringify([...lost])} overdrawn, and copies held ${exposed} open`];
  },

  /** 8: each till's replica is what the hub tells of that position. */
  'replicas are projections'({ tills }, db) {
    const latest = db.prepare<[string], { kind: string; id: string; doc: string | null }>(
      'select kind, id, doc from change as c where shop = ? and position = (select max(position) from change where shop = c.shop and kind = c.kind and id = c.id)',
    );
    const wanted = new Map<string, string>(
      latest.all(demoShopId).flatMap(({ kind, id, doc }) => (doc === null ? [] : [[`${kind} ${id}`, doc] as const])),
    );
    return tills.flatMap(({ id: till, folder }) => {
      const replica = new Database(join(folder(), 'replica.db'), { readonly: true });
      const found = new Map<string, string>(
        replica
          .prepare<[], { kind: string; id: string; doc: string }>('select kind, id, json as doc from documents')
          .all()
          .map(({ kind, id, doc }) => [`${kind} ${id}`, doc]),
      );
      replica.close();
      const wrong = [...wanted]
        .filter(([key, doc]) => !sameJson(found.get(key), doc))
        .map(([key]) => `${till} does not have ${key}`);
      const more = [...found.keys()].filter((key) => !wanted.has(key)).map((key) => `${till} still has ${key}`);
      return [...wrong, ...more];
    });
  },

  /** Tills are told of what is open at the hub, and of nothing else. */
  'items are told'(_, db) {
    const open = db
      .prepare<[], string>("select till || ' ' || kind from item where state = 'open' order by 1")
      .pluck()
      .all();
    const told = db
      .prepare<[string], string>(
        `select json_extract(doc, '$.till') || ' ' || json_extract(doc, '$.kind') from change as c
         where shop = ? and kind = 'item' and doc is not null
         and position = (select max(position) from change where shop = c.shop and kind = c.kind and id = c.id) order by 1`,
      )
      .pluck()
      .all(demoShopId);
    return open.join() === told.join() ? [] : [`open are ${open.join()}; told were ${told.join()}`];
  },

  /** G4: no lease is left open but with a till that is lost, or that has copies. */
  'leases are given back'({ all, copies }, db) {
    const open = db
      .prepare<[], { till: string; lease: string }>('select till, lease from lease where closed = 0')
      .all();
    const mayHold = (till: string) => copies.tills.has(till) || all.some(({ id, isLost }) => isLost && id === till);
    return open.filter(({ till }) => !mayHold(till)).map(({ till, lease }) => `lease ${lease} is left with ${till}`);
  },

  /** A till that came back from an old backup is told of, once it has talked to the hub. */
  'older lives are told'({ tills, copies }, db) {
    const told = db.prepare<[], string>("select till from alarm where kind = 'olderLife'").pluck().all();
    return [...copies.outdated]
      .filter((till) => !told.includes(till) && tills.some(({ id }) => id === till))
      .map((till) => `nobody is told of the older life of ${till}`);
  },

  /** A printed number is of one receipt. */
  'numbers are not used twice'({ receipts, copies }) {
    const seen = new Set<string>();
    return receipts.flatMap(({ till, body }) => {
      if (body.number === undefined || copies.tills.has(till)) return [];
      const key = `${till} ${body.number}`;
      return seen.size === seen.add(key).size ? [`number ${key} is printed on two receipts`] : [];
    });
  },

  /** Who was registered is known by the card they were given. */
  'who registered is known'(_, db) {
    const known = db.prepare<[string], string>('select member from card where card = ?').pluck();
    const rows = db.prepare<[], Buffer>("select bytes from record where kind = 'member.registered'").pluck();
    return rows
      .all()
      .flatMap((bytes) => (JSON.parse(bytes.toString()) as { body: { cards: string[] } }).body.cards)
      .filter((card) => known.get(card) === undefined)
      .map((card) => `nobody has the card ${card}`);
  },

  /** 3: what is booked follows what is booked, hash by hash; what does not is a branch, or somebody was told. */
  'the chain holds'(_, db) {
    const rows = db
      .prepare<[], { till: string; epoch: string; seq: number; hash: string; state: string; bytes: Buffer }>(
        "select till, epoch, seq, hash, state, bytes from record where state = 'booked' and seq > 1",
      )
      .all();
    const before = db.prepare<[string, string, number, string]>(
      "select 1 from record where till = ? and epoch = ? and seq = ? and hash = ? and state = 'booked'",
    );
    return rows
      .filter(({ till, epoch, seq, bytes }) => {
        const { prev } = JSON.parse(bytes.toString()) as { prev: string };
        return before.get(till, epoch, seq - 1, prev) === undefined;
      })
      .map(({ till, epoch, seq }) => `${till} ${epoch} ${seq} follows nothing that is booked`);
  },

  /** The feed says of each till that all it has pushed is applied. */
  'what is applied is told'({ tills, copies }, db) {
    const head = db.prepare<[string], string>(
      "select epoch || ' ' || seq from epoch where till = ? order by ordinal desc limit 1",
    );
    const told = db.prepare<[string], string>(
      "select json_extract(doc, '$.epoch') || ' ' || json_extract(doc, '$.seq') from change where kind = 'applied' and id = ? order by position desc limit 1",
    );
    return tills
      .filter(({ id }) => !copies.tills.has(id))
      .filter(({ id }) => head.pluck().get(id) !== told.pluck().get(id))
      .map(({ id }) => `${id} is not told that all of it is applied`);
  },

  /** Money by card: what terminals took is what records say. */
  cards({ tills, copies, receipts }) {
    return tills
      .filter(({ id }) => !copies.tills.has(id))
      .flatMap(({ id, terminal }) => {
        const booked = receipts.reduce((sum, { till, body }) => sum + (till === id ? cardMinor(body) : 0), 0);
        return booked === terminal.balanceMinor()
          ? []
          : [`${id}: ${terminal.balanceMinor()} by card, ${booked} booked`];
      });
  },
};

function grantedPoints(db: Database.Database, tills: ReadonlySet<string>): number {
  const grants = db.prepare<[], { till: string; text: string }>('select till, text from lease').all();
  return grants
    .filter(({ till }) => tills.has(till))
    .flatMap(({ text }) => (JSON.parse(text) as { lease: { lots: { points: number }[] } }).lease.lots)
    .reduce((sum, { points }) => sum + points, 0);
}

function cardMinor({ kind, payments }: BookedReceipt['body']): number {
  const sum = payments.reduce((all, payment) => all + (payment.kind === 'card' ? payment.amountMinor : 0), 0);
  return kind === 'sale' ? sum : -sum;
}

export async function violations({ hub, places, copies }: Chain): Promise<string[]> {
  const all = places.map(({ till }) => till);
  const db = new Database(join(hub.folder(), 'hub.db'), { readonly: true });
  const seen: Seen = { all, tills: all.filter(({ isLost }) => !isLost), copies, receipts: bookedReceipts(db) };
  const found = Object.entries(checks).flatMap(([name, check]) => check(seen, db).map((fault) => `${name}: ${fault}`));
  db.close();
  return [...found, ...(await checkFolds(hub.folder()))];
}
