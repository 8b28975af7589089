import { Readable } from 'node:stream';
import type { HubOffice } from '../../hub/office.ts';
import { errors, KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { CashierReport, CashiersQuery, HubReport, ReportQuery } from '../../shared/protocol/report.ts';
import type { PointsReply, PointsRequest } from '../../shared/protocol/by-hand.ts';
import type { EventReply, EventRequest } from '../../shared/protocol/happening.ts';
import type { ImportLine, ImportReply, JobsReply } from '../../shared/protocol/hub.ts';

/** The hub's own doors for its owner, over HTTP. Throws what the hub answers, and `hub.unreachable`. */
export type HubAdminClient = HubOffice & {
  /** NDJSON of import lines. */
  importText(body: Readable): Promise<ImportReply>;
  importLines(lines: Iterable<ImportLine>): Promise<ImportReply>;
  publish(programme: unknown, from: string): Promise<{ hash: string }>;
  enrolmentCode(till: string): Promise<{ code: string; expiresAt: string; fingerprint: string }>;
  event(request: EventRequest): Promise<EventReply>;
  points(member: string, request: PointsRequest): Promise<PointsReply>;
  report(query: ReportQuery): Promise<HubReport>;
  cashiers(query: CashiersQuery): Promise<CashierReport[]>;
  runJobs(at?: string): Promise<JobsReply>;
};

export function hubAdminClient(url: string, token: string): HubAdminClient {
  async function ask<T>(
    path: string,
    body?: string | ReadableStream<Uint8Array>,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<T> {
    const headers = { authorization: `Bearer ${token}` };
    const request = { method, headers, ...(body === undefined ? {} : { body, duplex: 'half' as const }) };
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
    ...officeClient(ask),
    importText: (body) => ask('admin/import', Readable.toWeb(body) as ReadableStream<Uint8Array>),
    importLines: (lines) => client.importText(Readable.from(ndjson(lines))),
    publish: (programme, from) => ask('admin/publish', JSON.stringify({ programme, from })),
    event: (request) => ask('events', JSON.stringify(request)),
    points: (member, request) => ask(`admin/members/${encodeURIComponent(member)}/points`, JSON.stringify(request)),
    report: (query) => ask(`report${queryOf(query)}`),
    cashiers: (query) => ask(`report/cashiers${queryOf(query)}`),
    runJobs: (at) => ask('admin/jobs', JSON.stringify(at === undefined ? {} : { at })),
    enrolmentCode: (till) => ask('admin/enrolment-codes', JSON.stringify({ till })),
  };
  return client;
}

type Ask = <T>(path: string, body?: string, method?: string) => Promise<T>;

function officeClient(ask: Ask): HubOffice {
  const named = encodeURIComponent;
  return {
    items: (query) => ask(`admin/items${queryOf(query)}`),
    item: (id) => ask(`admin/items/${named(id)}`),
    closeItem: (id, request) => ask(`admin/items/${named(id)}/close`, JSON.stringify(request)),
    revokeTill: async (till, why) => void (await ask(`admin/tills/${named(till)}/revoke`, JSON.stringify({ why }))),
    exposure: () => ask('admin/exposure'),
    declareLost: (till, why) => ask(`admin/tills/${named(till)}/lost`, JSON.stringify({ why })),
    eraseMember: (id, asked) => ask(`admin/members/${named(id)}/erase`, JSON.stringify(asked)),
    exportMember: (id) => ask(`admin/members/${named(id)}/export`),
    unblockCard: (card, why) => ask('admin/cards/unblock', JSON.stringify({ card, why })),
    users: () => ask('admin/users'),
    addUser: async (request) => void (await ask('admin/users', JSON.stringify(request))),
    setPassword: async (name, password) =>
      void (await ask(`admin/users/${named(name)}/password`, JSON.stringify({ password }))),
    removeUser: async (name) => void (await ask(`admin/users/${named(name)}`, undefined, 'DELETE')),
    audit: (query) => ask(`admin/audit${queryOf(query)}`),
  };
}

function queryOf(query: Record<string, string | number | undefined>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return `?${given.toString()}`;
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
