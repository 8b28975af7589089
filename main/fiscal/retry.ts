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
export function fiscalAttention(desk: Desk): AttentionView[] {
  const { fiscalTasks } = desk.deps.journal;
  const held = fiscalTasks.inState('sent').flatMap((row): AttentionView[] => {
    if (row.answer?.kind !== 'held') return [];
    const { by, problem } = row.answer;
    const code = by === 'blocked' ? 'notice.fiscalBlocked' : 'notice.fiscalUnreachable';
    return [{ ...base(desk, row), code, args: { count: fiscalTasks.open(), problem }, action: null }];
  });
  return [...fiscalTasks.inState('refused').flatMap((row) => refusedView(desk, row)), ...held];
}

function refusedView(desk: Desk, row: FiscalTaskRow): AttentionView[] {
  const { answer, receipt, id } = row;
  if (answer?.kind !== 'refused') return [];
  const { problem } = answer;
  const number = (receipt !== null && desk.deps.journal.receipt(receipt)?.body.number) || '—';
  const code = receipt === null ? 'notice.fiscalShiftRefused' : 'notice.fiscalRefused';
  const action = { label: 'action.fiscal', method: 'fiscal.retry', params: { task: id } } as const;
  return [{ ...base(desk, row), code, args: { number, problem }, action }];
}

const base = ({ around }: Desk, { id, addedMs }: FiscalTaskRow) => ({
  id: `fiscal:${id}`,
  at: around.momentOf(addedMs),
});
