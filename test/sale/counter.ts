import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProfile } from '../../drivers/printer/profiles.ts';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { demoCashierId, demoShop, demoTillId } from '../../main/demo/shop.ts';
import type { Timers } from '../../main/ports.ts';
import type { PointsReading } from '../../shared/receipt/fiscal.ts';
import { openEngines } from '../../main/engine.ts';
import { currentView } from '../../main/sale/current-view.ts';
import type { SaleDeps } from '../../main/sale/deps.ts';
import { Desk } from '../../main/sale/desk.ts';
import { createReadModel } from '../../main/sale/read-model.ts';
import { saleService } from '../../main/sale/service.ts';
import type { SaleMethod } from '../../main/sale/service.ts';
import { shopClock } from '../../main/sale/shop-clock.ts';
import { startDesk } from '../../main/sale/start.ts';
import { openJournal } from '../../main/store/journal.ts';
import { openReplica } from '../../main/store/replica.ts';
import type { LeasePort } from '../../main/sync/leases.ts';
import type { SoldReceipt } from '../../shared/protocol/sold.ts';
import type { Lot } from '../../shared/loyalty/basics.ts';
import { Programme } from '../../shared/loyalty/programme/schema.ts';
import { feedIds } from '../../shared/protocol/feed.ts';
import type { FeedDocument, FeedKind, ImportedMember } from '../../shared/protocol/feed.ts';
import { fedMember, numberKey } from '../store/fed-members.ts';
import { JournalRecord } from '../../shared/protocol/journal.ts';
import type { LeaseReply, LeaseRequest } from '../../shared/protocol/hub.ts';
import type { NoticeView, Params, Results } from '../../shared/protocol/page.ts';

/** 23 November 2026, 18:00 in Moscow. */
export const startMs = Date.UTC(2026, 10, 23, 15);

export class Crash extends Error {}

/** Where a test stops the till: at the n-th time this name comes by. */
export type CrashAt = { name: string; times: number } | null;

export type HubMood = 'online' | 'offline' | 'declines' | 'late';

/** `fiscal`: how a register is told of points. `timers`: real ones, in place of those that `later` runs. */
export type CounterOptions = { fiscal?: PointsReading | null; timers?: Timers };

