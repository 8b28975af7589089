import { describe, expect, it } from 'vitest';
import { refusalOf, Task } from '../../drivers/fiscal/atol/checks.ts';
import { atolTask } from '../../drivers/fiscal/atol/task.ts';
import { compile } from '../../shared/loyalty/compile/compile.ts';
import { evaluate } from '../../shared/loyalty/evaluate/evaluate.ts';
import type { OutcomeLine } from '../../shared/loyalty/outcome.ts';
import { reverse } from '../../shared/loyalty/reverse/reverse.ts';
import { fiscalReturn, fiscalSale } from '../../shared/receipt/fiscal.ts';
import type { FiscalReceipt, PointsReading } from '../../shared/receipt/fiscal.ts';
import { anyCase } from '../reference/random-case.ts';

const seeds = Array.from({ length: 300 }, (_, index) => index + 1);
const readings: PointsReading[] = ['discount', 'payment'];
const good = (sku: string) => ({ name: `Товар ${sku}`, subject: 'goods' as const });
const told = (reading: PointsReading, amountMinor: number) => ({
  cashier: 'Ольга',
  reading,
  good,
  tenders: amountMinor === 0 ? [] : [{ kind: 'card' as const, amountMinor }],
});

/** What a register that adds up for itself has against it. */
function refused(receipt: FiscalReceipt): unknown {
  const task = Task.safeParse(JSON.parse(JSON.stringify(atolTask({ kind: 'receipt', receipt }, 'osn'))));
  return task.success ? refusalOf(task.data) : task.error.issues;
}

const points = ({ payments }: FiscalReceipt) =>
  payments.reduce((sum, { kind, amountMinor }) => sum + (kind === 'points' ? amountMinor : 0), 0);

/** Each line in two steps: a part of it, then the rest. */
function partsOf(lines: readonly OutcomeLine[]): { line: string; quantity: number }[][] {
  const half = lines.flatMap(({ id, quantity }) => {
    const part = quantity % 1000 === 0 ? Math.floor(quantity / 2000) * 1000 : Math.floor(quantity / 3);
    return part > 0 ? [{ line: id, quantity: part }] : [];
  });
  const taken = new Map(half.map(({ line, quantity }) => [line, quantity]));
  const rest = lines.map(({ id, quantity }) => ({ line: id, quantity: quantity - (taken.get(id) ?? 0) }));
  return [half, rest.filter(({ quantity }) => quantity > 0)];
}

describe('a receipt for the fiscal register', () => {
  it.each(readings)('adds up whatever was sold, points told as a %s, and tells just what was paid', (reading) => {
    for (const seed of seeds) {
      const { programme, facts } = anyCase(seed);
      const { lines, totals } = evaluate(compile(programme), facts);
      const receipt = fiscalSale(lines, told(reading, totals.netMinor));
      expect(refused(receipt), `seed ${seed}`).toBeNull();
      expect(receipt.totalMinor - points(receipt), `seed ${seed}`).toBe(totals.netMinor);
      expect(points(receipt), `seed ${seed}`).toBe(reading === 'payment' ? totals.redeemedMinor : 0);
      const discount = receipt.positions.reduce((sum, { discountMinor }) => sum + discountMinor, 0);
      expect(discount, `seed ${seed}`).toBe(totals.grossMinor - receipt.totalMinor);
    }
  });

  it.each(readings)('that comes back in parts takes back what was told, points told as a %s', (reading) => {
    for (const seed of seeds) {
      const { programme, facts } = anyCase(seed);
      const compiled = compile(programme);
      const outcome = evaluate(compiled, facts);
      const sale = fiscalSale(outcome.lines, told(reading, outcome.totals.netMinor));
      const before = new Map<string, number>();
      let backMinor = 0;
      for (const lines of partsOf(outcome.lines)) {
        if (lines.length === 0) continue;
        const now = { ...facts, receipt: `back-${before.size}` };
        const returned = [...before].map(([line, quantity]) => ({ line, quantity }));
        const back = reverse(compiled, { sale: { facts, outcome }, returned, lines, facts: now });
        const receipt = fiscalReturn(
          back.lines,
          { sold: outcome.lines, before },
          told(reading, back.totals.refundMinor),
        );
        expect(refused(receipt), `seed ${seed}`).toBeNull();
        backMinor += receipt.totalMinor;
        for (const { line, quantity } of lines) before.set(line, (before.get(line) ?? 0) + quantity);
      }
      expect(backMinor, `seed ${seed}`).toBe(sale.totalMinor);
    }
  });
});
