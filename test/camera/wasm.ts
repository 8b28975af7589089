import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The reader's binary, as the page fetches it. */
export function readerWasm(): ArrayBuffer {
  const bytes = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  return Uint8Array.from(bytes).buffer;
}
