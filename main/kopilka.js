#!/usr/bin/env -S node --max-semi-space-size=16
// On a machine with memory to spare V8 lets what is young grow to 128 MB, busy or not; a till and a hub are as fast with 32.
// Plain JavaScript, because an old Node must be able to read it far enough to say what to do.
import { existsSync } from 'node:fs';

const isPacked = !existsSync(new URL('./cli.ts', import.meta.url));
if (isPacked) {
  await import(new URL('../dist/package/main/packed-cli.js', import.meta.url).href);
} else if (process.features.typescript) {
  await import('./cli.ts');
} else {
  const russian = /^ru/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');
  const { version } = process;
  console.error(
    russian
      ? `kopilka: нужен Node 24, а это ${version}. Выполните npm ci в папке проекта и запускайте: npx kopilka`
      : `kopilka: this is Node ${version} and Node 24 is needed. Run npm ci in the project's folder, then start it as: npx kopilka`,
  );
  process.exitCode = 1;
}
