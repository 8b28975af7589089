import type { PrintFault } from '../../drivers/printer/job.ts';
import type { Journal } from '../store/journal.ts';
import type { By } from '../store/records.ts';
import type { PrintJobStore } from './print-queue.ts';

/** The journal's print jobs: what became of a job is set and recorded in one transaction. `by`: who is at the till now. */
export function journalJobs(journal: Journal, by: () => By): PrintJobStore {
  const end = (job: string, outcome: 'confirmed' | 'unknown', reason: PrintFault | null): void =>
    journal.transact((tx) => {
      const receipt = journal.printJobs.get(job)?.receipt ?? null;
      journal.printJobs.setState(job, outcome, reason);
      tx.append({ kind: 'print.outcome', job, receipt, outcome, ...(reason === null ? {} : { reason }) }, by());
    });
  return {
    next: () => journal.printJobs.next(),
    markSending: (id) => journal.printJobs.setState(id, 'sending', null),
    markWaiting: (id, reason) => journal.printJobs.setState(id, 'queued', reason),
    markConfirmed: (id) => end(id, 'confirmed', null),
    markUnknown: (id, reason) => end(id, 'unknown', reason),
    leftSending: () => journal.printJobs.inState('sending').map((job) => job.id),
  };
}
