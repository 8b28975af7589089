import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { KopilkaError } from '../../shared/protocol/errors.ts';
import { memberDoc } from '../../hub/testing/shop.ts';
import { demoMembers } from '../../main/demo/members.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { caughtUp, filesWith, openShops, until } from './shops.ts';

const name = 'Пелагея Непомнящая';
const phone = '79161234567';
const email = 'pelageya@example.org';
const words = [name, 'Непомнящая', phone, '9161234567', email];
const person = { name, phone: '8 (916) 123-45-67', email, birthday: '1971-04-05', consent: true };
const card = '770000000777';

let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
});
afterEach(() => shops.close());

async function registerAndSell() {
  const { hub } = shops;
  const first = await shops.begin('till-1');
  const second = await shops.begin('till-2');
  await first.till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  const view = await first.till.handle('sale.register', { card, person });
  expect(view.member).toMatchObject({ name, pending: true });
  const { id } = view.member!;
  await first.till.handle('sale.payCash', { amountMinor: view.totals.leftMinor });
  await caughtUp(first.till);
  await caughtUp(second.till);
  return { hub, first, second, id };
}

const keysOf = (file: string, table: string) => {
  const db = new Database(join(shops.folder, file), { readonly: true });
  const rows = db.prepare<[], { key: string }>(`select key from ${table}`).all();
  db.close();
  return rows.map(({ key }) => key);
};

