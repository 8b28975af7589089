import type * as z from 'zod/mini';
import { checkForm } from '../../shared/protocol/check-form.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';
import type { QuickCheck } from '../ingest/quick-check.ts';

/** A push of 500 long receipts is some 10 MB. */
export const mostBodyBytes = 32 * 1024 * 1024;

/**
 * The whole body, refused as soon as it is over the limit. One that tells its length is no longer than that, by HTTP, and need not
 * be watched piece by piece, which takes longer than to read a receipt. Throws `hub.bodyTooLarge`, and
 * `request.invalid` for a body that breaks off.
 */
export async function readBody(request: Request, limit = mostBodyBytes): Promise<Uint8Array> {
  const told = request.headers.get('content-length');
  if (Number(told ?? 0) > limit) throw new KopilkaError('hub.bodyTooLarge', { limit });
  if (told !== null) return new Uint8Array(await whole(request.arrayBuffer()));
  return whole(readChunks(request, limit));
}

async function readChunks(request: Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bodyChunks(request)) {
    length += chunk.byteLength;
    if (length > limit) throw new KopilkaError('hub.bodyTooLarge', { limit });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

/** Who hangs up in the midst of a body is told nothing, and nobody else is. */
async function whole<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof KopilkaError) throw error;
    throw new KopilkaError('request.invalid', { path: '', problem: 'the body breaks off' }, { cause: error });
  }
}

export function bodyChunks(request: Request): AsyncIterable<Uint8Array> {
  return (request.body ?? []) as AsyncIterable<Uint8Array>;
}

/** JSON of the wanted form, which `quick` may know at once. Throws `request.invalid` with the path. */
export function readJson<T>(schema: z.ZodMiniType<T>, body: Uint8Array, quick?: QuickCheck): T {
  const value = parsed(body);
  return quick?.(value) ? (value as T) : checkForm(schema, value);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsed(body: Uint8Array): unknown {
  try {
    return parseWellFormed(utf8.decode(body));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('request.invalid', { path: '', problem }, { cause: error });
  }
}

/** What stands in a query is text. */
export function withLimit({ limit, ...query }: Record<string, string>): Record<string, string | number> {
  return limit === undefined ? query : { ...query, limit: Number(limit) };
}
