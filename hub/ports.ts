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

/** The named points of an ingest, in order. Up to `beforeCommit` a crash leaves nothing of the batch, from then on all of it. */
export const ingestPoints = [
  'ingest.verified',
  'ingest.recordsStored',
  'ingest.evaluated',
  'ingest.posted',
  'ingest.positionTaken',
  'ingest.documentsWritten',
  'ingest.beforeCommit',
  'ingest.committed',
  'ingest.acknowledging',
] as const;
export type IngestPoint = (typeof ingestPoints)[number];

/** A clock that goes only where it is put: a replay gives the hub the data's time. */
export type ManualClock = Clock & { set(nowMs: number): void };
