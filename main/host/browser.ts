import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Ports } from '../ports.ts';
import { linkCustomer } from './customer-link.ts';
import { readPage, securityHeaders } from './page-files.ts';
import type { PageFiles } from './page-files.ts';
import { linkPage } from './rpc.ts';
import type { TillPort } from './rpc.ts';
import { createSessions } from './session.ts';
import { isForeign, keyFrom, pageText } from './browser-rules.ts';

const loopback = '127.0.0.1';
/** A page that stopped reading is cut off at this many unsent bytes; it reconnects and gets the whole state. */
const maxUnsentBytes = 8 * 1024 * 1024;
const maxMessageBytes = 64 * 1024;

export type BrowserHost = {
  /** `http://127.0.0.1:PORT`, worth nothing without a session. */
  origin: string;
  /** A fresh one-time address, good for 30 s and one use. */
  address: () => string;
  /** Calls back whenever a one-time address was used. The answer ends it. */
  onOpened: (listener: () => void) => () => void;
  close: () => Promise<void>;
};

export type BrowserHostOptions = {
  till: TillPort;
  /** The built page. */
  pageFolder: string;
  ports: Pick<Ports, 'clock' | 'random'>;
  /** 0, the default, is a free port of the system's choice. */
  port?: number;
  /** Told of bugs and broken sockets. */
  report: (error: unknown) => void;
};

/** Serves the page on loopback, to browsers that came by a one-time address. */
export async function openBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { till, report } = options;
  const files = readPage(options.pageFolder);
  const sessions = createSessions(options.ports);
  const opened = new Set<() => void>();
  const server = createServer();
  const port = await listen(server, options.port ?? 0);
  const host = `${loopback}:${port}`;
  const origin = `http://${host}`;
  const cookieName = `kopilka-${port}`;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  const admitted = (request: IncomingMessage) => sessions.admits(keyFrom(request.headers.cookie, cookieName));

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    for (const [name, value] of Object.entries(securityHeaders(`ws://${host}`, path))) response.setHeader(name, value);
    const ticket = /^\/open\/([\w-]+)$/.exec(path)?.[1];
    if (request.method !== 'GET' && request.method !== 'HEAD') return sendText(response, 405, 'notGet', request);
    if (isForeign(request.headers, host, { mayComeFromOutside: ticket !== undefined }))
      return sendText(response, 403, 'foreign', request);
    if (ticket !== undefined) {
      const key = request.method === 'GET' ? sessions.exchange(ticket) : undefined;
      if (key === undefined) return sendText(response, 403, 'stale', request);
      response.setHeader('set-cookie', `${cookieName}=${key}; Path=/; HttpOnly; SameSite=Strict`);
      for (const listener of opened) listener();
      return sendText(response, 200, 'opened', request);
    }
    if (!admitted(request)) return sendText(response, 401, 'noSession', request);
    return sendFile(response, files, path, request);
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const join = request.url === '/page' ? joinSocket : request.url === '/customer' ? joinCustomer : undefined;
    const allowed =
      request.headers.origin === origin &&
      !isForeign(request.headers, host, { mayComeFromOutside: false }) &&
      admitted(request);
    if (!allowed || !join) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => join(webSocket, till, report));
  });

  return {
    origin,
    address: () => `${origin}/open/${sessions.issueTicket()}`,
    onOpened(listener) {
      opened.add(listener);
      return () => opened.delete(listener);
    },
    async close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
      });
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('the loopback server has no port'));
    });
  });
}

function joinSocket(socket: WebSocket, till: TillPort, report: (error: unknown) => void): void {
  const link = linkPage(
    till,
    (message) => {
      if (socket.bufferedAmount > maxUnsentBytes) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    report,
  );
  socket.on('message', (data: Buffer) => {
    link.receive(parsed(data)).catch(report);
  });
  // A page that left in the middle of a message is no fault: it comes back and asks anew.
  socket.on('error', () => socket.terminate());
  socket.on('close', () => link.close());
}

/** A screen that the customer looks at: what it says, nobody hears. */
function joinCustomer(socket: WebSocket, till: TillPort, report: (error: unknown) => void): void {
  const leave = linkCustomer(
    till,
    (view) => {
      if (socket.bufferedAmount > maxUnsentBytes) socket.terminate();
      else socket.send(JSON.stringify(view));
    },
    report,
  );
  socket.on('error', () => socket.terminate());
  socket.on('close', leave);
}

/** Text that is no JSON becomes a message of no form: it is answered, not thrown. */
function parsed(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
}

function sendFile(response: ServerResponse, files: PageFiles, path: string, request: IncomingMessage): void {
  const file = files.get(path);
  if (!file) return sendText(response, 404, 'notFound', request);
  response.writeHead(200, { 'content-type': file.type, 'content-length': file.body.length });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

function sendText(
  response: ServerResponse,
  status: number,
  text: Parameters<typeof pageText>[0],
  request: IncomingMessage,
): void {
  const body = pageText(text, /^ru/i.test(request.headers['accept-language'] ?? '') ? 'ru' : 'en');
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
  response.end(request.method === 'HEAD' ? undefined : body);
}
