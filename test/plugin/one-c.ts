import { request } from 'node:http';

/** What a configuration of 1C sends: JSON as bytes of a charset that its content type names, over a bare connection. */
export function openOneC(url: string, token: string) {
  return (method: string, path: string, body: Uint8Array = new Uint8Array(), contentType = 'application/json') =>
    new Promise<{ status: number; bytes: Buffer; told: unknown }>((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': contentType };
      const sent = request(new URL(path, url), { method, headers });
      sent.on('error', reject);
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, bytes, told: JSON.parse(bytes.toString()) });
        });
      });
      sent.end(body);
    });
}

export const windows1251 = 'application/json; charset=windows-1251';

/** ASCII and the letters of Russian, which is what documents of 1C are called by. */
export function inWindows1251(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0)!;
    if (code < 0x80) return code;
    if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0;
    throw new Error(`${letter} is no letter of this test`);
  });
}

export function withByteOrderMark(text: string): Uint8Array {
  return Buffer.from(`\uFEFF${text}`);
}
