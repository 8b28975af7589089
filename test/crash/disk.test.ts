import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canRun, onPath } from '../cannot-run.ts';
import { journalIn, temporaryFolder } from '../store/journals.ts';

const root = temporaryFolder('disk');
const program = join(import.meta.dirname, 'programs/writer.ts');
const count = 60;

type Attempts = { acknowledged: number[]; refused: string[] };

/** Writes a journal while every so many of a system call on its log fail. */
function write(folder: string, call: string, error: string, every: number): Attempts {
  const log = join(folder, 'journal.db-wal');
  // A journal that begins is not yet a till that sells.
  journalIn(folder).close();
  const inject = `inject=${call}:error=${error}:when=${every}+${every}`;
  const strace = ['-f', '-o', '/dev/null', '-P', log, '-e', `trace=${call}`, '-e', inject];
  const { stdout, stderr, status } = spawnSync(
    onPath('strace')!,
    [...strace, process.execPath, program, folder, String(count)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const lines = stdout.trim().split('\n');
  const said = (kind: string) => lines.flatMap((line) => (line.startsWith(kind) ? [line.slice(kind.length + 1)] : []));
  return { acknowledged: said('ack').map(Number), refused: said('refused') };
}

/** What the journal holds when the disk is well again. */
function kept(folder: string): { amounts: number[]; openSale: string | null; alarm: unknown } {
  const journal = journalIn(folder);
  const amounts = journal
    .readRecords(null, 1000)
    .flatMap(({ record: { body } }) => (body.kind === 'cash.in' ? [body.amountMinor] : []));
  const found = { amounts, openSale: journal.openSale(), alarm: journal.alarm };
  journal.close();
  return found;
}

describe.runIf(canRun('disk faults'))('a disk that refuses', () => {
  it.each([
    ['pwrite64', 'ENOSPC', 13, 'journal.diskFull'],
    ['pwrite64', 'EIO', 17, 'journal.diskFailed'],
    ['fsync,fdatasync', 'EIO', 5, 'journal.diskFailed'],
  ])(
    '%s with %s, every %i-th time: each refusal is told, what was acknowledged is there once, and it goes on',
    (call, error, every, code) => {
      const folder = join(root, `${call}-${error}`);
      const { acknowledged, refused } = write(folder, call, error, every);
      const all = Array.from({ length: count }, (_, index) => index + 1);
      expect(acknowledged).toEqual(all);
      expect(refused.length).toBeGreaterThan(3);
      expect(new Set(refused)).toEqual(new Set([code]));
      expect(kept(folder)).toEqual({ amounts: all, openSale: `after ${count}`, alarm: null });
    },
  );
});
