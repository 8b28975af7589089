import { ReadableStream } from 'node:stream/web';
import { KopilkaError, errors } from '../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { HubSummary, ImportLine, ImportReply } from '../../shared/protocol/hub.ts';

/** The hub's own doors for its owner, over HTTP: import, publish, enrolment, summary. Errors are those of the registry. */
export type HubAdminClient = {
  import(lines: Iterable<ImportLine>): Promise<ImportReply>;
  publish(programme: unknown, from: string): Promise<{ hash: string }>;
  enrolmentCode(till: string): Promise<{ code: string; fingerprint: string }>;
  summary(): Promise<HubSummary>;
};

export function hubAdminClient(url: string, token: string): HubAdminClient {
  async function call<T>(method: 'GET' | 'POST', path: string, body?: string | ReadableStream<Uint8Array>): Promise<T> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = body === undefined ? { method, headers } : { method, headers, body, duplex: 'half' as const };
    const reply = await fetch(`${url}/v1/admin/${path}`, init);
    const answer: unknown = await reply.json();
    if (!reply.ok) throw registered(answer, path);
    return answer as T;
  }
  const json = (value: unknown) => JSON.stringify(value);
  return {
    import: (lines) => call('POST', 'import', ReadableStream.from(ndjson(lines))),
    publish: (programme, from) => call('POST', 'publish', json({ programme, from })),
    enrolmentCode: (till) => call('POST', 'enrolment-codes', json({ till })),
    summary: () => call('GET', 'summary'),
  };
}

function* ndjson(lines: Iterable<ImportLine>): IterableIterator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const line of lines) yield encoder.encode(`${JSON.stringify(line)}\n`);
}

function registered(answer: unknown, path: string): Error {
  const { code, args } = (answer as { error?: { code?: string; args?: ErrorArgs } }).error ?? {};
  if (code !== undefined && Object.hasOwn(errors, code)) return new KopilkaError(code as ErrorCode, args ?? {});
  return new Error(`the hub answered ${path} with ${JSON.stringify(answer).slice(0, 200)}`);
}
