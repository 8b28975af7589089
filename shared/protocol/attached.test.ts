import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, memberFacts } from '../loyalty/account.ts';
import type { Account } from '../loyalty/account.ts';
import { compile } from '../loyalty/compile/compile.ts';
import { evaluate } from '../loyalty/evaluate/evaluate.ts';
import type { Facts, MemberFacts } from '../loyalty/facts.ts';
import { applyEvent } from '../loyalty/fold.ts';
import type { SaleMoney } from '../loyalty/outcome.ts';
import type { Programme, Promotion } from '../loyalty/programme/schema.ts';
import { reverse } from '../loyalty/reverse/reverse.ts';
import { anyActiveFacts, anyActiveProgramme } from '../loyalty/testing/arbitrary-activities.ts';
import { facts, line, member, programme, promotion } from '../loyalty/testing/build.ts';
import { runs } from '../loyalty/testing/runs.ts';
import { attachedFacts, attachedProgramme, daysToAttach, isPricedAs } from './attached.ts';

const basis = { programme: { id: 'p', version: 1, hash: 'h' }, replica: null, own: [] };

/** The sale as it was paid, nobody being known, and as it is once it is the member's. */
function attached(rules: Programme, given: Facts, who: MemberFacts) {
  const { spending: _, rights: __, ...rest } = given;
  const sold: Facts = { ...rest, member: null, gifts: [], redeem: [] };
  const paid = evaluate(compile(rules), sold);
  const compiled = compile(attachedProgramme(rules, paid));
  const theirs = attachedFacts(sold, { member: who, basis });
  return { sold, paid, compiled, theirs, money: evaluate(compiled, theirs) };
}

/** What a member has and what is counted of them, whatever the order. */
function standing({ lots, debt, entitlements, spendMinor, purchaseCount, uses = [], history = [] }: Account) {
  const sorted = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).toSorted();
  return {
    lots: sorted(lots.map(({ id, points }) => [id, points])),
    debt: sorted(debt),
    rights: sorted(entitlements),
    uses: sorted(uses.map(({ rule, count }) => [rule, count])),
    history: sorted(history),
    spendMinor,
    purchaseCount,
  };
}

describe('a receipt that becomes a member’s', () => {
  it('and comes back whole leaves the member as before, no more and no less', () => {
    let compared = 0;
    fc.assert(
      fc.property(anyActiveProgramme, anyActiveFacts, (rules, given) => {
        if (!given.member) return;
        const { paid, compiled, theirs, money } = attached(rules, given, given.member);
        if (paid.lines.length === 0 || !isPricedAs(paid, money)) return;
        compared += 1;
        const { receipt, moment } = theirs;
        const before = accountOf(given.member);
        const after = applyEvent(before, { kind: 'sale', receipt, moment, money, leasesClosed: [] }).account;
        const lines = paid.lines.map(({ id, quantity }) => ({ line: id, quantity }));
        const now: Facts = { ...theirs, receipt: 'back', member: memberFacts(after, 'card') };
        const back = reverse(compiled, { sale: { facts: theirs, outcome: money }, returned: [], lines, facts: now });
        const end = applyEvent(after, { kind: 'return', ofReceipt: receipt, money: back, whole: true }).account;
        expect(standing(end)).toEqual(standing(before));
        expect(back.totals.refundMinor).toBe(paid.totals.netMinor);
      }),
      runs(300),
    );
    expect(compared).toBeGreaterThan(20);
  });

  it('uses no right, spends no point and counts for no challenge', () => {
    fc.assert(
      fc.property(anyActiveProgramme, anyActiveFacts, (rules, given) => {
        if (!given.member) return;
        const { money } = attached(rules, given, given.member);
        expect(money.entitlements.used).toEqual([]);
        expect(money.totals.redeemed).toEqual([]);
        expect(money.counters).toBeUndefined();
      }),
      runs(300),
    );
  });
});

describe('a rule on a receipt that becomes a member’s', () => {
  const rate: Promotion = promotion('rate', { kind: 'pointsRate', wallet: 'bonus', rateBp: 1000 });
  const basket = facts([line('a', 100_00), line('b', 50_00)]);
  const after = (...rules: Promotion[]): SaleMoney & { isPriced: boolean } => {
    const { paid, money } = attached(programme(rules), basket, member());
    return { ...money, isPriced: isPricedAs(paid, money) };
  };
  const off = (id: string, rest: Partial<Promotion> = {}) => promotion(id, { kind: 'linePercent', rateBp: 1000 }, rest);

  it('that took money off then goes on to, and what it keeps from earning earns nothing', () => {
    const ofA = off('a-off', { when: { goods: { skus: ['a'] } }, keeps: { accrual: false } });
    const { totals, isPriced } = after(ofA, rate);
    expect([totals.netMinor, totals.earned, isPriced]).toEqual([140_00, [{ wallet: 'bonus', points: 5_00 }], true]);
  });

  it('that is for members takes nothing off now', () => {
    const { totals, isPriced } = after(off('m', { when: { audience: { member: true } } }), rate);
    expect([totals.netMinor, totals.earned, isPriced]).toEqual([150_00, [{ wallet: 'bonus', points: 15_00 }], true]);
  });

  it('that is for strangers alone makes another price: that is told apart', () => {
    expect(after(off('s', { when: { audience: { member: false } } }), rate).isPriced).toBe(false);
  });

  it('that gives points out of what all share gives none', () => {
    expect(after({ ...rate, limits: { budget: 1_000_00 } }).totals.earned).toEqual([]);
    expect(after({ ...rate, limits: { member: 1 } }).totals.earned).toEqual([{ wallet: 'bonus', points: 15_00 }]);
  });
});

describe('the days for it', () => {
  const rules = programme([], { identification: { forgottenCardDays: 1 } });
  const isOver = (sold: string, now: string) => daysToAttach(rules, sold, now)?.isOver;

  it('are local days, from that of the receipt on', () => {
    expect(isOver('2026-03-01T23:59:59+03:00', '2026-03-02T23:59:59+03:00')).toBe(false);
    expect(isOver('2026-03-01T00:00:00+03:00', '2026-03-03T00:00:00+03:00')).toBe(true);
    expect(isOver('2026-03-02T00:00:00+03:00', '2026-03-01T23:59:59+03:00')).toBe(true);
  });

  it('are none where the programme gives none', () => {
    expect(daysToAttach(programme([]), '2026-03-01T12:00:00+03:00', '2026-03-01T12:00:00+03:00')).toBeNull();
  });
});
