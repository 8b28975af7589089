import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What some machines can't run: the one list. `npm test` prints the rows that hold here; a test of such a row says
 * `describe.runIf(canRun('serial tty'))`. There is no other way to leave a test out.
 */
export const conditional = {
  'serial tty': { needs: 'socat', reason: 'a pair of ptys stands in for a scanner or a printer on a serial port' },
  'disk faults': { needs: 'strace', reason: 'writes are made to fail from outside the process; Linux only' },
  fsyncs: { needs: 'strace', reason: 'fsync calls are counted from outside the process; Linux only' },
} as const;

export type Conditional = keyof typeof conditional;

/** Whether this machine has what the row needs. */
export function canRun(name: Conditional): boolean {
  return onPath(conditional[name].needs) !== undefined;
}

/** One line for each row this machine can't run. */
export function cannotRunHere(): string[] {
  return (Object.keys(conditional) as Conditional[])
    .filter((name) => !canRun(name))
    .map((name) => `not run here: ${name} (needs ${conditional[name].needs}): ${conditional[name].reason}`);
}

/** Where a programme lies on the PATH; undefined when it doesn't. */
export function onPath(programme: string): string | undefined {
  const names = process.platform === 'win32' ? [`${programme}.exe`] : [programme];
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}
