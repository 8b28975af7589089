import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { openHub } from '../../hub/hub.ts';
import { adminTokenFile, urlFile } from '../../hub/identity/data-folder.ts';
import { nodePorts } from '../../hub/ports.node.ts';
import { errors, KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { ImportReply } from '../../shared/protocol/hub.ts';

/** What the command line asks of a hub, wherever it is. */
export type HubDoor = {
  importFile(file: string): Promise<ImportReply>;
  publish(programme: unknown, from: string): Promise<{ hash: string }>;
  enrolmentCode(till: string): Promise<{ code: string; expiresAt: string; fingerprint: string }>;
  close(): Promise<void>;
};

export type HubPlace = { data: string; url: string | undefined; tokenFile: string | undefined };

/**
 * The hub at `url`, else the one that runs on the data folder, else the folder itself. The token is read from a file, so that it
 * stands in no list of processes.
 */
export async function openDoor({ data, url, tokenFile }: HubPlace): Promise<HubDoor> {
  const running = url ?? (await runningHub(data));
  if (running === undefined) return openHub({ dataDir: data, ports: nodePorts });
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
  async function ask<T>(path: string, body: string | ReadableStream<Uint8Array>): Promise<T> {
    const request = { method: 'POST', headers: { authorization: `Bearer ${token}` }, body, duplex: 'half' as const };
    let response: Response;
    try {
      response = await fetch(`${url}/v1/admin/${path}`, request);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new KopilkaError('hub.unreachable', { url, problem: problemOf(cause) }, { cause: error });
    }
    const answer = (await response.json()) as T & { error?: { code: string; args: ErrorArgs } };
    if (answer.error) throw told(answer.error);
    return answer;
  }
  return {
    importFile: (file) => ask('import', Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>),
    publish: (programme, from) => ask('publish', JSON.stringify({ programme, from })),
    enrolmentCode: (till) => ask('enrolment-codes', JSON.stringify({ till })),
    close: () => Promise.resolve(),
  };
}

/** Codes cross unchanged; one of a newer hub is told as it came. */
function told({ code, args }: { code: string; args: ErrorArgs }): KopilkaError {
  if (Object.hasOwn(errors, code)) return new KopilkaError(code as ErrorCode, args);
  return new KopilkaError('internal.bug', { problem: code });
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

function problemOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
