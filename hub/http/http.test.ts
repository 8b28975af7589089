import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { headers, protocols } from '../../shared/protocol/hub.ts';
import { openHub } from '../hub.ts';
import type { Listening } from '../hub.ts';
import { nodePorts } from '../ports.node.ts';
import { openTestHub } from '../testing/hub.ts';
import type { SessionReply } from '../../shared/protocol/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { openTestTill } from '../testing/till.ts';
import { answer, openWire } from '../testing/wire.ts';

/** Over real sockets on loopback. */
let test: TestHub;
let listening: Listening;
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2']);
  listening = await test.hub.listen();
});
afterEach(() => test.close());

const wireOf = (till: string) => openWire(fetch, till, listening.url);

async function refusal(response: Response): Promise<[number, string]> {
  const { error } = (await response.json()) as { error: { code: string } };
  return [response.status, error.code];
}

async function session(wire: ReturnType<typeof wireOf>, token: string | null, till = 'till-1') {
  const request = { protocol: 1, epoch: `${till}-epoch-1`, agreement: wire.newAgreement(), token, leases: [] };
  const reply = await answer<SessionReply>(await wire.post('/v1/session', request, true));
  wire.begin(reply);
  return reply.offer;
}

async function enrolled(till = 'till-1') {
  const wire = wireOf(till);
  const { code } = await test.hub.enrolmentCode(till);
  await answer(await wire.plain('/v1/enrol', { code, publicKey: wire.publicKey }));
  return wire;
}

describe('enrolment', () => {
  it('takes a code once', async () => {
    const { code } = await test.hub.enrolmentCode('till-1');
    const wire = wireOf('till-1');
    const reply = await answer(await wire.plain('/v1/enrol', { code, publicKey: wire.publicKey }));
    expect(reply).toMatchObject({ till: 'till-1', shop: 'shop-1', generation: test.hub.generation });
    expect(await refusal(await wire.plain('/v1/enrol', { code, publicKey: wire.publicKey }))).toEqual([
      401,
      'enrol.code',
    ]);
  });

  it('takes a code as people type it, and none that is wrong or ten minutes old', async () => {
    const wire = wireOf('till-1');
    const { code, expiresAt } = await test.hub.enrolmentCode('till-1');
    const { code: old } = await test.hub.enrolmentCode('till-1');
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{2}$/);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const wrong = wireOf('till-1').plain('/v1/enrol', { code: 'AAAA', publicKey: wire.publicKey });
    expect(await refusal(await wrong)).toEqual([401, 'enrol.code']);
    expect((await wire.plain('/v1/enrol', { code: typed, publicKey: wire.publicKey })).status).toBe(200);
    test.clock.set(Date.parse(expiresAt) + 1);
    const late = await wire.plain('/v1/enrol', { code: old, publicKey: wire.publicKey });
    expect(await refusal(late)).toEqual([401, 'enrol.code']);
  });

  it('gives no code for a till that nobody brought in, and refuses a key that is none', async () => {
    await expect(test.hub.enrolmentCode('till-9')).rejects.toThrow('does not know till till-9');
    const { code } = await test.hub.enrolmentCode('till-1');
    const reply = await wireOf('till-1').plain('/v1/enrol', { code, publicKey: 'x' });
    expect(await refusal(reply)).toEqual([400, 'request.invalid']);
  });

  it('again ends what the old key could do', async () => {
    const old = await enrolled();
    await session(old, null);
    await enrolled();
    expect(await refusal(await old.get('/v1/snapshot'))).toEqual([401, 'hub.sessionEnded']);
    expect(await refusal(await old.post('/v1/session', {}, true))).toEqual([401, 'hub.signature']);
  });
});

describe('a session', () => {
  it('is refused where the key to agree by is none', async () => {
    const wire = await enrolled();
    const request = { protocol: 1, epoch: 'till-1-epoch-1', agreement: 'A'.repeat(43), token: null, leases: [] };
    expect(await refusal(await wire.post('/v1/session', request, true))).toEqual([400, 'request.invalid']);
    expect((await session(wire, null)).newEpoch).toBe(false);
  });
});

describe('the protocol', () => {
  it('of the version before is spoken: its acks have no hash', async () => {
    const till = await test.till('till-1');
    await till.push();
    expect((await till.session(undefined, 1)).ack).toEqual({ epoch: 'till-1-epoch-1', seq: 1 });
    till.sell({ at: '2026-03-01T12:01:00+03:00' });
    expect((await till.push(till.journal.slice(1))).ack).toEqual({ epoch: 'till-1-epoch-1', seq: 2 });
    const { ack } = await till.session();
    expect(ack).toEqual({ epoch: 'till-1-epoch-1', seq: 2, hash: till.journal[1]!.hash });
  });

  it.each([0, protocols.newest + 1])(
    '%i is refused in so many words, whatever else is in the request',
    async (asked) => {
      const wire = await enrolled();
      const reply = await wire.post('/v1/session', { protocol: asked, ofTheFuture: true }, true);
      const code = asked === 0 ? 'request.invalid' : 'hub.protocol';
      expect(await refusal(reply)).toEqual([400, code]);
    },
  );
});

