import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import { peek } from '../files.ts';
import type { TillLife } from '../till-life.ts';
import { addTo } from './sums.ts';

type Row = { ord: number; epoch: string; seq: number; hash: string; receipt: string | null; bytes: Buffer };
type Stored = Row & { prev: string; body: Body };
type Lots = { id: string; points: number }[];
type Right = { entitlement: string; quantity: number };
/** A right as a receipt opens it. */
type Issued = { id: string; kind: string; gift?: { quantity: number }; uses?: number };
type Movement = { kind: string; lot: string; points: number; lease?: string };
/** As far as the checks read it. */
type Body =
  | { kind: 'lease.accepted'; grant: { lease: { id: string; lots: Lots; rights?: Right[] } } }
  | { kind: 'lease.closed'; lease: string }
  | { kind: 'payment.intent'; intent: string }
  | { kind: 'payment.result'; intent: string; result: string }
  | { kind: 'receipt.parked' | 'receipt.resumed' | 'receipt.cancelled'; receipt: string }
  | {
      kind: 'sale';
      leasesClosed: string[];
      facts: { rights?: { held: { entitlement: string; lease: string }[] } };
      payments: { id: string; kind: string }[];
      money: {
        movements: Movement[];
        entitlements: { used: { id: string; quantity: number }[]; issued?: Issued[] };
      };
    }
  | { kind: 'return'; money: { entitlements: { revoked?: string[] } } };
type Sale = Extract<Body, { kind: 'sale' }>;

/**
 * What a till would find if it died now: whole, with all that it acknowledged, and no lease spent beyond what it holds.
 * `isCopy`: what an earlier life of it acknowledged need not be there.
 */
export function checkJournal({ id, folder, acknowledged }: TillLife, isCopy: boolean): string[] {
  const promised = isCopy ? [] : [...acknowledged.keys()];
  return peek(folder(), 'journal.db', (db) => {
    const rows = db.prepare<[], Row>('select ord, epoch, seq, hash, receipt, bytes from records order by ord').all();
    const records = rows.map((row) => ({
      ...row,
      ...(JSON.parse(row.bytes.toString()) as { prev: string; body: Body }),
    }));
    const bodies = records.map(({ body }) => body);
    return [
      ...brokenChain(records),
      ...missing(records, promised),
      ...leases(db, bodies),
      ...parked(db, bodies),
      ...payments(bodies),
    ].map((fault) => `journal of ${id}: ${fault}`);
  });
}

/** 6: once its journal was salvaged a till holds only what its open receipt holds: nobody knows what was spent of the rest. */
export function keptByNobody({ id, folder }: TillLife): string[] {
  return peek(folder(), 'journal.db', (db) => {
    const counter = db.prepare<[], string>("select text from state where key = 'openSale'").pluck().get() ?? '';
    const open = db
      .prepare<[], string>("select lease from leases where state = 'open' and receipt is null")
      .pluck()
      .all();
    return open.filter((lease) => !counter.includes(lease)).map((lease) => `journal of ${id}: ${lease} is still held`);
  });
}

/** 1: acknowledged is on the disk. */
function missing(records: readonly Stored[], acknowledged: readonly string[]): string[] {
  const held = new Set(records.map(({ receipt }) => receipt));
  return acknowledged.filter((receipt) => !held.has(receipt)).map((receipt) => `receipt ${receipt} is gone`);
}

/** 2 and 3: each record names the one before by its hash, seq counts by one within an epoch. */
function brokenChain(records: readonly Stored[]): string[] {
  const found: string[] = [];
  let before: Stored | undefined;
  for (const row of records) {
    const { prev } = row;
    const seq = before?.epoch === row.epoch ? before.seq + 1 : 1;
    const isSound = createHash('sha256').update(row.bytes).digest('hex') === row.hash;
    const follows = before === undefined || (prev === before.hash && row.seq === seq && row.ord === before.ord + 1);
    if (!isSound || !follows) found.push(`${row.epoch} ${row.seq} does not follow`);
    before = row;
  }
  return found;
}

