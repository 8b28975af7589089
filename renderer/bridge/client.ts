import type { Event, Method, Params, Reply, Results } from '../../shared/protocol/page.ts';
import { Fault } from './fault.ts';
import type { Connection, Transport } from './transport.ts';

const firstRetryMs = 150;
const longestRetryMs = 2000;

export type ClientEvents = {
  /** The link stands: whatever was shown before may be old, ask again. */
  connected: () => void;
  lost: () => void;
  event: (event: Event) => void;
};

/** The page's end of the envelope. */
export type Client = {
  /**
   * Sends a command. Rejects with a Fault: the till's own refusal, or `page.disconnected` when the link was not there or
   * broke before the answer; such a command may have been carried out, the state after reconnecting tells.
   */
  call<M extends Method>(method: M, params: Params<M>): Promise<Results[M]>;
  close: () => void;
};

type Pending = { method: Method; resolve: (result: unknown) => void; reject: (fault: Fault) => void };

/** Connects, and connects again whenever the link breaks, sooner at first. */
export function createClient(transport: Transport, events: ClientEvents): Client {
  const pending = new Map<number, Pending>();
  let connection: Connection | undefined;
  let isOpen = false;
  let isClosed = false;
  let retryMs = firstRetryMs;
  let lastId = 0;

  const disconnected = (method: Method) => new Fault({ code: 'page.disconnected', args: { method } });

  const drop = () => {
    const wasOpen = isOpen;
    isOpen = false;
    for (const { method, reject } of pending.values()) reject(disconnected(method));
    pending.clear();
    if (wasOpen) events.lost();
    if (isClosed) return;
    setTimeout(connect, retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
  };

  const take = (message: Reply | Event) => {
    if (message.type === 'event') return events.event(message);
    const waiting = pending.get(message.id);
    if (!waiting) return undefined;
    pending.delete(message.id);
    return message.type === 'reply' ? waiting.resolve(message.result) : waiting.reject(new Fault(message.error));
  };

  function connect(): void {
    if (isClosed) return;
    let isOver = false;
    connection = transport({
      opened() {
        isOpen = true;
        retryMs = firstRetryMs;
        events.connected();
      },
      message: (data) => take(data as Reply | Event),
      closed() {
        if (isOver) return;
        isOver = true;
        drop();
      },
    });
  }

  connect();
  return {
    call<M extends Method>(method: M, params: Params<M>) {
      return new Promise<Results[M]>((resolve, reject) => {
        if (!connection || !isOpen) return reject(disconnected(method));
        lastId += 1;
        pending.set(lastId, { method, resolve: (result) => resolve(result as Results[M]), reject });
        return connection.send({ type: 'request', id: lastId, method, params });
      });
    },
    close() {
      isClosed = true;
      connection?.close();
    },
  };
}
