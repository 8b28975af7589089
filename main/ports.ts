/** The world as the till may touch it: time, waiting and chance come in through these, so that a simulator can hold them. */
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

/**
 * The named points of the counter. Every change passes `change.before`, `change.inside` (written, not committed), `commit.before`,
 * `commit.after` and `change.committed`; what the journal writes for others (acks, paper) passes the two of the commit. The rest
 * stand where money, points or paper hang between two commits.
 */
export const crashPoints = [
  'change.before',
  'change.inside',
  'commit.before',
  'commit.after',
  'change.committed',
  'lease.answered',
  'lease.accepted',
  'intent.committed',
  'terminal.answered',
  'result.committed',
  'refundIntent.committed',
  'refund.answered',
  'sale.inside',
  'sale.committed',
  'returnIntent.committed',
  'returnRefund.answered',
  'returnResult.committed',
  'return.committed',
  'shift.closed',
] as const;
/** The same of a till with a fiscal register: a task is marked as sent, answered, and its answer kept. */
export const fiscalCrashPoints = ['fiscal.sent', 'fiscal.answered', 'fiscal.settled'] as const;
export type CrashPoint = (typeof crashPoints)[number] | (typeof fiscalCrashPoints)[number];

/**
 * Called at each named point of a sale and of a commit. Real runs pass one that does nothing; the kill test passes one that ends
 * its own process at the n-th time a name comes by.
 */
export type CrashPoints = (name: CrashPoint) => void;

export const noCrash: CrashPoints = () => undefined;
