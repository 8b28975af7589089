import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What befalls one call. `lost request`: the hub never sees it; `lost reply`: the hub did it, the till does not hear so; `twice`:
 * the hub gets it twice, the till the second answer; `late`: the answer waits until `release`; `cut`: half of the answer comes.
 */
export type Fault =
  'pass' | 'lost request' | 'lost reply' | 'twice' | 'late' | 'cut' | { rewrite: (reply: unknown) => unknown };

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
    const forward = () => toHub(hubUrl + url, method, request, Buffer.concat(chunks));
    if (fault === 'lost request') return void request.socket.destroy();
    if (fault === 'twice') await forward();
    const answer = await forward();
    if (fault === 'lost reply') return void request.socket.destroy();
    if (fault === 'late') await new Promise<void>((resolve) => late.push(resolve));
    const body =
      typeof fault === 'object'
        ? Buffer.from(JSON.stringify(fault.rewrite(JSON.parse(answer.body.toString()))))
        : answer.body;
    if (fault === 'cut') {
      response.writeHead(answer.status, { 'content-type': answer.type, 'content-length': body.length });
      return void response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
    }
    response.writeHead(answer.status, { 'content-type': answer.type }).end(body);
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

async function toHub(url: string, method: string, request: IncomingMessage, body: Buffer) {
  const headers = Object.entries(request.headers).filter(([name]) => name.startsWith('kopilka-'));
  const response = await fetch(url, {
    method,
    headers: Object.fromEntries(headers) as Record<string, string>,
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
  });
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return { status: response.status, type, body: Buffer.from(await response.arrayBuffer()) };
}
