import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHub } from '../../hub/hub.ts';
import type { HubOffice } from '../../hub/office.ts';
import { adminTokenFile, urlFile } from '../../hub/identity/data-folder.ts';
import { manualClock, nodePorts } from '../../hub/ports.node.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { CashierReport, CashiersQuery, HubReport, ReportQuery } from '../../shared/protocol/report.ts';
import type { PointsReply, PointsRequest } from '../../shared/protocol/by-hand.ts';
import type { EventReply, EventRequest } from '../../shared/protocol/happening.ts';
import type { ImportReply, JobsReply } from '../../shared/protocol/hub.ts';
import { hubAdminClient, problemOf } from './hub-admin.ts';
import { trust } from './trust.ts';
import { postgresOf } from './hub-store.ts';

/** What the command line asks of a hub, wherever it is. */
export type HubDoor = HubOffice & {
  importFile(file: string): Promise<ImportReply>;
  publish(programme: unknown, from: string): Promise<{ hash: string }>;
  enrolmentCode(till: string): Promise<{ code: string; expiresAt: string; fingerprint: string }>;
  event(request: EventRequest): Promise<EventReply>;
  points(member: string, request: PointsRequest): Promise<PointsReply>;
  report(query: ReportQuery): Promise<HubReport>;
  cashiers(query: CashiersQuery): Promise<CashierReport[]>;
  runJobs(at?: string): Promise<JobsReply>;
  close(): Promise<void>;
};

export type HubPlace = {
  data: string;
  url: string | undefined;
  tokenFile: string | undefined;
  /** PEM file of certificates to trust. */
  ca?: string | undefined;
  /** A folder whose hub does not run is opened as of this moment. */
  at?: string | undefined;
};

/**
 * The hub at `url`, else the one that runs on the data folder, else the folder itself. The token is read from a file, so that it
 * stands in no list of processes.
 */
export async function openDoor({ data, url, tokenFile, ca, at }: HubPlace): Promise<HubDoor> {
  if (ca !== undefined) trust(ca);
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
  const client = hubAdminClient(url, token);
  return {
    ...client,
    importFile: (file) => client.importText(createReadStream(file)),
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
