import type { ShiftFault } from '../../drivers/fiscal/register.ts';
import type { FiscalDocumentKind, FiscalResult, RecordBody } from '../../shared/protocol/journal.ts';
import type { FiscalTaskRow } from '../store/fiscal-tasks.ts';
import type { Journal, JournalTx } from '../store/journal.ts';
import type { By } from '../store/records.ts';
import type { FiscalTaskQueue, Settled } from './queue.ts';

type Shift = Extract<FiscalDocumentKind, `shift${string}`>;

/** What a till does about the register's shift by itself: nobody can sell while it is as it is. */
const mends: Record<ShiftFault, readonly Shift[]> = {
  shiftClosed: ['shiftOpened'],
  shiftExpired: ['shiftClosed', 'shiftOpened'],
  shiftOpen: [],
};
/** The shift is as the task was to make it. */
const needless: Partial<Record<FiscalDocumentKind, ShiftFault>> = {
  shiftOpened: 'shiftOpen',
  shiftClosed: 'shiftClosed',
};
/** As much of a register's words as a record keeps. */
const mostProblemCharacters = 300;

/** The journal's fiscal tasks: what became of one is set and recorded in one transaction. `by`: who is at the till now. */
export function journalTasks(journal: Journal, by: () => By, newUuid: () => string): FiscalTaskQueue {
  const tasks = journal.fiscalTasks;

  function mend(tx: JournalTx, row: FiscalTaskRow, steps: readonly Shift[]): void {
    const { paper } = row;
    const cashier = paper.kind === 'receipt' ? paper.receipt.cashier : paper.cashier;
    for (const document of steps) {
      const id = newUuid();
      tx.append({ kind: 'fiscal.intent', task: id, document, receipt: null }, by());
      tx.addFiscalTask({ id, document, receipt: null, paper: { kind: document, cashier }, urgent: true });
    }
    const id = newUuid();
    tx.append(intentAgain(row, id), by());
    tasks.renew(row.id, { id, mended: true });
  }

  return {
    next: () => tasks.next(),
    markSent(id) {
      if (tasks.get(id)?.state === 'waiting') tasks.setState(id, 'sent', null);
    },
    markHeld(id, held) {
      const answer = held && { kind: 'held' as const, ...held };
      if (JSON.stringify(tasks.get(id)?.answer) !== JSON.stringify(answer)) tasks.setState(id, 'sent', answer);
    },
    settle: (id, answer) =>
      journal.transact((tx) => {
        const row = tasks.get(id);
        if (!row) throw new Error(`no fiscal task ${id}`);
        const result = resultOf(answer);
        tx.append({ kind: 'fiscal.result', task: id, receipt: row.receipt, result }, by());
        const fault = answer.kind === 'refused' ? answer.because : null;
        const steps = fault === null || row.mended || row.receipt === null ? [] : mends[fault];
        if (result.kind === 'done') tasks.setState(id, 'done', result);
        else if (fault !== null && needless[row.document] === fault) tasks.setState(id, 'needless', result);
        else if (steps.length > 0) mend(tx, row, steps);
        else tasks.setState(id, 'refused', result);
      }),
  };
}

/** The same document once more, as a task the register does not know: the one before made none. */
export function intentAgain({ id: insteadOf, document, receipt }: FiscalTaskRow, task: string): RecordBody {
  return { kind: 'fiscal.intent', task, document, receipt, insteadOf };
}

function resultOf(answer: Settled): FiscalResult {
  if (answer.kind === 'done') return { kind: 'done', ...answer.document };
  const problem = Array.from(answer.problem).slice(0, mostProblemCharacters).join('');
  return { kind: 'refused', code: answer.code, problem };
}
