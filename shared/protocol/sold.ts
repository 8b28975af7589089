import * as z from 'zod/mini';
import { Day, Id, Moment, NotNegative, Positive } from '../loyalty/basics.ts';
import { dueMinor } from '../loyalty/outcome.ts';
import type { SaleBody } from './journal.ts';

/** A receipt that somebody looks for: what its paper says of it. */
export const SoldReceipt = z.strictObject({
  receipt: Id,
  number: Positive,
  till: Id,
  at: Moment,
  dueMinor: NotNegative,
  lines: NotNegative,
});
export type SoldReceipt = z.infer<typeof SoldReceipt>;

/** A member's receipts of one day, as the receipts themselves tell it. */
export const ReceiptsQuestion = z.strictObject({ member: Id, day: Day });
export type ReceiptsQuestion = z.infer<typeof ReceiptsQuestion>;
export const ReceiptsReply = z.strictObject({ receipts: z.array(SoldReceipt) });
export type ReceiptsReply = z.infer<typeof ReceiptsReply>;

export function soldReceipt({ receipt, number, facts: { till, moment }, money }: SaleBody): SoldReceipt {
  return { receipt, number, till, at: moment, dueMinor: dueMinor(money.totals), lines: money.lines.length };
}

export function isOfDay({ facts }: SaleBody, day: string): boolean {
  return facts.moment.startsWith(day);
}
