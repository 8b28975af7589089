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
 * Called at each named point of a sale and of a commit. Real runs pass one that does nothing; the kill test passes one that ends
 * its own process at the n-th time a name comes by.
 */
export type CrashPoints = (name: string) => void;

export const noCrash: CrashPoints = () => undefined;
