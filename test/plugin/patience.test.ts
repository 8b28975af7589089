import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { connect } from '../../client/client.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A till that takes each call and answers as told. */
async function silent(answer: (response: ServerResponse) => void) {
  server = createServer((_, response) => answer(response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return connect({ url: `http://127.0.0.1:${port}`, token: 'token', timeoutMs: 100 });
}

describe('a till that does not answer', () => {
  it('is waited for no longer than the host said', async () => {
    const till = await silent(() => undefined);
    await expect(till.status()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('nor one that stops in the middle of its answer', async () => {
    const till = await silent((response) => response.writeHead(200).write('{"till":'));
    await expect(till.status()).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
