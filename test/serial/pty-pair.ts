import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
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

export async function makePtyPair(): Promise<PtyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'kopilka-pty-'));
  const [path, other] = [join(folder, 'till'), join(folder, 'device')];
  let socat: ChildProcess | null = null;

  const plug = async () => {
    socat = spawn('socat', [`pty,raw,echo=0,link=${path}`, `pty,raw,echo=0,link=${other}`], { stdio: 'ignore' });
    for (let tries = 0; !(existsSync(path) && existsSync(other)); tries++) {
      if (tries > 200) throw new Error('socat made no ttys within two seconds');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
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
      await file.write(typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes);
      await file.close();
    },
    unplug,
    plug,
    async dispose() {
      await unplug();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
