import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saleMoney } from '../../shared/loyalty/outcome.ts';
import { newestEngine } from '../../engines/index.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { gift, lot, memberDoc, programme } from '../testing/shop.ts';
import { pushBody, sealed } from '../testing/till.ts';
import type { TestTill } from '../testing/till.ts';
import { answer } from '../testing/wire.ts';

let test: TestHub;
let [till, other]: TestTill[] = [];

beforeEach(async () => {
  const anna = memberDoc('anna', { lots: [lot('l1', 100_00)], entitlements: [gift('g1')] });
  test = await openTestHub(['till-1', 'till-2'], [anna]);
  [till, other] = [await test.till('till-1'), await test.till('till-2')];
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';
const later = (seconds: number) => test.clock.set(Date.parse(noon) + seconds * 1000);
const open = async () => (await test.hub.items({ state: 'open' })).items;
const why = 'looked into it';

/** The till believed milk to cost 100.00 and sold it so. */
function sellByAnotherPrice(): void {
  till!.sell({ member: 'anna', at });
  const { record } = till!.journal.pop()!;
  const body = record.body as SaleBody;
  body.facts.lines[0]!.unitPriceMinor = 100_00;
  const engine = newestEngine();
  body.money = saleMoney(engine.evaluate(engine.compile(programme), body.facts));
  body.digest = moneyDigest(body.money, sha256);
  body.payments = [{ id: 'p', kind: 'cash', amountMinor: body.money.totals.netMinor }];
  till!.journal.push(sealed(record));
}

describe('an item', () => {
  it('is there for every discrepancy, with what is at stake, and both sides are computed anew', async () => {
    sellByAnotherPrice();
    await till!.push();
    const [item, ...more] = await open();
    expect(more).toEqual([]);
    expect(item).toMatchObject({
      kind: 'facts',
      till: 'till-1',
      seq: 2,
      receipt: 'till-1-receipt-1',
      member: 'anna',
      at: '2026-03-01T09:01:00.000Z',
      detail: 'facts.lines[0].unitPriceMinor',
      stakeMinor: 100_00 - 89_90,
    });
    const sides = await test.hub.item(item!.id);
    expect([sides.till?.dueMinor, sides.hub?.dueMinor]).toEqual([100_00, 89_90]);
    expect(sides.differences).toEqual([{ path: 'facts.lines[0].unitPriceMinor', till: 100_00, hub: 89_90 }]);
    expect(sides.till?.reasons?.effects).toMatchObject([{ rule: 'points', kind: 'accrual', amount: 5_00 }]);
    expect(sides.hub?.reasons?.effects).toMatchObject([{ rule: 'points', kind: 'accrual', amount: 4_49 }]);
  });

  it('is told apart by what was taken twice: points, a gift, goods that came back', async () => {
    const { body } = till!.sell({
      member: 'anna',
      lines: [{ sku: 'coffee', quantity: 2000 }],
      gifts: ['g1'],
      redeem: 90_00,
      at,
    });
    other!.sell({ member: 'anna', lines: [{ sku: 'coffee' }], gifts: ['g1'], at });
    other!.sell({ member: 'anna', lines: [{ sku: 'coffee' }], redeem: 90_00, at: '2026-03-01T12:02:00+03:00' });
    await till!.push();
    await other!.push();
    // The gift's own coffee is not what comes back.
    const line = body.money.lines.find((each) => each.gift === undefined)!;
    for (const [each, minute] of [
      [till!, 3],
      [other!, 4],
    ] as const) {
      await each.pull();
      // Each knows the sale and not the other's return.
      each.journal.push(till!.journal.find(({ record }) => record.body.kind === 'sale')!);
      each.giveBack(body.receipt, [{ line: line.id, quantity: 1000 }], `2026-03-01T12:0${minute}:00+03:00`);
      await each.push([each.journal.at(-1)!]);
    }
    const items = await open();
    const of = (kind: string) => items.filter((each) => each.kind === kind);
    expect(of('overdraft')).toMatchObject([{ till: 'till-2', stakeMinor: 80_00 }]);
    expect(of('duplicateGift')).toMatchObject([{ till: 'till-2', stakeMinor: 500_00 }]);
    expect(of('duplicateReturn')).toMatchObject([{ till: 'till-2', stakeMinor: line.netMinor }]);
    expect((await test.hub.summary()).ledgerSum).toBe(0);
  });

  it('is there for a record that could not be taken, and shows it as it came', async () => {
    till!.sell({ at });
    const { text } = till!.journal.pop()!;
    const broken = text.replace('"kind":"sale"', '"kind":"sole"');
    await answer(await till!.wire.post('/v1/journal', pushBody(till!.wire, till!.journal)));
    await answer(await till!.wire.post('/v1/journal', pushBody(till!.wire, [{ text: broken, hash: sha256(broken) }])));
    const [item] = await open();
    expect(item).toMatchObject({ kind: 'quarantined', seq: 2, receipt: null, stakeMinor: null });
    const { record, till: said } = await test.hub.item(item!.id);
    expect([record, said]).toMatchObject([{ seq: 2, body: { kind: 'sole' } }, null]);
  });

  it('of a second life shows what each of them wrote', async () => {
    till!.sell({ at });
    const [first, mine] = till!.journal;
    await till!.push();
    till!.journal.pop();
    const theirs = till!.sell({ at, lines: [{ sku: 'bread' }] });
    await till!.push([theirs]);
    const [item] = await open();
    expect(item).toMatchObject({ kind: 'branch', receipt: theirs.body.receipt, stakeMinor: 45_50 });
    const { record, others } = await test.hub.item(item!.id);
    expect({ record, others }).toEqual({ record: theirs.record, others: [mine!.record] });
    expect(first!.record.seq).toBe(1);
  });

  it('is closed once by a person who says why, and that changes nothing that was booked', async () => {
    sellByAnotherPrice();
    await till!.push();
    const [item] = await open();
    const before = [await test.rows('ledger'), await test.rows('record'), await test.hub.summary()];
    later(7);
    const closed = await test.hub.closeItem(item!.id, { why });
    expect(closed).toMatchObject({ state: 'closed', closed: { by: '@folder', at: '2026-03-01T09:00:07.000Z', why } });
    expect([await test.rows('ledger'), await test.rows('record'), await test.hub.summary()]).toEqual(before);
    expect(await open()).toEqual([]);
    expect((await test.hub.items({ state: 'closed' })).items).toEqual([closed]);
    expect(await test.hub.discrepancies()).toMatchObject([{ state: 'closed' }]);
    await expect(test.hub.closeItem(item!.id, { why })).rejects.toThrow('closed already: @folder');
    const { entries } = await test.hub.audit({ limit: 1 });
    expect(entries).toMatchObject([{ who: '@folder', action: 'item.close', subject: item!.id, why }]);
  });

  it('is listed by state and kind, page after page', async () => {
    for (let sale = 0; sale < 3; sale += 1) sellByAnotherPrice();
    await till!.push();
    const first = await test.hub.items({ kind: 'facts', limit: 2 });
    const second = await test.hub.items({ kind: 'facts', limit: 2, after: first.after! });
    expect([first.items.length, second.items.length, second.after]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(3);
    expect((await test.hub.items({ kind: 'branch' })).items).toEqual([]);
    await expect(test.hub.items({ after: 'nothing' })).rejects.toThrow('no item nothing');
    await expect(test.hub.item('nothing')).rejects.toThrow('no item nothing');
  });
});

describe('a till that is revoked', () => {
  it('pushes as ever, but nothing of it is booked, and it gets neither news nor points', async () => {
    await test.hub.revokeTill('till-1', why);
    await expect(till!.push()).rejects.toThrow('hub.sessionEnded');
    await till!.session();
    till!.sell({ member: 'anna', at });
    till!.sell({ at });
    expect((await till!.push()).ack.seq).toBe(3);
    expect((await test.hub.summary()).sales).toBe(0);
    expect(await test.rows('ledger')).toHaveLength(2);
    await other!.pull();
    expect(other!.doc('applied', 'till-1')).toBeUndefined();
    await expect(till!.pull()).rejects.toThrow('till.revoked');
    await expect(till!.lease('anna', 100, at)).rejects.toThrow('till.revoked');
    const [item, ...more] = await open();
    expect([item?.kind, more]).toEqual(['backlog', []]);
    expect((await test.hub.item(item!.id)).held).toBe(3);
  });

  it('has its backlog booked when a person approves it, as if it had come then', async () => {
    later(1);
    await test.hub.revokeTill('till-1', why);
    await till!.session();
    const { body } = till!.sell({ member: 'anna', at });
    till!.giveBack(body.receipt, [{ line: body.money.lines[0]!.id, quantity: 1000 }], '2026-03-01T12:05:00+03:00');
    await till!.push();
    const [item] = await open();
    await expect(test.hub.closeItem(item!.id, { why })).rejects.toThrow('approve or reject');
    later(2);
    await test.hub.closeItem(item!.id, { why, decision: 'approve' });
    const { sales, returns, records, verdicts, ledgerSum } = await test.hub.summary();
    expect({ sales, returns, records, ledgerSum }).toEqual({ sales: 1, returns: 1, records: 3, ledgerSum: 0 });
    expect(verdicts).toEqual({ equal: 2, different: 0, pending: 0 });
    expect(await open()).toEqual([]);
    const { entries } = await test.hub.audit({});
    expect(entries.map(({ action }) => action).slice(0, 2)).toEqual(['item.approve', 'till.revoke']);
  });

  it('keeps what was rejected, unbooked, and what it writes later waits as another item', async () => {
    await test.hub.revokeTill('till-1', why);
    await till!.session();
    till!.sell({ at });
    await till!.push();
    const [item] = await open();
    await test.hub.closeItem(item!.id, { why, decision: 'reject' });
    const next = till!.sell({ at });
    await till!.push([next]);
    expect(await open()).toMatchObject([{ kind: 'backlog', seq: 3 }]);
    const records = await test.rows<{ till: string; state: string }>('record');
    expect(records.map(({ state }) => state)).toEqual(['rejected', 'rejected', 'held']);
    expect((await test.hub.summary()).sales).toBe(0);
  });

  it('is trusted again once it is enrolled again', async () => {
    await test.hub.revokeTill('till-1', why);
    const { code } = await test.hub.enrolmentCode('till-1');
    await till!.enrol(code);
    await till!.session();
    await expect(till!.pull()).resolves.toBeDefined();
    await expect(test.hub.revokeTill('till-9', why)).rejects.toThrow('till-9');
  });
});
