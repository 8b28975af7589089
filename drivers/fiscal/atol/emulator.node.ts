import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusalOf, Task } from './checks.ts';
import type { Refusal } from './checks.ts';

type Kept = {
  uuid: string;
  task: unknown;
  status: 'wait' | 'done' | 'error' | 'blocked';
  error: Refusal;
  document: number | null;
};

/** `paper`: out of it, and what comes behind waits. `lost`: it registers and the answer never comes. `dead`: it answers nothing at all. */
export type AtolFault = 'paper' | 'lost' | 'dead';

/** A register behind the web server of ATOL's driver, for tests and for trying things out: it adds up, and refuses what does not. */
export type AtolEmulator = {
  url: string;
  /** Tasks that became documents, in their order. */
  documents(): Task[];
  /** How many times each task was sent. */
  sent(uuid: string): number;
  suffer(fault: AtolFault | null): void;
  /** So many questions it answers with "wait". */
  slow(questions: number): void;
  close(): Promise<void>;
};

const fine: Refusal = { code: 0, description: 'Ошибок нет' };
const noPaper: Refusal = { code: 44, description: 'Нет бумаги' };
const closedShift: Refusal = { code: 73, description: 'Смена закрыта' };
const openShift: Refusal = { code: 82, description: 'Смена открыта' };
const mostBodyBytes = 1024 * 1024;

export async function openAtolEmulator(port = 0): Promise<AtolEmulator> {
  const kept = new Map<string, Kept>();
  const sent = new Map<string, number>();
  const documents: Task[] = [];
  let fault: AtolFault | null = null;
  let isOpen = false;
  let slowly = 0;
  let shift = 0;

  function work(): void {
    let failed: Kept | null = null;
    for (const one of kept.values()) {
      if (one.status === 'error' && one.error.code === noPaper.code && fault === 'paper') failed = one;
      if (one.status === 'blocked' && failed === null) one.status = 'wait';
      if (one.status !== 'wait') continue;
      if (failed) Object.assign(one, { status: 'blocked', error: { ...failed.error, uuid: failed.uuid } });
      else if (!execute(one) && fault === 'paper') failed = one;
    }
  }

  /** Whether it became a document. */
  function execute(one: Kept): boolean {
    const error = fault === 'paper' ? noPaper : refused(one.task);
    if (error) Object.assign(one, { status: 'error', error });
    else Object.assign(one, { status: 'done', document: documents.push(one.task as Task) });
    return error === null;
  }

  function refused(task: unknown): Refusal | null {
    const parsed = Task.safeParse(task);
    if (!parsed.success) return { code: 2, description: `Неверное задание: ${parsed.error.issues[0]?.path.join('.')}` };
    const { type } = parsed.data;
    if (type === 'openShift') {
      if (isOpen) return openShift;
      isOpen = true;
      shift += 1;
      return null;
    }
    if (!isOpen) return closedShift;
    if (type === 'closeShift') isOpen = false;
    return refusalOf(parsed.data);
  }

  function take(body: string): { status: number; answer: object } {
    const { uuid, request } = parsed(body);
    if (uuid === undefined || request.length !== 1)
      return { status: 400, answer: { error: 'Неверный формат запроса' } };
    sent.set(uuid, (sent.get(uuid) ?? 0) + 1);
    if (kept.has(uuid)) return { status: 409, answer: { error: 'Задание с таким UUID уже есть' } };
    kept.set(uuid, { uuid, task: request[0], status: 'wait', error: fine, document: null });
    work();
    return { status: 201, answer: { uuid, number: kept.size } };
  }

  function tell(uuid: string): { status: number; answer: object } {
    const one = kept.get(uuid);
    if (!one) return { status: 404, answer: { error: 'Задание не найдено' } };
    if (slowly > 0) {
      slowly -= 1;
      return { status: 200, answer: { results: [{ status: 'wait', error: fine, result: null }] } };
    }
    work();
    const { status, error, document } = one;
    const blockedUUID = [...kept.values()].find((each) => each.status === 'error')?.uuid;
    const fiscalParams = {
      fiscalDocumentNumber: document ?? 0,
      fiscalDocumentSign: String(1_000_000 + (document ?? 0)),
      fiscalDocumentDateTime: '2026-11-26T12:00:00+03:00',
      fnNumber: '9999078900000001',
      shiftNumber: shift,
    };
    const result = status === 'done' ? { fiscalParams } : null;
    return {
      status: 200,
      answer: { results: [{ status, error, result, ...(status === 'blocked' ? { blockedUUID } : {}) }] },
    };
  }

  const server = createServer((request, response) => void serve(request, response));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    if (fault === 'dead') return;
    const asked = /^\/api\/v2\/requests(?:\/([\w-]+))?$/.exec(request.url ?? '');
    const isTaken = request.method === 'POST' && asked !== null && asked[1] === undefined;
    if (!isTaken && !(request.method === 'GET' && asked?.[1] !== undefined)) {
      response.writeHead(404).end();
      return;
    }
    const { status, answer } = isTaken ? take(body) : tell(asked[1]!);
    if (fault === 'lost' && isTaken) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    documents: () => documents,
    sent: (uuid) => sent.get(uuid) ?? 0,
    suffer: (with_) => void (fault = with_),
    slow: (questions) => void (slowly = questions),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk as string;
    if (body.length > mostBodyBytes) request.destroy();
  }
  return body;
}

function parsed(body: string): { uuid?: string; request: unknown[] } {
  try {
    const { uuid, request } = JSON.parse(body) as { uuid?: unknown; request?: unknown };
    const all = Array.isArray(request) ? (request as unknown[]) : [request];
    return typeof uuid === 'string' && uuid !== '' ? { uuid, request: all } : { request: all };
  } catch {
    return { request: [] };
  }
}
