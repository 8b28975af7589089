import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { startProgram } from './program.ts';

const dir = mkdtempSync(join(tmpdir(), 'kopilka-program-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A program whose work is `body`, with `messages` and `tell`. */
function program(name: string, body: string): string {
  const file = join(dir, name);
  const serving = new URL('program.ts', import.meta.url).href;
  writeFileSync(
    file,
    `import { serveParent } from ${JSON.stringify(serving)};\nserveParent(async (messages, tell) => { ${body} });\n`,
  );
  return file;
}

it('a program ends with its parent, even if what it waits for never comes', async () => {
  const file = program('waits.mjs', `tell({ kind: 'ready' }); for (;;) await new Promise((go) => setTimeout(go, 10));`);
  const child = fork(file, { stdio: 'ignore' });
  await once(child, 'message');
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([1, null]);
});

it('a program that fails tells those who wait for another one', async () => {
  const file = program('fails.mjs', `tell({ kind: 'ready' }); throw new Error('no more room');`);
  const failing = startProgram<never, { kind: 'ready' }>(pathToFileURL(file).href, []);
  await failing.next('ready');
  await expect(Promise.race([failing.failed, new Promise(() => undefined)])).rejects.toThrow('no more room');
});

it('a program that is killed tells of it', async () => {
  const file = program('lives.mjs', `tell({ kind: 'ready' }); for await (const each of messages) tell(each);`);
  const living = startProgram<{ kind: 'ready' }, { kind: 'ready' }>(pathToFileURL(file).href, []);
  await living.next('ready');
  living.kill();
  await expect(living.next('ready')).rejects.toThrow('SIGKILL');
});
