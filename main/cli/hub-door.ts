import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHub } from '../../hub/hub.ts';
import { adminTokenFile, urlFile } from '../../hub/identity/data-folder.ts';
import { manualClock, nodePorts } from '../../hub/ports.node.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { HubReport, ReportQuery } from '../../shared/protocol/report.ts';
import type { EventReply, EventRequest } from '../../shared/protocol/happening.ts';
import type { EraseReply, ImportReply, JobsReply, MemberExport } from '../../shared/protocol/hub.ts';
import { hubAdminClient, problemOf } from './hub-admin.ts';
import { postgresOf } from './hub-store.ts';

/** What the command line asks of a hub, wherever it is. */
export type HubDoor = {
  importFile(file: string): Promise<ImportReply>;
  publish(programme: unknown, from: string): Promise<{ hash: string }>;
  enrolmentCode(till: string): Promise<{ code: string; expiresAt: string; fingerprint: string }>;
  event(request: EventRequest): Promise<EventReply>;
  report(query: ReportQuery): Promise<HubReport>;
  runJobs(at?: string): Promise<JobsReply>;
  eraseMember(id: string, asked: { by: string; why: string }): Promise<EraseReply>;
  exportMember(id: string): Promise<MemberExport>;
  close(): Promise<void>;
};

export type HubPlace = {
  data: string;
  url: string | undefined;
  tokenFile: string | undefined;
  /** A folder whose hub does not run is opened as of this moment. */
  at?: string | undefined;
};

/**
 * The hub at `url`, else the one that runs on the data folder, else the folder itself. The token is read from a file, so that it
 * stands in no list of processes.
 */
export async function openDoor({ data, url, tokenFile, at }: HubPlace): Promise<HubDoor> {
  const running = url ?? (await runningHub(data));
  if (running === undefined) {
    if (at === undefined) return openHub({ dataDir: data, ports: nodePorts, ...postgresOf(data) });
    const clock = manualClock(Date.parse(at));
    return openHub({ dataDir: data, ports: { ...nodePorts, clock }, manualClock: clock, ...postgresOf(data) });
  }
  return overHttp(running, readSecret(tokenFile ?? join(data, adminTokenFile)));
}

/** A hub that was killed leaves its address behind: only one that answers counts. */
async function runningHub(data: string): Promise<string | undefined> {
  const url = readIfThere(join(data, urlFile));
  if (url === undefined) return undefined;
  try {
    const { ok } = await fetch(`${url}/health`);
    return ok ? url : undefined;
  } catch {
    return undefined;
  }
}

function overHttp(url: string, token: string): HubDoor {
  const { importText, publish, enrolmentCode, event, report, runJobs, eraseMember, exportMember } = hubAdminClient(
    url,
    token,
  );
  return {
    importFile: (file) => importText(createReadStream(file)),
    publish,
    enrolmentCode,
    event,
    report,
    runJobs,
    eraseMember,
    exportMember,
    close: () => Promise.resolve(),
  };
}

function readSecret(file: string): string {
  const text = readIfThere(file);
  if (text === undefined) throw new KopilkaError('file.unreadable', { file, problem: 'ENOENT' });
  return text;
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new KopilkaError('file.unreadable', { file, problem: problemOf(error) }, { cause: error });
  }
}