/** A counter with real files, the real engine and the demo shop; the hub of leases and the terminal are scripted. */
export function openCounter({ fiscal = null, timers }: CounterOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-sale-'));
  const world = {
    nowMs: startMs,
    mood: 'online' as HubMood,
    crashAt: null as CrashAt,
    seed: 1,
    card: Promise.resolve(),
    /** What failed where nobody waited: the till is dead by it. */
    failed: null as { error: unknown } | null,
    onPoint: (_name: string): void => undefined,
    onFiscal: (): void => undefined,
    /** What the till does after a while. */
    waiting: [] as (() => void)[],
    /** Room for the journal from the next start on, in pages. */
    maxPages: undefined as number | undefined,
  };
  const terminal = createSimulatedTerminal(() => world.card);
  const notices: Omit<NoticeView, 'id'>[] = [];
  const hub = scriptedLeases(world);
  let open = start();

  function start() {
    const ports = {
      clock: { nowMs: () => world.nowMs },
      timers: timers ?? {
        after(_: number, run: () => void) {
          world.waiting.push(run);
          return () => undefined;
        },
      },
      random: { bytes: (count: number) => randomBytes(world, count) },
    };
    const crash = (name: string) => {
      world.onPoint(name);
      if (world.crashAt?.name !== name) return;
      world.crashAt.times -= 1;
      if (world.crashAt.times === 0) throw new Crash(name);
    };
    const replica = openReplica(join(folder, 'replica.db'));
    if (replica.checkpoint() === null) {
      const checkpoint = { generation: 'g1', shop: 'demo', position: 1 };
      replica.applyChanges([{ position: 1, documents: demoDocuments() }], checkpoint, world.nowMs);
    }
    const journal = openJournal({
      file: join(folder, 'journal.db'),
      till: demoTillId,
      ports,
      now: shopClock({ replica, till: demoTillId, clock: ports.clock }).now,
      crash,
      maxPages: world.maxPages,
    });
    const deps: SaleDeps = {
      pinKey: new Uint8Array(32).fill(9),
      till: demoTillId,
      ports,
      crash,
      journal,
      replica,
      engines: openEngines(),
      leases: hub.port,
      terminal,
      settings: {
        priceOverride: 'manager',
        leaseDeadlineMs: 1000,
        phoneCountry: '7',
        labels: [{ prefix: '21', skuDigits: 5, holds: 'grams' }],
        printer: findProfile('epson-80')!,
        logo: null,
        fiscal,
        lockAfterMs: null,
        isTraining: false,
      },
      online: () => world.mood === 'online',
      tell: (notice) => void notices.push(notice),
      report: (error) => {
        world.failed ??= { error };
      },
      changed: (records) => models.at(-1)?.journalMoved(records.map(({ kind }) => kind)),
      peopleChanged: () => undefined,
      printSoon: () => undefined,
      fiscalSoon: () => world.onFiscal(),
      freshen: () => undefined,
    };
    const models: ReturnType<typeof createReadModel>[] = [];
    const desk: Desk = new Desk(deps);
    startDesk(desk, (error) => {
      world.failed ??= { error };
    });
    const model = createReadModel(desk);
    models.push(model);
    const { commands } = saleService({
      desk,
      receiptView: (id) => model.receipt(id),
      report: (error) => {
        world.failed ??= { error };
      },
    });
    return { desk, journal, replica, commands, model };
  }

  return {
    folder,
    world,
    terminal,
    notices,
    leases: hub,
    set onPoint(listener: (name: string) => void) {
      world.onPoint = listener;
    },
    get desk() {
      return open.desk;
    },
    get journal() {
      return open.journal;
    },
    get replica() {
      return open.replica;
    },
    get model() {
      return open.model;
    },
    view: () => currentView(open.desk),
    /** What the till put off is done, and all that comes of it. */
    async later() {
      for (const run of world.waiting.splice(0)) run();
      await new Promise((resolve) => setImmediate(resolve));
      if (world.failed) throw world.failed.error;
    },
    async call<M extends SaleMethod>(method: M, params: Params<M>): Promise<Results[M]> {
      const handler = open.commands[method] as (given: Params<M>) => Results[M] | Promise<Results[M]>;
      const result = await handler(params);
      // What goes on behind a command has gone on, and died if it had to.
      await new Promise((resolve) => setImmediate(resolve));
      if (world.failed) throw world.failed.error;
      return result;
    },
    /** As after a kill: what was in memory is gone, the files are opened anew. */
    restart() {
      open.journal.close();
      open.replica.close();
      world.crashAt = null;
      world.failed = null;
      open = start();
    },
    feed(position: number, documents: FeedDocument[]) {
      open.replica.applyChanges([{ position, documents }], { generation: 'g1', shop: 'demo', position }, world.nowMs);
      open.model.replicaMoved(() => true);
    },
    records: () => open.journal.readRecords(null, 10_000).map(({ text }) => JournalRecord.parse(JSON.parse(text))),
    async signIn(cashier = demoCashierId) {
      await this.call('cashier.signIn', { cashier });
      await this.call('shift.open', { floatMinor: 1000_00 });
    },
    close() {
      open.journal.close();
      open.replica.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type TestCounter = ReturnType<typeof openCounter>;

export function demoDocuments(): FeedDocument[] {
  const programme = Programme.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../examples/demo-shop/programme.json'), 'utf8')),
  );
  const lines = demoShop(startMs).flatMap(({ kind, doc }) =>
    kind === 'member' ? fedMember(doc as ImportedMember) : [document(kind, doc)],
  );
  return [
    ...lines,
    numberKey,
    document('programme', { from: '2026-01-01T00:00:00+03:00', hash: 'programme-1', programme }),
  ];
}

export function document(kind: FeedKind, doc: Record<string, unknown>): FeedDocument {
  const idOf = feedIds[kind] as (given: unknown) => string;
  return { kind, id: idOf(doc), doc };
}

/** A hub that has any member's points and rights to lease, as often as it is asked under a new id. */
function scriptedLeases(world: { mood: HubMood }) {
  const grants = new Map<string, LeaseReply>();
  const asked: LeaseRequest[] = [];
  const late: (() => void)[] = [];
  const sold: SoldReceipt[] = [];
  let available: Record<string, Lot[]> = {};

  function grant(request: LeaseRequest): LeaseReply {
    const known = grants.get(request.requestId);
    if (known) return known;
    const lots = take(available[request.member] ?? [], request);
    // As much of a right as any receipt may use.
    const rights = (request.rights ?? []).map((entitlement) => ({ entitlement, quantity: 100_000 }));
    const reply: LeaseReply =
      lots.length + rights.length === 0
        ? { kind: 'refused', reason: 'noPoints' }
        : {
            kind: 'granted',
            signature: 's'.repeat(86),
            grant: {
              lease: { id: `lease-${grants.size + 1}`, till: demoTillId, lots, rights },
              member: request.member,
              requestId: request.requestId,
              grantedAt: request.moment,
              generation: 'g1',
            },
          };
    grants.set(request.requestId, reply);
    return reply;
  }

  const port: LeasePort = {
    receipts: () => Promise.resolve(world.mood === 'online' ? sold : null),
    request(request, _deadlineMs, whenLate) {
      // Of other tills' receipts it knows none.
      if ('receipt' in request) return Promise.resolve({ kind: 'refused', reason: 'unknownReceipt' });
      asked.push(request);
      if (world.mood === 'declines') return Promise.resolve({ kind: 'refused', reason: 'blocked' });
      if (world.mood === 'offline') return Promise.resolve({ kind: 'offline' });
      const reply = grant(request);
      if (world.mood === 'online') return Promise.resolve(reply);
      late.push(() => whenLate(reply));
      return Promise.resolve({ kind: 'offline' });
    },
  };
  return {
    port,
    asked,
    /** Receipts that the hub knows of any member of any day. */
    sold,
    has(member: string, lots: Lot[]) {
      available = { ...available, [member]: lots.map((lot) => ({ ...lot })) };
    },
    answerLate: () => late.splice(0).forEach((answer) => answer()),
  };
}

function take(lots: Lot[], { wallet, points = 0 }: LeaseRequest): Lot[] {
  let left = points;
  return lots.flatMap((lot) => {
    const part = lot.wallet === wallet ? Math.min(left, lot.points) : 0;
    if (part === 0) return [];
    left -= part;
    lot.points -= part;
    return [{ ...lot, points: part }];
  });
}

/** Xorshift: the same ids in every run. */
function randomBytes(world: { seed: number }, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => {
    world.seed ^= world.seed << 13;
    world.seed ^= world.seed >>> 17;
    world.seed ^= world.seed << 5;
    return world.seed & 255;
  });
}
