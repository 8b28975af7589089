/** The world as the hub may touch it: time, waiting and chance come in through these, so that a simulator can hold them. */
export type Clock = {
  /** UTC milliseconds since 1970. */
  nowMs(): number;
};

export type Timers = {
  /** Calls `run` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
};

export type Random = {
  bytes(count: number): Uint8Array;
};

export type Ports = { clock: Clock; timers: Timers; random: Random };

/** Called at each named point of the ingest. A real run passes nothing; the kill test ends its own process at one of them. */
export type CrashPoint = (name: IngestPoint) => void;

/**
 * The named points of an ingest, in order; the two of a record once for each. A crash before `ingest.committed` leaves nothing of
 * the batch or all of it, after it all.
 */
export const ingestPoints = [
  'ingest.opened',
  'ingest.recordStored',
  'ingest.recordBooked',
  'ingest.evaluated',
  'ingest.posted',
  'ingest.documentsWritten',
  'ingest.positionTaken',
  'ingest.committed',
  'ingest.acknowledging',
] as const;
export type IngestPoint = (typeof ingestPoints)[number];

/** A clock that goes only where it is put: a replay gives the hub the data's time. */
export type ManualClock = Clock & { set(nowMs: number): void };

/**
 * What the hub tells whoever runs it, one line an event. No names, phones, cards or queries: a route stands for what was asked, and `id`
 * is what the reply carries too.
 */
export type LogLine =
  | {
      level: 'info';
      event: 'request';
      id: string;
      method: string;
      route: string;
      status: number;
      ms: number;
      till?: string;
      /** Code of the registry, where it was refused. */
      code?: string;
    }
  | { level: 'error'; event: 'failure'; id?: string; error: unknown };
export type Log = (line: LogLine) => void;
