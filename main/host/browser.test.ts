import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { hello } from '../../test/page/states.ts';
import { nodePorts } from '../ports.node.ts';
import { openBrowserHost } from './browser.ts';
import type { BrowserHost } from './browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-host-'));
let host: BrowserHost;
let nowMs = 0;

beforeAll(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html>the till');
  writeFileSync(join(folder, 'secret.key'), 'never served');
  host = await openBrowserHost({
    till: { handle: async () => hello, subscribe: () => () => {} },
    pageFolder: folder,
    ports: { ...nodePorts, clock: { nowMs: () => nowMs } },
    report: (error) => {
      throw error;
    },
  });
});

afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** As raw as HTTP goes: fetch would not let a test lie about Host. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { port } = new URL(host.origin);
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    call.on('error', reject).end();
  });
}

const pathOf = (address: string) => new URL(address).pathname;

async function signIn(): Promise<string> {
  const { headers } = await ask(pathOf(host.address()));
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

/** `open` or the status the upgrade was refused with. */
function upgrade(headers: Record<string, string>, path = '/page'): Promise<'open' | number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}

describe('the page on loopback', () => {
  it('is served to whoever came by a one-time address, from the cookie on', async () => {
    const cookie = await signIn();
    expect(await ask('/', { cookie })).toMatchObject({ status: 200, body: '<!doctype html>the till' });
  });

  it('gives a cookie no script can read, no other site can send and no other till overwrites', async () => {
    const { headers, body } = await ask(pathOf(host.address()));
    const { port } = new URL(host.origin);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^kopilka-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`)),
    ]);
    expect(body).toContain('url=/');
  });

  it('refuses a second use of the address', async () => {
    const path = pathOf(host.address());
    expect((await ask(path)).status).toBe(200);
    const again = await ask(path);
    expect(again.status).toBe(403);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('refuses an address 30 seconds old', async () => {
    const path = pathOf(host.address());
    nowMs += 30_000;
    expect((await ask(path)).status).toBe(403);
  });

  it('is not used up by a look at the address without opening it', async () => {
    const path = pathOf(host.address());
    expect((await ask(path, {}, 'HEAD')).status).toBe(403);
    expect((await ask(path)).status).toBe(200);
  });

  it.each([
    ['no cookie', {}],
    ['a cookie it never gave', { cookie: 'kopilka=1' }],
  ])('is not served with %s', async (_what, headers) => {
    expect((await ask('/', headers)).status).toBe(401);
  });

  it('says in the language of the browser what to do instead', async () => {
    expect((await ask('/', { 'accept-language': 'ru-RU' })).body).toContain('одноразовый адрес');
    expect((await ask('/', { 'accept-language': 'en' })).body).toContain('one-time address');
  });

  it.each([
    ['another name for this machine', { host: 'localhost' }],
    ['a rebound name', { host: 'evil.example' }],
    ['another site', { origin: 'https://evil.example' }],
    ['no site at all', { origin: 'null' }],
    ["another site's frame or picture", { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
  ])('is not served to %s, cookie or not', async (_what, headers) => {
    const cookie = await signIn();
    expect((await ask('/', { cookie, ...headers })).status).toBe(403);
  });

  it('lets a one-time address be followed from elsewhere as a page, and as nothing else', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await ask(pathOf(host.address()), link)).status).toBe(200);
    expect((await ask(pathOf(host.address()), { ...link, 'sec-fetch-dest': 'iframe' })).status).toBe(403);
    expect((await ask(pathOf(host.address()), { ...link, origin: 'https://evil.example' })).status).toBe(403);
  });

  it('serves what was built and nothing else', async () => {
    const cookie = await signIn();
    for (const path of ['/secret.key', '/../package.json', '/%2e%2e/package.json', '/assets/', '//etc/passwd']) {
      expect((await ask(path, { cookie })).status).toBe(404);
    }
    expect((await ask('/', { cookie }, 'POST')).status).toBe(405);
  });

  it('forbids the page everything but itself', async () => {
    const { headers } = await ask('/', { cookie: await signIn() });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src ${host.origin.replace('http', 'ws')};`);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-store',
    });
  });
});

describe('the socket of the page', () => {
  it('opens for the cookie and the page of this very origin', async () => {
    expect(await upgrade({ cookie: await signIn(), origin: host.origin })).toBe('open');
  });

  it.each([
    ['without a cookie', () => ({ origin: host.origin })],
    ['without an origin', (cookie: string) => ({ cookie })],
    ['from another site', (cookie: string) => ({ cookie, origin: 'https://evil.example' })],
    ['from another port', (cookie: string) => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['by another name', (cookie: string) => ({ cookie, origin: host.origin, host: 'evil.example' })],
  ])('stays shut %s', async (_what, headers) => {
    expect(await upgrade(headers(await signIn()))).toBe(403);
  });

  it('opens for the customer’s screen as it does for the page', async () => {
    const cookie = await signIn();
    expect(await upgrade({ cookie, origin: host.origin }, '/customer')).toBe('open');
    expect(await upgrade({ origin: host.origin }, '/customer')).toBe(403);
  });

  it('is nowhere else', async () => {
    expect(await upgrade({ cookie: await signIn(), origin: host.origin }, '/other')).toBe(403);
  });
});
