import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHub } from '../hub/hub.ts';
import type { Hub } from '../hub/hub.ts';
import { nodePorts } from '../hub/ports.node.ts';
import { runCommandLine } from '../main/cli/main.ts';

const file = (name: string) => join(import.meta.dirname, 'fixtures/tls', name);
const cert = readFileSync(file('cert.pem'), 'utf8');
const key = readFileSync(file('key.pem'), 'utf8');

let data: string;
let hub: Hub;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'kopilka-tls-'));
  hub = await openHub({ dataDir: data, ports: nodePorts });
});
afterEach(async () => {
  await hub.close();
  rmSync(data, { recursive: true });
});

async function run(...words: string[]) {
  const said: string[] = [];
  const say = (text: string) => said.push(text);
  const stop = new AbortController().signal;
  const code = await runCommandLine(words, { locale: 'en', say, tell: say, interactive: false, stop });
  return { code, text: said.join('\n') };
}

describe('a hub with a certificate of its own', () => {
  it('is talked to by those who were given it, and by nobody else', async () => {
    const { url } = await hub.listen({ tls: { cert, key } });
    const ask = (...more: string[]) =>
      run('hub', 'items', '--url', url, '--token-file', join(data, 'admin.token'), ...more);
    expect(await ask()).toMatchObject({ code: 1, text: expect.stringContaining('SELF_SIGNED') as string });
    expect(await ask('--ca', file('key.pem'))).toMatchObject({ code: 2 });
    expect(await ask('--ca', file('cert.pem'))).toEqual({ code: 0, text: 'no items' });
  });

  it('is refused where key and certificate are no pair, or one is missing', async () => {
    await expect(hub.listen({ tls: { cert, key: cert } })).rejects.toThrow('of no use');
    const serve = (...more: string[]) => run('hub', 'serve', '--data', join(data, 'other'), ...more);
    expect(await serve('--tls-cert', file('cert.pem'))).toMatchObject({
      code: 2,
      text: expect.stringContaining('--tls-key') as string,
    });
    expect(await serve('--host', '0.0.0.0')).toMatchObject({
      code: 1,
      text: expect.stringContaining('--plain-http') as string,
    });
  });
});
