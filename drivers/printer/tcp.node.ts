import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { askProcessed, askStatus, statusBackOn } from './escpos/commands.ts';
import { createStatusReader, isOffline, offlineCause, paperState } from './escpos/status.ts';
import type { StatusEvent } from './escpos/status.ts';
import type { Printer, PrinterStatus, PrintFault, PrintResult } from './job.ts';
import type { PrinterProfile } from './profile.ts';

/** Every wait has an end: a printer that hangs must not hang the queue. */
export type TcpDeadlines = {
  connectMs: number;
  /** For the reply to one status question. */
  statusMs: number;
  /** From the first byte of the job to the printer's word that it is done. */
  jobMs: number;
  /** A cover opened or paper out while printing: how long a person may take before the job is called unknown. */
  faultMs: number;
};

const usualDeadlines: TcpDeadlines = { connectMs: 3000, statusMs: 2000, jobMs: 20_000, faultMs: 5000 };

/**
 * A network printer on a raw port (9100). A connection lives for one job, since such printers serve one client at a time and
 * several tills may share one. What it says back is always read: a printer whose status bytes are not taken stops listening.
 */
export function createTcpPrinter(
  address: { host: string; port: number },
  profile: PrinterProfile,
  deadlines: TcpDeadlines = usualDeadlines,
): Printer {
  const withLine = async <T>(use: (line: Line) => Promise<T>, failed: (reason: PrintFault) => T): Promise<T> => {
    const opened = await openLine(address, deadlines);
    if (typeof opened === 'string') return failed(opened);
    const result = await use(opened);
    opened.close();
    return result;
  };
  return {
    profile,
    probe: () =>
      withLine<PrinterStatus>(
        (line) => (profile.backChannel ? askHow(line, deadlines) : Promise.resolve({ kind: 'ready', paperLow: false })),
        (reason) => ({ kind: 'fault', reason }),
      ),
    print: (job) =>
      withLine<PrintResult>(
        async (line) => {
          const result = await (profile.backChannel ? printAndHear : printBlind)(line, job, deadlines);
          if (result.kind === 'unknown') line.giveUp();
          return result;
        },
        (reason) => ({ kind: 'failed', reason }),
      ),
  };
}

/** One connection; `next` waits for the printer's next word, or tells why there will be none. */
type Line = {
  send(bytes: ArrayLike<number>): void;
  /** Resolves once the other side took all and closed in turn, or tells why it did not. */
  finish(deadlineMs: number): Promise<PrintFault | null>;
  next(deadlineMs: number): Promise<StatusEvent | 'timeout' | 'connection-lost'>;
  close(): void;
  /** A reset, which also drops what the network still holds: a job given up must not come out of the printer later. */
  giveUp(): void;
};

async function openLine(address: { host: string; port: number }, deadlines: TcpDeadlines): Promise<Line | PrintFault> {
  const socket = connect({ ...address, noDelay: true });
  const fault = await new Promise<PrintFault | null>((resolve) => {
    const timer = setTimeout(() => resolve('timeout'), deadlines.connectMs);
    const settle = (result: PrintFault | null) => {
      clearTimeout(timer);
      resolve(result);
    };
    socket.once('connect', () => settle(null));
    socket.on('error', (error: NodeJS.ErrnoException) =>
      settle(error.code === 'ECONNREFUSED' ? 'refused' : 'unreachable'),
    );
  });
  if (fault === null) return createLine(socket);
  socket.destroy();
  return fault;
}

function createLine(socket: Socket): Line {
  const reader = createStatusReader();
  const heard: StatusEvent[] = [];
  let lost: PrintFault | null = null;
  let closed = false;
  let wake = () => {};
  socket.on('data', (bytes) => {
    heard.push(...reader.push(bytes));
    wake();
  });
  socket.on('close', (broken) => {
    closed = true;
    lost = broken ? 'connection-lost' : null;
    wake();
  });
  const until = (ready: () => boolean, deadlineMs: number) =>
    new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => settle(false), deadlineMs);
      const settle = (result: boolean) => {
        clearTimeout(timer);
        wake = () => {};
        resolve(result);
      };
      wake = () => ready() && settle(true);
      wake();
    });
  return {
    send: (bytes) => void socket.write(Uint8Array.from(bytes)),
    async finish(deadlineMs) {
      socket.end();
      return (await until(() => closed, deadlineMs)) ? lost : 'timeout';
    },
    async next(deadlineMs) {
      if (!(await until(() => heard.length > 0 || closed, deadlineMs))) return 'timeout';
      return heard.shift() ?? 'connection-lost';
    },
    close: () => socket.destroySoon(),
    giveUp: () => void socket.resetAndDestroy(),
  };
}

/** Asks before a byte of a job goes out. No answer is a fault: this printer's profile says that it answers. */
async function askHow(line: Line, deadlines: TcpDeadlines): Promise<PrinterStatus> {
  const replies: number[] = [];
  for (const what of [2, 1, 4] as const) {
    line.send(askStatus(what));
    const reply = await realTimeReply(line, deadlines.statusMs);
    if (typeof reply === 'string') return { kind: 'fault', reason: reply };
    replies.push(reply);
  }
  const [cause, printer, paper] = replies as [number, number, number];
  const reason =
    offlineCause(cause) ?? (paperState(paper) === 'end' ? 'paper-end' : isOffline(printer) ? 'offline' : null);
  if (reason) return { kind: 'fault', reason };
  return { kind: 'ready', paperLow: paperState(paper) === 'low' };
}

/** An automatic status left on by an earlier job may come first. */
async function realTimeReply(line: Line, deadlineMs: number): Promise<number | 'timeout' | 'connection-lost'> {
  for (;;) {
    const event = await line.next(deadlineMs);
    if (typeof event === 'string') return event;
    if (event.kind === 'realTime') return event.byte;
  }
}

async function printAndHear(line: Line, job: Uint8Array, deadlines: TcpDeadlines): Promise<PrintResult> {
  const status = await askHow(line, deadlines);
  if (status.kind === 'fault') return { kind: 'failed', reason: status.reason };
  line.send([...statusBackOn, ...job, ...askProcessed]);
  return hearOut(line, deadlines);
}

/** Waits for the reply to GS r, which stands behind the whole job; a fault in between is given time to be put right. */
async function hearOut(line: Line, deadlines: TcpDeadlines): Promise<PrintResult> {
  const startedMs = performance.now();
  let fault: PrintFault | null = null;
  let faultSinceMs = 0;
  for (;;) {
    const nowMs = performance.now();
    const jobLeftMs = startedMs + deadlines.jobMs - nowMs;
    const leftMs = fault ? Math.min(jobLeftMs, faultSinceMs + deadlines.faultMs - nowMs) : jobLeftMs;
    const event = await line.next(Math.max(0, leftMs));
    if (event === 'connection-lost') return { kind: 'unknown', reason: fault ?? event };
    if (event === 'timeout') return { kind: 'unknown', reason: fault ?? event };
    if (event.kind === 'processed') {
      return event.paperEnd
        ? { kind: 'unknown', reason: 'paper-end' }
        : { kind: 'confirmed', paperLow: event.paperLow };
    }
    if (event.kind !== 'automatic') continue;
    if (event.fault && !fault) faultSinceMs = performance.now();
    fault = event.fault;
  }
}

/** A printer that says nothing: all we can learn is that the bytes were taken. */
async function printBlind(line: Line, job: Uint8Array, deadlines: TcpDeadlines): Promise<PrintResult> {
  line.send(job);
  const fault = await line.finish(deadlines.jobMs);
  return { kind: 'unknown', reason: fault ?? 'no-back-channel' };
}
