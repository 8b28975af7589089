import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KopilkaError } from '../shared/protocol/errors.ts';
import type { AttentionView, StatusView } from '../shared/protocol/page.ts';
import { healthView } from './health.ts';
import type { HealthSources } from './health.ts';
import type { PrintJobState } from './store/print-jobs.ts';
import type { Desk } from './sale/desk.ts';

export type DiagnosisSources = HealthSources & {
  status(): StatusView;
  attention(): readonly AttentionView[];
};

const jobStates: PrintJobState[] = ['held', 'queued', 'sending', 'confirmed', 'unknown'];
/** The kinds of the last records tell what the till was doing. */
const recordsTold = 500;

/**
 * Writes what helps to find a fault to a file in the till's folder, for its user alone, and tells where. It is made of versions, counts, states
 * and codes: no text that anybody typed or scanned is in it, no receipt, no argument of a message. Throws `file.unwritable`.
 */
export function writeDiagnosis(sources: DiagnosisSources): { file: string } {
  const at = sources.desk.around.now();
  const file = join(sources.dataDir, `diagnosis-${at.slice(0, 19).replaceAll(/\D/g, '')}.json`);
  try {
    writeFileSync(file, `${JSON.stringify(diagnosis(sources, at), null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new KopilkaError('file.unwritable', { file, problem: code }, { cause: error });
  }
  return { file };
}

function diagnosis(sources: DiagnosisSources, at: string) {
  const { cashier, ...status } = sources.status();
  return {
    at,
    health: healthView(sources),
    status: { ...status, cashier: cashier?.role ?? null },
    ...filesOf(sources.desk),
    attention: sources.attention().map(({ code, at: since }) => ({ code, since })),
  };
}

function filesOf({ deps, counter, unwritten }: Desk) {
  const { journal, replica, till } = deps;
  const { epoch, seq } = journal.head();
  return {
    journal: {
      head: { epoch, seq },
      acknowledged: journal.ack(),
      unpushed: journal.unpushed(),
      alarm: journal.alarm?.code ?? null,
      lastRecords: lastKinds(deps.journal),
      printJobs: Object.fromEntries(jobStates.map((state) => [state, journal.printJobs.count(state)])),
      fiscalTasks: journal.fiscalTasks.open(),
      parked: journal.parked().length,
      openLeases: journal.openLeases().length,
      unwrittenPayments: unwritten.size,
      openReceipt: counter.sale ? { lines: counter.sale.lines.length, isKnown: counter.sale.member !== null } : null,
    },
    replica: {
      checkpoint: replica.checkpoint(),
      pulledMs: replica.pulledMs(),
      applied: replica.applied(till),
      heldDocuments: replica.heldCount(),
      isDamaged: replica.damaged(),
    },
  };
}

/** How many of each kind are among the last. */
function lastKinds(journal: Desk['deps']['journal']): Record<string, number> {
  const { epoch, seq } = journal.head();
  const from = seq > recordsTold ? { epoch, seq: seq - recordsTold } : null;
  const counts: Record<string, number> = {};
  for (const { kind } of journal.readRecords(from, recordsTold)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
