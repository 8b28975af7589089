import { fork } from 'node:child_process';
import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { Failed } from './messages.ts';

/** A program of its own, spoken to one message at a time. */
export type Program<To extends object, From extends { kind: string }> = {
  /** Waits for the next message, which must be of the kind. Rejects with what the program failed of. */
  next<Kind extends From['kind']>(kind: Kind): Promise<Extract<From, { kind: Kind }>>;
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
  const arrived: (From | Failed)[] = [];
  let waiting: ((message: From | Failed) => void) | null = null;
  const arrive = (message: From | Failed) => {
    if (waiting === null) arrived.push(message);
    else waiting(message);
    waiting = null;
  };
  child.on('message', (message) => arrive(message as From | Failed));
  child.on('exit', (code, signal) => arrive({ kind: 'failed', message: `${file} ended with ${signal ?? code}` }));

  return {
    async next(kind) {
      const message = arrived.shift() ?? (await new Promise<From | Failed>((resolve) => (waiting = resolve)));
      if (isFailed(message)) {
        throw message.code === undefined ? new Error(message.message) : new KopilkaError(message.code, message.args);
      }
      if (message.kind !== kind) throw new Error(`${file} said ${message.kind} instead of ${kind}`);
      return message as Extract<From, { kind: typeof kind }>;
    },
    tell: (message) => void child.send(message),
    kill: () => void child.kill('SIGKILL'),
  };
}

function isFailed(message: { kind: string }): message is Failed {
  return message.kind === 'failed';
}

/** The other side: runs `serve`, and tells its parent of what it failed. Ends when the parent goes. */
export function serveParent(
  serve: (messages: AsyncIterable<object>, tell: (message: { kind: string }) => void) => Promise<void>,
): void {
  const send = (message: { kind: string }) => void process.send?.(message);
  serve(messagesOf(), send).then(
    () => process.disconnect(),
    (error: unknown) => {
      const failed: Failed = {
        kind: 'failed',
        message: error instanceof Error ? (error.stack ?? error.message) : String(error),
      };
      send(error instanceof KopilkaError ? { ...failed, code: error.code, args: error.args } : failed);
      process.exitCode = 1;
      process.disconnect();
    },
  );
}

async function* messagesOf(): AsyncGenerator<object> {
  for await (const [message] of on(process, 'message', { close: ['disconnect'] })) yield message as object;
}
