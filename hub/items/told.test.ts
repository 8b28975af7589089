import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenItem } from '../../shared/protocol/feed.ts';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, memberDoc, shopDoc } from '../testing/shop.ts';
import { pushBody } from '../testing/till.ts';
import type { TestTill } from '../testing/till.ts';
import { answer } from '../testing/wire.ts';

let test: TestHub;
let [till, other]: TestTill[] = [];
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna')]);
  [till, other] = [await test.till('till-1'), await test.till('till-2')];
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';
const why = 'looked into it';
const open = async () => (await test.hub.items({ state: 'open' })).items;

/** What a till was told of items since it pulled last, and what it knows of them now. */
async function told(to: TestTill): Promise<{ changes: number; items: OpenItem[] }> {
  const pages = await to.pull();
  const documents = pages.flatMap(({ changes }) => changes.flatMap((each) => each.documents));
  return {
    changes: documents.filter(({ kind }) => kind === 'item').length,
    items: [...to.documents].flatMap(([key, doc]) => (key.startsWith('item ') ? [doc as OpenItem] : [])),
  };
}

/** With a token that was never the last. */
async function callFromOlderLife({ wire }: TestTill): Promise<void> {
  const life = { epoch: 'till-2-epoch-1', token: 'of an older life', leases: [] };
  await answer(await wire.post('/v1/session', { protocol: 2, agreement: wire.newAgreement(), ...life }, true));
}

/** A sale to Anna that its own facts do not give; answers its receipt. */
function sellWrongly(by: TestTill): string {
  const { body } = by.sell({ member: 'anna', at });
  by.journal.pop();
  const { totals } = body.money;
  by.append({ ...body, money: { ...body.money, totals: { ...totals, netMinor: totals.netMinor + 1 } } }, at);
  return body.receipt;
}

describe('the tills of a shop', () => {
  it('are told of an item as it is opened, with nothing of the member, until a person closes it', async () => {
    const receipt = sellWrongly(other!);
    await other!.push();
    const item = { till: 'till-2', kind: 'arithmetic', at: '2026-03-01T09:01:00.000Z', receipt };
    for (const each of [till!, other!]) {
      expect(await told(each)).toEqual({ changes: 1, items: [{ id: expect.any(String) as string, ...item }] });
    }
    await test.hub.closeItem((await open())[0]!.id, { why });
    for (const each of [till!, other!]) expect(await told(each)).toEqual({ changes: 1, items: [] });
  });

  it('hear no more of what is noted again, open or closed', async () => {
    await callFromOlderLife(other!);
    expect(await told(till!)).toMatchObject({ changes: 1, items: [{ till: 'till-2', kind: 'olderLife' }] });
    await callFromOlderLife(other!);
    expect(await told(till!)).toMatchObject({ changes: 0, items: [{ kind: 'olderLife' }] });
    await test.hub.closeItem((await open())[0]!.id, { why });
    expect(await told(till!)).toEqual({ changes: 1, items: [] });
    await callFromOlderLife(other!);
    expect(await told(till!)).toEqual({ changes: 0, items: [] });
  });

  it('are told of a till whose clock is wrong as it calls', async () => {
    await other!.session(noon.replace('2026', '2029'));
    expect((await told(till!)).items).toMatchObject([{ till: 'till-2', kind: 'clock', receipt: null }]);
  });

  it('are told of a journal that was not signed by its till', async () => {
    till!.sell({ at });
    await till!.wire.post('/v1/journal', pushBody(other!.wire, till!.journal));
    await test.hub.runJobs();
    expect((await told(other!)).items).toMatchObject([{ till: 'till-1', kind: 'signature' }]);
  });

  it('are told of what a revoked till left until it is decided, and then of what comes of it', async () => {
    await test.hub.revokeTill('till-2', why);
    await other!.session();
    sellWrongly(other!);
    await other!.push();
    expect((await told(till!)).items).toMatchObject([{ till: 'till-2', kind: 'backlog' }]);
    const [item] = await open();
    await test.hub.closeItem(item!.id, { why, decision: 'approve' });
    expect((await told(till!)).items).toMatchObject([{ till: 'till-2', kind: 'arithmetic' }]);
  });

  it('take the items of a till over that comes to them from another shop', async () => {
    sellWrongly(other!);
    await other!.push();
    await told(till!);
    const moved = [
      { kind: 'shop', doc: { ...shopDoc, id: 'shop-2' } },
      { kind: 'till', doc: { id: 'till-2', shop: 'shop-2', name: 'Till 2' } },
      { kind: 'till', doc: { id: 'till-9', shop: 'shop-2', name: 'Till 9' } },
    ] as const;
    await test.hub.importLines(asText([...moved]));
    expect((await told(till!)).items).toEqual([]);
    const there = await test.till('till-9');
    expect((await told(there)).items).toMatchObject([{ till: 'till-2', kind: 'arithmetic' }]);
    await test.hub.closeItem((await open())[0]!.id, { why });
    expect((await told(there)).items).toEqual([]);
  });
});
