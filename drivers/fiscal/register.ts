import type { FiscalReceipt } from '../../shared/receipt/fiscal.ts';

/** A document for the register: a receipt, or the beginning or end of its shift (the report that takes its counters back to nothing). */
export type FiscalPaper =
  { kind: 'receipt'; receipt: FiscalReceipt } | { kind: 'shiftOpened' | 'shiftClosed'; cashier: string };

/** `id` is a UUID, committed in the journal before the first call: it makes every call repeatable. */
export type FiscalTask = { id: string; paper: FiscalPaper };

/** What the tax office knows the document by. */
export type FiscalDocument = { number: number; sign: string; storage: string; shift: number; at: string };

/** What the shift of the register has to do with a refusal: there is none, it is older than a day, or it is open already. */
export type ShiftFault = 'shiftClosed' | 'shiftExpired' | 'shiftOpen';

/**
 * What became of a task. `refused`: it made no document, and does not by itself. `blocked`: another task before it failed, and the register
 * waits for a person. `absent`: the register never had it. `unreachable`: nobody knows, it is asked again.
 */
export type FiscalState =
  | { kind: 'waiting' }
  | { kind: 'done'; document: FiscalDocument }
  | { kind: 'refused'; code: number; because: ShiftFault | null; problem: string }
  | { kind: 'blocked'; by: string | null; problem: string }
  | { kind: 'absent' }
  | { kind: 'unreachable'; problem: string };

/** A fiscal register. No method rejects, each ends in bounded time; the same task is registered once, however often it is submitted. */
export type FiscalRegister = {
  submit(task: FiscalTask): Promise<FiscalState>;
  ask(id: string): Promise<FiscalState>;
};