describe('a request in a session', () => {
  it('is taken once', async () => {
    const wire = await enrolled();
    await session(wire, null);
    const request = wire.request('GET', '/v1/snapshot', undefined, false);
    expect((await fetch(request.clone())).status).toBe(200);
    expect(await refusal(await fetch(request))).toEqual([401, 'hub.counter']);
    expect((await wire.get('/v1/snapshot')).status).toBe(200);
  });

  it.each<[string, (request: Request) => Request, string]>([
    ['path', (request) => new Request(`${request.url}&more=1`, request), 'hub.signature'],
    ['counter', (request) => with_(request, headers.counter, '77'), 'hub.signature'],
    ['till', (request) => with_(request, headers.till, 'till-2'), 'hub.unknownTill'],
    ['session', (request) => with_(request, headers.session, 'f'.repeat(32)), 'hub.sessionEnded'],
    ['proof', (request) => with_(request, headers.signature, 'A'.repeat(43)), 'hub.signature'],
    ['signature', (request) => with_(request, headers.signature, 'A'.repeat(86)), 'hub.signature'],
    ['missing signature', (request) => with_(request, headers.signature, ''), 'hub.unsigned'],
    ['counter that is none', (request) => with_(request, headers.counter, 'x'), 'hub.unsigned'],
  ])('of which the %s was changed is refused', async (_name, change, code) => {
    const wire = await enrolled();
    await session(wire, null);
    const path = `/v1/feed?generation=${test.hub.generation}&position=0`;
    const changed = change(wire.request('GET', path, undefined, false));
    expect(await refusal(await fetch(changed))).toEqual([401, code]);
    expect((await wire.get(path)).status).toBe(200);
  });

  it('whose body was changed is refused, and one that is too large as soon as that shows', async () => {
    const wire = await enrolled();
    await session(wire, null);
    const request = wire.request('POST', '/v1/leases', '{}', false);
    const changed = new Request(request.url, { method: 'POST', headers: request.headers, body: '[]' });
    expect(await refusal(await fetch(changed))).toEqual([401, 'hub.signature']);
    const huge = await wire.plain('/v1/enrol', { code: 'x'.repeat(5000), publicKey: wire.publicKey });
    expect(await refusal(huge)).toEqual([413, 'hub.bodyTooLarge']);
    const inPieces = { method: 'POST', body: new Blob(['x'.repeat(5000)]).stream(), duplex: 'half' };
    const untold = new Request(new URL('/v1/enrol', request.url), inPieces);
    expect(untold.headers.has('content-length')).toBe(false);
    expect(await refusal(await fetch(untold))).toEqual([413, 'hub.bodyTooLarge']);
  });

  it('of another form is refused by its path', async () => {
    const wire = await enrolled();
    await session(wire, null);
    const reply = (await (await wire.post('/v1/leases', { requestId: 'r' })).json()) as { error: unknown };
    expect(reply.error).toMatchObject({ code: 'request.invalid', args: { path: 'member' } });
  });
});

function with_(request: Request, name: string, value: string): Request {
  const changed = new Headers(request.headers);
  changed.set(name, value);
  return new Request(request.url, { method: request.method, headers: changed });
}

describe('session tokens', () => {
  it('are the last handed out or the last that came back; an older one is of another life', async () => {
    const wire = await enrolled();
    const first = await session(wire, null);
    expect(first.newEpoch).toBe(false);
    const second = await session(wire, first.token);
    // The reply was lost: the till shows again what it has.
    const third = await session(wire, first.token);
    expect([second.newEpoch, third.newEpoch]).toEqual([false, false]);
    const fourth = await session(wire, third.token);
    const fifth = await session(wire, fourth.token);
    expect(fifth.newEpoch).toBe(false);
    expect((await session(wire, first.token)).newEpoch).toBe(true);
    // Having been shown makes an old token no younger.
    expect((await session(wire, first.token)).newEpoch).toBe(true);
    expect((await session(wire, null)).newEpoch).toBe(true);
    const again = await session(wire, second.token);
    expect(again.newEpoch).toBe(true);
    expect((await session(wire, again.token)).newEpoch).toBe(false);
  });

  it('are the same for the same request, which may come twice: nobody knows which answer the till got', async () => {
    const wire = await enrolled();
    const request = { protocol: 2, epoch: 'e', agreement: wire.newAgreement(), token: null, leases: [] };
    const ask = async () => answer<SessionReply>(await wire.post('/v1/session', request, true));
    const [first, second] = [await ask(), await ask()];
    expect(second.offer.token).toBe(first.offer.token);
    expect(second.offer.session).not.toBe(first.offer.session);
    expect((await session(wire, first.offer.token)).newEpoch).toBe(false);
  });

  it('outlive the hub', async () => {
    const wire = await enrolled();
    const { token } = await session(wire, null);
    const next = await session(wire, token);
    await test.reopen();
    listening = await test.hub.listen({ port: Number(new URL(listening.url).port) });
    // The client may still try the connection that went with the old hub.
    const reply = await wire.get('/v1/snapshot').catch(() => wire.get('/v1/snapshot'));
    expect(await refusal(reply)).toEqual([401, 'hub.sessionEnded']);
    expect((await session(wire, token)).newEpoch).toBe(false);
    expect((await session(wire, next.token)).newEpoch).toBe(true);
  });
});

