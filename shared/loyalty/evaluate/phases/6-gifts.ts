import type { Because } from '../../outcome.ts';
import type { Run } from '../types.ts';
import { passing, takeOff } from './apply.ts';

/** The units set aside in phase 1 go for nothing, unless one turns out not to be due. Gifts know no floor. */
export function gifts(run: Run): void {
  passing(run, 6);
  if (run.undone.length > 0) return;
  for (const { candidate, lines } of run.gifts) {
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
