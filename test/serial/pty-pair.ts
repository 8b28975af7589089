import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A cable with a device on it, made of two ttys by socat: what is `typed` at its far end comes out of `path`. */
export type PtyPair = {
  readonly path: string;
  readonly farPath: string;
  type(bytes: string | Uint8Array): Promise<void>;
  unplug(): Promise<void>;
  plug(): Promise<void>;
  dispose(): Promise<void>;
};

/** Both ttys are there before socat has set them up; what is typed then is lost. */
function connected({ stderr }: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    stderr!.on('data', (more: Buffer) => {
      said += more.toString();
      if (said.includes('starting data transfer loop')) resolve();
    });
    stderr!.once('end', () => reject(new Error(`socat made no ttys: ${said}`)));
  });
}

export async function makePtyPair(): Promise<PtyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'kopilka-pty-'));
  const [path, other] = [join(folder, 'till'), join(folder, 'device')];
  let socat: ChildProcess | null = null;

  const plug = async () => {
    const ends = [path, other].map((link) => `pty,raw,echo=0,link=${link}`);
    socat = spawn('socat', ['-d', '-d', ...ends], { stdio: ['ignore', 'ignore', 'pipe'] });
    await connected(socat);
  };
  const unplug = async () => {
    const running = socat;
    socat = null;
    if (!running) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await gone;
  };
  await plug();
  return {
    path,
    farPath: other,
    async type(bytes) {
      const file = await open(other, 'w');
      try {
        await file.write(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes);
      } finally {
        await file.close();
      }
    },
    unplug,
    plug,
    async dispose() {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
