import type Database from 'better-sqlite3';
import { headers as names } from '../../../shared/protocol/hub.ts';
import type { HubLife } from '../hub-life.ts';
import type { Exchange } from '../network.ts';

type Ack = { epoch: string; seq: number };
type Granted = {
  kind: string;
  grant: { lease: { id: string; lots: { points: number }[] }; member?: string; generation: string };
};
type Page = {
  generation: string;
  position: number;
  resnapshot: boolean;
  changes: { position: number; documents: unknown[] }[];
};

type Statements = ReturnType<typeof statementsOn>;

function statementsOn(db: Database.Database) {
  return {
    held: db
      .prepare<[string, string, number], number>(
        'select count(distinct seq) from record where till = ? and epoch = ? and seq <= ?',
      )
      .pluck(),
    lease: db.prepare<[string, string]>('select 1 from lease where till = ? and lease = ?'),
    lent: db
      .prepare<[string, string, string], number | null>(
        `select sum(points) from ledger where member = ? and side = 'debt'
           and txn in (select txn from ledger where member = ? and side = 'lease:' || ?)`,
      )
      .pluck(),
    generation: db.prepare<[], string>("select value from meta where key = 'generation'").pluck(),
    enrolled: db.prepare<[], string>('select till from till where public_key is not null').pluck(),
    documents: db
      .prepare<[string, number], number>(
        'select count(*) from change where shop = (select shop from till where till = ?) and position = ?',
      )
      .pluck(),
  };
}

/** Looks at each answer of the hub as it leaves, against what the hub has committed by then. */
export function openWire(hub: HubLife, found: (fault: string) => void): (exchange: Exchange) => void {
  /** By generation, till and request: the lease that was granted. */
  const granted = new Map<string, string>();
  /** By generation: the tills that have asked for the feed, or for a snapshot of it, which they do once all is pushed. */
  const reported = new Map<string, Set<string>>();

  let of: Database.Database | null = null;
  let statements: Statements | null = null;
  const committed = (): Statements => {
    const db = hub.reader();
    if (statements === null || of !== db) [of, statements] = [db, statementsOn(db)];
    return statements;
  };

  /** An ack is of what is committed, all of it from the epoch's first record on. */
  function journal(till: string, { ack: { epoch, seq } }: { ack: Ack }): void {
    const held = committed().held.get(till, epoch, seq)!;
    if (held !== seq) found(`${till} is told that ${seq} of ${epoch} are kept, and ${held} are`);
  }

  /** One request has one lease, of no more than was asked, and it is committed. */
  function lease(till: string, body: string, answer: Granted): void {
    if (answer.kind !== 'granted') return;
    const { requestId, points } = JSON.parse(body) as { requestId: string; points: number };
    const { lease: given, generation } = answer.grant;
    const key = `${generation} ${till} ${requestId}`;
    if ((granted.get(key) ?? given.id) !== given.id) found(`${till} has two leases by one request ${requestId}`);
    if (!granted.has(key) && answer.grant.member !== undefined) owned(answer.grant.member, given.id);
    granted.set(key, given.id);
    const sum = given.lots.reduce((all, lot) => all + lot.points, 0);
    if (sum > points) found(`${till} asked for ${points} points and is given ${sum}`);
    if (!committed().lease.get(till, given.id)) found(`lease ${given.id} of ${till} is given and not kept`);
    awaited(generation, given.id);
  }

  /** Points set aside for a till were free: nothing is lent, unless a record comes later that had taken them before. */
  function owned(member: string, given: string): void {
    const lent = committed().lent.get(member, member, given);
    if (lent) found(`lease ${given} holds ${-lent} points that were not free`);
  }

  /** A hub from a backup grants nothing before each till has told it what it spent. */
  function awaited(generation: string, given: string): void {
    const heard = reported.get(generation);
    if (heard === undefined || reported.keys().next().value === generation) return;
    const silent = committed()
      .enrolled.all()
      .filter((till) => !heard.has(till));
    if (silent.length > 0) found(`lease ${given} is given before ${silent.join()} reported to a restored hub`);
  }

  /** Also for a snapshot that is not there: a till asks for the rest of one that it began in another generation. */
  function reports(till: string, generation: string): void {
    reported.set(generation, (reported.get(generation) ?? new Set()).add(till));
  }

  /** Positions go forward from what was asked, each of them whole. */
  function feed(till: string, query: URLSearchParams, { generation, position, resnapshot, changes }: Page): void {
    reports(till, generation);
    if (resnapshot) return;
    const asked = Number(query.get('position'));
    if (position < asked) found(`the feed of ${till} goes back from ${asked} to ${position}`);
    for (const change of changes) {
      const whole = committed().documents.get(till, change.position)!;
      if (change.documents.length !== whole) {
        found(`position ${change.position} has ${whole} documents, ${till} is given ${change.documents.length}`);
      }
    }
  }

  return ({ path, query, headers, body, status, answer }) => {
    const till = headers[names.till] ?? '';
    if (path.startsWith('/v1/replica')) {
      if (status === 200 || status === 404) reports(till, committed().generation.get()!);
      return;
    }
    if (status !== 200) return;
    const said = JSON.parse(answer.toString()) as unknown;
    if (path === '/v1/journal') journal(till, said as { ack: Ack });
    else if (path === '/v1/leases') lease(till, body, said as Granted);
    else if (path === '/v1/feed') feed(till, query, said as Page);
  };
}
