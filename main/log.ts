import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { KopilkaError } from '../shared/protocol/errors.ts';

/** A bug or a broken device as a line of JSON: what and where in the program, nothing of whom it was about. */
export function logLine(error: unknown, nowMs: number): string {
  return JSON.stringify({ at: new Date(nowMs).toISOString(), level: 'error', ...told(error) });
}

function told(error: unknown): object {
  // Its arguments may name somebody; the code says enough.
  if (error instanceof KopilkaError) return { code: error.code, where: framesOf(error) };
  if (error instanceof Error) return { problem: `${error.name}: ${masked(error.message)}`, where: framesOf(error) };
  return { problem: masked(String(error)) };
}

function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').flatMap((line) => (/^\s+at /.test(line) ? [line.trim()] : []));
}

/** A parser's complaint quotes what it read, and long numbers are phones or cards. */
function masked(message: string): string {
  return message.replaceAll(/"[^"]*"|'[^']*'|`[^`]*`|«[^»]*»/g, '"…"').replaceAll(/\d[\d\s()+-]{3,}/g, '…');
}

const mostBytes = 1024 * 1024;

/** `till.log` in a folder, and `till.log.1` before it: never more than two megabytes. A full disk stops nothing. */
export function openLogFile(folder: string, nowMs: () => number): (error: unknown) => void {
  const file = join(folder, 'till.log');
  return (error) => {
    const line = logLine(error, nowMs());
    try {
      if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${line}\n`, { mode: 0o600 });
    } catch {
      console.error(line);
    }
  };
}
