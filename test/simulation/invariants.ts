import { join } from 'node:path';
import Database from 'better-sqlite3';
import { demoShopId } from '../../main/demo/shop.ts';
import type { Chain } from './chain.ts';
import type { TillLife } from './till-life.ts';

/** What must hold once all is healed, read with SQL and JSON alone. */
type Seen = { tills: readonly TillLife[]; isSingleLife: boolean };
type Check = (seen: Seen, db: Database.Database) => string[];
type Row = {
  till: string;
  epoch: string;
  seq: number;
  hash: string;
  kind: string;
  bytes: Buffer;
  receipt: string | null;
};

const checks: Record<string, Check> = {
  /** 1: what was acknowledged is at the hub, once. */
  'acknowledged is kept'({ tills, isSingleLife }, db) {
    const times = db.prepare<[string], number>(
      "select count(*) from record where receipt = ? and kind in ('sale', 'return')",
    );
    return tills.flatMap(({ id, acknowledged }) =>
      [...acknowledged].flatMap((receipt) => {
        const count = times.pluck().get(receipt) ?? 0;
        // Two lives of a till may both end a receipt that was open as the second began.
        return count === 1 || (count > 1 && !isSingleLife)
          ? []
          : [`receipt ${receipt} of ${id} is at the hub ${count} times`];
      }),
    );
  },

  /** 2: each epoch is held without a gap up to its head. */
  'no gaps'(_, db) {
    const epochs = db
      .prepare<[], { till: string; epoch: string; seq: number }>('select till, epoch, seq from epoch')
      .all();
    const seqs = db.prepare<[string, string], number>(
      'select distinct seq from record where till = ? and epoch = ? order by seq',
    );
    return epochs.flatMap(({ till, epoch, seq }) => {
      const found = seqs.pluck().all(till, epoch);
      const gap = found.findIndex((each, index) => each !== index + 1);
      return gap === -1 && found.length >= seq
        ? []
        : [`${till} ${epoch}: ${found.length} records, head ${seq}, gap at ${gap}`];
    });
  },

  /** 3: one record at a place, unless a till lived twice. */
  'one record at a place'({ isSingleLife }, db) {
    const twice = db
      .prepare<[], { till: string; seq: number }>(
        'select till, seq from record group by till, epoch, seq having count(*) > 1',
      )
      .all();
    return isSingleLife ? twice.map(({ till, seq }) => `${till} has two records at ${seq}`) : [];
  },

  /** 4: both sides of every transaction. */
  'the ledger is even'(_, db) {
    const uneven = db
      .prepare<[], { member: string; txn: string; points: number }>(
        'select member, txn, sum(points) as points from ledger group by member, txn, wallet having sum(points) <> 0',
      )
      .all();
    return uneven.map(({ member, txn, points }) => `${member} ${txn} is off by ${points}`);
  },

  /** 5: the hub computes what the till computed; what it could not know is a limit. */
  verdicts({ isSingleLife }, db) {
    const wrong = db
      .prepare<[], { receipt: string; verdict: string; kind: string | null; differences: string }>(
        "select receipt, verdict, kind, differences from verdict where verdict <> 'equal'",
      )
      .all();
    // A second life may give a gift or take goods back that the first one did; so may two tills that are offline, for gifts are not set
    // aside for one of them yet. Each is one discrepancy, and none is of arithmetic.
    const isExpected = ({ kind, differences }: (typeof wrong)[number]) =>
      isSingleLife
        ? kind === 'limit' && differences.includes('entitlements.used')
        : kind === 'limit' || kind === 'facts';
    return wrong
      .filter((row) => !isExpected(row))
      .map(({ receipt, verdict, kind, differences }) => `${receipt} is ${verdict}: ${kind} ${differences}`);
  },

  /** 6 and 7: nobody spent what was not theirs. */
  'nothing is overdrawn'({ isSingleLife }, db) {
    const lost = db
      .prepare<[], { member: string; points: number }>(
        "select member, sum(points) as points from ledger where side = 'loss' group by member having sum(points) <> 0",
      )
      .all();
    return isSingleLife ? lost.map(({ member, points }) => `${member} overdrew ${points}`) : [];
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

  /** Money by card: what terminals took is what records say. */
  cards({ tills, isSingleLife }, db) {
    if (!isSingleLife) return [];
    const rows = db.prepare<[], Row>("select * from record where kind in ('sale', 'return')").all();
    return tills.flatMap(({ id, terminal }) => {
      const booked = rows.filter(({ till }) => till === id).reduce((sum, row) => sum + cardMinor(row), 0);
      return booked === terminal.balanceMinor() ? [] : [`${id}: ${terminal.balanceMinor()} by card, ${booked} booked`];
    });
  },
};

function cardMinor({ kind, bytes }: Row): number {
  const { body } = JSON.parse(bytes.toString()) as { body: { payments: { kind: string; amountMinor: number }[] } };
  const sum = body.payments.reduce((all, payment) => all + (payment.kind === 'card' ? payment.amountMinor : 0), 0);
  return kind === 'sale' ? sum : -sum;
}

function sameJson(a: string | undefined, b: string): boolean {
  return a !== undefined && JSON.stringify(sorted(JSON.parse(a))) === JSON.stringify(sorted(JSON.parse(b)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}

export function violations({ hub, places, isSingleLife }: Chain): string[] {
  const seen: Seen = { tills: places.map(({ till }) => till), isSingleLife };
  const db = new Database(join(hub.folder(), 'hub.db'), { readonly: true });
  const found = Object.entries(checks).flatMap(([name, check]) => check(seen, db).map((fault) => `${name}: ${fault}`));
  db.close();
  return found;
}
