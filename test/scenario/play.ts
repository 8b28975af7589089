import { expect } from 'vitest';
import { ReturnMoney, SaleMoney } from '../../shared/loyalty/outcome.ts';
import { expectPrintableEverywhere } from '../receipts/printable.ts';
import { isOfHubOnly, runAtEngine } from './at-engine.ts';
import { runAtTill } from './at-till.ts';
import type { Example } from './example.ts';
import type { Step } from './format.ts';
import type { Told } from './shop.ts';

/** Steps with their place, as a failure names them. */
function stepsOf({ scenarios }: Example): { where: string; step: Step }[] {
  return scenarios.flatMap(({ name, steps }) =>
    steps.map((step, index) => ({ where: `${name}, step ${index + 1}`, step })),
  );
}

/** Of what is expected, what a record keeps: reasons are computed again wherever they are asked for. */
function moneyPart(expected: Record<string, unknown>): Record<string, unknown> {
  // Goods that may not be sold make no record.
  if ('refused' in expected) return {};
  const kept = new Set([...Object.keys(SaleMoney.shape), ...Object.keys(ReturnMoney.shape)]);
  return Object.fromEntries(Object.entries(expected).filter(([key]) => kept.has(key)));
}

/** Every step comes to what it must, by `kopilka quote`. */
export function expectByQuote(example: Example): void {
  const steps = stepsOf(example).filter(({ step }) => !isOfHubOnly(step));
  const found = runAtEngine(example).map((outcome, index) => ({ where: steps[index]!.where, ...(outcome as object) }));
  expect(found).toMatchObject(steps.map(({ where, step }) => ({ where, ...step.expect })));
}

/** Every step comes to the same at a real till, a real hub agrees with every receipt, and every printer prints it. */
export async function expectAtTill(example: Example): Promise<void> {
  const steps = stepsOf(example);
  const { done, summary, papers } = await runAtTill(example);
  const found = done.map(({ money }, index) => ({ where: steps[index]!.where, ...money }));
  expect(found).toMatchObject(
    steps.map(({ where, step }) => ('event' in step ? { where } : { where, ...moneyPart(step.expect) })),
  );
  const receipts = done.filter(({ receipt }) => receipt !== null).length;
  expect(summary).toMatchObject({ verdicts: { equal: receipts, different: 0, pending: 0 }, ledgerSum: 0 });
  expect(papers.length).toBeGreaterThanOrEqual(receipts);
  for (const paper of papers) expectPrintableEverywhere(paper);
}

/** A row comes to what it must, by `kopilka quote` and, unless it is of what no till does, at a real till. */
export async function expectRow({ example, only }: Told): Promise<void> {
  expectByQuote(example);
  if (only === undefined) await expectAtTill(example);
}
