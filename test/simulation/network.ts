import { createHash } from 'node:crypto';
import type { Fetch } from '../../main/sync/link.ts';
import type { Chance } from '../crash/random.ts';
import type { FaultCounts } from './faults.ts';
import type { Time } from './time.ts';

/** The way between one till and the hub. */
export type Way = {
  fetch: Fetch;
  /** Nothing comes through, or no answers do, until so much time has passed. */
  cut(what: 'both' | 'answers', forMs: number): void;
};

export type Network = {
  time: Time;
  chance: Chance;
  faults: FaultCounts;
  /** How many of a hundred messages something befalls; none once all is healed. */
  troublePercent(): number;
  /** The hub's own door; null while it is down. */
  door(): ((request: Request) => Promise<Response>) | null;
  /** What went over the wire, for the trace. */
  note(text: string): void;
  /** Called with each answer of the hub before anybody has it. */
  answered(exchange: Exchange): void;
};

type Init = Parameters<Fetch>[1];

/** A request that the hub took and what it said. */
export type Exchange = {
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  status: number;
  answer: Buffer;
};

const [leastMs, spreadMs, lateMs] = [2, 40, 4_000];

export function openWay(network: Network): Way {
  const { time, chance, faults } = network;
  const cuts = { both: 0, answers: 0 };
  const numbers = { sent: 0, arrived: 0 };
  const delay = () => leastMs + chance.below(spreadMs);
  const befalls = () => chance.below(100) < network.troublePercent();

  async function deliver(url: string, init: Init): Promise<Response> {
    const door = network.door();
    if (!door || time.nowMs() < cuts.both) throw new TypeError('connection refused');
    const { signal: _, ...message } = init;
    const response = await door(new Request(url, message));
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (network.door() !== door) throw new TypeError('connection reset');
    const { pathname: path, searchParams: query } = new URL(url);
    const { headers, body = '' } = init;
    network.answered({ path, query, headers, body, status: response.status, answer: Buffer.from(bytes) });
    const hash = createHash('sha256').update(body).update(bytes).digest('hex');
    network.note(`${init.method} ${url} ${response.status} ${hash}`);
    return new Response(bytes, { status: response.status });
  }

  function send(url: string, init: Init, answer: (response: Response) => void, fail: (error: Error) => void): void {
    if (befalls()) {
      faults.requestLost += 1;
      return;
    }
    const number = (numbers.sent += 1);
    if (befalls()) {
      faults.requestTwice += 1;
      time.after(
        delay() + (befalls() ? chance.below(lateMs) : 0),
        () => void deliver(url, init).catch(() => undefined),
      );
    }
    time.after(delay() + (befalls() ? chance.below(lateMs) : 0), () => {
      if (number < numbers.arrived) faults.requestOvertaken += 1;
      numbers.arrived = Math.max(number, numbers.arrived);
      deliver(url, init).then(
        (response) => answerLater(() => answer(response)),
        (error: unknown) => void time.after(delay(), () => fail(error as Error)),
      );
    });
  }

  function answerLater(answer: () => void): void {
    if (time.nowMs() < cuts.answers) return;
    if (befalls()) {
      faults.replyLost += 1;
      return;
    }
    const isLate = befalls();
    if (isLate) faults.replyLate += 1;
    time.after(delay() + (isLate ? chance.below(lateMs) : 0), answer);
  }

  return {
    cut: (what, forMs) => void (cuts[what] = time.nowMs() + forMs),
    fetch: (url, init) =>
      new Promise((resolve, reject) => {
        init.signal.addEventListener('abort', () => reject(init.signal.reason as Error));
        send(url, init, resolve, reject);
      }),
  };
}
