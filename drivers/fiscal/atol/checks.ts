import * as z from 'zod/mini';
import { AtolTaxation, atolRates, mostNameCharacters, mostOperatorCharacters } from './task.ts';

/** What a register refuses a task for; `code` as the driver tells it, where we know it. */
export type Refusal = { code: number; description: string };

const decimals = (most: number) =>
  z.number().check(z.refine((value: number) => Math.abs(value * 10 ** most - Math.round(value * 10 ** most)) < 1e-6));
const Money = decimals(2).check(z.minimum(0));
const operator = z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(mostOperatorCharacters)) });

const Item = z.strictObject({
  type: z.literal('position'),
  name: z.string().check(z.minLength(1), z.maxLength(mostNameCharacters)),
  price: Money,
  quantity: decimals(3).check(z.positive()),
  amount: Money,
  infoDiscountAmount: Money,
  paymentMethod: z.literal('fullPayment'),
  paymentObject: z.enum(['commodity', 'service']),
  tax: z.strictObject({ type: z.enum(['none', ...atolRates.map((rate) => `vat${rate / 100}`)]) }),
});

const Receipt = z.strictObject({
  type: z.enum(['sell', 'sellReturn']),
  taxationType: AtolTaxation,
  operator,
  items: z.array(Item).check(z.minLength(1)),
  payments: z
    .array(z.strictObject({ type: z.enum(['cash', 'electronically', 'other']), sum: Money }))
    .check(z.minLength(1)),
  total: Money,
});

export const Task = z.discriminatedUnion('type', [
  Receipt,
  z.strictObject({ type: z.literal('openShift'), operator }),
  z.strictObject({ type: z.literal('closeShift'), operator }),
]);
export type Task = z.infer<typeof Task>;

const minor = (roubles: number): number => Math.round(roubles * 100);

/** A register adds up for itself. Null: it has nothing against it. */
export function refusalOf(task: Task): Refusal | null {
  if (task.type === 'openShift' || task.type === 'closeShift') return null;
  const { items, payments, total } = task;
  for (const { name, price, quantity, amount } of items) {
    const wantedMinor = Math.round((minor(price) * Math.round(quantity * 1000)) / 1000);
    if (wantedMinor !== minor(amount)) {
      return wrong(`цена на количество не равна сумме: ${name}, ${price} × ${quantity}, а не ${amount}`);
    }
  }
  const sumMinor = items.reduce((sum, { amount }) => sum + minor(amount), 0);
  if (sumMinor !== minor(total)) return wrong(`сумма позиций ${sumMinor / 100}, а итог ${total}`);
  const paid = (ofCash: boolean) =>
    payments.reduce((sum, { type, sum: of }) => sum + ((type === 'cash') === ofCash ? minor(of) : 0), 0);
  if (paid(false) > sumMinor) return wrong('безналичная оплата больше итога');
  if (paid(false) + paid(true) < sumMinor) return wrong('оплачено меньше итога');
  return null;
}

const wrong = (description: string): Refusal => ({ code: 1, description });
