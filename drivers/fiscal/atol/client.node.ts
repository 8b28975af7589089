import type { FiscalRegister, FiscalState } from '../register.ts';
import { readReply } from './reply.ts';
import { atolTask } from './task.ts';
import type { AtolTaxation } from './task.ts';

export type AtolOptions = {
  /** Of the web server of ATOL's driver, such as `http://127.0.0.1:16732`. */
  url: string;
  taxation: AtolTaxation;
  /** For one call. */
  deadlineMs?: number;
};

const [conflict, notFound] = [409, 404];
const usualDeadlineMs = 5_000;
const mostReplyBytes = 256 * 1024;

/** A register behind the web server of ATOL's driver. A task that is there already is not sent twice: its state is asked. */
export function createAtolRegister({ url, taxation, deadlineMs = usualDeadlineMs }: AtolOptions): FiscalRegister {
  const root = url.replace(/\/$/, '');

  async function call(path: string, init: RequestInit): Promise<{ status: number; body: string } | FiscalState> {
    try {
      const response = await fetch(`${root}${path}`, { ...init, signal: AbortSignal.timeout(deadlineMs) });
      const body = await shortText(response);
      return body === null
        ? { kind: 'unreachable', problem: 'the answer has no end' }
        : { status: response.status, body };
    } catch (error) {
      return { kind: 'unreachable', problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async function ask(id: string): Promise<FiscalState> {
    const answer = await call(`/api/v2/requests/${id}`, { method: 'GET' });
    if ('kind' in answer) return answer;
    if (answer.status === notFound) return { kind: 'absent' };
    if (answer.status !== 200) return { kind: 'unreachable', problem: `it answers ${answer.status}` };
    return readReply(answer.body);
  }

  return {
    ask,
    async submit({ id, paper }) {
      const body = JSON.stringify({ uuid: id, request: [atolTask(paper, taxation)] });
      const headers = { 'content-type': 'application/json' };
      const answer = await call('/api/v2/requests', { method: 'POST', headers, body });
      if ('kind' in answer) return answer;
      if (answer.status === conflict) return ask(id);
      if (answer.status >= 400 && answer.status < 500)
        return { kind: 'refused', code: answer.status, because: null, problem: answer.body };
      return answer.status >= 200 && answer.status < 300
        ? { kind: 'waiting' }
        : { kind: 'unreachable', problem: `it answers ${answer.status}` };
    },
  };
}

/** Null: longer than any answer of a register; the rest of it is not read. */
async function shortText({ body }: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > mostReplyBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
