import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What befalls one call. `lost request`: the hub never sees it; `lost reply`: the hub did it, the till does not hear so; `twice`:
 * the hub gets it twice, the till the second answer, or the first (`again`); `late`: the answer waits until `release`; `cut`: half of the
 * answer comes; `error`: the hub did it, the till hears 500; `refuse`: it hears a refusal that the hub never said; `cut request`: the hub gets half of it; `slow`: both ways byte after byte.
 */
export type Fault =
  | 'pass'
  | 'lost request'
  | 'lost reply'
  | 'twice'
  | 'again'
  | 'late'
  | 'cut'
  | 'error'
  | 'cut request'
  | 'slow'
  | { delayMs: number }
  | { rewrite: (reply: unknown) => unknown }
  | { refuse: { code: string; args: object } };

export type Proxy = {
  url: string;
  /** Asked for each call in order. */
  faults: (call: string) => Fault;
  calls: string[];
  /** Lets late answers go. */
  release(): void;
  /** Connections are refused until `open`, at the same port. */
  shut(): Promise<void>;
  open(): Promise<void>;
};

/** A misbehaving way between till and hub, over real sockets. */
export async function openProxy(hubUrl: string): Promise<Proxy> {
  let server: Server | undefined;
  let late: (() => void)[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/' } = request;
    const call = `${method} ${url.split('?')[0]}`;
    proxy.calls.push(call);
    const fault = proxy.faults(call);
    if (typeof fault === 'object' && 'refuse' in fault) {
      return void response
        .writeHead(400, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: fault.refuse }));
    }
    const sent = Buffer.concat(chunks);
    const forward = () => toHub(hubUrl + url, method, request, sent);
    if (fault === 'lost request') return void request.socket.destroy();
    if (fault === 'cut request') return cutRequest(hubUrl + url, request, sent, () => request.socket.destroy());
    if (fault === 'twice') await forward();
    const slowly = fault === 'slow' ? pieces(sent) : undefined;
    const answer = await (slowly ? toHub(hubUrl + url, method, request, slowly) : forward());
    if (fault === 'again') await forward();
    if (fault === 'lost reply') return void request.socket.destroy();
    if (fault === 'error') return void response.writeHead(500, { 'content-type': 'text/plain' }).end('out of order');
    if (typeof fault === 'object' && 'delayMs' in fault) await sleep(fault.delayMs);
    if (fault === 'late') await new Promise<void>((resolve) => late.push(resolve));
    const body =
      typeof fault === 'object' && 'rewrite' in fault
        ? Buffer.from(JSON.stringify(fault.rewrite(JSON.parse(answer.body.toString()))))
        : answer.body;
    if (fault === 'cut') {
      response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': body.length });
      return void response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
    }
    response.writeHead(answer.status, { 'content-type': answer.type });
    if (fault === 'slow') for await (const piece of pieces(body)) response.write(piece);
    response.end(fault === 'slow' ? undefined : body);
  }

  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server = createServer((request, response) => {
        handle(request, response).catch(() => request.socket.destroy());
      });
      server.listen(port, '127.0.0.1', () => resolve((server!.address() as AddressInfo).port));
    });

  const port = await listen(0);
  const proxy: Proxy = {
    url: `http://127.0.0.1:${port}`,
    faults: () => 'pass',
    calls: [],
    release() {
      for (const go of late) go();
      late = [];
    },
    shut: () =>
      new Promise((resolve) => {
        server?.close(() => resolve());
        server?.closeAllConnections();
      }),
    open: async () => void (await listen(port)),
  };
  return proxy;
}

async function toHub(url: string, method: string, request: IncomingMessage, body: Buffer | AsyncGenerator<Buffer>) {
  const headers = kopilkaHeaders(request);
  const response = await fetch(url, {
    method,
    headers,
    ...(method === 'GET'
      ? {}
      : { body: Buffer.isBuffer(body) ? new Uint8Array(body) : streamOf(body), duplex: 'half' }),
  });
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return { status: response.status, type, body: Buffer.from(await response.arrayBuffer()) };
}

function kopilkaHeaders({ headers }: IncomingMessage): Record<string, string> {
  const own = Object.entries(headers).filter(([name]) => name.startsWith('kopilka-'));
  return Object.fromEntries(own) as Record<string, string>;
}

/** The connection to the hub ends in the midst of the body. */
function cutRequest(url: string, from: IncomingMessage, body: Buffer, done: () => void): void {
  const headers = { ...kopilkaHeaders(from), 'content-length': body.length };
  const request = httpRequest(url, { method: from.method ?? 'GET', headers }, (response) => response.resume());
  request.on('error', done).on('close', done);
  if (body.length === 0) return void request.end();
  request.write(body.subarray(0, body.length / 2), () => request.destroy());
}

const slowPieces = 12;
const betweenMs = 20;

/** A few at the beginning one by one, the rest at the end. */
async function* pieces(body: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < slowPieces && at < body.length; at += 1) {
    yield body.subarray(at, at + 1);
    await sleep(betweenMs);
  }
  if (body.length > slowPieces) yield body.subarray(slowPieces);
}

function streamOf(source: AsyncGenerator<Buffer>): ReadableStream {
  return Readable.toWeb(Readable.from(source)) as ReadableStream;
}
