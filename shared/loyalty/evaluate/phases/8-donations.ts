import { share } from '../../../money/allocate.ts';
import { mulDiv } from '../../../money/money.ts';
import type { DonationWish } from '../../facts.ts';
import type { Because } from '../../outcome.ts';
import type { FilledGive } from '../../programme/defaults.ts';
import type { ReasonId } from '../../reasons.ts';
import { becauseOf, toBecause } from '../because.ts';
import type { Candidate, Run, WorkLine } from '../types.ts';
import { allowedTo, passing } from './apply.ts';
import { budgetLeft, budgetSpent } from './limits.ts';
import { rounding } from './8-rounding.ts';
import { withSplits } from './split.ts';

type Rule = Extract<FilledGive, { kind: 'donation' }>;

/** The total is rounded, then the shop gives its shares of it to causes, then the member their own on top. */
export function roundingAndDonations(run: Run): void {
  const passed = passing(run, 8);
  rounding(run);
  for (const candidate of passed)
    if (candidate.rule.give.kind === 'donation') donate(run, candidate, candidate.rule.give);
  const { donation } = run.plan.context.facts;
  if (donation) donateOwn(run, donation);
}

/** A share of the rule's lines, rounded down once, out of the shop's pocket: no price changes. */
function donate(run: Run, candidate: Candidate, { cause, rateBp, base }: Rule): void {
  const over = causeOver(run, cause);
  if (over) return refuse(run, candidate.rule.id, 'cause.over', [over]);
  const allowed = allowedTo(run, candidate);
  const lines = withSplits(run, candidate.lines).filter(
    (index) => typeof allowed !== 'object' || allowed.has(run.lines[index]!.place),
  );
  const weights = lines.map((index) => baseOf(run.lines[index]!, base));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const due = mulDiv(sum, rateBp, 10_000, 'down');
  if (due === 0) return refuse(run, candidate.rule.id, 'amount.nothing', []);
  const amountMinor = Math.min(due, budgetLeft(run, candidate));
  if (amountMinor === 0) {
    if (run.telling) run.refusals.push(budgetSpent(run, candidate));
    return;
  }
  const amounts = share(amountMinor, weights);
  const because = run.telling ? becauseOf(run, candidate) : [];
  run.donations.push({ candidate, cause, amountMinor, lines, amounts, because });
  const { closes } = candidate.rule;
  if (closes !== 0) for (const index of lines) run.lines[index]!.closed |= closes;
}

/** What is paid for it, its full price, or that less its cost: nothing where the cost is not known. */
function baseOf({ leftMinor, grossMinor, quantity, fact }: WorkLine, base: Rule['base']): number {
  if (base === 'paid') return leftMinor;
  if (base === 'gross') return grossMinor;
  if (fact.costMinor === undefined) return 0;
  return Math.max(0, grossMinor - mulDiv(fact.costMinor, quantity, 1000, 'halfUp'));
}

/** So much, or what is missing to the next whole so much of what is to be paid. */
function donateOwn(run: Run, wish: DonationWish): void {
  const { cause } = wish;
  if (!run.plan.compiled.causes.has(cause)) return refuse(run, cause, 'cause.unknown', []);
  const over = causeOver(run, cause);
  if (over) return refuse(run, cause, 'cause.over', [over]);
  if ('amountMinor' in wish) return give(run, cause, wish.amountMinor, []);
  let netMinor = 0;
  for (const { leftMinor } of run.lines) netMinor += leftMinor;
  const { roundUpToMinor } = wish;
  const because: Because = {
    fact: 'receipt.netMinor',
    operator: 'wholeSteps',
    expected: roundUpToMinor,
    actual: netMinor,
  };
  const missing = (roundUpToMinor - (netMinor % roundUpToMinor)) % roundUpToMinor;
  if (missing === 0) return refuse(run, cause, 'donation.nothing', [because]);
  give(run, cause, missing, [because]);
}

function give(run: Run, cause: string, amountMinor: number, because: readonly Because[]): void {
  run.donations.push({ candidate: null, cause, amountMinor, lines: [], amounts: [], because });
}

/** What of the cause's schedule does not hold. */
function causeOver({ plan }: Run, cause: string): Because | null {
  for (const condition of plan.compiled.causes.get(cause) ?? [])
    if (!condition.holds(plan.context)) return toBecause(condition, plan.context);
  return null;
}

function refuse(run: Run, rule: string, reason: ReasonId, because: readonly Because[]): void {
  if (run.telling) run.refusals.push({ rule, reason, because });
}
