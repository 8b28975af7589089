import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { filesWith } from '../../test/personal/shops.ts';
import { seal, sealedHash } from '../identity/sealed.ts';
import { nodePorts } from '../ports.node.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, memberDoc, shopDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;
let parts: SealedPart[];

beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna'), memberDoc('boris')]);
  till = await test.till('till-1');
  parts = [];
});
afterEach(() => test.close());

const moment = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00+03:00`;
const words = 'Чайник для Пелагеи с Садовой';

type Wanted = { sku?: string; quantity?: number; member?: string; from?: TestTill; at?: string };
function ask(wish: string, { sku, quantity = 1000, member = 'anna', from = till, at = moment(1) }: Wanted = {}) {
  const part = sku === undefined ? seal({ name: words }, nodePorts.random) : undefined;
  if (part) parts.push(part);
  const sealed = part ? { sealed: sealedHash(part.text) } : {};
  return from.append({ kind: 'wish.asked', wish, member, sku: sku ?? null, ...sealed, quantity }, at);
}
const drop = (wish: string, from = till) => from.append({ kind: 'wish.dropped', wish, member: 'anna' }, moment(2));
const push = async (from = till) => from.push(from.journal, 100, parts);
const move = (state: 'ordered' | 'arrived', ...ids: string[]) =>
  test.hub.moveWishes({ wishes: ids.map((id) => ({ id })), state });
const open = async () => (await test.hub.wishes({})).wishes;
const ids = (wishes: readonly { id: string }[]) => wishes.map(({ id }) => id);
const writeOffs = async () => (await test.hub.writeOffs({})).writeOffs;
const told = async (id: string, by = till) => {
  await by.pull();
  return by.doc('wish', id);
};
const withCost = (cost: number) => ({
  facts: (facts: { lines: { costMinor?: number | undefined }[] }) =>
    facts.lines.forEach((line) => (line.costMinor = cost)),
});

/** Over HTTP, as an ERP asks. */
async function call(path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${test.hub.adminToken}` };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await test.hub.app.request(`/v1/${path}`, { ...init, headers });
  return { status: response.status, told: (await response.json()) as unknown };
}

describe('a wish', () => {
  it('of a good or in words is told to the ERP, oldest first and page by page, and to the shop it was asked in', async () => {
    ask('w1', { sku: 'coffee', quantity: 2000 });
    ask('w2', { at: moment(2) });
    await push();
    await push();
    const coffee = { id: 'w1', member: 'anna', shop: 'shop-1', sku: 'coffee', name: null, quantity: 2000 };
    const first = { ...coffee, boughtQuantity: 0, askedAt: moment(1), state: 'asked' };
    expect((await call('wishes?limit=1')).told).toEqual({ wishes: [first], after: 'w1' });
    expect((await call('wishes?after=w1')).told).toMatchObject({
      wishes: [{ id: 'w2', sku: null, name: words }],
      after: null,
    });
    expect((await call('wishes?after=nothing')).status).toBe(404);
    expect((await call('wishes?state=bought')).status).toBe(400);
    expect(await told('w1')).toEqual({
      id: 'w1',
      member: 'anna',
      sku: 'coffee',
      quantity: 2000,
      boughtQuantity: 0,
      askedAt: moment(1),
      state: 'asked',
    });
    expect(till.doc('wish', 'w2')).toMatchObject({ sku: null, text: parts[0]!.text, key: parts[0]!.key });
    const { wishes } = await test.hub.exportMember('anna');
    expect(wishes).toMatchObject([{ id: 'w1' }, { id: 'w2', name: words }]);
  });

  it('is ordered and arrives, in that order, all of a request or none; again changes nothing', async () => {
    ask('w1', { sku: 'coffee' });
    ask('w2', { sku: 'milk' });
    await push();
    const ordering = { wishes: [{ id: 'w1' }], state: 'ordered' };
    expect(await call('wishes/state', ordering)).toEqual({ status: 200, told: { moved: 1 } });
    expect(await call('wishes/state', ordering)).toEqual({ status: 200, told: { moved: 0 } });
    await expect(move('arrived', 'w1', 'w2')).rejects.toMatchObject({
      code: 'wish.order',
      args: { id: 'w2', state: 'asked', to: 'arrived' },
    });
    await expect(move('arrived', 'w1', 'nothing')).rejects.toMatchObject({ code: 'wish.unknown' });
    expect((await test.hub.wishes({ state: 'ordered' })).wishes).toMatchObject([{ id: 'w1' }]);
    await move('arrived', 'w1');
    expect(await told('w1')).toMatchObject({ state: 'arrived' });
    await expect(move('ordered', 'w1')).rejects.toMatchObject({ code: 'wish.order' });
    const deeds = (await test.hub.audit({})).entries.flatMap(({ action, subject }) =>
      action.startsWith('wish.') ? [`${action} ${subject}`] : [],
    );
    expect(deeds.toSorted()).toEqual(['wish.arrived w1', 'wish.ordered w1']);
  });

  it('in words becomes a good once, and is bought as that', async () => {
    ask('w1');
    await push();
    const become = (sku: string) => test.hub.moveWishes({ wishes: [{ id: 'w1', sku }], state: 'ordered' });
    await become('milk');
    expect(await told('w1')).toMatchObject({ sku: 'milk', text: parts[0]!.text });
    await expect(become('coffee')).rejects.toMatchObject({ code: 'wish.otherGood', args: { sku: 'milk' } });
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at: moment(5) });
    await push();
    expect(await open()).toEqual([]);
    expect(await writeOffs()).toMatchObject([{ kind: 'wish', sku: 'milk', entitlement: 'w1' }]);
  });

  it('that was dropped is open no more, also where its asking comes later from another till', async () => {
    const other = await test.till('till-2');
    ask('w1', { sku: 'coffee' });
    drop('w1');
    await push();
    expect(await told('w1')).toBeUndefined();
    drop('w2', other);
    await push(other);
    ask('w2', { sku: 'milk' });
    await push();
    expect(await open()).toEqual([]);
    expect(await told('w2')).toBeUndefined();
    expect((await test.hub.report({})).wishes).toEqual({ asked: 2, arrived: 0, bought: 0, dropped: 2 });
  });

  it('of somebody the hub never heard of waits under that id', async () => {
    ask('w1', { sku: 'coffee', member: 'new' });
    await push();
    till.register('new', 'card-new', moment(3));
    await push();
    expect(await open()).toMatchObject([{ id: 'w1', member: 'new' }]);
    expect((await test.hub.exportMember('new')).cards).toEqual(['card-new']);
  });
});

