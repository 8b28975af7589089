import { askProcessed, askStatus, statusBackOn } from './escpos/commands.ts';
import { isOffline, offlineCause, paperState } from './escpos/status.ts';
import type { PrintFault, Printer, PrinterStatus, PrintResult } from './job.ts';
import type { Line } from './line.ts';
import type { PrinterProfile } from './profile.ts';

/** Every wait has an end: a printer that hangs must not hang the queue. */
export type Deadlines = {
  /** For getting through to it, other tills' turns at a shared printer included. */
  connectMs: number;
  /** For the reply to one status question. */
  statusMs: number;
  /** From the first byte of the job to the printer's word that it is done, beside what the wire takes for it. */
  jobMs: number;
  /** A cover opened or paper out while printing: how long a person may take before the job is called unknown. */
  faultMs: number;
};

export const usualDeadlines: Deadlines = { connectMs: 3000, statusMs: 2000, jobMs: 20_000, faultMs: 5000 };

export type LinePrinterOptions = {
  profile: PrinterProfile;
  deadlines: Deadlines;
  /** Gets through once, within so many milliseconds. */
  open(deadlineMs: number): Promise<Line | PrintFault>;
  /** How long the wire takes for so many bytes; left out: no time. */
  wireMs?(bytes: number): number;
};

/** Another till may be at the printer for just this moment. */
const againMs = 200;

/**
 * A printer at the end of a line. A line lives for one job, since such printers serve one at a time and several tills may share
 * one. What it says back is always read: a printer whose status bytes are not taken stops listening.
 */
export function createLinePrinter(options: LinePrinterOptions): Printer {
  const { profile, deadlines } = options;
  return {
    profile,
    probe: () =>
      inTurn<PrinterStatus>(
        options,
        (line) => (profile.backChannel ? askHow(line, deadlines) : Promise.resolve({ kind: 'ready', paperLow: false })),
        (reason) => ({ kind: 'fault', reason }),
      ),
    print: (job) =>
      inTurn<PrintResult>(
        options,
        (line) => (profile.backChannel ? printAndHear : printBlind)(line, job, options),
        (reason) => ({ kind: 'failed', reason }),
      ),
  };
}

/** Tries again while another till seems to have the printer, and nothing has been sent that could be printed twice. */
async function inTurn<Result extends PrinterStatus | PrintResult>(
  { open, deadlines }: LinePrinterOptions,
  use: (line: Line) => Promise<Result>,
  failed: (reason: PrintFault) => Result,
): Promise<Result> {
  const untilMs = performance.now() + deadlines.connectMs;
  for (;;) {
    const result = await once(open, Math.max(1, untilMs - performance.now()), use, failed);
    const isTaken = 'reason' in result && result.kind !== 'unknown' && takenFaults.includes(result.reason);
    if (!isTaken || performance.now() + againMs >= untilMs) return result;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
}

const takenFaults: readonly PrintFault[] = ['refused', 'held', 'busy'];

async function once<Result extends PrinterStatus | PrintResult>(
  open: LinePrinterOptions['open'],
  deadlineMs: number,
  use: (line: Line) => Promise<Result>,
  failed: (reason: PrintFault) => Result,
): Promise<Result> {
  const line = await open(deadlineMs);
  if (typeof line === 'string') return failed(line);
  const result = await use(line);
  await (result.kind === 'unknown' ? line.giveUp() : line.close());
  return result;
}

/** Asks before a byte of a job goes out. No answer is a fault: this printer's profile says that it answers. */
async function askHow(line: Line, deadlines: Deadlines): Promise<PrinterStatus> {
  const replies: number[] = [];
  for (const what of [2, 1, 4] as const) {
    line.send(Uint8Array.from(askStatus(what)));
    const reply = await realTimeReply(line, deadlines.statusMs);
    // Shut in our face without a word: it serves somebody else.
    if (reply === 'connection-lost' && replies.length === 0) return { kind: 'fault', reason: 'held' };
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
async function realTimeReply(line: Line, deadlineMs: number): Promise<number | PrintFault> {
  const untilMs = performance.now() + deadlineMs;
  for (;;) {
    const event = await line.next(untilMs - performance.now());
    if (typeof event === 'string') return event;
    if (event.kind === 'realTime') return event.byte;
  }
}

async function printAndHear(line: Line, job: Uint8Array, options: LinePrinterOptions): Promise<PrintResult> {
  const status = await askHow(line, options.deadlines);
  if (status.kind === 'fault') return { kind: 'failed', reason: status.reason };
  line.send(Uint8Array.from([...statusBackOn, ...job, ...askProcessed]));
  return hearOut(line, jobMs(job, options), options.deadlines.faultMs);
}

/** Waits for the reply to GS r, which stands behind the whole job; a fault in between is given time to be put right. */
async function hearOut(line: Line, leastMs: number, faultMs: number): Promise<PrintResult> {
  const untilMs = performance.now() + leastMs;
  let fault: PrintFault | null = null;
  let faultUntilMs = 0;
  for (;;) {
    const event = await line.next((fault ? Math.min(untilMs, faultUntilMs) : untilMs) - performance.now());
    if (typeof event === 'string') return { kind: 'unknown', reason: fault ?? event };
    if (event.kind === 'processed') {
      return event.paperEnd
        ? { kind: 'unknown', reason: 'paper-end' }
        : { kind: 'confirmed', paperLow: event.paperLow };
    }
    if (event.kind !== 'automatic') continue;
    if (event.fault && !fault) faultUntilMs = performance.now() + faultMs;
    fault = event.fault;
  }
}

/** A printer that says nothing: all we can learn is that the bytes were taken. */
async function printBlind(line: Line, job: Uint8Array, options: LinePrinterOptions): Promise<PrintResult> {
  line.send(job);
  const fault = await line.finish(jobMs(job, options));
  return { kind: 'unknown', reason: fault ?? 'no-back-channel' };
}

function jobMs(job: Uint8Array, { deadlines, wireMs }: LinePrinterOptions): number {
  return deadlines.jobMs + (wireMs?.(job.length) ?? 0);
}
