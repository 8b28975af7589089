import { setGiftsAside, workLines } from './phases/1-normalise.ts';
import { fixedPrices } from './phases/2-fixed-prices.ts';
import { lineDiscounts } from './phases/3-line-discounts.ts';
import { multiBuy } from './phases/4-multi-buy.ts';
import { basketDiscounts } from './phases/5-basket-discounts.ts';
import { gifts } from './phases/6-gifts.ts';
import { redemption } from './phases/7-redemption.ts';
import { roundingAndDonations } from './phases/8-donations.ts';
import { accrual } from './phases/9-accrual.ts';
import { tellings } from './phases/10-tellings.ts';
import type { Choice, Plan, Refusal, Run } from './types.ts';

const phases = [
  setGiftsAside,
  fixedPrices,
  lineDiscounts,
  multiBuy,
  basketDiscounts,
  gifts,
  redemption,
  roundingAndDonations,
  accrual,
  tellings,
];

/**
 * One pass through the phases. Where a gift turns out not to be due, its units were bought after all, and the pass is made
 * again without it. `telling: false` leaves out what only explains.
 */
export function runPhases(plan: Plan, choice: Choice, telling: boolean): Run {
  const told: Refusal[] = [];
  let chosen = choice;
  for (;;) {
    const run = openRun(plan, chosen, telling, told);
    for (const phase of phases) {
      phase(run);
      if (run.undone.length > 0) break;
    }
    if (run.undone.length === 0) return run;
    const undone = run.undone;
    const isNew = (refusal: Refusal) => !told.includes(refusal);
    told.push(...run.refusals.filter((each) => isNew(each) && undone.some(({ rule }) => rule.id === each.rule)));
    chosen = new Map([...chosen, ...undone.map((candidate): [typeof candidate, false] => [candidate, false])]);
  }
}

function openRun(plan: Plan, choice: Choice, telling: boolean, told: readonly Refusal[]): Run {
  return {
    plan,
    choice,
    telling,
    lines: workLines(plan),
    gifts: [],
    splits: new Map(),
    discounts: [],
    redemptions: [],
    accruals: [],
    donations: [],
    bundles: new Map(),
    tellings: [],
    refusals: [...told],
    undone: [],
    offers: [],
    thresholdReads: new Map(),
  };
}
