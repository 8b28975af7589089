import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KopilkaError } from '../shared/protocol/errors.ts';
import type {
  Alarm,
  Discrepancy,
  EraseReply,
  HubSummary,
  ImportReply,
  JobsReply,
  MemberExport,
} from '../shared/protocol/hub.ts';
import type { EventReply, EventRequest } from '../shared/protocol/happening.ts';
import type { HubReport, ReportQuery } from '../shared/protocol/report.ts';
import { enrolmentCode } from './enrol/codes.ts';
import type { EnrolDeps, EnrolmentCode } from './enrol/codes.ts';
import { answerEvent } from './events/answer.ts';
import { randomId } from './identity/data-folder.ts';
import type { Leadership } from './jobs/leader.ts';
import { expirePoints } from './jobs/expiry.ts';
import { doJobs } from './jobs/schedule.ts';
import { eraseMember } from './members/erase.ts';
import { exportMember } from './members/export.ts';
import { importLines } from './members/import.ts';
import type { Lines } from './members/import.ts';
import type { ManualClock } from './ports.ts';
import { publishProgramme } from './programmes/publish.ts';
import type { Store } from './store/store.ts';
import type { Engine } from './reconcile/engines.ts';
import type { Revisions } from './reconcile/revisions.ts';
import { hubReport } from './report/report.ts';
import { alarms, discrepancies, summary } from './summary.ts';

export type HubAdmin = {
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
  report(query: ReportQuery): Promise<HubReport>;
  /** Forgets who a member is, here and at every till. Throws `member.notKnown`. */
  eraseMember(id: string, asked: { by: string; why: string }): Promise<EraseReply>;
  /** All that is kept of a member. Throws `member.notKnown`. */
  exportMember(id: string): Promise<MemberExport>;
  summary(): Promise<HubSummary>;
  discrepancies(): Promise<Discrepancy[]>;
  alarms(): Promise<Alarm[]>;
};

export type AdminDeps = EnrolDeps & {
  revisions: Revisions;
  engines: Engine;
  leadership: Leadership;
  /** Where a streamed import lies while it is read. */
  spool: string;
  manualClock: ManualClock | undefined;
};

export function hubAdmin(deps: AdminDeps): HubAdmin {
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
  const importFile = (file: string) => importLines({ store, random: ports.random }, linesOf(file));
  return {
    importLines: (lines) => importLines({ store, random: ports.random }, lines),
    importFile,
    async importStream(chunks) {
      mkdirSync(spool, { recursive: true, mode: 0o700 });
      const file = join(spool, `import-${randomId(ports.random)}`);
      try {
        // A slow sender must not hold the hub's one transaction open.
        await pipeline(Readable.from(chunks), createWriteStream(file, { mode: 0o600 }));
        return await importFile(file);
      } finally {
        rmSync(file, { force: true });
      }
    },
    publish: (programme, from) => publishProgramme({ store, newestEngine: engines.newest }, programme, from),
    enrolmentCode: (till) => enrolmentCode(deps, till),
    async expire(at) {
      const atMs = momentMs(at);
      return asked((leading) => expirePoints(leading, atMs));
    },
    async runJobs(at) {
      const atMs = momentMs(at);
      return asked((leading) => doJobs({ ...eventing, store: leading }, atMs));
    },
    setClock(at) {
      if (!manualClock) throw new KopilkaError('hub.clock');
      manualClock.set(Date.parse(at));
      return new Date(manualClock.nowMs()).toISOString();
    },
    event: (request) => answerEvent(eventing, request),
    report: (query) => hubReport(store.reader, ports.clock, query),
    eraseMember: (id, request) => eraseMember({ store, clock: ports.clock }, id, request),
    exportMember: (id) => exportMember(store.reader, id),
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
