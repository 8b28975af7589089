import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAccount } from '../account.ts';
import type { Account } from '../account.ts';
import { compile } from '../compile/compile.ts';
import type { ReturnedLine } from '../engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { Facts, MemberFacts } from '../facts.ts';
import { applyEvent } from '../fold.ts';
import { memberFacts } from '../account.ts';
import { dueMinor } from '../outcome.ts';
import type { Outcome, ReturnMoney, SaleMoney, VatTotal } from '../outcome.ts';
import { anyFacts, anyProgramme } from '../testing/arbitrary.ts';
import { extendLots } from '../extend.ts';
import { reverse } from './reverse.ts';

function accountOf(member: MemberFacts): Account {
  const { id, joined, lastReceipt, identification: _, ...rest } = member;
  return openAccount({ member: id, joined, ...rest, recent: lastReceipt === null ? [] : [lastReceipt] });
}

/** What must be as before when all of a sale has come back: lots without their order. */
function standing(account: Account) {
  const { lots, debt, spendMinor, purchaseCount, tier, entitlements, recent } = account;
  return {
    lots: lots.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    debt,
    spendMinor,
    purchaseCount,
    tier,
    entitlements,
    recent,
  };
}

/** Splits everything sold into returns: random cuts of each line, dealt in random order to steps. */
function splitInto(outcome: Outcome, cuts: readonly number[]): ReturnedLine[][] {
  const steps: ReturnedLine[][] = [];
  let cut = 0;
  const next = () => cuts[cut++ % cuts.length]!;
  for (const { id, quantity } of outcome.lines) {
    let left = quantity;
    while (left > 0) {
      const taken = Math.min(left, 1 + (next() % quantity));
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

describe('a sale and all its returns, in any split', () => {
  it('come to zero everywhere: money, VAT, points, debt, spend, tier and gifts', () => {
    const cuts = fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(anyProgramme, anyFacts, cuts, (rules, sale, sizes) => {
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
        const vat = new Map<number, [number, number]>();
        let refunded = 0;
        const owing = new Map<string, number>();
        addMoney(owing, outcome, 1);
        const steps = splitInto(outcome, sizes);
        steps.forEach((lines, index) => {
          const member = account && memberFacts(account, sale.member!.identification);
          const facts: Facts = { ...sale, receipt: `back${index}`, member };
          const back = reverse(compiled, { sale: { facts: sale, outcome }, returned: [...returned], lines, facts });
          returned.push(...lines);
          refunded += dueMinor(back.totals);
          addMoney(owing, back, -1);
          addVat(vat, back.totals.vat);
          const whole = index === steps.length - 1;
          const event = { kind: 'return', ofReceipt: sale.receipt, money: back, whole } as const;
          account = account && applyEvent(account, event).account;
          if (account) {
            const owed = account.debt.filter(({ wallet }) => account!.lots.some((lot) => lot.wallet === wallet));
            expect(owed).toEqual([]);
          }
        });
        if (steps.length > 0) expect(refunded).toBe(dueMinor(outcome.totals));
        if (steps.length > 0) expect([...owing.values()].filter((amount) => amount !== 0)).toEqual([]);
        const soldVat = new Map<number, [number, number]>();
        addVat(soldVat, outcome.totals.vat);
        expect(vat).toEqual(soldVat);
        // A purchase moves the lots of some wallets, and its return leaves them there.
        const before = opened && { ...opened, lots: opened.lots.map((lot) => ({ ...lot })) };
        for (const each of outcome.extended ?? []) extendLots(before!.lots, each, sale.moment);
        if (steps.length > 0) expect(account && standing(account)).toEqual(before && standing(before));
      }),
      { numRuns: 2000 },
    );
  });
});
