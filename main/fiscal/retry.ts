import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { AttentionView } from '../../shared/protocol/page.ts';
import type { Desk } from '../sale/desk.ts';
import { newUuid } from '../sale/ids.ts';
import type { FiscalTaskRow } from '../store/fiscal-tasks.ts';
import { intentAgain } from './journal-tasks.ts';

/** What a person decides about a document that the register refused: it is told once more. Throws `fiscal.notRefused`. */
export function retryFiscal(desk: Desk, task: string): void {
  const { journal, ports } = desk.deps;
  const row = journal.fiscalTasks.get(task);
  if (row?.state !== 'refused') throw new KopilkaError('fiscal.notRefused');
  const id = newUuid(ports.random);
  desk.write({
    records: [intentAgain(row, id)],
    also: () => journal.fiscalTasks.renew(task, { id, mended: false }),
  });
  desk.deps.fiscalSoon();
}

/** Refused documents, and what the register is held up by. */
export function fiscalAttention({ deps, around }: Desk): AttentionView[] {
  const { fiscalTasks } = deps.journal;
  const view = (row: FiscalTaskRow, code: AttentionView['code'], action: AttentionView['action']): AttentionView[] => {
    const { answer, receipt, id, addedMs } = row;
    if (answer === null || answer.kind === 'done') return [];
    const number = (receipt !== null && deps.journal.receipt(receipt)?.body.number) || '';
    return [
      { id: `fiscal:${id}`, code, args: { number, problem: answer.problem }, at: around.momentOf(addedMs), action },
    ];
  };
  const refused = fiscalTasks.inState('refused').flatMap((row) =>
    view(row, row.receipt === null ? 'notice.fiscalShiftRefused' : 'notice.fiscalRefused', {
      label: 'action.fiscal',
      method: 'fiscal.retry',
      params: { task: row.id },
    }),
  );
  const held = fiscalTasks.inState('sent').flatMap((row) => {
    const isBlocked = row.answer?.kind === 'held' && row.answer.by === 'blocked';
    return view(row, isBlocked ? 'notice.fiscalBlocked' : 'notice.fiscalUnreachable', null);
  });
  return [...refused, ...held];
}