/** 6: the table of leases is what the records say, and nothing is spent that was not held. */
function leases(db: Database.Database, bodies: readonly Body[]): string[] {
  const found: string[] = [];
  const left = new Map<string, Map<string, number>>();
  for (const body of bodies) {
    if (body.kind === 'lease.accepted') {
      const { lease } = body.grant;
      if (left.has(lease.id)) found.push(`lease ${lease.id} is accepted again`);
      const rights = (lease.rights ?? []).map((right) => [keyOf(right.entitlement), right.quantity] as const);
      left.set(lease.id, new Map([...lease.lots.map(({ id, points }) => [id, points] as const), ...rights]));
    } else if (body.kind === 'lease.closed') left.set(body.lease, new Map());
    else if (body.kind === 'return') {
      for (const id of body.money.entitlements.revoked ?? []) if (left.has(id)) left.set(id, new Map());
    } else if (body.kind === 'sale') {
      found.push(...useRights(left, body));
      for (const { kind, lot, points, lease } of body.money.movements) {
        if (kind !== 'redeem') continue;
        const lots = left.get(lease ?? '') ?? new Map<string, number>();
        if (addTo(lots, lot, -points) < 0) found.push(`lease ${lease} is overspent`);
      }
      for (const lease of body.leasesClosed) left.set(lease, new Map());
    }
  }
  type Kept = { lease: string; left_lots: string; left_rights: string };
  const open = db.prepare<[], Kept>("select * from leases where state = 'open'").all();
  for (const { lease, left_lots: lots, left_rights: rights } of open) {
    for (const { id, points } of JSON.parse(lots) as Lots) {
      if (left.get(lease)?.get(id) !== points) found.push(`lease ${lease} is kept with ${points} points left`);
    }
    for (const { entitlement, quantity } of JSON.parse(rights) as Right[]) {
      const known = left.get(lease)?.get(keyOf(entitlement));
      if (known !== quantity) found.push(`lease ${lease} is kept with ${quantity} of ${entitlement} left`);
    }
  }
  return found;
}

/** 6: a gift, coupon or counted offer is used under a lease that holds it, or where a receipt of this very till opened it. */
function useRights(left: Map<string, Map<string, number>>, { facts, money }: Sale): string[] {
  for (const right of money.entitlements.issued ?? []) {
    const { id, kind, gift, uses = kind === 'coupon' ? 1 : 0 } = right;
    const quantity = gift?.quantity ?? uses * 1000;
    if (quantity > 0 && !left.has(id)) left.set(id, new Map([[keyOf(id), quantity]]));
  }
  return money.entitlements.used.flatMap(({ id, quantity }) => {
    const lease = facts.rights?.held.find(({ entitlement }) => entitlement === id)?.lease ?? id;
    const held = left.get(lease) ?? new Map<string, number>();
    return addTo(held, keyOf(id), -quantity) < 0 ? [`right ${id} is used beyond lease ${lease}`] : [];
  });
}

const keyOf = (entitlement: string): string => `right ${entitlement}`;

/** Receipts set aside are those that were parked and neither taken up again nor ended with the shift. */
function parked(db: Database.Database, bodies: readonly Body[]): string[] {
  const aside = new Set<string>();
  for (const body of bodies) {
    if (body.kind === 'receipt.parked') aside.add(body.receipt);
    else if (body.kind === 'receipt.resumed' || body.kind === 'receipt.cancelled') aside.delete(body.receipt);
  }
  const kept = db.prepare<[], string>('select receipt from parked').pluck().all();
  const isSame = kept.length === aside.size && kept.every((receipt) => aside.has(receipt));
  return isSame ? [] : [`parked by its records: ${[...aside].join()}, kept: ${kept.join()}`];
}

/** A card payment of a sale was meant before and approved, each once. */
function payments(bodies: readonly Body[]): string[] {
  const approved = new Map<string, number>();
  const meant = new Set<string>();
  const found: string[] = [];
  for (const body of bodies) {
    if (body.kind === 'payment.intent') meant.add(body.intent);
    else if (body.kind === 'payment.result') {
      const { intent, result } = body;
      if (!meant.has(intent)) found.push(`payment ${intent} has a result and was never meant`);
      if (result === 'approved' && addTo(approved, intent, 1) > 1) found.push(`payment ${intent} is approved twice`);
    } else if (body.kind === 'sale') {
      for (const { id, kind } of body.payments) {
        if (kind === 'card' && !approved.has(id)) found.push(`payment ${id} of a sale was not approved`);
      }
    }
  }
  return found;
}
