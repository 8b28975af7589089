import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openBrowserHost } from '../../main/host/browser.ts';
import { servePort } from '../../main/host/port.ts';
import { linkPage } from '../../main/host/rpc.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { createClient } from '../../renderer/bridge/client.ts';
import type { Client, ClientEvents } from '../../renderer/bridge/client.ts';
import { portTransport, socketTransport } from '../../renderer/bridge/transport.ts';
import type { PortLike, Transport } from '../../renderer/bridge/transport.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Event } from '../../shared/protocol/page.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { hello, sales } from '../page/states.ts';

/** A way to the till, and how to break it from the till's side. */
type Link = { transport: Transport; breakOff(): void };
const closing: (() => unknown)[] = [];
const reported: unknown[] = [];
const report = (error: unknown) => reported.push(error);

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  reported.length = 0;
});

function inProcess(till: ScriptedTill): Link {
  let cut = () => {};
  const transport: Transport = ({ opened, message, closed }) => {
    const link = linkPage(till, (reply) => queueMicrotask(() => message(reply)), report);
    cut = () => {
      link.close();
      closed();
    };
    queueMicrotask(opened);
    return { send: (request) => void link.receive(request), close: cut };
  };
  return { transport, breakOff: () => cut() };
}

async function webSocket(till: ScriptedTill): Promise<Link> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-page-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  const host = await openBrowserHost({ till, pageFolder: folder, ports: nodePorts, report });
  closing.push(() => rmSync(folder, { recursive: true }), host.close);
  const cookie = (await fetch(host.address())).headers.get('set-cookie')?.split(';')[0] ?? '';
  const sockets: WebSocket[] = [];
  const transport = socketTransport(() => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/page`, {
      origin: host.origin,
      headers: { cookie },
    });
    sockets.push(socket);
    return socket;
  });
  return { transport, breakOff: () => sockets.at(-1)?.terminate() };
}

function messagePort(till: ScriptedTill): Link {
  const ports: MessagePort[] = [];
  const transport = portTransport(async () => {
    const { port1, port2 } = new MessageChannel();
    servePort(till, electronLike(port1), report);
    ports.push(port1);
    return port2 as unknown as PortLike;
  });
  return { transport, breakOff: () => ports.at(-1)?.close() };
}

/** Electron's MessagePortMain wraps the data in an event; Node's does not. */
function electronLike(port: MessagePort): Parameters<typeof servePort>[1] {
  return {
    postMessage: (data) => port.postMessage(data),
    start: () => port.start(),
    on(type: 'message' | 'close', listener: (event: { data: unknown }) => void) {
      if (type === 'message') port.on('message', (data) => listener({ data }));
      else port.on('close', () => listener({ data: undefined }));
    },
  };
}

const links: [string, (till: ScriptedTill) => Link | Promise<Link>][] = [
  ['in-process', inProcess],
  ['WebSocket', webSocket],
  ['MessagePort', messagePort],
];

describe.each(links)('page and till over %s', (_name, open) => {
  async function connect(till: ScriptedTill) {
    const link = await open(till);
    const seen: Event[] = [];
    let standing = Promise.withResolvers<void>();
    const lost = Promise.withResolvers<void>();
    const events: ClientEvents = {
      connected: () => standing.resolve(),
      lost() {
        standing = Promise.withResolvers();
        lost.resolve();
      },
      event: (event) => seen.push(event),
    };
    const client: Client = createClient(link.transport, events);
    closing.push(client.close);
    await standing.promise;
    return { client, seen, link, lost: lost.promise, again: () => standing.promise };
  }

  it('a command is answered with its result', async () => {
    const till = scriptedTill(hello, { 'sale.scan': () => sales.selling });
    const { client } = await connect(till);
    expect(await client.call('page.hello', {})).toEqual(hello);
    expect(await client.call('sale.scan', { code: '2000000000015', source: 'wedge' })).toEqual(sales.selling);
    expect(till.calls.at(-1)).toEqual({ method: 'sale.scan', params: { code: '2000000000015', source: 'wedge' } });
  });

  it('each of many commands gets its own answer, however late', async () => {
    const slow = Promise.withResolvers<{ svg: string }>();
    const till = scriptedTill(hello, {
      'receipt.picture': ({ receipt }) => (receipt === 'slow' ? slow.promise : { svg: receipt }),
    });
    const { client } = await connect(till);
    const first = client.call('receipt.picture', { receipt: 'slow' });
    expect(await client.call('receipt.picture', { receipt: 'quick' })).toEqual({ svg: 'quick' });
    slow.resolve({ svg: 'slow' });
    expect(await first).toEqual({ svg: 'slow' });
  });

  it('a refusal arrives by its code and arguments', async () => {
    const till = scriptedTill(hello, {
      'return.find': () => {
        throw new KopilkaError('page.disconnected', { method: 'x' });
      },
    });
    const { client } = await connect(till);
    await expect(client.call('return.find', { code: '1' })).rejects.toMatchObject({
      code: 'page.disconnected',
      args: { method: 'x' },
    });
    expect(reported).toEqual([]);
  });

  it('a bug is answered as one, and reported', async () => {
    const bug = new TypeError('no such thing');
    const till = scriptedTill(hello, {
      'sale.cancel': () => {
        throw bug;
      },
    });
    const { client } = await connect(till);
    await expect(client.call('sale.cancel', {})).rejects.toMatchObject({
      code: 'internal.bug',
      args: { problem: 'no such thing' },
    });
    expect(reported).toEqual([bug]);
  });

  it('params of another form never reach the till', async () => {
    const till = scriptedTill(hello);
    const { client } = await connect(till);
    const wrong = { code: '1', source: 'telepathy' } as unknown as { code: string; source: 'wedge' };
    await expect(client.call('sale.scan', wrong)).rejects.toMatchObject({
      code: 'request.invalid',
      args: { path: 'source' },
    });
    const none = 'sale.steal' as 'sale.cancel';
    await expect(client.call(none, {})).rejects.toMatchObject({ code: 'request.invalid', args: { path: 'method' } });
    await expect(client.call('constructor' as 'sale.cancel', {})).rejects.toMatchObject({ code: 'request.invalid' });
    expect(till.calls).toEqual([]);
  });

  it('events arrive in the order they happened', async () => {
    const till = scriptedTill(hello);
    const { client, seen } = await connect(till);
    for (let checkpoint = 1; checkpoint <= 50; checkpoint += 1) {
      till.emit({ type: 'event', topic: 'changed', data: { checkpoint } });
    }
    await client.call('page.hello', {});
    expect(seen.map((event) => (event.topic === 'changed' ? event.data.checkpoint : 0))).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
  });

  it('a broken link rejects what waits, comes back by itself and works again', async () => {
    const till = scriptedTill(hello, { 'sale.finish': () => new Promise(() => {}) });
    const { client, link, lost, again } = await connect(till);
    const waiting = client.call('sale.finish', {});
    const refused = expect(waiting).rejects.toMatchObject({
      code: 'page.disconnected',
      args: { method: 'sale.finish' },
    });
    await client.call('page.hello', {});
    link.breakOff();
    await refused;
    await lost;
    await expect(client.call('sale.cancel', {})).rejects.toMatchObject({ code: 'page.disconnected' });
    await again();
    expect(await client.call('page.hello', {})).toEqual(hello);
  });
});
