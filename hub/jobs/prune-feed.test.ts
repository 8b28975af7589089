import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedReply } from '../../shared/protocol/hub.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, memberDoc, programme } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';
import { answer } from '../testing/wire.ts';

const at = '2026-03-01T12:01:00+03:00';
const days = (count: number) => new Date(Date.parse(at) + count * 86_400_000).toISOString();

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  const retention = { feedDays: 10 };
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna')], { retention });
  till = await test.till('till-1');
});
afterEach(() => test.close());

const reprice = (priceMinor: number) =>
  test.hub.importLines(asText([{ kind: 'price', doc: { shop: 'shop-1', sku: 'milk', priceMinor } }]));
const feed = (position: number, of = till) =>
  of.wire
    .get(`/v1/feed?generation=${test.hub.generation}&position=${position}`)
    .then((response) => answer<FeedReply>(response));
const told = async () =>
  (await test.rows<{ kind: string; id: string; position: number; doc: string | null }>('change')).map(
    ({ kind, id, position }) => `${position} ${kind} ${id}`,
  );

describe('what the feed had told before the retention period', () => {
  it('is dropped where it is no longer so; a till from before it is sent to a snapshot, one from after goes on', async () => {
    const before = (await feed(0)).head;
    await reprice(91_00);
    await test.hub.eraseMember('anna', { by: 'olga', why: 'letter 1' });
    const { head } = await feed(0);
    expect((await test.hub.runJobs(days(0))).pruned).toBe(0);
    await reprice(92_00);
    expect((await test.hub.runJobs(days(9))).pruned).toBe(0);
    expect(await feed(0)).toMatchObject({ resnapshot: false });
    expect((await test.hub.runJobs(days(10))).pruned).toBeGreaterThan(0);

    expect((await told()).filter((line) => / price milk$| person anna$/.test(line))).toEqual([
      `${head - 1} price milk`,
      `${head + 1} price milk`,
    ]);
    for (const below of [0, before, head - 1])
      expect(await feed(below)).toMatchObject({ resnapshot: true, changes: [], position: below });
    const page = await feed(head);
    expect(page).toMatchObject({ resnapshot: false, head: page.position });
    expect(page.changes[0]!.documents).toMatchObject([{ kind: 'price', doc: { priceMinor: 92_00 } }]);

    const { lines } = await till.snapshot();
    expect(lines.filter((line) => line.includes('"price","id":"milk"'))).toEqual([
      expect.stringContaining('"priceMinor":9200'),
    ]);
  });

  it('is dropped once, and goes on where it was broken off', async () => {
    await reprice(91_00);
    await test.hub.runJobs(days(0));
    expect((await test.hub.runJobs(days(12))).pruned).toBeGreaterThan(0);
    const left = await told();
    expect((await test.hub.runJobs(days(12))).pruned).toBe(0);
    expect((await test.hub.runJobs(days(13))).pruned).toBe(0);
    expect(await told()).toEqual(left);
  });

  it('is held against no sale that is made by it: a person is told once that nobody can compare', async () => {
    await reprice(91_00);
    await test.hub.runJobs(days(0));
    await test.hub.runJobs(days(11));
    // The till never heard of the new price.
    till.sell({ lines: [{ sku: 'milk' }], at });
    await till.push();
    const [found, ...more] = await test.hub.discrepancies();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ kind: 'facts', differences: [{ path: 'facts.basis.replica' }] });
  });

  it('leaves sales alone that were made by what still holds', async () => {
    await test.hub.publish({ ...programme, version: 2 }, '2026-05-01T00:00:00+03:00');
    await till.pull();
    await test.hub.runJobs(days(0));
    await test.hub.runJobs(days(11));
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at });
    await till.push();
    expect(await test.hub.discrepancies()).toEqual([]);
  });
});
