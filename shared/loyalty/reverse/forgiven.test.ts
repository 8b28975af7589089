import { describe, expect, it } from 'vitest';
import { memberFacts, openAccount } from '../account.ts';
import type { Account } from '../account.ts';
import { compile } from '../compile/compile.ts';
import type { Facts } from '../facts.ts';
import { applyEvent } from '../fold.ts';
import { evaluate } from '../evaluate/evaluate.ts';
import type { ReturnMoney } from '../outcome.ts';
import type { Wallet } from '../programme/schema.ts';
import { bonus, earns, facts, line, lot, programme } from '../testing/build.ts';
import { reverse } from './reverse.ts';

const opened = openAccount({ member: 'm1', joined: '2025-01-01' });
const earned = (points: number) => lot('r1:bonus', points, '2027-01-01');

/** A sale of 100.00 that earned 10.00, and its return when the account is as given. */
function returned(wallet: Partial<Wallet>, account: Account, moment = '2026-11-21T12:00:00+03:00') {
  const compiled = compile(programme([earns(1000)], { wallets: [{ ...bonus, ...wallet }] }));
  const sale = facts([line('a', 10_000)], { member: memberFacts(opened, 'card') });
  const outcome = evaluate(compiled, sale);
  const member = memberFacts(account, 'card');
  const back: Facts = { ...sale, receipt: 'back', moment, member };
  return reverse(compiled, {
    sale: { facts: sale, outcome },
    returned: [],
    lines: [{ line: 'a', quantity: 1000 }],
    facts: back,
  });
}

function after(account: Account, money: ReturnMoney) {
  return applyEvent(account, { kind: 'return', ofReceipt: 'r1', money, whole: true });
}

describe('what a clawback can’t take', () => {
  const spent: Account = { ...opened, lots: [earned(400)] };

  it('is owed by default', () => {
    const outcome = returned({}, spent);
    expect(outcome.movements).toEqual([
      { kind: 'clawback', wallet: 'bonus', lot: 'r1:bonus', points: 400 },
      { kind: 'debt', wallet: 'bonus', points: 600 },
    ]);
    expect(after(spent, outcome).account.debt).toEqual([{ wallet: 'bonus', points: 600 }]);
  });

  it('is let go where the wallet forgives, at the till as in the books', () => {
    const outcome = returned({ debt: 'forgive' }, spent);
    expect(outcome.movements).toEqual([
      { kind: 'clawback', wallet: 'bonus', lot: 'r1:bonus', points: 400, forgive: true },
      { kind: 'clawback', wallet: 'bonus', lot: 'r1:bonus', points: 600, forgive: true },
    ]);
    expect(outcome.totals.clawedBack).toEqual([{ wallet: 'bonus', points: 1000 }]);
    expect(outcome.messages).toEqual([]);
    const { account, postings } = after(spent, outcome);
    expect([account.lots, account.debt]).toEqual([[], []]);
    expect(postings).toEqual([{ wallet: 'bonus', from: 'member', to: 'issued', points: 400 }]);
  });

  it('is taken after all from points that the till did not know of, and never owed', () => {
    const outcome = returned({ debt: 'forgive' }, spent);
    const elsewhere: Account = { ...opened, lots: [lot('other', 450)] };
    const { account, postings } = after(elsewhere, outcome);
    expect([account.lots, account.debt]).toEqual([[], []]);
    expect(postings).toEqual([
      { wallet: 'bonus', from: 'member', to: 'issued', points: 400 },
      { wallet: 'bonus', from: 'member', to: 'issued', points: 50 },
    ]);
  });

  it('is nothing where other lots cover it, soonest expiry first', () => {
    const rich: Account = { ...opened, lots: [lot('late', 9000), lot('soon', 500, '2026-12-01'), earned(100)] };
    expect(
      returned({ debt: 'forgive' }, rich).movements.map((each) => 'lot' in each && [each.lot, each.points]),
    ).toEqual([
      ['r1:bonus', 100],
      ['soon', 500],
      ['late', 400],
    ]);
  });

  it('is owed though the points have lapsed, which is forgiven where the wallet forgives', () => {
    const lapsed = applyEvent(
      { ...opened, lots: [earned(1000)] },
      { kind: 'expired', at: '2027-01-02T00:00:00Z' },
    ).account;
    const late = '2027-02-01T12:00:00+03:00';
    expect(after(lapsed, returned({}, lapsed, late)).account.debt).toEqual([{ wallet: 'bonus', points: 1000 }]);
    const forgiven = after(lapsed, returned({ debt: 'forgive' }, lapsed, late));
    expect([forgiven.account.debt, forgiven.postings]).toEqual([[], []]);
  });

  it('leaves a debt of another wallet where it is', () => {
    const owing: Account = { ...spent, debt: [{ wallet: 'stamps', points: 7 }] };
    expect(after(owing, returned({ debt: 'forgive' }, owing)).account.debt).toEqual([{ wallet: 'stamps', points: 7 }]);
  });
});
