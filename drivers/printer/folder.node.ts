import { open, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrintFault, Printer, PrinterStatus } from './job.ts';
import { JobRefused } from './picture/head.ts';
import { jobToPdf } from './picture/pdf.node.ts';
import { jobToPng } from './picture/png.node.ts';
import type { PrinterProfile } from './profile.ts';

/**
 * For a shop without a printer: every job becomes a file in a folder, named by its moment. Confirmed means that it is on the disk
 * under its name, whole.
 */
export function createFolderPrinter(folder: string, format: 'png' | 'pdf', profile: PrinterProfile): Printer {
  let last = '';
  const nameAt = (moment: Date): string => {
    const plain = moment.toISOString().replaceAll(':', '-');
    // Two jobs of one millisecond.
    last = plain > last.slice(0, plain.length) ? plain : `${last}+`;
    return join(folder, `${last}.${format}`);
  };
  return {
    profile,
    probe: () => look(folder),
    async print(job) {
      const madeAt = new Date();
      try {
        const bytes = format === 'png' ? jobToPng(job, profile) : await jobToPdf(job, profile, madeAt);
        await keep(nameAt(madeAt), bytes);
      } catch (error) {
        if (error instanceof JobRefused) return { kind: 'unknown', reason: 'error' };
        return { kind: 'failed', reason: faultOf(error) };
      }
      return { kind: 'confirmed', paperLow: false };
    },
  };
}

async function keep(file: string, bytes: Uint8Array): Promise<void> {
  const half = `${file}.part`;
  const handle = await open(half, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(half, file);
}

async function look(folder: string): Promise<PrinterStatus> {
  try {
    if ((await stat(folder)).isDirectory()) return { kind: 'ready', paperLow: false };
    return { kind: 'fault', reason: 'absent' };
  } catch (error) {
    return { kind: 'fault', reason: faultOf(error) };
  }
}

function faultOf(error: unknown): PrintFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'absent';
  return code === 'EACCES' || code === 'EPERM' ? 'denied' : 'error';
}
