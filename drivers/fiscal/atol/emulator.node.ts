import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Task } from './checks.ts';
import { EmulatedRegister } from './emulated.ts';
import type { AtolFault } from './emulated.ts';

/** A register behind the web server of ATOL's driver, for tests and for trying things out: it adds up, and refuses what does not. */
export type AtolEmulator = {
  url: string;
  /** Tasks that became documents, in their order. */
  documents(): readonly Task[];
  /** How many times each task was sent. */
  sent(uuid: string): number;
  /** How many questions it was asked. */
  asked(): number;
  suffer(fault: AtolFault | null): void;
  /** So many questions it answers with "wait". */
  slow(questions: number): void;
  /** A day goes by, and nobody closed the shift. */
  age(): void;
  close(): Promise<void>;
};

const mostBodyBytes = 1024 * 1024;

/** `onDocument` is told of each as it is made. */
export async function openAtolEmulator(port = 0, onDocument: (task: Task) => void = () => {}): Promise<AtolEmulator> {
  const register = new EmulatedRegister(onDocument);
  const server = createServer((request, response) => void serve(register, request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    documents: () => register.documents,
    sent: (uuid) => register.sent.get(uuid) ?? 0,
    asked: () => register.questions,
    suffer: (fault) => void (register.fault = fault),
    age: () => void (register.isOld = true),
    slow: (questions) => void (register.slowQuestions = questions),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function serve(register: EmulatedRegister, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bodyOf(request);
  if (register.fault === 'dead') return;
  const asked = /^\/api\/v2\/requests(?:\/([\w-]+))?$/.exec(request.url ?? '');
  const isTask = request.method === 'POST' && asked !== null && asked[1] === undefined;
  if (!isTask && !(request.method === 'GET' && asked?.[1] !== undefined)) {
    response.writeHead(404).end();
    return;
  }
  const { status, answer } = isTask ? register.take(body) : register.tell(asked[1]!);
  if (register.fault === 'lost' && isTask) request.socket.destroy();
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk as string;
    if (body.length > mostBodyBytes) request.destroy();
  }
  return body;
}
