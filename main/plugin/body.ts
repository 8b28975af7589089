import { KopilkaError } from '../../shared/protocol/errors.ts';
import { charsetOf, decodeText, parseText } from './text.ts';

/** A receipt of 1000 lines is some 200 KB. */
export const mostBodyBytes = 1024 * 1024;

/** JSON, refused as soon as it is too long. Throws `plugin.bodyTooLarge`, `plugin.charset`, `plugin.decimal`, `request.invalid`. */
export async function readJson(request: Request): Promise<unknown> {
  const charset = charsetOf(request.headers.get('content-type'));
  return parseText(decodeText(await readBytes(request), charset));
}

/** A body that tells its length is no longer than that, by HTTP, and is read at once: piece by piece takes longer than to quote it. */
async function readBytes(request: Request): Promise<Uint8Array> {
  const told = request.headers.get('content-length');
  if (Number(told ?? 0) > mostBodyBytes) throw tooLarge();
  try {
    return told === null ? await readChunks(request) : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    if (error instanceof KopilkaError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('request.invalid', { path: '', problem }, { cause: error });
  }
}

async function readChunks({ body }: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > mostBodyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = () => new KopilkaError('plugin.bodyTooLarge', { limit: mostBodyBytes });