describe('the admin calls', () => {
  const ask = (path: string, body: string, token = test.hub.adminToken) =>
    fetch(`${listening.url}/v1/admin/${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body });

  it('want the token of the data folder', async () => {
    expect(await refusal(await ask('publish', '{}', 'guess'))).toEqual([401, 'admin.token']);
    expect(await refusal(await fetch(`${listening.url}/v1/admin/summary`))).toEqual([401, 'admin.token']);
  });

  it('import a stream of lines, and name line and path of a fault', async () => {
    const good = (sku: string) =>
      JSON.stringify({ kind: 'good', doc: { sku, name: { ru: 'х', en: 'x' }, barcodes: [], categories: [] } });
    const reply = await ask('import', `${good('a')}\n\n${good('b')}\n`);
    expect(await reply.json()).toEqual({ lines: 2, byKind: { good: 2 } });
    const broken = (await (
      await ask('import', `${good('c')}\n${good('d').replace('barcodes', 'barkodes')}`)
    ).json()) as {
      error: unknown;
    };
    expect(broken.error).toMatchObject({ code: 'import.invalid', args: { line: 2, path: 'doc.barkodes' } });
  });

  it('move the clock of a hub that was given one, and of no other', async () => {
    const at = '2026-04-01T00:00:00+03:00';
    expect(await (await ask('clock', JSON.stringify({ at }))).json()).toEqual({ at: '2026-03-31T21:00:00.000Z' });
    const dataDir = join(test.dataDir, 'other');
    const hub = await openHub({ dataDir, ports: nodePorts });
    const reply = await hub.app.request('/v1/admin/clock', {
      method: 'POST',
      headers: { authorization: `Bearer ${hub.adminToken}` },
      body: JSON.stringify({ at }),
    });
    expect(await refusal(reply)).toEqual([403, 'hub.clock']);
    await hub.close();
  });

  it('and what there is not', async () => {
    expect(await refusal(await fetch(`${listening.url}/v2/journal`))).toEqual([404, 'hub.noSuchCall']);
    expect(await (await fetch(`${listening.url}/health`)).json()).toEqual({
      ok: true,
      generation: test.hub.generation,
    });
  });
});

describe('the data folder', () => {
  it('is for its user alone, and has one hub at a time', async () => {
    expect(statSync(test.dataDir).mode & 0o777).toBe(0o700);
    for (const file of ['hub.key', 'admin.token', 'hub.url']) {
      expect(statSync(join(test.dataDir, file)).mode & 0o777).toBe(0o600);
    }
    await expect(openHub({ dataDir: test.dataDir, ports: nodePorts })).rejects.toThrow('already runs');
  });

  it('keeps key, token and generation over a restart', async () => {
    const { fingerprint, adminToken, generation } = test.hub;
    const again = await test.reopen();
    expect([again.fingerprint, again.adminToken, again.generation]).toEqual([fingerprint, adminToken, generation]);
  });
});

describe('the port', () => {
  it('closes and opens again while tills hold their connections', async () => {
    const till = openTestTill('till-1', (request) =>
      fetch(request.url.replace('http://hub.test', listening.url), init(request)),
    );
    const { code } = await test.hub.enrolmentCode('till-1');
    await till.enrol(code);
    await till.session();
    await till.pull();
    await listening.close();
    await expect(till.pull()).rejects.toThrow('fetch failed');
    listening = await test.hub.listen({ port: Number(new URL(listening.url).port) });
    expect((await till.pull())[0]?.resnapshot).toBe(false);
  });
});

function init(request: Request): RequestInit {
  const { method, headers: given, body } = request;
  return { method, headers: given, ...(body ? { body, duplex: 'half' } : {}) };
}

describe('who guesses', () => {
  it('is refused for the rest of a minute, and tills at the same address sell on', async () => {
    const till = await enrolled();
    await session(till, null);
    const guess = () => fetch(`${listening.url}/v1/admin/summary`, { headers: { authorization: 'Bearer guess' } });
    for (let count = 0; count < 30; count += 1) expect((await guess()).status).toBe(401);
    test.clock.set(test.clock.nowMs() + 18_000);
    const refused = await guess();
    expect(refused.headers.get('retry-after')).toBe('42');
    expect(await refusal(refused)).toEqual([429, 'hub.tooMany']);
    const feed = `/v1/feed?generation=${test.hub.generation}&position=0`;
    expect((await till.get(feed)).status).toBe(200);
    test.clock.set(test.clock.nowMs() + 60_000);
    expect((await guess()).status).toBe(401);
  });
});
