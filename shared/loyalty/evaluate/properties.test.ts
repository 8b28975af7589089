import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../compile/compile.ts';
import type { Outcome } from '../outcome.ts';
import type { Programme, Promotion } from '../programme/schema.ts';
import { anyFacts, anyLines, anyMember, anyProgramme, anyPromotions, discountGive } from '../testing/arbitrary.ts';
import { facts, programme, promotion } from '../testing/build.ts';
import { evaluate } from './evaluate.ts';
import { runs } from '../testing/runs.ts';

const often = runs(2000);

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Without what makes a rule look at others, or at the order of lines. */
function unbound(rule: Promotion): Promotion {
  return { ...rule, group: undefined, limits: undefined };
}

/** Every number anywhere in the money of an outcome. */
function numbers(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbers);
}

describe('any sale of any programme', () => {
  it('has allocations that sum to their effects, and to what the lines say', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, (rules, sale) => {
        const { effects, lines } = evaluate(compile(rules), sale);
        for (const { rule, kind, amount, allocations } of effects)
          if (kind !== 'tier' && kind !== 'privilege' && rule !== sale.donation?.cause)
            expect(sum(allocations.map((each) => each.amount))).toBe(amount);
        const told = effects.filter(({ kind }) => kind === 'fixedPrice' || kind === 'discount' || kind === 'rounding');
        const given = lines.filter((line) => line.gift !== undefined || line.free !== undefined);
        expect(sum(told.map(({ amount }) => amount)) + sum(given.map(({ grossMinor }) => grossMinor))).toBe(
          sum(lines.map(({ discountMinor }) => discountMinor)),
        );
      }),
      often,
    );
  });

  it('has nothing negative or fractional, and no line below its floor', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, (rules, sale) => {
        const outcome = evaluate(compile(rules), sale);
        const { lines, totals, movements, entitlements, redeemable, donations, settlements } = outcome;
        const told = numbers({ lines, totals, movements, entitlements, redeemable, donations, settlements });
        expect(told.filter((value) => !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0))).toEqual([]);
        for (const { gift, free, sku, netMinor, grossMinor, quantity } of lines) {
          const floor = Math.max(sale.shop.lineFloorMinor!, sku === 'e' ? (9500 * quantity) / 1000 : 0);
          const isSold = gift === undefined && free === undefined;
          expect(netMinor).toBeGreaterThanOrEqual(isSold ? Math.min(grossMinor, floor) : 0);
        }
      }),
      often,
    );
  });

  it('gives the same bytes twice, whatever the order of lots in the snapshot', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, (rules, sale) => {
        const member = sale.member && { ...sale.member, lots: sale.member.lots.toReversed() };
        const once = JSON.stringify(evaluate(compile(rules), sale));
        expect(JSON.stringify(evaluate(compile(structuredClone(rules)), { ...sale, member }))).toBe(once);
      }),
      often,
    );
  });

  it('never spends more than the member has, and holds what it offers', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, anyMember, (rules, sale, member) => {
        const wish = { ...sale, member, redeem: [{ wallet: 'bonus', points: 'all' as const }] };
        const { totals, redeemable } = evaluate(compile(rules), wish);
        const spent = sum(totals.redeemed.map(({ points }) => points));
        expect(spent).toBeLessThanOrEqual(sum(member.lots.map(({ points }) => points)));
        expect(redeemable.find(({ wallet }) => wallet === 'bonus')?.points ?? 0).toBe(spent);
      }),
      often,
    );
  });

  it('tells a reason for every rule of the basket that did nothing', () => {
    fc.assert(
      fc.property(anyProgramme, anyFacts, (rules, sale) => {
        const compiled = compile(rules);
        const { effects, rejections, messages } = evaluate(compiled, sale);
        const told = messages.map(({ args }) => String(args['rule']));
        const heard = new Set([...[...effects, ...rejections].map(({ rule }) => rule), ...told]);
        const favourites = new Set(sale.member?.favourites);
        for (const { id, give, when = {} } of rules.promotions) {
          if (give.kind === 'gift' || when.code !== undefined || when.entitlement) continue;
          const test = compiled.index.byPromotion.get(id)!.goods;
          const concerns = sale.lines.some((line) => test === null || test(line, favourites));
          if (concerns) expect(heard).toContain(id);
        }
      }),
      often,
    );
  });
});

