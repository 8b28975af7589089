import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ean13, weightLabel } from '../../main/demo/goods.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { codeWordHash } from '../../main/identity/hash.ts';
import { openAccount } from '../../shared/loyalty/account.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { fedMember, fedPerson } from '../store/fed-members.ts';
import { document, openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const barcode = (code: number) => ean13(`24${String(code).padStart(10, '0')}`);
const scan = (code: string) => counter.call('sale.scan', { code, source: 'serial' });

describe('a sale', () => {
  it('is scanned, paid in cash with change, committed and printed', async () => {
    await scan(barcode(9));
    await scan(barcode(9));
    const view = await scan(weightLabel(15, 1234));
    expect(view.lines.map(({ name, quantity, netMinor }) => [name.en, quantity, netMinor])).toEqual([
      ['Wheat bread', 2000, 9100],
      ['Apples in season', 1234, 14685],
    ]);
    expect(view.totals).toMatchObject({ netMinor: 23785, leftMinor: 23785 });
    const after = await counter.call('sale.payCash', { amountMinor: 50000 });
    expect(after).toMatchObject({ phase: 'done', lines: [], done: { number: 1, changeMinor: 26215, dueMinor: 23785 } });
    const jobs = counter.journal.printJobs.inState('queued');
    expect(jobs).toHaveLength(1);
    expect(counter.records().map(({ body }) => body.kind)).toEqual([
      'epoch.started',
      'cashier.signedIn',
      'shift.opened',
      'sale',
    ]);
  });

  it('goes to the member whose card is shown last, and earns', async () => {
    await scan(barcode(25));
    const view = await scan(cardNumber(1));
    expect(view.member).toMatchObject({ name: 'Анна', tier: { id: 'gold' } });
    expect(view.member?.wallets[0]).toMatchObject({ spendable: 124000, toEarn: 549 });
    const after = await counter.call('sale.payCash', { amountMinor: view.totals.leftMinor });
    expect(after.done?.earned).toEqual([{ wallet: 'bonus', points: 549 }]);
    expect(counter.records().at(-1)?.body).toMatchObject({ kind: 'sale', lateMember: true });
    await scan(barcode(25));
    const next = await scan(cardNumber(1));
    expect(next.member?.wallets[0]).toMatchObject({ spendable: 124549 });
    const more = await scan(barcode(25));
    // Shown again it was not shown last: the till knew whose receipt it is.
    await scan(cardNumber(1));
    await counter.call('sale.payCash', { amountMinor: more.totals.leftMinor });
    expect(counter.records().at(-1)?.body).not.toHaveProperty('lateMember');
  });
});

const fail = async (work: Promise<unknown>) =>
  work.then(
    () => 'went through',
    (error: unknown) => (error instanceof KopilkaError ? error.code : error),
  );
const kinds = () => counter.records().map(({ body }) => body.kind);
const lastNotice = () => counter.notices.at(-1);

describe('lines', () => {
  it('change quantity, price and go, each with its record', async () => {
    await scan(barcode(41));
    await scan(barcode(42));
    const more = await counter.call('sale.setQuantity', { line: 'l1', quantity: 3000 });
    expect(more.lines[0]).toMatchObject({ quantity: 3000, grossMinor: 29970 });
    expect(more.lastLine).toBe('l1');
    await counter.call('sale.setQuantity', { line: 'l1', quantity: 2000 });
    const less = await counter.call('sale.voidLine', { line: 'l2' });
    expect(less.lines.map(({ id, quantity }) => [id, quantity])).toEqual([['l1', 2000]]);
    expect(
      counter
        .records()
        .slice(3)
        .map(({ body }) => body),
    ).toMatchObject([
      { kind: 'line.voided', line: 'l1', quantity: 1000, grossMinor: 9990 },
      { kind: 'line.voided', line: 'l2', quantity: 1000, grossMinor: 12990, afterMember: false },
    ]);
  });

  it('let only a manager change a price', async () => {
    await scan(barcode(41));
    expect(await fail(counter.call('sale.setPrice', { line: 'l1', priceMinor: 5000 }))).toBe('cashier.notAllowed');
    await counter.call('cashier.signIn', { cashier: 'max' });
    const view = await counter.call('sale.setPrice', { line: 'l1', priceMinor: 5000 });
    expect(view.totals.netMinor).toBe(5000);
    expect(kinds().at(-1)).toBe('price.overridden');
  });

  it('come with a host till’s price, and one without a price of the shop needs it', async () => {
    counter.feed(2, [document('good', { sku: 'x1', name: { ru: 'Х', en: 'X' }, barcodes: [], categories: [] })]);
    expect(await fail(counter.call('sale.add', { sku: 'x1' }))).toBe('good.noPrice');
    await counter.call('sale.add', { sku: 'x1', priceMinor: 700, quantity: 2000 });
    expect(await fail(counter.call('sale.add', { sku: 'g009', priceMinor: 4000 }))).toBe('cashier.notAllowed');
    await counter.call('cashier.signIn', { cashier: 'max' });
    const view = await counter.call('sale.add', { sku: 'g009', priceMinor: 4000 });
    expect(view.totals.netMinor).toBe(5400);
    expect(kinds().filter((kind) => kind === 'price.overridden')).toHaveLength(1);
  });

  it('refuse parts of a piece and goods nobody weighed', async () => {
    expect(await fail(counter.call('sale.add', { sku: 'g009', quantity: 1500 }))).toBe('good.wholePieces');
    expect(await fail(counter.call('sale.add', { sku: '00015' }))).toBe('good.weight');
    expect(counter.view().lines).toEqual([]);
  });

  it('tell the age once, and an unknown code always', async () => {
    await scan(barcode(56));
    expect(lastNotice()).toMatchObject({ tone: 'look', code: 'notice.ageLimit', args: { age: 18 } });
    await scan(barcode(57));
    expect(counter.notices).toHaveLength(1);
    await scan('4006381333931');
    expect(lastNotice()).toMatchObject({ tone: 'refused', code: 'good.unknown', args: { code: '4006381333931' } });
    await scan('rubbish');
    expect(lastNotice()).toMatchObject({ code: 'code.unknown' });
    expect(counter.view().lines).toHaveLength(2);
  });
});

describe('a member', () => {
  it('is registered on the spot and served at once, with the hub out of reach', async () => {
    counter.world.mood = 'offline';
    await scan(barcode(25));
    await scan('770000000099');
    expect(lastNotice()).toMatchObject({ code: 'member.unknown', action: { method: 'sale.register' } });
    const view = await counter.call('sale.register', { card: '770000000099' });
    expect(view.member).toMatchObject({ pending: true, tier: { id: 'bronze' }, name: '•••• 0099' });
    await counter.call('sale.payCash', { amountMinor: 20000 });
    await scan(barcode(25));
    const again = await scan('770000000099');
    expect(again.member?.wallets[0]?.spendable).toBe(329);
    expect(await fail(counter.call('sale.register', { card: '770000000099' }))).toBe('card.taken');
    expect(await fail(counter.call('sale.register', { card: '1234' }))).toBe('card.unfit');
  });

  it('is found by a phone said in any way, and a phone spends nothing', async () => {
    await scan(barcode(38));
    const view = await counter.call('sale.identify', { by: 'phone', value: '8 (900) 000-00-01' });
    expect(view.member).toMatchObject({ name: 'Анна', identification: 'phone' });
    const redeemed = await counter.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(redeemed.redeem[0]).toMatchObject({ points: 0, refused: { reason: 'identification.weak' } });
  });

  it('is found by one number, card or phone: a card that is known wins over a phone of the same digits', async () => {
    const opened = (member: string) => openAccount({ member, joined: '2026-01-01', tier: null });
    const digits = '79161234567';
    const owner = { id: 'm-8', shops: ['demo'], cards: ['770000000998'], name: 'Пётр', phone: digits };
    counter.feed(2, fedMember({ ...owner, account: opened('m-8') }));
    await scan(barcode(38));
    const find = async (value: string) => {
      const { member } = await counter.call('sale.identify', { by: 'number', value });
      await counter.call('sale.forgetMember', {});
      return [member?.id, member?.identification];
    };
    expect(await find(digits)).toEqual(['m-8', 'phone']);
    expect(await find(cardNumber(1))).toEqual(['m-1', 'card']);
    const holder = { id: 'm-9', shops: ['demo'], cards: [digits], name: 'Пелагея' };
    counter.feed(3, fedMember({ ...holder, account: opened('m-9') }));
    expect(await find(digits)).toEqual(['m-9', 'card']);
    expect(await fail(find('770000000042'))).toBe('member.unknown');
  });

  it('is known surely by the phone and the code word, and by neither with a wrong one', async () => {
    const anna = { name: 'Анна', phone: '79000000001' };
    counter.feed(2, [fedPerson('m-1', { ...anna, codeWord: codeWordHash('m-1', 'Подснежник') })]);
    await scan(barcode(38));
    const phone = { by: 'phone', value: '8 (900) 000-00-01' } as const;
    expect(await fail(counter.call('sale.identify', { ...phone, word: 'ландыш' }))).toBe('member.wrongWord');
    expect(counter.view().member).toBeNull();
    const view = await counter.call('sale.identify', { ...phone, word: 'подснежник' });
    expect(view.member).toMatchObject({ name: 'Анна', identification: 'phoneCode' });
    counter.feed(3, [fedPerson('m-1', anna)]);
    await counter.call('sale.forgetMember', {});
    expect(await fail(counter.call('sale.identify', { ...phone, word: 'подснежник' }))).toBe('member.wrongWord');
  });

  it('may be taken off, and a blocked one is told', async () => {
    await scan(barcode(38));
    const blocked = await scan(cardNumber(7));
    expect(blocked.member?.blocked).toBe(true);
    expect(lastNotice()?.code).toBe('notice.memberBlocked');
    const view = await counter.call('sale.forgetMember', {});
    expect(view.member).toBeNull();
    expect(await fail(counter.call('sale.identify', { by: 'card', value: '770000000042' }))).toBe('member.unknown');
  });

  it('takes a waiting gift at zero price, alone too', async () => {
    const view = await scan(cardNumber(3));
    expect(view.gifts).toMatchObject([{ sku: 'g038', given: false }]);
    const given = await counter.call('sale.giveGift', { entitlement: 'vera-coffee' });
    expect(given.lines).toMatchObject([{ gift: true, netMinor: 0, grossMinor: 49900 }]);
    expect(given.gifts[0]?.given).toBe(true);
    expect(await fail(counter.call('sale.voidLine', { line: given.lines[0]!.id }))).toBe('sale.lineUnknown');
    const after = await counter.call('sale.finish', {});
    expect(after.done).toMatchObject({ dueMinor: 0 });
    const again = await scan(cardNumber(3));
    expect(again.gifts).toEqual([]);
  });
});

describe('redemption', () => {
  const anna = () => counter.leases.has('m-1', counter.replica.get('member', 'm-1')!.account.lots);

  it('stands on a lease committed before it counts, and what is left of it goes back with the sale', async () => {
    anna();
    await scan(cardNumber(1));
    await scan(barcode(38));
    const view = await counter.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(view.redeem[0]).toMatchObject({ allowed: 24950, points: 24950, amountMinor: 24950, refused: null });
    expect(view.totals.netMinor).toBe(24950);
    expect(view.member?.wallets[0]?.spendable).toBe(124000);
    await counter.call('sale.redeem', { wallet: 'bonus', points: 10000 });
    const after = await counter.call('sale.payCash', { amountMinor: 39900 });
    expect(after.done?.dueMinor).toBe(39900);
    expect(kinds().filter((kind) => kind.startsWith('lease'))).toEqual(['lease.accepted']);
    const sale = counter.records().at(-1)!.body;
    expect(sale).toMatchObject({ kind: 'sale', leasesClosed: ['lease-1'], facts: { spending: { level: 'lease' } } });
    expect(counter.journal.openLeases()).toEqual([]);
    const next = await scan(cardNumber(1));
    expect(next.member?.wallets[0]?.spendable).toBe(124000 - 10000 + after.done!.earned[0]!.points);
  });

  it('asks for more behind a scan that allows more', async () => {
    anna();
    await scan(cardNumber(1));
    await scan(barcode(38));
    await counter.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    await scan(barcode(36));
    await counter.call('sale.payCash', { amountMinor: 39900 });
    expect(counter.leases.asked.map(({ points }) => points)).toEqual([24950, 14950]);
    expect(counter.view().done?.dueMinor).toBe(39900);
  });

  it('is refused offline with the reason, and the sale goes on', async () => {
    counter.world.mood = 'offline';
    await scan(cardNumber(1));
    await scan(barcode(38));
    const view = await counter.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(view.redeem[0]).toMatchObject({ allowed: 24950, points: 0, refused: { reason: 'redemption.offline' } });
    expect(view.totals.netMinor).toBe(49900);
    counter.world.mood = 'online';
    anna();
    const again = await counter.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(again.totals.netMinor).toBe(24950);
    expect(counter.leases.asked[0]?.requestId).toBe(counter.leases.asked[1]?.requestId);
  });

  it('gives back a lease that comes too late', async () => {
    counter.world.mood = 'late';
    anna();
    await scan(cardNumber(1));
    await scan(barcode(38));
    const view = await counter.call('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(view.redeem[0]?.refused).toMatchObject({ reason: 'redemption.offline' });
    counter.leases.answerLate();
    expect(kinds().at(-1)).toBe('lease.closed');
    expect(counter.view().totals.netMinor).toBe(49900);
  });

  it('closes its leases with the member or the receipt', async () => {
    anna();
    await scan(cardNumber(1));
    await scan(barcode(38));
    await counter.call('sale.redeem', { wallet: 'bonus', points: 5000 });
    await scan(cardNumber(2));
    expect(kinds().at(-1)).toBe('lease.closed');
    counter.leases.has('m-2', counter.replica.get('member', 'm-2')!.account.lots);
    await counter.call('sale.redeem', { wallet: 'bonus', points: 5000 });
    await counter.call('sale.cancel', {});
    expect(kinds().slice(-2)).toEqual(['lease.closed', 'receipt.cancelled']);
    expect(counter.journal.openLeases()).toEqual([]);
  });

  it('does not move once a part is paid', async () => {
    await scan(cardNumber(1));
    await scan(barcode(38));
    await counter.call('sale.payCash', { amountMinor: 10000 });
    expect(await fail(counter.call('sale.redeem', { wallet: 'bonus', points: 'all' }))).toBe('sale.paymentBegun');
    expect(await fail(counter.call('sale.voidLine', { line: 'l1' }))).toBe('sale.overpaid');
    expect(counter.view().totals).toMatchObject({ paidMinor: 10000, leftMinor: 39900 });
  });
});

describe('parking', () => {
  it('keeps the receipt, gives its leases back and resumes it as of now', async () => {
    counter.leases.has('m-1', counter.replica.get('member', 'm-1')!.account.lots);
    await scan(cardNumber(1));
    await scan(barcode(9));
    await counter.call('sale.redeem', { wallet: 'bonus', points: 1000 });
    await counter.call('sale.park', {});
    expect(kinds().slice(-2)).toEqual(['lease.closed', 'receipt.parked']);
    expect(counter.model.pull('parked', 0, 10).documents).toMatchObject([{ lines: 1, grossMinor: 4550 }]);
    await scan(barcode(38));
    const receipt = counter.journal.parked()[0]!.receipt;
    expect(await fail(counter.call('sale.resume', { receipt }))).toBe('sale.open');
    await counter.call('sale.payCash', { amountMinor: 49900 });
    counter.world.nowMs += 3 * 3_600_000;
    counter.restart();
    const view = await counter.call('sale.resume', { receipt });
    expect(view.totals.netMinor).toBe(3640);
    expect(lastNotice()).toMatchObject({ code: 'notice.resumedChanged' });
    expect(counter.journal.parked()).toEqual([]);
  });

  it('ends with the shift', async () => {
    await scan(barcode(9));
    await counter.call('sale.park', {});
    await scan(barcode(38));
    expect(await fail(counter.call('shift.close', { cashCountedMinor: 0 }))).toBe('shift.saleOpen');
    await counter.call('sale.payCash', { amountMinor: 50000 });
    const report = await counter.call('shift.close', { cashCountedMinor: 149900 });
    expect(report).toMatchObject({ sales: 1, netMinor: 49900, cashMinor: 49900, cashExpectedMinor: 149900 });
    expect(kinds().slice(-2)).toEqual(['receipt.cancelled', 'shift.closed']);
    expect(counter.view().phase).toBe('shiftClosed');
    expect(await fail(counter.call('sale.add', { sku: 'g009' }))).toBe('shift.closed');
  });
});
