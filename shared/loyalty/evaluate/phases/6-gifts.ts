import type { Because } from '../../outcome.ts';
import type { Run } from '../types.ts';
import { passing, takeOff } from './apply.ts';

/** The units set aside in phase 1 go for nothing. Gifts know no floor. */
export function gifts(run: Run): void {
  const passed = new Set(passing(run, 6));
  for (const { candidate, lines } of run.gifts) {
    if (!passed.has(candidate)) continue;
    if (lines.length === 0) {
      const { sku } = candidate.entitlement!.gift!;
      const because: Because[] = [{ fact: 'lines', operator: 'includes', expected: sku, actual: null }];
      if (run.telling) run.refusals.push({ rule: candidate.rule.id, reason: 'gift.scanNeeded', because });
      continue;
    }
    const amounts = lines.map((index) => run.lines[index]!.leftMinor);
    run.discounts.push({ kind: 'gift', rule: candidate.rule.id, candidate, ...takeOff(run, lines, amounts) });
  }
}
