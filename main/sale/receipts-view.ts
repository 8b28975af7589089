import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { Verdict } from '../../shared/protocol/feed.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import type { ReceiptView } from '../../shared/protocol/page.ts';
import type { PrintJobState } from '../store/print-jobs.ts';
import type { ReturnRecord, SaleRecord } from '../store/records.ts';
import type { SaleDeps } from './deps.ts';

/**
 * A receipt as the till's own view has it: from the journal, so that it never vanishes between upload and download; what the hub
 * says of it, once it said so.
 */
export function receiptView(record: SaleRecord | ReturnRecord, deps: SaleDeps): ReceiptView {
  const { body, at } = record;
  const { money } = body;
  const attached = body.kind === 'sale' ? deps.journal.attached(body.receipt) : null;
  return {
    id: body.receipt,
    number: body.number,
    kind: body.kind,
    at,
    dueMinor: dueMinor(money.totals),
    member: body.facts.member?.id ?? attached?.member.id ?? null,
    attachable: body.kind === 'sale' && body.facts.member === null && !attached && mayAttach(body, deps),
    attached: attached !== null,
    lines: money.lines.length,
    state: stateOf(record, deps),
    paper: paperOf(body.receipt, deps),
  };
}

/** As far as its programme goes; whether it is too late is told to who asks. */
function mayAttach({ facts }: SaleBody, { replica }: SaleDeps): boolean {
  const programme = replica.get('programme', facts.basis?.programme.hash ?? '')?.programme;
  return programme?.identification?.forgottenCardDays !== undefined;
}

/** Waiting until the feed brings back that the hub applied it; a verdict comes only where the hub disagrees or can't say. */
function stateOf({ epoch, seq, body }: SaleRecord | ReturnRecord, deps: SaleDeps): ReceiptView['state'] {
  const verdict: Verdict | undefined = deps.replica.get('verdict', body.receipt);
  if (verdict) return verdict.verdict;
  return deps.journal.covers(deps.replica.applied(deps.till), { epoch, seq }) ? 'synced' : 'waiting';
}

const paperStates: Record<PrintJobState, ReceiptView['paper']> = {
  held: 'queued',
  queued: 'queued',
  sending: 'queued',
  confirmed: 'confirmed',
  unknown: 'unknown',
};

function paperOf(receipt: string, { journal }: SaleDeps): ReceiptView['paper'] {
  const job = journal.printJobs.ofReceipt(receipt).at(-1);
  return job ? paperStates[job.state] : 'none';
}
