import { afterEach, expect, it } from 'vitest';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { pushBody } from '../testing/till.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
afterEach(() => test.close());

const noonUtc = '2026-03-01T12:00:00Z';

async function sellingTill(): Promise<TestTill> {
  test = await openTestHub(['till-1', 'till-2']);
  const till = await test.till('till-1');
  till.sell({ lines: [{ sku: 'coffee' }], at: noonUtc });
  return till;
}

it('says so when a batch was not signed with the key of the till whose request brought it', async () => {
  const till = await sellingTill();
  const other = await test.till('till-2');
  const reply = await till.wire.post('/v1/journal', pushBody(other.wire, till.journal));
  expect(reply.status).toBe(200);
  await test.hub.runJobs();
  expect(await test.hub.alarms()).toMatchObject([{ till: 'till-1', kind: 'signature', seq: 2 }]);
});

it('finds nothing to say of what the till signed itself, batch after batch', async () => {
  const till = await sellingTill();
  await till.push();
  till.sell({ lines: [{ sku: 'coffee' }], at: noonUtc });
  await till.push();
  await test.hub.runJobs();
  expect(await test.hub.alarms()).toEqual([]);
});
