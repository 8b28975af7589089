import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import { cornerShop, demoTillId } from '../../main/demo/shop.ts';
import { openIdentity } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import type { Event } from '../../shared/protocol/page.ts';
import { createHandTimers } from '../devices/hand-timers.ts';

const minuteMs = 60_000;
const timers = createHandTimers();
let dir: string;
let till: Till;

const fail = (error: unknown) => {
  throw error;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-idle-'));
  const folder = demoFolder(join(dir, 'demo'), false);
  await (await startDemo(folder, cornerShop(), fail)).close();
  const config = { till: demoTillId, dataDir: folder.till, hubUrl: null, lockAfterMs: 10 * minuteMs };
  till = openTill(
    config,
    { ...nodePorts, timers },
    {
      identity: openIdentity({ keyDir: folder.keys, random: nodePorts.random }),
      fetch: globalThis.fetch,
      printer: null,
      devices: null,
      terminal: null,
      report: fail,
    },
  );
}, 60_000);
afterAll(async () => {
  await till.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('a till set to lock when nobody is at it', () => {
  it('says so to its page, stays open while that has somebody, and tells it when it locked', async () => {
    const events: Event[] = [];
    till.subscribe((event) => void events.push(event));
    expect(await till.handle('page.hello', {})).toMatchObject({ locksWhenIdle: true, sale: { phase: 'selling' } });
    await timers.pass(9 * minuteMs);
    await till.handle('cashier.present', {});
    await timers.pass(9 * minuteMs);
    expect((await till.handle('page.hello', {})).sale.phase).toBe('selling');
    await timers.pass(minuteMs);
    const sales = events.flatMap((event) => (event.topic === 'sale' ? [event.data.phase] : []));
    expect(sales.at(-1)).toBe('signedOut');
    expect((await till.handle('page.hello', {})).status.cashier).toBeNull();
  });
});
