import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../../shared/protocol/errors.ts';

/** What the other end may call, by name. */
export type Services = Record<string, (argument: never) => unknown>;

export type Channel = {
  call<T>(name: string, argument?: unknown): Promise<T>;
  receive(message: unknown): void;
  /** Whoever waits for an answer is told why there will be none. */
  close(why: Error): void;
};

type Message =
  | { kind: 'call'; id: number; name: string; argument: unknown }
  | { kind: 'answer'; id: number; result: unknown }
  | { kind: 'failure'; id: number; code: ErrorCode | null; args: ErrorArgs; message: string };

type Waiting = { resolve(result: unknown): void; reject(error: Error): void };

/** Calls both ways between a program and its parent; refusals of the registry cross as they are. */
export function openChannel(send: (message: Message) => void, services: Services): Channel {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let closed: Error | null = null;

  async function serve({ id, name, argument }: Extract<Message, { kind: 'call' }>): Promise<void> {
    try {
      const service = services[name] as ((given: unknown) => unknown) | undefined;
      if (!service) throw new Error(`nobody serves ${name}`);
      send({ kind: 'answer', id, result: await service(argument) });
    } catch (error) {
      const failure = error instanceof KopilkaError ? { code: error.code, args: error.args } : { code: null, args: {} };
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      send({ kind: 'failure', id, ...failure, message });
    }
  }

  function settle(message: Exclude<Message, { kind: 'call' }>): void {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') asked?.resolve(message.result);
    else asked?.reject(failureOf(message));
  }

  return {
    call<T>(name: string, argument: unknown = null): Promise<T> {
      if (closed) return Promise.reject(closed);
      calls += 1;
      const id = calls;
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, { resolve: (result) => resolve(result as T), reject });
        send({ kind: 'call', id, name, argument });
      });
    },
    receive(given) {
      const message = given as Message;
      if (message.kind === 'call') void serve(message);
      else settle(message);
    },
    close(why) {
      closed = why;
      for (const { reject } of waiting.values()) reject(why);
      waiting.clear();
    },
  };
}

function failureOf({ code, args, message }: Extract<Message, { kind: 'failure' }>): Error {
  return code === null ? new Error(message) : new KopilkaError(code, args);
}

/** The program's end of it: serves its parent until that lets go. */
export function serveParent(services: Services): Channel {
  // A parent that is gone is noticed by the disconnect.
  const send = (message: Message) => void process.send?.(message, undefined, {}, () => undefined);
  const channel = openChannel(send, services);
  process.on('message', (message) => channel.receive(message));
  process.on('disconnect', () => process.exit());
  return channel;
}
