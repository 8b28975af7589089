import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogLine } from '../ports.ts';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc, programme } from '../testing/shop.ts';

let test: TestHub;
let lines: LogLine[];
beforeEach(async () => {
  lines = [];
  const anna = memberDoc('anna', { lots: [lot('l1', 100_00)] });
  test = await openTestHub(['till-1', 'till-2'], [anna], { log: (line) => void lines.push(line) });
});
afterEach(() => test.close());

const ask = (path: string, token = test.hub.adminToken) =>
  test.hub.app.request(path, { headers: { authorization: `Bearer ${token}` } });
const metrics = async () => (await ask('/metrics')).text();

const minuteMs = 60_000;
const pass = (ms: number) => test.clock.set(test.clock.nowMs() + ms);
/** The value of a metric with these labels. */
const value = (text: string, metric: string) => {
  const line = text.split('\n').find((each) => each.startsWith(`${metric} `));
  return line === undefined ? undefined : Number(line.slice(metric.length));
};

describe('what Prometheus reads', () => {
  it('is what waits for a person, and how much there was to do, and names nobody', async () => {
    const till = await test.till('till-1');
    till.journal.push({ ...till.journal[0]!, text: 'rubbish' });
    await till.push().catch(() => undefined);
    const text = await metrics();
    expect(text).toContain('# TYPE kopilka_till_unpushed_age_seconds gauge\n');
    expect(value(text, 'kopilka_items_open{kind="quarantined"}')).toBe(1);
    expect(value(text, 'kopilka_items_open{kind="overdraft"}')).toBe(0);
    expect(value(text, 'kopilka_requests_total{route="POST /v1/journal",status="200"}')).toBe(1);
    expect(text).not.toContain('anna');
  });

  it('counts discrepancies as they come and are closed', async () => {
    const till = await test.till('till-1');
    const { record, body } = till.sell({ member: 'anna', at: noon });
    const money = { ...body.money, totals: { ...body.money.totals, netMinor: body.money.totals.netMinor + 1 } };
    till.journal.pop();
    till.append({ ...body, money }, record.at);
    await till.push();
    expect(value(await metrics(), 'kopilka_items_open{kind="arithmetic"}')).toBe(1);
    const [item] = (await test.hub.items({ kind: 'arithmetic' })).items;
    await test.hub.closeItem(item!.id, { why: 'looked at it' });
    expect(value(await metrics(), 'kopilka_items_open{kind="arithmetic"}')).toBe(0);
  });

  it('tells how far a till was behind the feed, which is what it then pulls', async () => {
    const till = await test.till('till-1');
    await till.pull();
    const lag = async () => value(await metrics(), 'kopilka_feed_lag_positions{till="till-1",shop="shop-1"}');
    expect(await lag()).toBe(0);
    const other = await test.till('till-2');
    for (let count = 0; count < 3; count += 1) {
      other.sell({ at: noon });
      await other.push();
    }
    expect(await lag()).toBe(3);
    const pages = await till.pull();
    expect(pages.flatMap(({ changes }) => changes)).toHaveLength(3);
    // It asked from where it was: what it has by now its next question says.
    await till.pull();
    expect(await lag()).toBe(0);
  });

  it('never tells less than the age of what a till has not pushed, and knows it after a restart', async () => {
    const till = await test.till('till-1');
    await till.push();
    const age = async (id: string) => value(await metrics(), `kopilka_till_unpushed_age_seconds{till="${id}"}`);
    pass(minuteMs);
    await till.pull();
    pass(minuteMs);
    till.sell({ at: new Date(test.clock.nowMs()).toISOString() });
    pass(minuteMs);
    expect(await age('till-1')).toBe(120);
    await test.reopen();
    // The hub has not heard of it since its last record of eight o'clock.
    expect(await age('till-1')).toBe(4 * 3600 + 180);
    await till.session(new Date(test.clock.nowMs()).toISOString());
    await till.push();
    expect(await age('till-1')).toBe(60);
    expect(await age('till-2')).toBeUndefined();
  });

  it('tells what leases hold, in points and money, as it is spent and given back', async () => {
    const till = await test.till('till-1');
    const spending = till.accept(await till.lease('anna', 30_00, noon), noon);
    await till.push();
    const held = async () => {
      const text = await metrics();
      return [
        value(text, 'kopilka_leases_open{till="till-1"}'),
        value(text, 'kopilka_lease_exposure_points{till="till-1",wallet="bonus"}'),
        value(text, 'kopilka_lease_exposure_minor{till="till-1",wallet="bonus"}'),
        value(text, 'kopilka_lease_exposure_rights_minor{till="till-1"}'),
      ];
    };
    expect(await held()).toEqual([1, 30_00, 30_00, 0]);
    till.sell({ member: 'anna', redeem: 20_00, spending, at: noon });
    await till.push();
    expect(await held()).toEqual([0, undefined, undefined, 0]);
  });

  it('tells what floor limits let all enrolled tills risk, and of one member', async () => {
    await test.till('till-1');
    const floor = { wallet: 'bonus', receiptPoints: 10_00, memberPoints: 15_00, tillPoints: 50_00, redemptions: 4 };
    await test.hub.publish({ ...programme, version: 2, offline: { floor: [floor] } }, '2026-02-01T00:00:00+03:00');
    const risk = async () => {
      const text = await metrics();
      return ['points', 'minor', 'member_minor'].map((what) =>
        value(text, `kopilka_floor_exposure_${what}{wallet="bonus"}`),
      );
    };
    // Four receipts of ten are less than the till's fifty.
    expect(await risk()).toEqual([40_00, 40_00, 15_00]);
    await test.till('till-2');
    expect(await risk()).toEqual([80_00, 80_00, 30_00]);
    await test.hub.declareLost('till-2', 'fell into the river');
    expect(await risk()).toEqual([40_00, 40_00, 15_00]);
  });

  it('tells since when a job was not done', async () => {
    const age = async () => value(await metrics(), 'kopilka_job_age_seconds{job="pending"}');
    expect(await age()).toBe(0);
    pass(90_000);
    expect(await age()).toBe(90);
    await test.reopen();
    expect(await age()).toBe(0);
  });

  it('is for those who may look', async () => {
    expect((await ask('/metrics', 'guess')).status).toBe(401);
  });
});

describe('the log', () => {
  it('has one line a request, under the id that the reply carries', async () => {
    const reply = await ask('/v1/admin/items/secret-of-anna?state=open');
    const { error } = (await reply.json()) as { error: { code: string; id: string } };
    expect(error).toMatchObject({ code: 'item.unknown', id: reply.headers.get('kopilka-request') });
    expect(lines).toEqual([
      {
        level: 'info',
        event: 'request',
        id: error.id,
        method: 'GET',
        route: '/v1/admin/items/:id',
        status: 404,
        ms: 0,
        code: 'item.unknown',
      },
    ]);
    await ask('/health');
    expect(lines).toHaveLength(2);
    expect(JSON.stringify(lines)).not.toMatch(/anna|token|Bearer/);
  });
});