describe('a sale of the good', () => {
  it('buys what has arrived first, then what is ordered, then the oldest, and what is whole is written off', async () => {
    for (const [n, id] of ['old', 'ordered', 'arrived'].entries()) ask(id, { sku: 'coffee', at: moment(n + 1) });
    await push();
    await move('ordered', 'ordered', 'arrived');
    await move('arrived', 'arrived');
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }, { sku: 'milk' }], at: moment(10), ...withCost(310_00) });
    await push();
    expect(ids(await open())).toEqual(['old', 'ordered']);
    till.sell({ member: 'boris', lines: [{ sku: 'coffee' }], at: moment(11) });
    till.sell({ member: 'anna', lines: [{ sku: 'coffee', quantity: 1500 }], at: moment(12) });
    await push();
    expect(await open()).toMatchObject([{ id: 'old', boughtQuantity: 500 }]);
    expect(await told('old')).toMatchObject({ boughtQuantity: 500 });
    const about = { shop: 'shop-1', till: 'till-1', channel: 'shop', rule: null, kind: 'wish', sku: 'coffee' };
    expect(await writeOffs()).toMatchObject([
      { ...about, entitlement: 'arrived', quantity: 1000, costMinor: 310_00, priceMinor: 500_00, at: moment(10) },
      { ...about, entitlement: 'ordered', quantity: 1000, costMinor: null, at: moment(12) },
    ]);
    expect((await test.hub.report({})).wishes).toEqual({ asked: 3, arrived: 2, bought: 2, dropped: 0 });
  });

  it('buys a wish bit by bit, and its write-off tells all of it', async () => {
    ask('w1', { sku: 'coffee', quantity: 2000 });
    for (const n of [5, 6])
      till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: moment(n), ...withCost(300_00) });
    await push();
    const [whole, ...more] = await writeOffs();
    expect(more).toEqual([]);
    expect(whole).toMatchObject({ quantity: 2000, costMinor: 600_00, priceMinor: 1000_00, at: moment(6) });
    const confirm = { ids: [whole!.id], document: 'СП-18' };
    expect(await test.hub.confirmWriteOffs(confirm)).toEqual({ confirmed: 1 });
    drop('w1');
    await push();
    expect((await test.hub.report({})).wishes).toMatchObject({ bought: 1, dropped: 0 });
  });

  it('before the asking buys nothing, however late it comes', async () => {
    const other = await test.till('till-2');
    other.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: moment(1) });
    ask('w1', { sku: 'coffee', at: moment(5) });
    await push();
    await push(other);
    expect(await open()).toMatchObject([{ id: 'w1', boughtQuantity: 0 }]);
  });

  it('that comes back is a write-off the other way; of a wish not yet whole it is to be bought again', async () => {
    ask('w1', { sku: 'coffee', quantity: 2000 });
    ask('w2', { sku: 'milk', quantity: 3000 });
    const lines = [
      { sku: 'coffee', quantity: 3000 },
      { sku: 'milk', quantity: 2000 },
    ];
    const { body } = till.sell({ member: 'anna', lines, at: moment(5), ...withCost(100_00) });
    const back = ['l1', 'l2'].map((line) => ({ line, quantity: 1000 }));
    till.giveBack(body.receipt, back, moment(6));
    await push();
    expect(await open()).toMatchObject([{ id: 'w2', boughtQuantity: 1000 }]);
    expect(await writeOffs()).toMatchObject([
      { kind: 'wish', quantity: 2000, costMinor: 200_00 },
      { kind: 'wishReturned', quantity: 1000, costMinor: 100_00, priceMinor: 500_00, entitlement: 'w1', at: moment(6) },
    ]);
  });
});

