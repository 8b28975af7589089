import type { TerminalResult } from '../../drivers/terminal/terminal.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Desk } from './desk.ts';
import { applyRefund, refundAll, refundCards } from './give-back.ts';
import { notice } from './notices.ts';
import { applyResult } from './pay.ts';

/** Card payments and refunds whose fate nobody knows: the terminal is asked what became of them, never to do them again. */

export function unknownIntents({ counter }: Desk): { intent: string; amountMinor: number }[] {
  const { sale, giveBack } = counter;
  const payments = (sale?.payments ?? []).flatMap(({ id, amountMinor, state, refund }) => {
    if (refund?.state === 'unknown') return [{ intent: refund.intent, amountMinor }];
    return state === 'unknown' ? [{ intent: id, amountMinor }] : [];
  });
  const refunds = (giveBack?.refunds ?? []).filter(({ state }) => state === 'unknown');
  return [...payments, ...refunds.map(({ id, amountMinor }) => ({ intent: id, amountMinor }))];
}

/** Asks about all of them once: after a restart, and when a terminal came back. What it can't say stays as it is. */
export async function askTerminal(desk: Desk): Promise<void> {
  for (const { intent } of unknownIntents(desk)) {
    const result = await desk.deps.terminal?.ask(intent);
    if (result) settle(desk, intent, result, 'terminal');
  }
  if (unknownIntents(desk).length === 0) await refundCards(desk);
}

/** A person's word, once the terminal was asked: where it knows, it is believed, and a different word is told. */
export async function resolvePayment(desk: Desk, intent: string, word: 'approved' | 'declined'): Promise<void> {
  if (!unknownIntents(desk).some((each) => each.intent === intent)) throw new KopilkaError('payment.none');
  const asked = await desk.deps.terminal?.ask(intent);
  if (asked && asked.kind !== 'unknown') {
    settle(desk, intent, asked, 'terminal');
    const known = asked.kind === 'approved' ? 'notice.terminalApproved' : 'notice.terminalDeclined';
    if (asked.kind !== word) desk.deps.tell(notice('look', known));
  } else settle(desk, intent, byWord(word), 'person');
  if (desk.counter.giveBack) await refundAll(desk);
}

function byWord(word: 'approved' | 'declined'): TerminalResult {
  return word === 'approved' ? { kind: 'approved', reference: '' } : { kind: 'declined', reason: 'declined' };
}

function settle(desk: Desk, intent: string, result: TerminalResult, by: 'terminal' | 'person'): void {
  if (!applyResult(desk, intent, result, by)) applyRefund(desk, intent, result, by);
}
