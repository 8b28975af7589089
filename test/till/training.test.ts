import { cpSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPicturePrinter } from '../../drivers/printer/picture/printer.ts';
import type { FiscalRegister } from '../../drivers/fiscal/register.ts';
import { findProfile } from '../../drivers/printer/profiles.ts';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import { openTrainableTill } from '../../main/cli/till/trainable.ts';
import { cornerShop, demoTillId } from '../../main/demo/shop.ts';
import { openIdentity } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openJournal } from '../../main/store/journal.ts';
import type { Till } from '../../main/till.ts';
import { JournalRecord } from '../../shared/protocol/journal.ts';
import type { Event, SaleView } from '../../shared/protocol/page.ts';

/** Practice on a real till with a real hub: what of it gets out? */
let dir: string;
let demo: Demo;
let till: Till;
let printed: string[];
const fiscal: string[] = [];
let terminal: ReturnType<typeof createSimulatedTerminal>;
let folder: ReturnType<typeof demoFolder>;

const fail = (error: unknown) => {
  throw error;
};
const hello = () => till.handle('page.hello', {});
const scan = (name: RegExp) => {
  const code = cornerShop().codes.find((each) => name.test(each.name.ru))?.code ?? '';
  return till.handle('sale.scan', { code, source: 'wedge' });
};
const told = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code?: string }).code,
  );

function open(): Till {
  const printer = createPicturePrinter(findProfile('epson-80')!, (svg) => void printed.push(svg));
  return openTrainableTill({ till: demoTillId, dataDir: folder.till, hubUrl: demo.hubUrl }, nodePorts, {
    identity: openIdentity({ keyDir: folder.keys, random: nodePorts.random }),
    fetch: globalThis.fetch,
    printer,
    devices: null,
    terminal,
    fiscal: { register, reading: 'discount' },
    report: fail,
  });
}

/** A register that is to make nothing; the real till asks how it is, as ever. */
const register: FiscalRegister = {
  submit({ paper }) {
    fiscal.push(paper.kind);
    return Promise.resolve({ kind: 'unreachable', problem: 'none' });
  },
  ask: () => Promise.resolve({ kind: 'unreachable', problem: 'none' }),
};

/** What the real journal holds, read after its till was closed. */
function recorded(): string[] {
  const file = join(folder.till, 'journal.db');
  const journal = openJournal({ file, till: demoTillId, ports: nodePorts, now: () => '2026-01-01T00:00:00Z' });
  const records = journal.readRecords(null, 10_000).map(({ text }) => JournalRecord.parse(JSON.parse(text)));
  journal.close();
  return records.map(({ body }) => body.kind);
}

async function caughtUp(): Promise<void> {
  await expect.poll(async () => (await hello()).status.hub).toMatchObject({ state: 'online', waiting: 0 });
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-training-'));
  folder = demoFolder(join(dir, 'demo'), false);
  demo = await startDemo(folder, cornerShop(), fail);
  await demo.till.close();
}, 60_000);
afterAll(async () => {
  await demo.hub.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  printed = [];
  terminal = createSimulatedTerminal(async () => undefined);
  till = open();
  await caughtUp();
});
afterEach(() => till.close());

