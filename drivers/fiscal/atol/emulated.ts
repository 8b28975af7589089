import { refusalOf, Task } from './checks.ts';
import type { Refusal } from './checks.ts';
import { shiftCodes } from './reply.ts';

type Kept = {
  uuid: string;
  task: unknown;
  status: 'wait' | 'done' | 'error' | 'blocked';
  error: Refusal;
  document: number | null;
};

/** `paper`: out of it, and what comes behind waits. `lost`: it registers and the answer never comes. `dead`: it answers nothing at all. */
export type AtolFault = 'paper' | 'lost' | 'dead';

export type Answer = { status: number; answer: object };

const fine: Refusal = { code: 0, description: 'Ошибок нет' };
const noPaper: Refusal = { code: 44, description: 'Нет бумаги' };
const closedShift: Refusal = { code: shiftCodes.shiftClosed, description: 'Смена закрыта' };
const openShift: Refusal = { code: shiftCodes.shiftOpen, description: 'Смена открыта' };
const oldShift: Refusal = { code: shiftCodes.shiftExpired, description: 'Смена превысила 24 часа' };

/** A register as its web server shows it: takes tasks by their UUID, works them off in order, and is blocked behind one that failed. */
export class EmulatedRegister {
  readonly documents: Task[] = [];
  readonly sent = new Map<string, number>();
  questions = 0;
  fault: AtolFault | null = null;
  /** So many questions it answers with "wait". */
  slowQuestions = 0;
  /** Its shift is older than a day: it wants to be closed. */
  isOld = false;
  readonly #kept = new Map<string, Kept>();
  #isOpen = false;
  #shift = 0;
  readonly #onDocument: (task: Task) => void;

  constructor(onDocument: (task: Task) => void) {
    this.#onDocument = onDocument;
  }

  take(body: string): Answer {
    const { uuid, request } = readTask(body);
    if (uuid === undefined || request.length !== 1)
      return { status: 400, answer: { error: 'Неверный формат запроса' } };
    this.sent.set(uuid, (this.sent.get(uuid) ?? 0) + 1);
    if (this.#kept.has(uuid)) return { status: 409, answer: { error: 'Задание с таким UUID уже есть' } };
    this.#kept.set(uuid, { uuid, task: request[0], status: 'wait', error: fine, document: null });
    this.#work();
    return { status: 201, answer: { uuid, number: this.#kept.size } };
  }

  tell(uuid: string): Answer {
    this.questions += 1;
    const one = this.#kept.get(uuid);
    if (!one) return { status: 404, answer: { error: 'Задание не найдено' } };
    if (this.slowQuestions > 0) {
      this.slowQuestions -= 1;
      return { status: 200, answer: { results: [{ status: 'wait', error: fine, result: null }] } };
    }
    this.#work();
    const { status, error, document } = one;
    const result = document === null ? null : { fiscalParams: paramsOf(document, this.#shift) };
    const blockedUUID = [...this.#kept.values()].find((each) => each.status === 'error')?.uuid;
    return {
      status: 200,
      answer: { results: [{ status, error, result, ...(status === 'blocked' ? { blockedUUID } : {}) }] },
    };
  }

  #work(): void {
    let failed: Kept | null = null;
    for (const one of this.#kept.values()) {
      if (this.fault === 'paper' && one.status === 'error' && one.error.code === noPaper.code) failed = one;
      if (one.status === 'blocked' && failed === null) one.status = 'wait';
      if (one.status !== 'wait') continue;
      if (failed) Object.assign(one, { status: 'blocked', error: failed.error });
      else if (!this.#execute(one) && this.fault === 'paper') failed = one;
    }
  }

  /** Whether it became a document. */
  #execute(one: Kept): boolean {
    const error = this.fault === 'paper' ? noPaper : this.#refused(one.task);
    if (error) Object.assign(one, { status: 'error', error });
    else {
      Object.assign(one, { status: 'done', document: this.documents.push(one.task as Task) });
      this.#onDocument(one.task as Task);
    }
    return error === null;
  }

  #refused(task: unknown): Refusal | null {
    const { data, error } = Task.safeParse(task);
    if (!data) return { code: 2, description: `Неверное задание: ${error.issues[0]?.path.join('.')}` };
    if (data.type === 'openShift') {
      if (this.#isOpen) return openShift;
      this.#isOpen = true;
      this.isOld = false;
      this.#shift += 1;
      return null;
    }
    if (!this.#isOpen) return closedShift;
    if (data.type === 'closeShift') this.#isOpen = false;
    else if (this.isOld) return oldShift;
    return refusalOf(data);
  }
}

function paramsOf(document: number, shift: number) {
  return {
    fiscalDocumentNumber: document,
    fiscalDocumentSign: String(1_000_000 + document),
    fiscalDocumentDateTime: '2026-11-26T12:00:00+03:00',
    fnNumber: '9999078900000001',
    shiftNumber: shift,
  };
}

function readTask(body: string): { uuid?: string; request: unknown[] } {
  try {
    const { uuid, request } = JSON.parse(body) as { uuid?: unknown; request?: unknown };
    const all = Array.isArray(request) ? (request as unknown[]) : [request];
    return typeof uuid === 'string' && uuid !== '' ? { uuid, request: all } : { request: all };
  } catch {
    return { request: [] };
  }
}
