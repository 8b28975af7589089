import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { drawPage } from '../../drivers/printer/picture/page.ts';
import { jobToSvg } from '../../drivers/printer/picture/svg.ts';
import { pageText } from '../../drivers/printer/picture/text.ts';
import { formatPoints } from '../../shared/i18n/format.ts';
import { receiptPicture, retryPrint } from '../../main/sale/prints.ts';
import { profileOf } from '../receipts/pictures.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { memberSnapshot } from '../../main/sale/member-view.ts';
import { openAccount } from '../../shared/loyalty/account.ts';
import type { KopilkaError } from '../../shared/protocol/errors.ts';
import { demoTillId } from '../../main/demo/shop.ts';
import { codeWordHash } from '../../main/identity/hash.ts';
import { fedMember } from '../store/fed-members.ts';
import { demoDocuments, document, openCounter, startMs } from './counter.ts';
import type { TestCounter } from './counter.ts';

/** A card that was forgotten, at a till that can't reach the hub. The demo shop takes it for three days. */
let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
  counter.world.mood = 'offline';
});
afterEach(() => counter.close());

const dayMs = 86_400_000;
const anna = cardNumber(1);
const byCard = (value = anna) => ({ by: 'card', value }) as const;
const fail = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error as KopilkaError).code,
  );

async function sell(skus: readonly string[], card?: string): Promise<string> {
  for (const sku of skus) await counter.call('sale.add', { sku });
  if (card !== undefined) await counter.call('sale.identify', { by: 'card', value: card });
  const { receipt } = counter.view();
  await counter.call('sale.payCash', { amountMinor: counter.view().totals.leftMinor });
  return receipt!;
}

const stores = () => ({ journal: counter.journal, replica: counter.replica, till: demoTillId });
const account = (member = 'm-1') => memberSnapshot(member, stores())!.account;
const attach = (receipt: string, who = byCard()) => counter.call('attach.commit', { receipt, ...who });
async function giveBack(receipt: string): Promise<void> {
  const { lines } = await counter.call('return.find', { code: receipt });
  await counter.call('return.commit', { receipt, lines: lines.map(({ line, quantity }) => ({ line, quantity })) });
}

const goods = ['g002', 'g003', 'g006'];