describe('practice', () => {
  it('sells, gives a gift, spends points, takes back and closes a shift; nothing of it gets out', async () => {
    const { records } = await demo.hub.summary();
    const before = await hello();
    await till.handle('training.start', {});
    const begun = await hello();
    expect(begun).toMatchObject({
      training: true,
      sale: { phase: 'shiftClosed' },
      status: { cashier: { id: 'olga' } },
    });
    expect(begun.shop.name).toContain('TRAINING');
    await till.handle('shift.open', { floatMinor: 500_00 });
    const codes = begun.demo ?? [];
    const member = (name: RegExp) => codes.find((each) => name.test(each.name.ru))?.code ?? '';
    await scan(/^Шоколад/);
    await till.handle('sale.scan', { code: member(/^Анна/), source: 'wedge' });
    const spent = await till.handle('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(spent.redeem[0]?.points).toBeGreaterThan(0);
    const paid = await till.handle('sale.payCard', {});
    expect(paid).toMatchObject({ phase: 'done' });
    const picture = await till.handle('receipt.picture', { receipt: paid.done!.receipt });
    expect(picture.svg).toContain('TRAINING');
    await till.handle('sale.scan', { code: member(/^Вера/), source: 'wedge' });
    const [gift] = (await hello()).sale.gifts;
    await till.handle('sale.giveGift', { entitlement: gift!.entitlement });
    expect((await hello()).sale.lines).toMatchObject([{ gift: true, netMinor: 0 }]);
    await till.handle('sale.finish', {});
    const found = await till.handle('return.find', { code: paid.done!.receipt });
    const [line] = found.lines;
    const lines = [{ line: line!.line, quantity: 1000 }];
    expect(await till.handle('return.commit', { receipt: found.receipt, lines })).toMatchObject({ kind: 'return' });
    await till.handle('cash.out', { amountMinor: 100_00, reason: 'bank' });
    expect(await till.handle('shift.close', { cashCountedMinor: 400_00 })).toMatchObject({ sales: 2, returns: 1 });
    await till.handle('training.end', {});

    const after = await hello();
    expect(after.training).toBeUndefined();
    expect({ ...after, status: null }).toEqual({ ...before, status: null });
    expect(after.status.shift).toEqual(before.status.shift);
    await caughtUp();
    expect(terminal.balanceMinor()).toBe(0);
    expect([printed, fiscal]).toEqual([[], []]);
    expect((await demo.hub.summary()).records).toBe(records);
    expect(readdirSync(folder.till).filter((name) => name.startsWith('training'))).toEqual([]);
    await till.close();
    expect(recorded()).toHaveLength(records);
    till = open();
  });

  it('begins with no receipt open; from outside of the page it leaves the open one as it stands', async () => {
    await scan(/^Шоколад/);
    const { sale } = await hello();
    expect(await told(till.handle('training.start', {}))).toBe('training.saleOpen');
    await till.train();
    expect((await hello()).sale.lines).toEqual([]);
    await till.handle('training.end', {});
    expect((await hello()).sale).toEqual(sale);
    await till.handle('sale.cancel', {});
    await till.handle('cashier.signOut', {});
    expect(await told(till.handle('training.start', {}))).toBe('cashier.signedOut');
    await till.handle('cashier.signIn', { cashier: 'olga' });
  });

  it('has no member of the shop, and no PIN of anybody: a guess at a real one is made nowhere else', async () => {
    await till.handle('cashier.signIn', { cashier: 'max' });
    await till.handle('cashier.setPin', { cashier: 'max', pin: '471147' });
    await till.handle('training.start', {});
    expect((await hello()).status.cashier?.id).toBe('max');
    await till.handle('shift.open', { floatMinor: 0 });
    expect((await scan(/^Анна$/)).member).toBeNull();
    await till.handle('cashier.signOut', {});
    expect(await told(till.handle('cashier.signIn', { cashier: 'max', pin: '471147' }))).toBe('pin.wrong');
    expect(await told(till.handle('cashier.signIn', { cashier: 'max', pin: '000000' }))).toBe('done');
    await till.handle('training.end', {});
    await till.handle('cashier.signIn', { cashier: 'olga' });
    expect(await told(till.handle('cashier.signIn', { cashier: 'max', pin: '000000' }))).toBe('pin.wrong');
  });

  it('tells each page which till it is at, and takes what the scanner reads', async () => {
    const events: Event[] = [];
    till.subscribe((event) => void events.push(event));
    const hellos = () => events.flatMap((event) => (event.topic === 'hello' ? [event.data.training === true] : []));
    await Promise.all([till.handle('training.start', {}), till.handle('training.start', {})]);
    expect(hellos()).toEqual([true]);
    await till.handle('shift.open', { floatMinor: 0 });
    const [, code] = (await hello()).demo!.filter(({ group }) => group === 'good').map((each) => each.code);
    till.scanned({ code: code!, symbology: null });
    const sales = events.flatMap((event): SaleView[] => (event.topic === 'sale' ? [event.data] : []));
    expect(sales.at(-1)?.lines).toHaveLength(1);
    await till.handle('training.end', {});
    expect(hellos()).toEqual([true, false]);
    expect((await hello()).sale.lines).toEqual([]);
  });

  it('that was killed leaves nothing behind at the next start', async () => {
    const practice = join(folder.till, 'training');
    await till.train();
    expect(existsSync(join(practice, 'journal.db'))).toBe(true);
    cpSync(practice, `${practice}.copy`, { recursive: true });
    await till.close();
    renameSync(`${practice}.copy`, practice);
    till = open();
    expect(existsSync(practice)).toBe(false);
  });
});
