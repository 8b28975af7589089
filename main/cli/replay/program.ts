import { fork } from 'node:child_process';
import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Failed } from './messages.ts';

/** A program of its own, spoken to one message at a time. */
export type Program<To extends object, From extends { kind: string }> = {
  /** Waits for the next message, which must be of the kind. Rejects with what the program failed of. */
  next<Kind extends From['kind']>(kind: Kind): Promise<Extract<From, { kind: Kind }>>;
  /** Rejects with what the program failed of, for those who wait for another one. */
  failed: Promise<never>;
  tell(message: To): void;
  kill(): void;
};

export function startProgram<To extends object, From extends { kind: string }>(
  file: string,
  args: readonly string[],
): Program<To, From> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const arrived: From[] = [];
  let waiting: ((message: From) => void) | null = null;
  const { promise: failed, reject: fail } = Promise.withResolvers<never>();
  failed.catch(() => undefined);
  child.on('message', (message: From | Failed) => {
    if (isFailed(message)) return fail(errorOf(message));
    if (waiting === null) arrived.push(message);
    else waiting(message);
    waiting = null;
  });
  child.on('exit', (code, signal) => fail(new Error(`${file} ended with ${signal ?? code}`)));

  return {
    async next(kind) {
      const message = arrived.shift() ?? (await Promise.race([failed, new Promise<From>((come) => (waiting = come))]));
      if (message.kind !== kind) throw new Error(`${file} said ${message.kind} instead of ${kind}`);
      return message as Extract<From, { kind: typeof kind }>;
    },
    failed,
    tell: (message) => void child.send(message),
    kill: () => void child.kill('SIGKILL'),
  };
}

function isFailed(message: { kind: string }): message is Failed {
  return message.kind === 'failed';
}

function errorOf({ code, args, message }: Failed): Error {
  return code === undefined ? new Error(message) : new KopilkaError(code, args);
}

/** The other side: runs `serve`, and tells its parent of what it failed. Ends with its parent, whatever it waits for. */
export function serveParent(
  serve: (messages: AsyncIterable<object>, tell: (message: { kind: string }) => void) => Promise<void>,
): void {
  const end = () => process.exit(1);
  process.on('disconnect', end);
  serve(messagesOf(), (message) => void process.send?.(message)).then(
    () => {
      process.off('disconnect', end);
      process.disconnect();
    },
    (error: unknown) => {
      const failed: Failed = {
        kind: 'failed',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        ...(error instanceof KopilkaError ? { code: error.code, args: error.args } : {}),
      };
      process.send?.(failed, end);
    },
  );
}

async function* messagesOf(): AsyncGenerator<object> {
  for await (const [message] of on(process, 'message', { close: ['disconnect'] })) yield message as object;
}
