import { pushBody } from '../../hub/testing/till.ts';
import type { TestTill } from '../../hub/testing/till.ts';

const skus = ['milk', 'bread', 'coffee'] as const;

/** So many members come in turns. */
export const memberOf = (nth: number, members: number) => `m${(nth * 7) % members}`;

/** A receipt of a member. */
export function ring(till: TestTill, nth: number, member: string): void {
  const at = new Date(Date.parse('2026-03-01T12:00:00Z') + nth * 1000).toISOString();
  const lines = Array.from({ length: 1 + (nth % 4) }, (_, line) => ({ sku: skus[(nth + line) % 3]!, quantity: 1000 }));
  const { body } = till.sell({ member, lines, at });
  const { receipt } = body;
  if (nth % 2 === 0) {
    const { netMinor: amountMinor } = body.money.totals;
    const intent = `${receipt}-i`;
    till.append({ kind: 'payment.intent', intent, receipt, direction: 'charge', amountMinor }, at);
    till.append({ kind: 'payment.result', intent, receipt, result: 'approved', by: 'terminal' }, at);
  }
  till.append({ kind: 'print.outcome', job: `${receipt}-j`, receipt, outcome: 'confirmed' }, at);
}

/** The push of what the till wrote. Its last record stays, for the chain goes on from it; the others are no burden on the hub's memory. */
export function takeRequest(till: TestTill): { request: Request; records: number } {
  const records = till.journal.slice(1);
  till.journal.splice(0, till.journal.length - 1);
  const body = JSON.stringify(pushBody(till.wire, records));
  return { request: till.wire.request('POST', '/v1/journal', body, false), records: records.length };
}

export async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
