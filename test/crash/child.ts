import { fork } from 'node:child_process';
import { join } from 'node:path';
import { openChannel } from './programs/channel.ts';
import type { Services } from './programs/channel.ts';

/** The program ended; what it had not answered nobody will. */
export class Gone extends Error {}

export type Child = {
  call<T>(name: string, argument?: unknown): Promise<T>;
  /** How it ended: the signal, or its exit code. */
  exited: Promise<NodeJS.Signals | number>;
  kill(): void;
  /** Lets go of it: it ends by itself. */
  release(): void;
};

export type ChildOptions = {
  /** What the program may call. */
  services?: Services;
  env?: Record<string, string>;
  /** Runs it under another program, strace say. */
  under?: string[];
};

/** Compiled once, not at every start: a program that is killed a hundred times starts a hundred times. */
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/kopilka-crash');

export function startChild(file: string, { services = {}, env = {}, under = [] }: ChildOptions = {}): Child {
  const [execPath = process.execPath, ...execArgv] = [...under, ...(under.length > 0 ? [process.execPath] : [])];
  const child = fork(file, [], {
    execPath,
    execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...withoutRunner(process.env), NODE_COMPILE_CACHE: compileCache, ...env },
  });
  const channel = openChannel((message) => {
    // A message to a program just killed is lost like any other.
    if (child.connected) child.send(message, () => undefined);
  }, services);
  child.on('message', (message) => channel.receive(message));
  const exited = new Promise<NodeJS.Signals | number>((resolve) => {
    child.on('exit', (code, signal) => {
      channel.close(new Gone(`${file} ended with ${signal ?? code}`));
      resolve(signal ?? code ?? 0);
    });
  });
  return { call: channel.call, exited, kill: () => void child.kill('SIGKILL'), release: () => child.disconnect() };
}

/** The test runner's own settings are not for a program of ours. */
function withoutRunner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => name !== 'NODE_OPTIONS' && !name.startsWith('VITEST')),
  );
}
