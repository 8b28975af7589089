import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAccount } from '../account.ts';
import type { Account } from '../account.ts';
import { compile } from '../compile/compile.ts';
import type { ReturnedLine } from '../engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Facts, MemberFacts } from '../facts.ts';
import { extendLots } from '../extend.ts';
import { applyEvent } from '../fold.ts';
import { memberFacts } from '../account.ts';
import { dueMinor } from '../outcome.ts';
import type { Outcome, ReturnMoney, SaleMoney, VatTotal } from '../outcome.ts';
import type { Programme, Promotion } from '../programme/schema.ts';
import { anyFacts, anyProgramme } from '../testing/arbitrary.ts';
import { reverse } from './reverse.ts';
import { runs } from '../testing/runs.ts';

function accountOf(member: MemberFacts): Account {
  const { id, joined, lastReceipt, identification: _, ...rest } = member;
  return openAccount({ member: id, joined, ...rest, recent: lastReceipt === null ? [] : [lastReceipt] });
}

type VatTotals = { sold: Map<number, [number, number]>; back: Map<number, [number, number]> };

/** What must be as before when all of a sale has come back: lots without their order. */
function standing(account: Account, counted: ReadonlySet<string>) {
  const { lots, debt, spendMinor, purchaseCount, tier, entitlements, recent, uses = [] } = account;
  return {
    lots: lots.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    debt,
    spendMinor,
    purchaseCount,
    tier,
    entitlements: entitlements.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    recent,
    uses: uses.filter(({ rule }) => counted.has(rule)).map(({ rule, count }) => ({ rule, count })),
  };
}

/** Splits everything sold into returns: random cuts of each line, dealt in random order to steps. */
function splitInto(outcome: Outcome, sizes: readonly number[], leastCut: number): ReturnedLine[][] {
  const steps: ReturnedLine[][] = [];
  let cut = 0;
  const next = () => sizes[cut++ % sizes.length]!;
  for (const { id, quantity } of outcome.lines) {
    let left = quantity;
    while (left > 0) {
      const taken = Math.min(left, leastCut + (next() % quantity));
      left -= taken;
      const step = next() % (steps.length + 1);
      if (step === steps.length) steps.push([]);
      steps[step]!.push({ line: id, quantity: taken });
    }
  }
  return steps;
}

function addVat(into: Map<number, [number, number]>, totals: readonly VatTotal[]): void {
  for (const { rateBp, grossMinor, vatMinor } of totals) {
    const [gross, vat] = into.get(rateBp) ?? [0, 0];
    into.set(rateBp, [gross + grossMinor, vat + vatMinor]);
  }
}

/** What causes got and companies owe, by whom and why; a return tells a settlement turned round. */
function addMoney(into: Map<string, number>, money: SaleMoney | ReturnMoney, sign: 1 | -1): void {
  const add = (key: string, amount: number) => into.set(key, (into.get(key) ?? 0) + sign * amount);
  for (const { cause, by, amountMinor } of money.donations ?? []) add(`${by} ${cause}`, amountMinor);
  for (const { from, to, reason, rule, amountMinor } of money.settlements ?? [])
    add(`${sign > 0 ? `${from} ${to}` : `${to} ${from}`} ${reason} ${rule}`, amountMinor);
}

const cuts = fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 20 });

/** Rings the sale, takes all of it back in these steps, and expects everything to stand as before. */
function expectUndone(rules: Programme, sale: Facts, sizes: readonly number[], leastCut: number): VatTotals {
  const compiled = compile(rules);
  const outcome = evaluate(compiled, sale);
  const opened = sale.member === null ? null : accountOf(sale.member);
  const sold = {
    kind: 'sale',
    receipt: sale.receipt,
    moment: sale.moment,
    money: outcome,
    leasesClosed: [],
  } as const;
  let account = opened && applyEvent(opened, sold).account;
  const returned: ReturnedLine[] = [];
  const vat: VatTotals = { sold: new Map(), back: new Map() };
  let refunded = 0;
  const owing = new Map<string, number>();
  addMoney(owing, outcome, 1);
  const steps = splitInto(outcome, sizes, leastCut);
  steps.forEach((lines, index) => {
    const member = account && memberFacts(account, sale.member!.identification);
    const facts: Facts = { ...sale, receipt: `back${index}`, member };
    const back = reverse(compiled, { sale: { facts: sale, outcome }, returned: [...returned], lines, facts });
    returned.push(...lines);
    refunded += dueMinor(back.totals);
    addMoney(owing, back, -1);
    addVat(vat.back, back.totals.vat);
    const whole = index === steps.length - 1;
    const event = { kind: 'return', ofReceipt: sale.receipt, money: back, whole } as const;
    account = account && applyEvent(account, event).account;
    if (account) {
      const owed = account.debt.filter(({ wallet }) => account!.lots.some((lot) => lot.wallet === wallet));
      expect(owed).toEqual([]);
    }
  });
  addVat(vat.sold, outcome.totals.vat);
  const counted = new Set(outcome.uses?.map(({ rule }) => rule));
  // A purchase moves the lots of some wallets, and its return leaves them there.
  const before = opened && { ...opened, lots: opened.lots.map((lot) => ({ ...lot })) };
  for (const each of outcome.extended ?? []) extendLots(before!.lots, each, sale.moment);
  if (steps.length === 0) return vat;
  expect(refunded).toBe(dueMinor(outcome.totals));
  expect([...owing.values()].filter((amount) => amount !== 0)).toEqual([]);
  expect(account && standing(account, counted)).toEqual(before && standing(before, counted));
  return vat;
}

describe('a sale and all its returns, in any split', () => {
  it('come to zero everywhere: money, VAT, points, debt, spend, tier, uses, gifts and other rights', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, cuts, (rules, sale, sizes) => {
        const { sold, back } = expectUndone(rules, sale, sizes, 1);
        expect(back).toEqual(sold);
      }),
      runs(1000),
    );
  });

  it('come to zero where every rule is computed anew; then refunds fall on other lines than were paid for', () => {
    const anew = anyProgramme.map((rules): Programme => {
      const promotions = rules.promotions.map((rule): Promotion => ({ ...rule, onReturn: 'recompute' }));
      return { ...rules, promotions };
    });
    fc.assert(
      fc.property(anew, anyFacts, cuts, (rules, sale, sizes) => {
        expectUndone(rules, sale, sizes, 500);
      }),
      runs(500),
    );
  });
});
