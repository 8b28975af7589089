import { KopilkaError } from '../../shared/protocol/errors.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';

/** A receipt of 1000 lines is some 200 KB. */
export const mostBodyBytes = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON in UTF-8, refused as soon as it is too long. Throws `plugin.bodyTooLarge`, `request.invalid`. */
export async function readJson(request: Request): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > mostBodyBytes) throw new KopilkaError('plugin.bodyTooLarge', { limit: mostBodyBytes });
      chunks.push(chunk);
    }
    return parseWellFormed(utf8.decode(Buffer.concat(chunks)));
  } catch (error) {
    if (error instanceof KopilkaError) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('request.invalid', { path: '', problem }, { cause: error });
  }
}
