import { open } from 'node:fs/promises';
import type { PrintFault, Printer } from './job.ts';
import { createHearing } from './line.ts';
import type { Line } from './line.ts';
import { createLinePrinter, usualDeadlines } from './line-printer.ts';
import type { Deadlines } from './line-printer.ts';
import type { PrinterProfile } from './profile.ts';

/**
 * A printer shared by Windows: `\\host\printer`. Its spooler takes the job when the file is closed, and nothing comes back, so no job
 * is ever confirmed: whatever the profile says, it has no back channel here. Elsewhere than on Windows there are no such paths,
 * and the printer is `absent`: opening one would create a file of that name.
 */
export function createSharePrinter(
  path: string,
  profile: PrinterProfile,
  deadlines: Deadlines = usualDeadlines,
  platform: NodeJS.Platform = process.platform,
): Printer {
  const mute = { ...profile, backChannel: false };
  return createLinePrinter({ profile: mute, deadlines, open: () => openLine(path, platform) });
}

async function openLine(path: string, platform: NodeJS.Platform): Promise<Line | PrintFault> {
  if (platform !== 'win32') return 'absent';
  try {
    const file = await open(path, 'w');
    const hearing = createHearing();
    const jobs: Uint8Array[] = [];
    let taken = false;
    let closed: Promise<void> | null = null;
    const close = () => (closed ??= file.close());
    return {
      send: (bytes) => void jobs.push(bytes),
      next: hearing.next,
      async finish(deadlineMs) {
        // A write under way can't be taken back: after the deadline it may still be printed, which is what `unknown` says.
        void file
          .writev(jobs)
          .then(close)
          .then(
            () => (taken = true),
            () => hearing.lost('connection-lost'),
          )
          .then(hearing.look);
        const how = await hearing.until(() => taken, deadlineMs);
        return how === 'so' ? null : how === 'timeout' ? 'timeout' : hearing.ended();
      },
      close,
      giveUp: () => Promise.resolve(),
    };
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EACCES' ? 'denied' : 'absent';
  }
}
