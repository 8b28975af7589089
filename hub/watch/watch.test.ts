import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogLine } from '../ports.ts';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';

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

describe('what Prometheus reads', () => {
  it('is how far tills are, what they may lose, and what waits for a person', async () => {
    const till = await test.till('till-1');
    await till.lease('anna', 30_00, noon);
    till.journal.push({ ...till.journal[0]!, text: 'rubbish' });
    await till.push().catch(() => undefined);
    test.clock.set(Date.parse(noon) + 90_000);
    const text = await metrics();
    expect(text).toContain('# TYPE kopilka_till_unpushed_age_seconds gauge\n');
    expect(text).toContain('kopilka_till_unpushed_age_seconds{till="till-1"} 90\n');
    expect(text).toMatch(/kopilka_feed_lag_positions\{till="till-1",shop="shop-1"\} [1-9]\n/);
    expect(text).toContain('kopilka_leases_open{till="till-1"} 1\n');
    expect(text).toContain('kopilka_lease_exposure_points{till="till-1",wallet="bonus"} 3000\n');
    expect(text).toContain('kopilka_items_open{kind="quarantined"} 1\n');
    expect(text).toContain('kopilka_job_age_seconds{job="pending"} 90\n');
    expect(text).toContain('kopilka_requests_total{route="POST /v1/leases",status="200"} 1\n');
    expect(text).not.toContain('anna');
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
