import type { PrintFault } from '../../drivers/printer/job.ts';
import type { PrintJobStore } from '../../main/devices/print-queue.ts';

type Job = {
  id: string;
  bytes: Uint8Array;
  state: 'queued' | 'sending' | 'confirmed' | 'unknown';
  reason: PrintFault | null;
};

/** Print jobs in memory, in the order they were added; `history` tells every state a job was put into. */
export type MemoryJobs = PrintJobStore & {
  add(id: string, bytes?: Uint8Array): void;
  states(): Record<string, string>;
  readonly history: string[];
};

export function createMemoryJobs(): MemoryJobs {
  const jobs: Job[] = [];
  const history: string[] = [];
  const set = (id: string, state: Job['state'], reason: PrintFault | null = null) => {
    const job = jobs.find((each) => each.id === id)!;
    Object.assign(job, { state, reason });
    history.push(reason ? `${id} ${state}: ${reason}` : `${id} ${state}`);
  };
  return {
    history,
    add: (id, bytes = new Uint8Array()) => void jobs.push({ id, bytes, state: 'queued', reason: null }),
    states: () => Object.fromEntries(jobs.map(({ id, state, reason }) => [id, reason ? `${state}: ${reason}` : state])),
    next: () => jobs.find(({ state }) => state === 'queued'),
    markSending: (id) => set(id, 'sending'),
    markWaiting: (id, reason) => set(id, 'queued', reason),
    markConfirmed: (id) => set(id, 'confirmed'),
    markUnknown: (id, reason) => set(id, 'unknown', reason),
    leftSending: () => jobs.filter(({ state }) => state === 'sending').map(({ id }) => id),
  };
}
