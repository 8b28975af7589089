import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf, memberFacts } from '../account.ts';
import type { Account } from '../account.ts';
import { compile } from '../compile/compile.ts';
import type { Reacting } from '../compile/types.ts';
import type { ReturnedLine } from '../engine.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import { extendLots } from '../extend.ts';
import type { Facts } from '../facts.ts';
import { applyEvent } from '../fold.ts';
import type { AccountEvent, Posting } from '../fold.ts';
import { standingCount } from '../grants/counting.ts';
import type { Outcome } from '../outcome.ts';
import { anyActiveFacts, anyActiveProgramme } from '../testing/arbitrary-activities.ts';
import { lot, member } from '../testing/build.ts';
import { dayNumberOf } from '../time/moment.ts';
import { reverse } from './reverse.ts';
import { runs } from '../testing/runs.ts';

/** The day of every sale here. */
const today = dayNumberOf('2026-11-20');

/** Whom shares go to: one with points, one with a debt, one with neither. */
function people(buyer: Facts['member']): Map<string, Account> {
  const owing = member({ id: 'ref1', debt: [{ wallet: 'bonus', points: 500 }] });
  const rich = member({ id: 'ref2', lots: [lot('own', 300)] });
  const all = [owing, rich, member({ id: 'ag' }), ...(buyer ? [buyer] : [])];
  return new Map(all.map((each) => [each.id, accountOf(each)]));
}

function sorted<T>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** All that must be as before, whatever the order; an empty list is as good as none. */
function standing(accounts: ReadonlyMap<string, Account>, { challenges }: Reacting) {
  return [...accounts.values()].map((account) => {
    const { lots, debt, entitlements, closedEntitlements, terms = [], uses = [], counters = [] } = account;
    const { history = [], bought = [], tier, spendMinor, purchaseCount, recent } = account;
    const counts = challenges.map((challenge) => {
      const counter = counters.find((each) => each.challenge === challenge.id);
      return counter ? standingCount(challenge, counter, today) : 0;
    });
    const used = uses.map(({ rule, count }) => ({ rule, count }));
    const lists = [lots, debt, entitlements, closedEntitlements, terms, counts, used, history, bought];
    return { lists: lists.map((list) => sorted<unknown>(list)), tier, spendMinor, purchaseCount, recent };
  });
}

function happen(accounts: Map<string, Account>, to: string, event: AccountEvent, postings: Posting[]): void {
  const applied = applyEvent(accounts.get(to)!, event);
  accounts.set(to, applied.account);
  postings.push(...applied.postings);
}

/** A purchase moves the lots of some wallets, and its return leaves them there. */
function kept(accounts: ReadonlyMap<string, Account>, { extended = [] }: Outcome, { moment }: Facts) {
  const buyer = accounts.get('m1');
  if (!buyer) return accounts;
  const lots = buyer.lots.map((each) => ({ ...each }));
  for (const extension of extended) extendLots(lots, extension, moment);
  return new Map([...accounts, ['m1', { ...buyer, lots }]]);
}

/** Each line in two parts, the second halves in a return of their own. */
function halves(lines: readonly { id: string; quantity: number }[], cut: number): ReturnedLine[][] {
  const first = lines.map(({ id, quantity }) => ({ line: id, quantity: Math.floor((quantity * cut) / 100) }));
  const rest = lines.map(({ id, quantity }, at) => ({ line: id, quantity: quantity - first[at]!.quantity }));
  return [first, rest].map((step) => step.filter(({ quantity }) => quantity > 0)).filter((step) => step.length > 0);
}

describe('a sale that sets things off, and all its returns', () => {
  it('come to zero everywhere, with those who had a share, and every posting has its two sides', () => {
    fc.assert(
      fc.property(anyActiveProgramme, anyActiveFacts, fc.nat({ max: 100 }), (rules, sale, cut) => {
        const compiled = compile(rules);
        const outcome = evaluate(compiled, sale);
        if (outcome.lines.length === 0) return;
        const accounts = people(sale.member);
        const before = standing(kept(people(sale.member), outcome, sale), compiled.reacting);
        const postings: Posting[] = [];
        const { receipt, moment } = sale;
        if (sale.member) {
          const event = { kind: 'sale', receipt, moment, money: outcome, leasesClosed: [] } as const;
          happen(accounts, 'm1', event, postings);
        }
        for (const share of outcome.shares ?? [])
          happen(accounts, share.member, { kind: 'shared', receipt, share }, postings);
        const returned: ReturnedLine[] = [];
        const steps = halves(outcome.lines, cut);
        steps.forEach((lines, at) => {
          const now = sale.member && memberFacts(accounts.get('m1')!, sale.member.identification);
          const facts: Facts = { ...sale, receipt: `back${at}`, member: now };
          const money = reverse(compiled, { sale: { facts: sale, outcome }, returned: [...returned], lines, facts });
          returned.push(...lines);
          const whole = at === steps.length - 1;
          if (sale.member) happen(accounts, 'm1', { kind: 'return', ofReceipt: receipt, money, whole }, postings);
          for (const share of money.shares ?? [])
            happen(accounts, share.member, { kind: 'unshared', ofReceipt: receipt, share }, postings);
        });
        expect(standing(accounts, compiled.reacting)).toEqual(before);
        const sides = new Map<string, number>();
        for (const { wallet, from, to, points } of postings) {
          sides.set(`${wallet} ${from}`, (sides.get(`${wallet} ${from}`) ?? 0) - points);
          sides.set(`${wallet} ${to}`, (sides.get(`${wallet} ${to}`) ?? 0) + points);
        }
        expect([...sides.values()].filter((points) => points !== 0)).toEqual([]);
      }),
      runs(500),
    );
  });
});
