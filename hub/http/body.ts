import * as z from 'zod/mini';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import { schemaFindings } from '../../shared/loyalty/check/schema-findings.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';

/** A push of 500 long receipts is some 10 MB. */
export const mostBodyBytes = 32 * 1024 * 1024;

/** The whole body, refused as soon as it is over the limit. Throws `hub.bodyTooLarge`. */
export async function readBody(request: Request, limit = mostBodyBytes): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw new KopilkaError('hub.bodyTooLarge', { limit });
  for await (const chunk of bodyChunks(request)) {
    length += chunk.byteLength;
    if (length > limit) throw new KopilkaError('hub.bodyTooLarge', { limit });
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

export function bodyChunks(request: Request): AsyncIterable<Uint8Array> {
  return (request.body ?? []) as AsyncIterable<Uint8Array>;
}

/** JSON of the wanted form. Throws `request.invalid` with the path. */
export function readJson<T>(schema: z.ZodMiniType<T>, body: Uint8Array): T {
  return checkForm(schema, parsed(body));
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('request.invalid', { path: '', problem }, { cause: error });
  }
}

export function checkForm<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [fault] = schemaFindings(schema, value);
  const problem = fault ? findingText(fault, 'en') : z.prettifyError(result.error);
  throw new KopilkaError('request.invalid', { path: fault?.path ?? '', problem });
}
