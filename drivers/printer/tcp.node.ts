import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { PrintFault, Printer } from './job.ts';
import { createHearing } from './line.ts';
import type { Line } from './line.ts';
import { createLinePrinter, usualDeadlines } from './line-printer.ts';
import type { Deadlines } from './line-printer.ts';
import type { PrinterProfile } from './profile.ts';

/** A network printer on a raw port (9100). */
export function createTcpPrinter(
  address: { host: string; port: number },
  profile: PrinterProfile,
  deadlines: Deadlines = usualDeadlines,
): Printer {
  return createLinePrinter({ profile, deadlines, open: (deadlineMs) => openLine(address, deadlineMs) });
}

async function openLine(address: { host: string; port: number }, deadlineMs: number): Promise<Line | PrintFault> {
  const socket = connect({ ...address, noDelay: true });
  const fault = await new Promise<PrintFault | null>((resolve) => {
    const timer = setTimeout(() => resolve('timeout'), deadlineMs);
    const settle = (result: PrintFault | null) => {
      clearTimeout(timer);
      resolve(result);
    };
    socket.once('connect', () => settle(null));
    socket.on('error', (error: NodeJS.ErrnoException) => settle(connectFaults[error.code ?? ''] ?? 'unreachable'));
  });
  if (fault === null) return lineOver(socket);
  socket.destroy();
  return fault;
}

/** Shut at once: it serves another till. */
const connectFaults: Record<string, PrintFault> = { ECONNREFUSED: 'refused', ECONNRESET: 'held' };

function lineOver(socket: Socket): Line {
  const hearing = createHearing();
  let closedWell = false;
  socket.on('data', (bytes) => hearing.heard(bytes));
  socket.on('close', (broken) => {
    closedWell = !broken;
    hearing.lost('connection-lost');
  });
  return {
    send: (bytes) => void socket.write(bytes),
    next: hearing.next,
    /** Taken means: it closed in turn, after we had said that no more comes. */
    async finish(deadlineMs) {
      socket.end();
      const how = await hearing.until(() => closedWell, deadlineMs);
      return how === 'so' ? null : how === 'timeout' ? 'timeout' : hearing.ended();
    },
    close: () => {
      socket.destroySoon();
      return Promise.resolve();
    },
    /** A reset, which also drops what the network still holds. */
    giveUp: () => {
      socket.resetAndDestroy();
      return Promise.resolve();
    },
  };
}
