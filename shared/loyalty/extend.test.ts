import { describe, expect, it } from 'vitest';
import { memberFacts, openAccount } from './account.ts';
import type { Account } from './account.ts';
import { compile } from './compile/compile.ts';
import { evaluate } from './evaluate/evaluate.ts';
import type { Facts } from './facts.ts';
import { applyEvent } from './fold.ts';
import { reverse } from './reverse/reverse.ts';
import type { Wallet } from './programme/schema.ts';
import { bonus, earns, facts, line, lot, programme } from './testing/build.ts';
import { allPoints } from './testing/quote.ts';

const alive: Wallet = { ...bonus, lifetime: { kind: 'sinceLastPurchase', days: 30 } };
const stamps: Wallet = { ...bonus, id: 'stamps', scale: 0, worthMinor: 250 };
const compiled = compile(programme([earns(1000)], { wallets: [alive, stamps] }));
const opened = openAccount({ member: 'm1', joined: '2025-01-01' });

/** A purchase of 10.00 by the account, in the hub's books, which may hold more than the till knew. */
function buy(books: Account, rest: Partial<Facts> = {}, known = books) {
  const sale = facts([line('a', 1000)], { member: memberFacts(known, 'card'), ...rest });
  const money = evaluate(compiled, sale);
  const { receipt, moment } = sale;
  const { account, postings } = applyEvent(books, { kind: 'sale', receipt, moment, money, leasesClosed: [] });
  return { sale, money, account, postings };
}

const ends = ({ lots }: Account) => lots.map(({ id, expiresAt }) => [id, expiresAt]);

describe('points that live so long after the last purchase', () => {
  const until = '2026-12-21T00:00:00+03:00';

  it('are moved by every purchase, the new ones with them', () => {
    const { money, account } = buy({
      ...opened,
      lots: [lot('old', 500, '2026-11-21'), lot('older', 500, '2026-12-20')],
    });
    expect(money.extended).toEqual([{ wallet: 'bonus', expiresAt: until }]);
    expect(ends(account)).toEqual([
      ['old', until],
      ['older', until],
      ['r1:bonus', until],
    ]);
  });

  it('are moved also where the till knew nothing of them, and post nothing', () => {
    const { account, postings } = buy({ ...opened, lots: [lot('granted', 500, '2026-12-01')] }, {}, opened);
    expect(ends(account)).toEqual([
      ['granted', until],
      ['r1:bonus', until],
    ]);
    expect(postings).toEqual([{ wallet: 'bonus', from: 'issued', to: 'member', points: 100 }]);
  });

  it('stay as they are in other wallets, for ever, or beyond that date', () => {
    const lots = [lot('stamp', 5, '2026-12-01', 'stamps'), lot('ever', 5), lot('late', 5, '2027-06-01')];
    expect(ends(buy({ ...opened, lots }).account).slice(0, 3)).toEqual([
      ['stamp', '2026-12-01T00:00:00+03:00'],
      ['ever', null],
      ['late', '2027-06-01T00:00:00+03:00'],
    ]);
  });

  it('are gone once they have lapsed, booked or not', () => {
    const lots = [{ ...lot('gone', 500), expiresAt: '2026-11-20T12:00:00+03:00' }];
    expect(ends(buy({ ...opened, lots }).account)[0]).toEqual(['gone', '2026-11-20T12:00:00+03:00']);
    const justAlive = [{ ...lot('alive', 500), expiresAt: '2026-11-20T12:00:01+03:00' }];
    expect(ends(buy({ ...opened, lots: justAlive }).account)[0]).toEqual(['alive', until]);
  });

  it('outlive a gap of purchases no longer than their days', () => {
    const { account } = buy({ ...opened, lots: [] });
    const again = buy(account, { receipt: 'r2', moment: '2026-12-20T23:59:59+03:00' });
    expect(ends(again.account)).toEqual([
      ['r1:bonus', '2027-01-20T00:00:00+03:00'],
      ['r2:bonus', '2027-01-20T00:00:00+03:00'],
    ]);
    const late = buy(account, { receipt: 'r2', moment: '2026-12-21T00:00:00+03:00' });
    expect(ends(late.account)[0]).toEqual(['r1:bonus', until]);
  });

  it('are not moved by a buyer without a card or a blocked member', () => {
    expect(evaluate(compiled, facts([line('a', 1000)]))).not.toHaveProperty('extended');
    expect(buy({ ...opened, blocked: true }).money).not.toHaveProperty('extended');
  });

  it('spent in the purchase come back from its return as long as the rest', () => {
    const books: Account = { ...opened, lots: [lot('old', 300, '2026-11-21'), lot('kept', 900, '2026-11-22')] };
    const redeem = [{ wallet: 'bonus', points: 400 }];
    const { sale, money, account } = buy(books, { redeem });
    const moment = '2026-12-01T12:00:00+03:00';
    const back: Facts = { ...sale, receipt: 'back', moment, member: memberFacts(account, 'card') };
    const lines = [{ line: 'a', quantity: 1000 }];
    const undone = reverse(compiled, { sale: { facts: sale, outcome: money }, returned: [], lines, facts: back });
    expect(undone.movements.filter(({ kind }) => kind === 'reinstate')).toMatchObject([
      { lot: 'kept', points: 100, expiresAt: until },
      { lot: 'old', points: 300, expiresAt: until },
    ]);
    const event = { kind: 'return', ofReceipt: 'r1', money: undone, whole: true } as const;
    expect(ends(applyEvent(account, event).account)).toEqual([
      ['kept', until],
      ['old', until],
    ]);
  });

  it('under a lease keep the dates of the lease, and their lot moves', () => {
    const lots = [lot('leased', 500, '2026-11-25')];
    const lease = { id: 'k1', till: 't2', lots: [lot('leased', 200, '2026-11-25')] };
    const { account } = buy({ ...opened, lots, leases: [lease] });
    expect(ends(account)[0]).toEqual(['leased', until]);
    expect(account.leases).toEqual([lease]);
  });

  it('pay in the purchase that keeps them alive', () => {
    const { money } = buy({ ...opened, lots: [lot('old', 300, '2026-11-21')] }, { redeem: allPoints });
    expect(money.totals.redeemedMinor).toBe(300);
  });
});
