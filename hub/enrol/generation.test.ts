import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodePorts } from '../ports.node.ts';
import { openSqliteStore } from '../store/sqlite/store.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { lot, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';
import { newGeneration } from './generation.ts';

const at = '2026-03-01T12:01:00+03:00';
let test: TestHub;
let till: TestTill;
let other: TestTill;

beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2', 'till-3'], [memberDoc('anna', { lots: [lot('a', 100_00)] })]);
  till = await test.till('till-1');
  other = await test.till('till-2');
  for (const each of [till, other]) await each.push();
});
afterEach(() => test.close());

/** Puts the hub back to a copy of its folder that was taken before `meanwhile`. */
async function restored(meanwhile: () => Promise<void>): Promise<string> {
  const backup = `${test.dataDir}-backup`;
  await test.reopen({}, async () => cpSync(test.dataDir, backup, { recursive: true }));
  for (const each of [till, other]) await each.session();
  await meanwhile();
  const { generation } = test.hub;
  await test.reopen({}, async () => {
    rmSync(test.dataDir, { recursive: true });
    renameSync(backup, test.dataDir);
    const store = openSqliteStore(join(test.dataDir, 'hub.db'));
    await newGeneration(store, nodePorts.random);
    await store.close();
  });
  return generation;
}

/** What a till does on its own: a session, all that the hub lacks, and a snapshot, for its replica is of another generation. */
async function comesBack(each: TestTill): Promise<void> {
  const { newEpoch, ack } = await each.session();
  expect(newEpoch).toBe(false);
  const left = each.journal.filter(({ record }) => record.seq > ack.seq);
  if (left.length > 0) await each.push(left);
  await each.snapshot();
}

describe('a hub restored from a backup', () => {
  it('is another generation: the feed asks for a snapshot, tokens of before are no other life, records come again', async () => {
    const before = await restored(async () => {
      till.sell({ at });
      await till.push();
    });
    expect(test.hub.generation).not.toBe(before);
    const { records } = await test.hub.summary();
    await comesBack(till);
    await expect(till.pull()).rejects.toThrow('resnapshot');
    expect((await test.hub.summary()).records).toBe(records + 1);
    expect(await test.hub.alarms()).toEqual([]);
  });

  it('grants no lease until each enrolled till has pushed what it had; one that never enrolled is not waited for', async () => {
    await restored(async () => undefined);
    await comesBack(till);
    await expect(till.lease('anna', 10_00, at)).rejects.toThrow('hub.awaitsTills {"tills":"till-2"}');
    await other.session();
    await expect(till.lease('anna', 10_00, at)).rejects.toThrow('hub.awaitsTills');
    await other.snapshot();
    expect(await till.lease('anna', 10_00, at)).toMatchObject({ kind: 'granted' });
    await test.reopen();
    await till.session();
    expect(await till.lease('anna', 10_00, at)).toMatchObject({ kind: 'granted' });
  });

  it('knows by its own signature a lease it granted after the backup, and what was spent from it', async () => {
    await restored(async () => {
      const open = await till.lease('anna', 30_00, at);
      till.accept(open, at);
      const used = await till.lease('anna', 20_00, at);
      till.sell({ member: 'anna', redeem: 20_00, spending: till.accept(used, at), at });
      await till.push();
    });
    await comesBack(till);
    await comesBack(other);
    const { ledgerSum, outstanding, verdicts } = await test.hub.summary();
    expect({ ledgerSum, alarms: await test.hub.alarms() }).toEqual({ ledgerSum: 0, alarms: [] });
    expect(verdicts).toMatchObject({ equal: 1 });
    expect(outstanding[0]!.points).toBeGreaterThanOrEqual(80_00);
    // 20 of the 100 are spent, 30 are still set aside.
    const rest = await other.lease('anna', 999_00, at);
    const left = rest.kind === 'granted' ? rest.grant.lease.lots.find(({ id }) => id === 'a') : undefined;
    expect(left?.points).toBe(50_00);
  });

  it('takes no grant for its own that another key signed', async () => {
    await restored(async () => {
      const open = await till.lease('anna', 30_00, at);
      if (open.kind === 'granted') till.accept({ ...open, signature: 'A'.repeat(86) }, at);
      await till.push();
    });
    await comesBack(till);
    await comesBack(other);
    expect(await test.hub.alarms()).toMatchObject([{ kind: 'foreignLease' }]);
    const rest = await other.lease('anna', 999_00, at);
    expect(rest.kind === 'granted' && rest.grant.lease.lots[0]!.points).toBe(100_00);
  });
});
