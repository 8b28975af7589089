import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../..');

/** A process of its own, as an old till starts it. */
export async function kopilka(words: string[], input: string | Uint8Array = '', program = join(root, 'main/cli.ts')) {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => void child.on('close', resolve)),
  ]);
  return { out, err, code };
}

export const terminal = (said: string[]) => ({
  locale: 'en' as const,
  say: (line: string) => void said.push(line),
  tell: (line: string) => void said.push(line),
  interactive: false,
  stop: new AbortController().signal,
});
