import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAtolRegister } from '../../drivers/fiscal/atol/client.node.ts';
import { createPicturePrinter } from '../../drivers/printer/picture/printer.ts';
import { runCommandLine } from '../../main/cli/main.ts';
import { demoTillId } from '../../main/demo/shop.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openReplica } from '../../main/store/replica.ts';
import { openTill } from '../../main/till.ts';
import type { Event } from '../../shared/protocol/page.ts';
import { commandLine } from '../quote/command-line.ts';
import { profileOf } from '../receipts/pictures.ts';
import { demoDocuments } from '../sale/counter.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-fiscal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** `kopilka fiscal` as it runs on. */
function startCommand() {
  const [said, told, stop] = [[] as string[], [] as string[], new AbortController()];
  const ended = runCommandLine(['fiscal', '--port', '0'], {
    locale: 'en',
    say: (text) => said.push(text),
    tell: (text) => told.push(text),
    interactive: false,
    stop: stop.signal,
  });
  return { said, told, ended, stop: () => stop.abort() };
}

let running: ReturnType<typeof startCommand>;
beforeEach(async () => {
  running = startCommand();
  await expect.poll(() => running.told[0], { timeout: 5000 }).toMatch(/^http:/);
});
afterEach(async () => {
  running.stop();
  expect(await running.ended).toBe(0);
});

describe('kopilka fiscal', () => {
  it('plays the register of a till: documents come out of the one, the page of the other shows how it is', async () => {
    const replica = openReplica(join(folder, 'replica.db'));
    const checkpoint = { generation: 'g1', shop: 'demo', position: 1 };
    replica.applyChanges([{ position: 1, documents: demoDocuments() }], checkpoint, nodePorts.clock.nowMs());
    replica.close();
    const pictures: string[] = [];
    const failures: unknown[] = [];
    const events: Event[] = [];
    const till = openTill({ till: demoTillId, dataDir: folder, hubUrl: null }, nodePorts, {
      identity: identityOf(new Uint8Array(32).fill(7)),
      fetch: globalThis.fetch,
      printer: createPicturePrinter(profileOf('epson-80'), (svg) => void pictures.push(svg)),
      devices: null,
      terminal: null,
      fiscal: { register: createAtolRegister({ url: running.told[0]!, taxation: 'osn' }), reading: 'discount' },
      report: (error) => void failures.push(error),
    });
    till.subscribe((event) => void events.push(event));
    await till.handle('cashier.signIn', { cashier: 'olga' });
    await till.handle('shift.open', { floatMinor: 0 });
    const { totals } = await till.handle('sale.add', { sku: 'g038' });
    await till.handle('sale.payCash', { amountMinor: totals.leftMinor });
    await expect.poll(() => running.said.length, { timeout: 10_000 }).toBe(2);
    expect(running.said.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual(['openShift', 'sell']);
    // The drawer, and the receipt with its number.
    await expect.poll(() => pictures.length, { timeout: 10_000 }).toBe(2);
    expect((await till.handle('page.hello', {})).status.fiscal).toEqual({
      state: 'ready',
      reason: null,
      pendingJobs: 0,
    });
    expect(events.some((event) => event.topic === 'status' && event.data.fiscal.pendingJobs > 0)).toBe(true);
    await till.close();
    expect(failures).toEqual([]);
  });

  it('tells what has no sense, and a port that is taken', async () => {
    expect(await commandLine(['fiscal', '--port', 'x'])).toMatchObject({ code: 2 });
    const { port } = new URL(running.told[0]!);
    expect(await commandLine(['fiscal', '--port', port])).toMatchObject({ code: 1 });
  });
});
