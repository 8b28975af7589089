import type { Message } from '../../outcome.ts';
import type { Run } from '../types.ts';
import { passing } from './apply.ts';
import { budgetLeft, budgetSpent } from './limits.ts';

/** Privileges that are not money, and words: nothing of the receipt changes, but who is at the counter must hear of them. */
export function tellings(run: Run): void {
  for (const candidate of passing(run, 10)) {
    const { give } = candidate.rule;
    if (give.kind !== 'privilege' && give.kind !== 'message') continue;
    const costMinor = give.kind === 'privilege' ? give.costMinor : 0;
    if (costMinor <= budgetLeft(run, candidate)) run.tellings.push({ candidate, costMinor });
    else if (run.telling) run.refusals.push(budgetSpent(run, candidate));
  }
}

/** What rules add without being asked is told: free goods in lines of their own, privileges, words. */
export function toldByRules({ gifts, tellings: told, discounts, lines }: Run): Message[] {
  if (gifts.length === 0 && told.length === 0) return [];
  const messages: Message[] = [];
  for (const { rule, candidate, lines: given } of discounts) {
    const { give } = candidate?.rule ?? {};
    if (give?.kind !== 'freeGood') continue;
    for (const index of given) {
      const { from, quantity } = lines[index]!;
      if (from.length === 0) messages.push({ id: 'gift.added', args: { rule, sku: give.sku, quantity } });
    }
  }
  for (const { candidate } of told) {
    const { id: rule, give } = candidate.rule;
    messages.push({ id: give.kind === 'message' ? 'programme.message' : 'privilege.given', args: { rule } });
  }
  return messages;
}
