import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPicturePrinter } from '../../drivers/printer/picture/printer.ts';
import { findProfile } from '../../drivers/printer/profiles.ts';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { openHub } from '../../hub/hub.ts';
import type { Hub, Listening } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import { ean13, weightLabel } from '../../main/demo/goods.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { demoShop, demoTillId } from '../../main/demo/shop.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import type { Event, SaleView } from '../../shared/protocol/page.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-till-'));
const barcode = (code: number) => ean13(`24${String(code).padStart(10, '0')}`);
const failures: unknown[] = [];
const svgs: string[] = [];
const events: Event[] = [];
let hub: Hub;
let listening: Listening;
let till: Till;
let port = 0;

function open(): Till {
  const opened = openTill(
    { till: demoTillId, dataDir: join(folder, 'till'), hubUrl: `http://127.0.0.1:${port}`, demo: [] },
    nodePorts,
    {
      identity: identityOf(new Uint8Array(32).fill(7)),
      fetch: globalThis.fetch,
      printer: createPicturePrinter(findProfile('epson-80')!, (svg) => void svgs.push(svg)),
      devices: null,
      terminal: createSimulatedTerminal(() => Promise.resolve()),
      report: (error) => void failures.push(error),
    },
  );
  opened.subscribe((event) => void events.push(event));
  return opened;
}

async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !what(); i += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(what()).toBe(true);
}

const status = () => till.sync!.status();
const caughtUp = () => status().state === 'online' && status().unpushed.count === 0;

beforeEach(async () => {
  hub = await openHub({
    dataDir: join(folder, 'hub'),
    ports: hubPorts,
    log: (line) => line.level === 'error' && failures.push(line.error),
  });
  listening = await hub.listen();
  port = Number(new URL(listening.url).port);
  await hub.importLines(demoShop(Date.now()).map((line) => JSON.stringify(line)));
  const programme: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../examples/demo-shop/programme.json'), 'utf8'),
  );
  await hub.publish(programme, '2026-01-01T00:00:00+03:00');
  till = open();
  const { code, fingerprint } = await hub.enrolmentCode(demoTillId);
  await till.sync!.enrol({ code, fingerprint });
  await until(caughtUp);
  expect(events.find((event) => event.topic === 'hello')?.data.cashiers).toHaveLength(2);
  await till.handle('cashier.signIn', { cashier: 'olga' });
  await till.handle('shift.open', { floatMinor: 0 });
});

afterEach(async () => {
  await till.close();
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const scan = (code: string) => till.handle('sale.scan', { code, source: 'serial' });
const cash = async (view: SaleView) => till.handle('sale.payCash', { amountMinor: view.totals.leftMinor });

describe('a till and its hub', () => {
  it('agree on every sale, online, offline and after a restart in the middle of one', async () => {
    await scan(cardNumber(1));
    await scan(barcode(38));
    await scan(weightLabel(15, 1234));
    const redeemed = await till.handle('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(redeemed.redeem[0]).toMatchObject({ refused: null });
    expect(redeemed.redeem[0]!.points).toBeGreaterThan(0);
    const first = await cash(redeemed);
    await scan(cardNumber(3));
    await till.handle('sale.giveGift', { entitlement: 'vera-coffee' });
    await till.handle('sale.finish', {});

    await listening.close();
    await scan(cardNumber(1));
    await scan(barcode(25));
    const refused = await till.handle('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(refused.redeem[0]?.refused?.reason).toBe('redemption.offline');
    await cash(refused);
    await scan(barcode(9));
    const registered = await till.handle('sale.register', { card: '770000000777' });
    await till.handle('sale.payCard', { amountMinor: 1000 });
    const beforeStop = await till.handle('page.hello', {});
    await till.close();
    till = open();
    const afterStart = await till.handle('page.hello', {});
    expect(afterStart.sale).toEqual(beforeStop.sale);
    expect(registered.member?.pending).toBe(true);
    await till.handle('sale.payCard', {});
    const receipt = first.done!.receipt;
    await till.handle('return.commit', { receipt, lines: [{ line: 'l1', quantity: 1000 }] });

    listening = await hub.listen({ port });
    await until(caughtUp);
    expect(await hub.summary()).toMatchObject({
      sales: 4,
      returns: 1,
      verdicts: { equal: 5, different: 0, pending: 0 },
      discrepancies: { arithmetic: 0, facts: 0, limit: 0 },
      ledgerSum: 0,
    });
    await until(() => {
      const changed = events.findLast((event) => event.topic === 'status');
      return changed?.data.hub.waiting === 0;
    });
    const { documents } = await till.handle('collection.pull', { collection: 'receipts', checkpoint: 0, limit: 100 });
    expect(documents).toHaveLength(5);
    await until(() => svgs.length >= 5);
    const pulled = await till.handle('collection.pull', { collection: 'receipts', checkpoint: 0, limit: 100 });
    expect(pulled.documents).toMatchObject(documents.map(() => ({ state: 'synced', paper: 'confirmed' })));
    expect((await till.handle('receipt.picture', { receipt })).svg).toContain('<svg');
    expect(failures).toEqual([]);
  }, 60_000);
});
