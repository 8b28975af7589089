import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Timers } from '../ports.ts';

/** The network as the till may touch it; `globalThis.fetch` fits. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal: AbortSignal },
) => Promise<Response>;

export type Message = {
  method: 'GET' | 'POST';
  /** From the root of the hub, query included. */
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** Until the answer is read whole. */
  timeoutMs: number;
};

/**
 * Told how much of a long answer came: one that keeps coming is not late. A trickle is, for nothing is pushed while it lasts.
 */
export type Alive = (bytes: number) => void;
const leastBytes = 16 * 1024;

export type Link = {
  /** What `read` makes of the answer. Throws `hub.unreachable` for all that has to do with the way there and back. */
  send<T>(message: Message, read: (response: Response, alive: Alive) => Promise<T>): Promise<T>;
  /** Off: as if the cable were out, for calls under way too. */
  setNetwork(on: boolean): void;
  isOn(): boolean;
  /** Calls that did not come through since the start. */
  failedCalls(): number;
};

/** One hub over HTTP. A call ends in bounded time, whatever the network does. */
export function openLink({ hubUrl, fetch, timers }: { hubUrl: string; fetch: Fetch; timers: Timers }): Link {
  const root = hubUrl.replace(/\/$/, '');
  const underWay = new Set<AbortController>();
  let on = true;
  let failed = 0;

  function failure(error: unknown): unknown {
    if (error instanceof KopilkaError) return error;
    failed += 1;
    return new KopilkaError('hub.unreachable', { url: hubUrl, problem: reasonOf(error) }, { cause: error });
  }

  return {
    async send({ method, path, headers, body, timeoutMs }, read) {
      if (!on) throw failure(new Error('the network is switched off'));
      const abort = new AbortController();
      let stopWaiting = timers.after(timeoutMs, () => abort.abort(new Error(`no answer in ${timeoutMs} ms`)));
      let bytes = 0;
      const alive: Alive = (more) => {
        bytes += more;
        if (bytes < leastBytes) return;
        bytes = 0;
        stopWaiting();
        stopWaiting = timers.after(timeoutMs, () => abort.abort(new Error(`no answer in ${timeoutMs} ms`)));
      };
      underWay.add(abort);
      try {
        const init = { method, headers, signal: abort.signal, ...(body === undefined ? {} : { body }) };
        return await read(await fetch(root + path, init), alive);
      } catch (error) {
        throw failure(abort.signal.aborted ? abort.signal.reason : error);
      } finally {
        stopWaiting();
        underWay.delete(abort);
      }
    },
    setNetwork(wanted) {
      on = wanted;
      if (!on) for (const abort of underWay) abort.abort(new Error('the network was switched off'));
    },
    isOn: () => on,
    failedCalls: () => failed,
  };
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code } = cause as { code?: unknown };
  if (typeof code === 'string') return code;
  return cause instanceof Error ? cause.message : String(cause);
}
