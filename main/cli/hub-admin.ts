import { Readable } from 'node:stream';
import { errors, KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { HubReport, ReportQuery } from '../../shared/protocol/report.ts';
import type { EventReply, EventRequest } from '../../shared/protocol/happening.ts';
import type { EraseReply, ImportLine, ImportReply, JobsReply, MemberExport } from '../../shared/protocol/hub.ts';

/** The hub's own doors for its owner, over HTTP. Throws what the hub answers, and `hub.unreachable`. */
export type HubAdminClient = {
  /** NDJSON of import lines. */
  importText(body: Readable): Promise<ImportReply>;
  importLines(lines: Iterable<ImportLine>): Promise<ImportReply>;
  publish(programme: unknown, from: string): Promise<{ hash: string }>;
  enrolmentCode(till: string): Promise<{ code: string; expiresAt: string; fingerprint: string }>;
  event(request: EventRequest): Promise<EventReply>;
  report(query: ReportQuery): Promise<HubReport>;
  runJobs(at?: string): Promise<JobsReply>;
  eraseMember(id: string, asked: { by: string; why: string }): Promise<EraseReply>;
  exportMember(id: string): Promise<MemberExport>;
};

export function hubAdminClient(url: string, token: string): HubAdminClient {
  async function ask<T>(path: string, body?: string | ReadableStream<Uint8Array>): Promise<T> {
    const headers = { authorization: `Bearer ${token}` };
    const request = body === undefined ? { headers } : { method: 'POST', headers, body, duplex: 'half' as const };
    let response: Response;
    try {
      response = await fetch(`${url}/v1/${path}`, request);
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new KopilkaError('hub.unreachable', { url, problem: problemOf(cause) }, { cause: error });
    }
    const answer = (await response.json()) as T & { error?: { code: string; args: ErrorArgs } };
    if (answer.error) throw told(answer.error);
    return answer;
  }
  const client: HubAdminClient = {
    importText: (body) => ask('admin/import', Readable.toWeb(body) as ReadableStream<Uint8Array>),
    importLines: (lines) => client.importText(Readable.from(ndjson(lines))),
    publish: (programme, from) => ask('admin/publish', JSON.stringify({ programme, from })),
    event: (request) => ask('events', JSON.stringify(request)),
    report: (query) => ask(`report?${new URLSearchParams(query as Record<string, string>).toString()}`),
    runJobs: (at) => ask('admin/jobs', JSON.stringify(at === undefined ? {} : { at })),
    eraseMember: (id, asked) => ask(`admin/members/${encodeURIComponent(id)}/erase`, JSON.stringify(asked)),
    exportMember: (id) => ask(`admin/members/${encodeURIComponent(id)}/export`),
    enrolmentCode: (till) => ask('admin/enrolment-codes', JSON.stringify({ till })),
  };
  return client;
}

function* ndjson(lines: Iterable<ImportLine>): IterableIterator<Buffer> {
  for (const line of lines) yield Buffer.from(`${JSON.stringify(line)}\n`);
}

/** Codes cross unchanged; one of a newer hub is told as it came. */
function told({ code, args }: { code: string; args: ErrorArgs }): KopilkaError {
  if (Object.hasOwn(errors, code)) return new KopilkaError(code as ErrorCode, args);
  return new KopilkaError('internal.bug', { problem: code });
}

export function problemOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