describe('a card attached to a paid receipt', () => {
  it('earns what the purchase with it would have, shown before it is done, with the hub out of reach', async () => {
    const receipt = await sell(goods);
    const quote = await counter.call('attach.quote', { receipt, ...byCard() });
    expect(quote.name).toBe('Анна');
    const before = counter.records().length;
    const spent = account().spendMinor;
    const view = await attach(receipt);
    expect(view).toMatchObject({ id: receipt, member: 'm-1', attachable: false });
    expect(counter.records()).toHaveLength(before + 1);
    const earned = account().lots.find(({ id }) => id.startsWith(receipt));
    const known = await sell(goods, anna);
    const same = account().lots.find(({ id }) => id.startsWith(known));
    expect(earned?.points).toBe(same?.points);
    expect(quote.earned).toEqual([{ wallet: 'bonus', points: earned?.points }]);
    expect(account().spendMinor - spent).toBe(2 * view.dueMinor);
  });

  it('is known after a restart, and listed with its member', async () => {
    const receipt = await sell(goods);
    expect(counter.model.receipt(receipt)).toMatchObject({ member: null, attachable: true });
    await attach(receipt);
    counter.restart();
    expect(counter.model.receipt(receipt)).toMatchObject({ member: 'm-1', attachable: false });
    expect(await fail(attach(receipt, byCard(cardNumber(2))))).toBe('attach.hasMember');
  });

  it('may be named by phone alone, by phone and code word, or as the member of the open receipt', async () => {
    const said = { id: 'm-9', shops: ['demo'], cards: ['770000000999'], name: 'Пелагея', phone: '79161234567' };
    const opened = openAccount({ member: 'm-9', joined: '2026-01-01', tier: null });
    counter.feed(2, fedMember({ ...said, account: opened, codeWord: codeWordHash('m-9', 'ёж') }));
    const how = () =>
      counter.records().map(({ body }) => (body.kind === 'receipt.attached' ? body.member.identification : null));
    const by = { by: 'phone', value: said.phone } as const;
    const receipts = [await sell(goods), await sell(goods), await sell(goods)] as const;
    expect(await fail(counter.call('attach.quote', { receipt: receipts[0], ...by, word: 'уж' }))).toBe(
      'member.wrongWord',
    );
    await counter.call('attach.commit', { receipt: receipts[0], ...by });
    await counter.call('attach.commit', { receipt: receipts[1], ...by, word: 'ёж' });
    const open = { receipt: receipts[2], by: 'open', value: '' } as const;
    expect(await fail(counter.call('attach.quote', open))).toBe('sale.noMember');
    await counter.call('sale.scan', { code: '770000000999', source: 'wedge' });
    await counter.call('attach.commit', open);
    expect(how().filter(Boolean)).toEqual(['phone', 'phoneCode', 'card']);
    expect(account('m-9').purchaseCount).toBe(3);
  });

  it('changes no price: what the card alone would have got off is not given now', async () => {
    const gold = { ...account(), member: 'm-9', tier: 'gold' };
    counter.feed(2, fedMember({ id: 'm-9', shops: ['demo'], cards: ['770000000999'], name: 'Злата', account: gold }));
    const isSweet = (each: { categories: string[] }) => each.categories.includes('sweets');
    const sweets = counter.replica
      .list('good')
      .filter(isSweet)
      .slice(0, 2)
      .map(({ sku }) => sku);
    const receipt = await sell(sweets);
    const view = await counter.call('attach.commit', { receipt, ...byCard('770000000999') });
    const attached = counter.journal.attached(receipt)!;
    expect(attached.money.totals).toMatchObject({ discountMinor: 0, netMinor: view.dueMinor });
  });

  it('is gone with the goods: all of them back, the member is as before', async () => {
    await sell(goods, anna);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...goods, 'g001', 'g010'), { minLength: 1, maxLength: 6 }),
        async (skus) => {
          const before = account();
          const receipt = await sell(skus);
          await attach(receipt);
          expect(account().purchaseCount).toBe(before.purchaseCount + 1);
          await giveBack(receipt);
          expect(account()).toEqual(before);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('takes back its part with a part of the goods', async () => {
    const receipt = await sell(goods);
    const { earned } = await counter.call('attach.quote', { receipt, ...byCard() });
    await attach(receipt);
    const { lines } = await counter.call('return.find', { code: receipt });
    const [first, ...rest] = lines.map(({ line, quantity }) => ({ line, quantity }));
    const quote = await counter.call('return.quote', { receipt, lines: [first!] });
    await counter.call('return.commit', { receipt, lines: [first!] });
    const left = await counter.call('return.quote', { receipt, lines: rest });
    const back = [quote, left].map(({ clawedBack }) => clawedBack[0]?.points ?? 0);
    expect(back[0]! + back[1]!).toBe(earned[0]!.points);
    expect(back.every((points) => points > 0)).toBe(true);
  });
});

describe('the slip of a card that was attached', () => {
  const jobs = (receipt: string) => counter.journal.printJobs.ofReceipt(receipt);
  const told = ({ bytes }: { bytes: Uint8Array }) => pageText(drawPage(bytes, profileOf('epson-80'))).join('\n');

  it('tells the receipt, the card and the points, and is queued once', async () => {
    const receipt = await sell(goods);
    const balance = account().lots.reduce((sum, { points }) => sum + points, 0);
    const { earned } = await counter.call('attach.quote', { receipt, ...byCard() });
    expect(jobs(receipt)).toHaveLength(1);
    await attach(receipt);
    await fail(attach(receipt));
    counter.restart();
    const [, slip, ...more] = jobs(receipt);
    expect(more).toEqual([]);
    expect(slip).toMatchObject({ kind: 'attached', state: 'queued' });
    const [{ points } = { points: 0 }] = earned;
    const sum = (amount: number) => formatPoints(amount, 2, 'ru', true);
    for (const said of [`КАРТА К ЧЕКУ № 1`, `**** ${anna.slice(-4)}`, `+${sum(points)}`, sum(balance + points)]) {
      expect(told(slip!).replaceAll('\u00A0', ' ')).toContain(said.replaceAll('\u00A0', ' '));
    }
  });

  it('is printed again apart from the receipt, as a copy, and so is what may not have come out', async () => {
    const receipt = await sell(goods);
    expect(await fail(counter.call('receipt.reprint', { receipt, paper: 'attached' }))).toBe('receipt.paperGone');
    await attach(receipt);
    expect(counter.model.receipt(receipt)).toMatchObject({ attached: true, paper: 'queued' });
    await counter.call('receipt.reprint', { receipt, paper: 'attached' });
    await counter.call('receipt.reprint', { receipt });
    const [, slip, again, copy] = jobs(receipt);
    for (const { id } of [slip!, again!]) {
      counter.journal.printJobs.setState(id, 'unknown', 'connection-lost');
      retryPrint(counter.desk, id);
    }
    const firsts = jobs(receipt).slice(2).map(told);
    expect(firsts.map((text) => text.includes('КАРТА К ЧЕКУ'))).toEqual([true, false, true, true]);
    expect(firsts.map((text) => /КОПИЯ (\d)/.exec(text)?.[1])).toEqual(['1', '2', '3', '4']);
    expect(told(copy!)).toContain('ИТОГ');
  });

  it('is not shown in the place of its receipt, whose paper is forgotten first', async () => {
    const receipt = await sell(goods);
    await attach(receipt);
    const [original] = jobs(receipt);
    expect(receiptPicture(counter.desk, receipt).svg).toBe(jobToSvg(original!.bytes, profileOf('epson-80')));
    counter.journal.printJobs.setState(original!.id, 'confirmed', null);
    counter.journal.printJobs.forget(startMs + 1);
    expect(() => receiptPicture(counter.desk, receipt)).toThrow(
      expect.objectContaining({ code: 'receipt.paperGone' }) as Error,
    );
    expect(await fail(counter.call('receipt.reprint', { receipt }))).toBe('receipt.paperGone');
    expect(await fail(counter.call('receipt.reprint', { receipt, paper: 'attached' }))).toBe('done');
  });
});

describe('a card is refused', () => {
  const refused = (receipt: string, who = byCard()) => fail(counter.call('attach.quote', { receipt, ...who }));

  it('on the fourth day, by local days, and on the third it is not', async () => {
    const receipt = await sell(goods);
    // 23:59 of the third day in Moscow.
    counter.world.nowMs = startMs + 3 * dayMs + 5 * 3_600_000 + 59 * 60_000;
    expect(await refused(receipt)).toBe('done');
    counter.world.nowMs += 60_000;
    expect(await refused(receipt)).toBe('attach.tooLate');
  });

  it('where the programme gives no days for it', async () => {
    const told = demoDocuments().find(({ kind }) => kind === 'programme')!.doc as { programme: object };
    const programme = { ...told.programme, identification: {} };
    counter.feed(2, [document('programme', { from: '2026-11-01T00:00:00+03:00', hash: 'programme-2', programme })]);
    const receipt = await sell(goods);
    expect(counter.model.receipt(receipt).attachable).toBe(false);
    expect(await refused(receipt)).toBe('attach.notAllowed');
  });

  it('on a receipt with a member, one attached already, one goods came back of, and one of another till', async () => {
    expect(await refused(await sell(goods, anna))).toBe('attach.hasMember');
    const twice = await sell(goods);
    await attach(twice);
    expect(await refused(twice, byCard(cardNumber(2)))).toBe('attach.hasMember');
    const back = await sell(goods);
    await giveBack(back);
    expect(await refused(back)).toBe('attach.returned');
    expect(await refused('of-another-till')).toBe('attach.elsewhere');
    const givenUp = await sell(goods);
    const by = { at: '2026-11-23T18:00:00+03:00', shift: null, cashier: null };
    counter.journal.transact((tx) => void tx.append({ kind: 'lease.closed', lease: givenUp }, by));
    expect(await refused(givenUp)).toBe('attach.elsewhere');
  });

  it('to who sold it, to who is at the till, to who is blocked, and to nobody', async () => {
    const who = (id: string, more: object) =>
      fedMember({
        id,
        shops: ['demo'],
        cards: [`77000000${id}`],
        name: id,
        account: { ...openAccount({ member: id, joined: '2026-01-01', tier: null }), ...more },
      });
    const receipt = await sell(goods);
    const cashier = counter.records().at(-1)!.cashier!;
    counter.feed(2, [...who('9001', { employee: cashier }), ...who('9002', { blocked: true })]);
    expect(await refused(receipt, byCard('770000009001'))).toBe('attach.ownCard');
    expect(await refused(receipt, byCard('770000009002'))).toBe('attach.blocked');
    expect(await refused(receipt, byCard('770000009003'))).toBe('member.unknown');
  });
});
