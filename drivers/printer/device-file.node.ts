import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { PrintFault, Printer } from './job.ts';
import { createHearing } from './line.ts';
import type { Hearing, Line } from './line.ts';
import { createLinePrinter, usualDeadlines } from './line-printer.ts';
import type { Deadlines } from './line-printer.ts';
import type { PrinterProfile } from './profile.ts';

/** How often a device that can take or tell nothing just now is asked again. */
const pollMs = 15;

/**
 * A printer behind a device file of Linux: /dev/usb/lp0. Nothing here waits inside the kernel, where no deadline reaches: a write that
 * would wait is tried again until the time is over. A path where no device is, or a plain file, is `absent`: nothing is created.
 */
export function createDeviceFilePrinter(
  path: string,
  profile: PrinterProfile,
  deadlines: Deadlines = usualDeadlines,
): Printer {
  return createLinePrinter({ profile, deadlines, open: () => openLine(path, profile.backChannel) });
}

async function openLine(path: string, hears: boolean): Promise<Line | PrintFault> {
  const access = hears ? constants.O_RDWR : constants.O_WRONLY;
  try {
    const file = await open(path, access | constants.O_NONBLOCK | constants.O_NOCTTY);
    if ((await file.stat()).isCharacterDevice()) return lineOver(file, hears);
    await file.close();
    return 'absent';
  } catch (error) {
    return openFaults[codeOf(error)] ?? 'absent';
  }
}

const openFaults: Record<string, PrintFault> = { EBUSY: 'busy', EACCES: 'denied', EPERM: 'denied' };

function lineOver(file: FileHandle, hears: boolean): Line {
  const hearing = createHearing();
  const pending: Uint8Array[] = [];
  let stopped = false;
  const isOver = () => stopped || hearing.ended() !== null;
  const writing = pump(() => writeSome(file, pending, hearing), isOver);
  const reading = hears ? pump(() => readSome(file, hearing), isOver) : Promise.resolve();
  const end = async () => {
    stopped = true;
    await Promise.all([writing, reading]);
    await file.close().catch(() => hearing.lost('connection-lost'));
  };
  return {
    send: (bytes) => void pending.push(bytes),
    next: hearing.next,
    async finish(deadlineMs) {
      const how = await hearing.until(() => pending.length === 0, deadlineMs);
      return how === 'so' ? null : how === 'timeout' ? 'timeout' : hearing.ended();
    },
    close: end,
    giveUp: end,
  };
}

/** Again and again, at once where there was something to do, until it is over. */
async function pump(step: () => Promise<boolean>, isOver: () => boolean): Promise<void> {
  while (!isOver()) if (!(await step())) await new Promise((resolve) => setTimeout(resolve, pollMs));
}

async function writeSome(file: FileHandle, pending: Uint8Array[], hearing: Hearing): Promise<boolean> {
  const [first] = pending;
  if (!first) return false;
  const written = await orFault(file.write(first), hearing);
  if (written === null) return false;
  const rest = first.subarray(written.bytesWritten);
  if (rest.length > 0) pending[0] = rest;
  else pending.shift();
  hearing.look();
  return true;
}

async function readSome(file: FileHandle, hearing: Hearing): Promise<boolean> {
  const read = await orFault(file.read(new Uint8Array(256)), hearing);
  if (!read || read.bytesRead === 0) return false;
  hearing.heard(read.buffer.subarray(0, read.bytesRead));
  return true;
}

/** Null where it can't just now, and where it never will: then the line is lost. */
async function orFault<T>(work: Promise<T>, hearing: Hearing): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EAGAIN') hearing.lost(code === 'ENOSPC' ? 'paper-end' : 'connection-lost');
    return null;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
