import type { Tx } from '../store.ts';
import { isAnothersTurn, isTaken } from './connection.ts';
import type { Ask, Line, Pool, Value } from './connection.ts';
import { writer } from './writer.ts';

export type Isolation = 'read committed' | 'serializable';

export type TransactionOptions = {
  isolation: Isolation;
  /** Waits a little, longer from attempt to attempt, before a transaction that had to give way is begun again. */
  pause: (attempt: number) => Promise<void>;
  /** Called before each statement of a transaction; what it throws, the statement failed of. For tests. */
  beforeStatement?: (statement: { attempt: number; nth: number; text: string }) => void;
};

/** More than any transaction ever needed: then something else is wrong. */
const mostAttempts = 100;
/** Who begins again sees whose key it is: what is taken still was never looked for. */
const mostTaken = 3;

/** Runs `work` in a transaction, again from the start as often as another one has to go first. */
export async function transact<T>(pool: Pool, options: TransactionOptions, work: (tx: Tx) => Promise<T>): Promise<T> {
  let taken = 0;
  for (let attempt = 1; ; attempt += 1) {
    const line = await pool.reserve();
    try {
      return await once(line, options, attempt, work);
    } catch (error) {
      if (isTaken(error)) taken += 1;
      else if (!isAnothersTurn(error)) throw error;
      if (taken === mostTaken || attempt === mostAttempts) throw error;
    } finally {
      line.release();
    }
    await options.pause(attempt);
  }
}

async function once<T>(
  line: Line,
  { isolation, beforeStatement }: TransactionOptions,
  attempt: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  let nth = 0;
  // Once a statement failed, so does every other to the end, whatever the work makes of it.
  let failure: { error: unknown } | undefined;
  const ask: Ask = async <Row extends object>(text: string, values?: readonly Value[]) => {
    if (failure) throw failure.error;
    nth += 1;
    try {
      beforeStatement?.({ attempt, nth, text });
      return await line.ask<Row>(text, values);
    } catch (error) {
      failure ??= { error };
      throw failure.error;
    }
  };
  const { tx, finish } = writer(ask);
  try {
    // Travels with the first statement of the work; what that fails of is told by every statement after it.
    const begun = ask(`begin isolation level ${isolation}`);
    const [result] = await Promise.all([work(tx), begun]);
    // A commit behind a statement that failed is a rollback, and the statement tells of it.
    await finish();
    return result;
  } catch (error) {
    // A connection that is gone has rolled back by itself.
    await line.ask('rollback').catch(() => undefined);
    throw failure ? failure.error : error;
  }
}
