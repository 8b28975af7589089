import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Desk } from './desk.ts';

/**
 * What became of money and the journal did not take, for the disk is full or fails: kept in memory and tried again by itself until it is
 * written. A till that goes down before asks the terminal again, as after any other restart.
 */
export type Unwritten = Map<string, Step>;
type Step = {
  amountMinor: number;
  /** Does what is left to do; nothing where it was done meanwhile. */
  again: () => void | Promise<void>;
};

const againMs = 3000;

/** Writes, or keeps `again` for later and throws all the same: whoever waits is told. */
export function writeStep(desk: Desk, id: string, step: Step, write: () => void): void {
  try {
    write();
  } catch (error) {
    if (isOfDisk(error)) keepForLater(desk, id, step);
    throw error;
  }
}

function keepForLater(desk: Desk, id: string, step: Step): void {
  const isWaiting = desk.unwritten.size > 0;
  desk.unwritten.set(id, step);
  desk.deps.changed([]);
  if (!isWaiting) wait(desk);
}

function wait(desk: Desk): void {
  desk.deps.ports.timers.after(againMs, () => {
    void writeLeft(desk).finally(() => {
      if (!desk.isClosed && desk.unwritten.size > 0) wait(desk);
    });
  });
}

async function writeLeft(desk: Desk): Promise<void> {
  for (const [id, { again }] of desk.unwritten) {
    if (desk.isClosed) return;
    try {
      await again();
      desk.unwritten.delete(id);
      desk.deps.changed([]);
    } catch (error) {
      if (isOfDisk(error)) continue;
      // The result itself is written; what else keeps it from going on is for the cashier to clear up.
      desk.unwritten.delete(id);
      if (!(error instanceof KopilkaError)) desk.deps.report(error);
    }
  }
}

function isOfDisk(error: unknown): boolean {
  return error instanceof KopilkaError && ['journal.diskFull', 'journal.diskFailed'].includes(error.code);
}
