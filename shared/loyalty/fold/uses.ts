import type { Account } from '../account.ts';
import type { ReturnMoney, SaleMoney } from '../outcome.ts';
import { earnedOnceMore, usedOnceMore } from '../uses.ts';

/** How often rules worked for the member, and how many receipts earned. Counted here, for two tills may have counted at once. */
export function countUses(draft: Account, money: SaleMoney, moment: string): void {
  const day = moment.slice(0, 10);
  for (const { rule } of money.uses ?? []) {
    const counted = usedOnceMore(draft.uses, rule, day);
    draft.uses = [...(draft.uses ?? []).filter((each) => each.rule !== rule), counted];
  }
  if (money.totals.earned.length > 0) draft.earning = earnedOnceMore(draft.earning, day);
}

/** A sale that is wholly undone was no use. What it earned stays counted: the day's limit is there against abuse. */
export function giveBackUses(draft: Account, { unused = [] }: ReturnMoney, ofReceipt: string): void {
  if (!draft.uses) return;
  const day = draft.recent.find(({ receipt }) => receipt === ofReceipt)?.moment.slice(0, 10);
  draft.uses = draft.uses.flatMap((uses) => {
    if (!unused.some(({ promotion }) => promotion === uses.rule)) return [uses];
    if (uses.count <= 1) return [];
    const sameDay = uses.day === day ? 1 : 0;
    const sameMonth = uses.day.slice(0, 7) === day?.slice(0, 7) ? 1 : 0;
    return [
      {
        ...uses,
        count: uses.count - 1,
        dayCount: Math.max(0, uses.dayCount - sameDay),
        monthCount: Math.max(0, uses.monthCount - sameMonth),
      },
    ];
  });
}