describe('words of a wish', () => {
  const kept = (...sought: string[]) => filesWith(test.dataDir, sought);

  it('stand nowhere in plain, and with its member’s erasure their key is gone, from the feed’s past too', async () => {
    ask('w1');
    ask('w2', { sku: 'coffee' });
    await push();
    expect(kept(words)).toEqual([]);
    const { wishes } = await test.hub.exportMember('anna');
    expect(wishes[0]!.name).toBe(words);
    await test.hub.eraseMember('anna', { by: 'olga', why: 'letter 1' });
    expect(kept(words, parts[0]!.key)).toEqual([]);
    expect(ids(await open())).toEqual(['w2']);
    expect(await told('w1')).toBeUndefined();
    till.checkpoint = { ...till.checkpoint!, position: 0 };
    const past = (await till.pull()).flatMap(({ changes }) => changes.flatMap(({ documents }) => documents));
    expect(past.filter(({ id, doc }) => id === 'w1' && doc !== null)).toEqual([]);
    ask('w3');
    await push();
    expect(ids(await open())).toEqual(['w2']);
    expect(kept(parts[1]!.key)).toEqual([]);
  });

  it('wait sealed with the records of a revoked till, until a person decides', async () => {
    for (const decision of ['approve', 'reject'] as const) {
      const id = `w-${decision}`;
      const from = await test.till(decision === 'approve' ? 'till-1' : 'till-2');
      const name = decision === 'approve' ? 'till-1' : 'till-2';
      await test.hub.revokeTill(name, 'stolen');
      await from.session();
      ask(id, { from });
      await push(from);
      expect(ids(await open())).not.toContain(id);
      const [item] = (await test.hub.items({ kind: 'backlog', state: 'open' })).items;
      await test.hub.closeItem(item!.id, { why: 'looked at', decision });
    }
    expect(await open()).toMatchObject([{ id: 'w-approve', name: words }]);
    expect(kept(parts[1]!.key)).toEqual([]);
  });
});

describe('the shops', () => {
  it('a member does not visit are told nothing; one they leave forgets the wish, and hears of it when they come back', async () => {
    const far = { ...shopDoc, id: 'shop-2' };
    await test.hub.importLines(
      asText([
        { kind: 'shop', doc: far },
        { kind: 'till', doc: { id: 'till-9', shop: 'shop-2', name: 'Till 9' } },
      ]),
    );
    const away = await test.till('till-9');
    ask('w1', { sku: 'coffee' });
    till.sell({ member: 'anna', at: moment(2) });
    await push();
    await away.pull();
    expect([...away.documents.keys()].filter((key) => key.startsWith('wish'))).toEqual([]);
    test.clock.set(Date.parse(moment(2)) + 800 * 86_400_000);
    await test.hub.runJobs();
    expect(await told('w1')).toBeUndefined();
    expect(ids(await open())).toEqual(['w1']);
    await test.hub.importLines(asText([{ kind: 'member', doc: memberDoc('anna', {}, ['shop-2']) }]));
    await move('ordered', 'w1');
    await away.session();
    await till.session();
    expect([await told('w1'), await told('w1', away)]).toEqual([undefined, undefined]);
    ask('w2', { sku: 'milk', at: new Date(test.clock.nowMs()).toISOString() });
    await till.session();
    await push();
    expect(await told('w1')).toMatchObject({ state: 'ordered' });
  });
});