describe('a group', () => {
  it('that takes the best comes to no less than any of its rules that work alone', () => {
    const promotions = anyPromotions().map((rules) => rules.map((rule): Promotion => ({ ...rule, group: 'one' })));
    const pointWorth: Record<string, number> = { bonus: 100, fresh: 100, stamps: 25_000, miles: 0 };
    const worth = ({ totals }: Outcome) =>
      totals.discountMinor * 100 + sum(totals.earned.map(({ wallet, points }) => points * pointWorth[wallet]!));
    fc.assert(
      fc.property(anyProgramme, promotions, anyFacts, (around, rules, sale) => {
        const groups: Programme['groups'] = [{ id: 'one', mode: 'best' }];
        const together = worth(evaluate(compile({ ...around, promotions: rules, groups }), sale));
        for (const rule of rules) {
          const alone = evaluate(compile({ ...around, promotions: [rule], groups }), sale);
          if (alone.effects.some((effect) => effect.rule === rule.id))
            expect(together).toBeGreaterThanOrEqual(worth(alone));
        }
      }),
      runs(500),
    );
  });

  it('that takes the first lets one rule at most have an effect', () => {
    const promotions = anyPromotions().map((rules) => rules.map((rule): Promotion => ({ ...rule, group: 'one' })));
    fc.assert(
      fc.property(anyProgramme, promotions, anyFacts, (around, rules, sale) => {
        const groups: Programme['groups'] = [{ id: 'one', mode: 'first' }];
        const { effects } = evaluate(compile({ ...around, promotions: rules, groups }), sale);
        const working = new Set(
          effects.filter(({ rule }) => rules.some(({ id }) => id === rule)).map(({ rule }) => rule),
        );
        expect(working.size).toBeLessThanOrEqual(1);
      }),
      runs(500),
    );
  });
});

describe('a promotion added in phases 2 to 4', () => {
  it('never changes a line it can’t touch, where nothing is computed on a sum with it', () => {
    const perLine = anyPromotions(
      discountGive.filter((give) => give.kind !== 'linePercent'),
      fc.constantFrom({}, { goods: { skus: ['a', 'b'] } }, { goods: { categories: ['toys'] } }),
    ).map((rules) => rules.map(unbound));
    fc.assert(
      fc.property(perLine, discountGive, anyLines, (rules, give, lines) => {
        const added = promotion('added', give, { when: { goods: { skus: ['a'] } }, priority: 1 });
        const others = (promotions: Promotion[]) =>
          evaluate(compile(programme(promotions)), facts(lines)).lines.filter(({ sku }) => sku !== 'a');
        expect(others([...rules, added])).toEqual(others(rules));
      }),
      often,
    );
  });
});

describe('the order of scans', () => {
  it('decides nothing about the totals of a single rule, and about lines only between equals', () => {
    const single = anyPromotions().map((rules) => rules.slice(0, 1).map(unbound));
    const nets = ({ lines }: Outcome) => lines.map(({ sku, netMinor }) => `${sku} ${netMinor}`).toSorted();
    const distinct = fc.uniqueArray(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(single, distinct, (rules, prices) => {
        const lines = prices.map((unitPriceMinor, index) => ({
          id: `l${index}`,
          sku: `s${index}`,
          quantity: 1000,
          unitPriceMinor,
          categories: ['food'],
        }));
        const compiled = compile(programme(rules));
        const [forward, backward] = [lines, lines.toReversed()].map((scans) => evaluate(compiled, facts(scans)));
        expect(forward!.totals).toEqual(backward!.totals);
        // Equal remainders go by line order; then the sums of a kopeck each may change places.
        const spread = sum(
          forward!.lines.map((line, at) => Math.abs(line.netMinor - backward!.lines.at(-1 - at)!.netMinor)),
        );
        expect(spread).toBeLessThanOrEqual(lines.length);
        if (lines.length === 1) expect(nets(forward!)).toEqual(nets(backward!));
      }),
      often,
    );
  });
});
