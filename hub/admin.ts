import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KopilkaError } from '../shared/protocol/errors.ts';
import type { Alarm, Discrepancy, HubSummary, ImportReply, JobsReply } from '../shared/protocol/hub.ts';
import type { EventReply, EventRequest } from '../shared/protocol/happening.ts';
import type { CashierReport, CashiersQuery, HubReport, ReportQuery } from '../shared/protocol/report.ts';
import type { WishStateReply, WishStateRequest, WishesPage, WishesQuery } from '../shared/protocol/wishes.ts';
import type { ConfirmReply, ConfirmRequest, WriteOffsPage, WriteOffsQuery } from '../shared/protocol/write-offs.ts';
import { enrolmentCode } from './enrol/codes.ts';
import type { EnrolDeps, EnrolmentCode } from './enrol/codes.ts';
import type { PointsReply, PointsRequest } from '../shared/protocol/by-hand.ts';
import { answerEvent } from './events/answer.ts';
import { pointsByHand } from './events/by-hand.ts';
import { randomId } from './identity/data-folder.ts';
import type { Leadership } from './jobs/leader.ts';
import { expirePoints } from './jobs/expiry.ts';
import { doJobs } from './jobs/schedule.ts';
import { importLines } from './members/import.ts';
import type { Lines } from './members/import.ts';
import type { ManualClock } from './ports.ts';
import { publishProgramme } from './programmes/publish.ts';
import type { Store } from './store/store.ts';
import type { Engine } from './reconcile/engines.ts';
import type { Revisions } from './reconcile/revisions.ts';
import { hubOffice } from './office.ts';
import type { HubOffice, OfficeDeps } from './office.ts';
import { cashierReport } from './report/cashiers.ts';
import { hubReport } from './report/report.ts';
import { writeDown } from './users/audit.ts';
import type { Actor, Deed } from './users/audit.ts';
import { alarms, discrepancies, summary } from './summary.ts';
import { moveWishesOn, openWishes } from './wishes/wishes.ts';
import { confirmWriteOffs, openWriteOffs } from './write-offs/write-offs.ts';

export type HubAdmin = HubOffice & {
  importLines(lines: Lines): Promise<ImportReply>;
  importFile(file: string): Promise<ImportReply>;
  importStream(chunks: AsyncIterable<Uint8Array>): Promise<ImportReply>;
  /** `from`: a local moment. */
  publish(programme: unknown, from: string): Promise<{ hash: string }>;
  enrolmentCode(till: string): Promise<EnrolmentCode>;
  /** Books what has lapsed by now; `at` another moment, with a manual clock. Answers how many members it touched. */
  expire(at?: string): Promise<number>;
  /** Does all that is due by now (`at` as for `expire`), once: what was done is not done again. */
  runJobs(at?: string): Promise<JobsReply>;
  /** Throws `hub.clock` unless the hub was opened with a manual one. */
  setClock(at: string): string;
  /** Answers an event of a member, once. */
  event(request: EventRequest): Promise<EventReply>;
  /** Gives a member points by the actor's word, or takes them. */
  points(member: string, request: PointsRequest): Promise<PointsReply>;
  /** What gifts and wishes took out of stock and nobody wrote off yet. */
  writeOffs(query: WriteOffsQuery): Promise<WriteOffsPage>;
  confirmWriteOffs(request: ConfirmRequest): Promise<ConfirmReply>;
  /** Members' wishes that are open. */
  wishes(query: WishesQuery): Promise<WishesPage>;
  moveWishes(request: WishStateRequest): Promise<WishStateReply>;
  report(query: ReportQuery): Promise<HubReport>;
  cashiers(query: CashiersQuery): Promise<CashierReport[]>;
  summary(): Promise<HubSummary>;
  discrepancies(): Promise<Discrepancy[]>;
  alarms(): Promise<Alarm[]>;
};

export type AdminDeps = EnrolDeps & {
  office: OfficeDeps;
  revisions: Revisions;
  engines: Engine;
  leadership: Leadership;
  /** Where a streamed import lies while it is read. */
  spool: string;
  manualClock: ManualClock | undefined;
};

/** As `actor` sees it; what they change is written down under their name. */
export function hubAdmin(deps: AdminDeps, actor: Actor): HubAdmin {
  const { store, revisions, engines, ports, spool, manualClock, leadership } = deps;
  const eventing = { store, revisions, engines, clock: ports.clock };
  function momentMs(at: string | undefined): number {
    if (at !== undefined && !manualClock) throw new KopilkaError('hub.clock');
    return at === undefined ? ports.clock.nowMs() : Date.parse(at);
  }
  async function asked<T>(work: (leading: Store) => Promise<T>): Promise<T> {
    const done = await leadership.run(async (leading) => ({ reply: await work(leading) }), { anyway: true });
    return done!.reply;
  }
  async function written<T>(deed: Deed, done: Promise<T>): Promise<T> {
    const answer = await done;
    await store.write(async (tx) => writeDown(tx, ports, actor, deed));
    return answer;
  }
  const imported = (lines: Lines) =>
    written({ action: 'import', subject: '' }, importLines({ store, random: ports.random }, lines));
  return {
    ...hubOffice(deps.office, actor),
    importLines: imported,
    importFile: (file) => imported(linesOf(file)),
    async importStream(chunks) {
      mkdirSync(spool, { recursive: true, mode: 0o700 });
      const file = join(spool, `import-${randomId(ports.random)}`);
      try {
        // A slow sender must not hold the hub's one transaction open.
        await pipeline(Readable.from(chunks), createWriteStream(file, { mode: 0o600 }));
        return await imported(linesOf(file));
      } finally {
        rmSync(file, { force: true });
      }
    },
    publish: (programme, from) =>
      written(
        { action: 'publish', subject: from },
        publishProgramme({ store, newestEngine: engines.newest }, programme, from),
      ),
    enrolmentCode: (till) => written({ action: 'till.code', subject: till }, enrolmentCode(deps, till)),
    async expire(at) {
      const atMs = momentMs(at);
      return written(
        { action: 'jobs.expiry', subject: '' },
        asked((leading) => expirePoints(leading, atMs)),
      );
    },
    async runJobs(at) {
      const atMs = momentMs(at);
      return written(
        { action: 'jobs', subject: '' },
        asked((leading) => doJobs({ ...eventing, store: leading }, atMs)),
      );
    },
    setClock(at) {
      if (!manualClock) throw new KopilkaError('hub.clock');
      manualClock.set(Date.parse(at));
      return new Date(manualClock.nowMs()).toISOString();
    },
    event: (request) => written({ action: 'event', subject: request.id }, answerEvent(eventing, request)),
    points: (member, request) => pointsByHand({ ...eventing, ports }, actor, member, request),
    writeOffs: (query) => openWriteOffs(store.reader, query),
    confirmWriteOffs: (request) => confirmWriteOffs({ store, ports }, actor, request),
    wishes: (query) => openWishes(store.reader, query),
    moveWishes: (request) => moveWishesOn({ store, ports }, actor, request),
    report: (query) => hubReport(store.reader, ports.clock, query),
    cashiers: (query) => cashierReport(store.reader, query),
    summary: () => summary(store.reader),
    discrepancies: () => discrepancies(store.reader),
    alarms: () => alarms(store.reader),
  };
}

/** Reads the file each time they are gone through. */
function linesOf(file: string): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]: () =>
      createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })[Symbol.asyncIterator](),
  };
}
