import type { Returned, ReturnQuote } from '../../shared/protocol/plugin-answers.ts';
import type { Return, ReturnQuestion } from '../../shared/protocol/plugin.ts';
import type { Desk } from '../sale/desk.ts';
import { makeReturn } from '../sale/give-back.ts';
import { returnRights } from '../sale/return-right.ts';
import { quoteReturn, receiptOf, returnQuoteView } from '../sale/returns.ts';
import { noReceipt } from '../sale/seat.ts';
import { returnAnswer } from './answers.ts';
import type { TellingOf } from './booking.ts';
import { passingDesk } from './seats.ts';

/** The host's own id of a sale, or what our receipt says. */
function saleOf(desk: Desk, host: string, of: string): string {
  const own = desk.deps.journal.hosts.receipt({ host, kind: 'sale', id: of });
  return own?.receipt ?? receiptOf(desk, of);
}

export async function returnQuote(counter: Desk, host: string, { of, lines }: ReturnQuestion): Promise<ReturnQuote> {
  const desk = passingDesk(counter, host, noReceipt);
  try {
    const held = await returnRights(desk, desk.deps.report).take(saleOf(desk, host, of));
    return returnQuoteView(quoteReturn(desk, held, lines));
  } finally {
    desk.leave();
  }
}

export async function takeBack(counter: Desk, host: string, body: Return, telling: TellingOf<Returned>): Promise<void> {
  const tell = telling((desk, record, data) => {
    if (record.kind !== 'return') throw new Error(`a return became a ${record.kind}`);
    return returnAnswer(desk, record, data, body.columns);
  });
  const desk = passingDesk(counter, host, tell);
  try {
    await makeReturn(desk, returnRights(desk, desk.deps.report), saleOf(desk, host, body.of), body.lines);
  } finally {
    desk.leave();
  }
}