describe('what a member tells of themselves', () => {
  it('greets them in the shops they visit, and stands nowhere in any file, log or receipt, before and after they are erased', async () => {
    const { hub, first, second, id } = await registerAndSell();
    // Sold once more, from the feed's own word, found by phone.
    await first.till.handle('sale.add', { sku: 'milk', quantity: 1000 });
    const known = await first.till.handle('sale.identify', { by: 'phone', value: '+7 916 123-45-67' });
    expect(known.member).toMatchObject({ id, name, pending: false });
    const unknown = second.till.handle('sale.identify', { by: 'phone', value: phone });
    await expect(unknown).rejects.toMatchObject({ code: 'member.unknown' });
    await until(() => shops.said.some((svg) => svg.startsWith('<svg')));
    expect(filesWith(shops.folder, words)).toEqual([]);

    const exported = await hub.exportMember(id);
    expect(exported).toMatchObject({
      person: { name, phone, email, birthday: '1971-04-05' },
      cards: [card],
      erasedAt: null,
    });
    expect(exported.person?.consentAt).toMatch(/^20/);
    expect(exported.records.map(({ body }) => body.kind)).toEqual(['member.registered', 'sale']);
    expect(exported.movements.reduce((sum, { points }) => sum + points, 0)).toBe(0);

    const ledger = await hub.summary();
    const [key = ''] = keysOf('hub/hub.db', 'seal_key');
    expect(filesWith(shops.folder, [key]).length).toBeGreaterThan(0);
    await hub.eraseMember(id, { by: 'olga', why: 'letter 12' });
    await caughtUp(first.till);
    // The receipt is still open, and the screen has let go of the name.
    const sale = first.events.findLast(({ topic }) => topic === 'sale');
    expect(sale?.data).toMatchObject({ member: { id, name: '•••• 0777' } });
    expect(await hub.summary()).toEqual(ledger);
    const view = await first.till.handle('page.hello', {});
    await first.till.handle('sale.payCash', { amountMinor: view.sale.totals.leftMinor });
    await caughtUp(first.till);

    expect(filesWith(shops.folder, [...words, key])).toEqual([]);
    expect(shops.said.filter((text) => words.some((word) => text.includes(word)))).toEqual([]);
    expect(await hub.exportMember(id)).toMatchObject({ person: null, account: { purchaseCount: 2 } });
    expect(await hub.discrepancies()).toEqual([]);
    const again = await first.till.handle('sale.identify', { by: 'card', value: card });
    expect(again.member).toMatchObject({ id, name: '•••• 0777' });
    await first.till.close();
    // The chain is checked as the journal opens.
    const reopened = await shops.open('till-1');
    expect((await reopened.till.handle('page.hello', {})).sale.member).toMatchObject({ id });
    await caughtUp(reopened.till);
    expect(filesWith(shops.folder, [...words, key])).toEqual([]);
  }, 60_000);

  it('is forgotten by a till that was away while they were erased, and comes back with no second push', async () => {
    const { hub, first, id } = await registerAndSell();
    const keys = keysOf('hub/hub.db', 'seal_key');
    await first.till.close();
    await hub.eraseMember(id, { by: 'olga', why: 'letter 12' });
    const { till } = await shops.open('till-1');
    await caughtUp(till);
    expect(filesWith(shops.folder, [...words, ...keys])).toEqual([]);
    await hub.importLines([JSON.stringify({ kind: 'member', doc: { ...memberDoc(id), name, phone, cards: [card] } })]);
    expect((await hub.exportMember(id)).person).toBeNull();
  }, 60_000);

  it('comes to another shop with them, and only then', async () => {
    const { second, id } = await registerAndSell();
    const { hub } = shops;
    await hub.importLines([
      JSON.stringify({ kind: 'member', doc: { ...memberDoc('anna', {}, ['shop-1']), name, cards: ['770000000778'] } }),
    ]);
    await caughtUp(second.till);
    await expect(second.till.handle('sale.identify', { by: 'card', value: '770000000778' })).rejects.toMatchObject({
      code: 'member.unknown',
    });
    const { shops: visited } = await hub.exportMember(id);
    expect(visited).toEqual(['shop-1']);
    await hub.importLines([
      JSON.stringify({ kind: 'member', doc: { ...memberDoc('anna', {}, ['shop-2']), name, cards: ['770000000778'] } }),
    ]);
    await caughtUp(second.till);
    const view = await second.till.handle('sale.identify', { by: 'card', value: '770000000778' });
    expect(view.member).toMatchObject({ id: 'anna', name });
  }, 60_000);

  it('goes from the till with the paper, where somebody had it printed as the name of a good', async () => {
    const title = { ru: `Торт: ${name}, ${phone}`, en: `Cake: ${name}, ${phone}` };
    const good = { sku: 'cake', name: title, barcodes: ['code-cake'], categories: ['food'] };
    const lines = [
      { kind: 'good', doc: good },
      { kind: 'price', doc: { shop: 'shop-1', sku: 'cake', priceMinor: 1000_00 } },
    ];
    await shops.hub.importLines(lines.map((line) => JSON.stringify(line)));
    let laterMs = 0;
    const clock = { nowMs: () => nodePorts.clock.nowMs() + laterMs };
    const { till } = await shops.begin('till-1', { ...nodePorts, clock });
    await till.handle('sale.add', { sku: 'cake', quantity: 1000 });
    await till.handle('sale.payCash', { amountMinor: 1000_00 });
    await until(() => shops.said.some((svg) => svg.includes(phone)));
    await caughtUp(till);
    const journals = () =>
      filesWith(join(shops.folder, 'till-1'), [name, phone]).filter((file) => file.startsWith('journal'));
    expect(journals()).not.toEqual([]);
    await till.handle('shift.close', { cashCountedMinor: null });
    expect(journals()).not.toEqual([]);
    laterMs = 31 * 86_400_000;
    await till.handle('shift.open', { floatMinor: 0 });
    await till.handle('shift.close', { cashCountedMinor: null });
    expect(journals()).toEqual([]);
    await till.close();
    expect(journals()).toEqual([]);
  }, 60_000);

  it('stands on no picture of a receipt in docs', () => {
    const folder = join(import.meta.dirname, '../../docs/receipts');
    const svgs = readdirSync(folder).filter((file) => file.endsWith('.svg'));
    expect(svgs.length).toBeGreaterThan(3);
    const days = { day: () => '2026-01-01', startOf: () => '2026-01-01T00:00:00+03:00' };
    const numbers = demoMembers('shop-1', days).flatMap((member) => [
      ...member.cards,
      ...(member.phone ? [member.phone] : []),
    ]);
    expect(numbers.length).toBeGreaterThan(8);
    const found = svgs.filter((file) => {
      const shown = readFileSync(join(folder, file), 'utf8').replaceAll(/<[^>]*>|\s/g, '');
      return numbers.some((number) => shown.includes(number));
    });
    expect(found).toEqual([]);
  });

  it('is refused without consent, and where it can not be read', async () => {
    const { till } = await shops.begin('till-1');
    const told = (more: object) =>
      till.handle('sale.register', { card, person: { ...person, ...more } }).then(
        () => 'taken',
        (error: unknown) => (error as KopilkaError).code,
      );
    expect(await told({ consent: false })).toBe('member.noConsent');
    expect(await told({ phone: '12' })).toBe('member.phoneUnfit');
    expect((await till.handle('sale.register', { card })).member).toMatchObject({ name: '•••• 0777' });
  }, 60_000);
});
