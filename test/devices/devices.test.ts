import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeLines } from '../../drivers/display/encode.ts';
import { displayTemplates } from '../../drivers/display/template.ts';
import { findProfile } from '../../drivers/printer/profiles.ts';
import { ean13, weightLabel } from '../../main/demo/goods.ts';
import type { DeviceKind } from '../../shared/protocol/device-kinds.ts';
import { canRun } from '../cannot-run.ts';
import { makePtyPair } from '../serial/pty-pair.ts';
import type { PtyPair } from '../serial/pty-pair.ts';
import { openEmulated } from './emulated.ts';
import type { Emulated } from './emulated.ts';
import { openShopTill } from './shop-till.ts';
import type { ShopTill } from './shop-till.ts';

const eventually = { timeout: 20_000 };
const barcode = (code: number) => ean13(`24${String(code).padStart(10, '0')}`);

let shop: ShopTill;
const cleanUp: (() => Promise<void>)[] = [];
beforeEach(async () => {
  shop = await openShopTill();
  cleanUp.push(() => shop.close());
}, 30_000);
afterEach(async () => {
  for (const each of cleanUp.splice(0).toReversed()) await each();
  expect(shop.failures).toEqual([]);
}, 30_000);

const handle: ShopTill['till']['handle'] = (method, params) => shop.till.handle(method, params);
const listed = (device: DeviceKind) => handle('devices.list', {}).then(({ devices }) => devices[device]);
const becomes = (device: DeviceKind, state: string) =>
  expect.poll(async () => (await listed(device)).state, eventually).toBe(state);
const kept = () => JSON.parse(readFileSync(join(shop.dataDir, 'till.json'), 'utf8')) as Record<string, unknown>;

/** What the journal's file holds of these kinds. */
function records(kinds: string): unknown[] {
  const journal = new Database(join(shop.dataDir, 'journal.db'), { readonly: true });
  const rows = journal.prepare<[string], Buffer>('select bytes from records where kind like ? order by ord').pluck();
  const found = rows.all(`${kinds}%`).map((bytes) => JSON.parse(bytes.toString()) as unknown);
  journal.close();
  return found;
}

async function emulated(profile: string): Promise<Emulated & { at: string }> {
  const printer = await openEmulated(findProfile(profile)!);
  cleanUp.push(() => printer.close());
  return { ...printer, at: `127.0.0.1:${printer.port}` };
}

async function sell(): Promise<void> {
  const { totals } = await handle('sale.scan', { code: barcode(38), source: 'serial' });
  await handle('sale.payCash', { amountMinor: totals.leftMinor });
}

const setPrinter = (at: string, profile: string) =>
  handle('devices.set', { device: 'printer', setting: { at, profile, codepage: null } });

describe('a printer that is set up while the till sells', () => {
  it('prints what waited for the one before, made anew for its own paper, and each once', async () => {
    const [wide, narrow] = [await emulated('epson-80'), await emulated('epson-58')];
    wide.do('paper end');
    await setPrinter(wide.at, 'epson-80');
    await becomes('printer', 'fault');
    expect(await listed('printer')).toMatchObject({ reason: 'paper-end' });
    await sell();
    await sell();
    expect(wide.timesPrinted()).toBe(0);
    await setPrinter(narrow.at, 'epson-58');
    await expect.poll(() => narrow.timesPrinted(), eventually).toBe(2);
    const rules = narrow.text().filter((line) => /^[─═]+$/.test(line.trim()));
    expect(new Set(rules.map((line) => line.trim().length))).toEqual(new Set([32]));
    await becomes('printer', 'ready');
    expect(await listed('printer')).toMatchObject({ pendingJobs: 0 });
    wide.do('paper present');
    expect(wide.timesPrinted()).toBe(0);
  });

  it('is still set up after the till was started anew, and who did it is in the journal', async () => {
    const { at } = await emulated('rongta-80');
    await setPrinter(at, 'rongta-80');
    expect(kept()).toMatchObject({ printer: at, profile: 'rongta-80', scanner: null });
    await handle('devices.test', { test: 'drawer' });
    const noted = { device: 'printer', setting: JSON.stringify({ at, profile: 'rongta-80', codepage: null }) };
    await shop.reopen(() =>
      expect(records('device.')).toMatchObject([
        { cashier: 'max', body: { kind: 'device.set', ...noted } },
        { cashier: 'max', body: { kind: 'device.tested', test: 'drawer' } },
      ]),
    );
    await becomes('printer', 'ready');
    expect((await handle('devices.list', {})).settings.printer).toEqual({ at, profile: 'rongta-80', codepage: null });
  });

  it('is tried: test page, drawer and beeper, as far as it has them', async () => {
    const printer = await emulated('rongta-80');
    const { devices } = await setPrinter(printer.at, 'rongta-80');
    expect(devices.printer.tests).toEqual(['page', 'drawer', 'beep']);
    expect(await handle('devices.test', { test: 'page' })).toEqual({ kind: 'printed' });
    expect(printer.text().join('\n')).toContain('Rongta RP326');
    for (const test of ['drawer', 'beep'] as const)
      expect(await handle('devices.test', { test })).toEqual({ kind: 'printed' });
    const kinds = printer.commands.map(({ kind }) => kind);
    expect([kinds.includes('pulse'), kinds.includes('beep')]).toEqual([true, true]);
    printer.do('cover open');
    expect(await handle('devices.test', { test: 'page' })).toEqual({ kind: 'fault', reason: 'cover-open' });
    expect((await setPrinter(printer.at, 'epson-80')).devices.printer.tests).toEqual(['page', 'drawer']);
  });

  it('that is looked for at an address is told to answer, or to refuse', async () => {
    const { at } = await emulated('epson-80');
    expect(await handle('devices.find', { address: at })).toMatchObject({ answer: 'answers' });
    expect(await handle('devices.find', { address: '127.0.0.1:1' })).toMatchObject({ answer: 'refuses' });
    expect(await handle('devices.find', {})).toMatchObject({ answer: null });
  });
});

it('two tills on one printer get all their receipts, each whole and once', async () => {
  const printer = await emulated('epson-80');
  const other = await openShopTill();
  cleanUp.push(() => other.close());
  for (const { till } of [shop, other])
    await till.handle('devices.set', {
      device: 'printer',
      setting: { at: printer.at, profile: 'epson-80', codepage: null },
    });
  for (let round = 0; round < 4; round++) {
    for (const { till } of [shop, other]) {
      const { totals } = await till.handle('sale.scan', { code: barcode(38), source: 'serial' });
      await till.handle('sale.payCash', { amountMinor: totals.leftMinor });
    }
  }
  await expect.poll(() => printer.timesPrinted(), { timeout: 60_000 }).toBe(8);
  expect(printer.receipts.map(({ refused }) => refused)).toEqual(Array.from({ length: 8 }, () => null));
  for (const { till } of [shop, other])
    await expect.poll(async () => (await till.handle('page.hello', {})).status.printer.pendingJobs, eventually).toBe(0);
}, 90_000);

describe('what can not be set up', () => {
  const display = { at: '/dev/ttyS9', baudRate: 9600, template: 'cd5220', locale: 'ru' } as const;

  it('is refused with what to do, and all stays as it was', async () => {
    const before = kept();
    await expect(setPrinter('somewhere', 'epson-80')).rejects.toMatchObject({ code: 'device.placeUnknown' });
    await expect(setPrinter('10.0.0.7:9100', 'nobody')).rejects.toMatchObject({ code: 'device.modelUnknown' });
    const scanner = { device: 'scanner', setting: { at: 'serial port' } } as const;
    await expect(handle('devices.set', scanner)).rejects.toMatchObject({ code: 'device.placeUnknown' });
    const strange = { device: 'display', setting: { ...display, template: 'none' } } as const;
    await expect(handle('devices.set', strange)).rejects.toMatchObject({ code: 'device.modelUnknown' });
    const page = { at: '10.0.0.7:9100', profile: 'epson-80', codepage: 'cp866:999' };
    await expect(handle('devices.set', { device: 'printer', setting: page })).rejects.toMatchObject({
      code: 'device.codepageUnknown',
    });
    expect(kept()).toEqual(before);
    await handle('devices.set', { device: 'display', setting: display });
    await expect(setPrinter('serial:/dev/ttyS9,9600', 'epson-80')).rejects.toMatchObject({ code: 'device.placeTaken' });
  });

  it('is anything, for who is no manager', async () => {
    await handle('cashier.signIn', { cashier: 'olga' });
    const refused = { code: 'cashier.notAllowed' };
    await expect(handle('devices.list', {})).rejects.toMatchObject(refused);
    await expect(handle('devices.find', {})).rejects.toMatchObject(refused);
    await expect(setPrinter('10.0.0.7:9100', 'epson-80')).rejects.toMatchObject(refused);
    await expect(handle('devices.test', { test: 'drawer' })).rejects.toMatchObject(refused);
    expect(await handle('scale.read', {})).toEqual({ kind: 'none' });
  });
});

describe('a code that is awaited', () => {
  it('is told what it is taken for, and is no line of a receipt; the next is', async () => {
    const test = handle('devices.test', { test: 'scan' });
    const view = await handle('sale.scan', { code: weightLabel(15, 1234), source: 'wedge' });
    expect(view.lines).toEqual([]);
    expect(await test).toMatchObject({
      kind: 'scanned',
      meaning: 'weighed',
      good: { ru: expect.any(String) as string },
    });
    expect((await handle('sale.scan', { code: barcode(38), source: 'wedge' })).lines).toHaveLength(1);
    await expect(handle('devices.test', { test: 'scan' })).rejects.toMatchObject({ code: 'sale.open' });
  });

  it('is the sale’s again once nobody waits for it', async () => {
    const test = handle('devices.test', { test: 'scan' });
    await handle('devices.endTest', {});
    expect(await test).toEqual({ kind: 'noScan' });
    expect((await handle('sale.scan', { code: barcode(38), source: 'wedge' })).lines).toHaveLength(1);
  });
});

describe.runIf(canRun('serial tty'))('devices on a cable', () => {
  async function cable(): Promise<PtyPair> {
    const pair = await makePtyPair();
    cleanUp.push(() => pair.dispose());
    return pair;
  }
  /** What came out at the far end since it was last plugged in. */
  function heard(pair: PtyPair): () => string {
    let text = '';
    const stream = createReadStream(pair.farPath);
    stream.on('data', (bytes) => (text += bytes.toString('latin1')));
    stream.on('error', () => {});
    return () => text;
  }
  const bytesOf = (upper: string, lower: string) =>
    Buffer.from(encodeLines([upper, lower], displayTemplates.cd5220)).toString('latin1');

  it('a display shows the sale to the customer, and shows it again after it was pulled out while the till sold', async () => {
    const pair = await cable();
    const before = heard(pair);
    const setting = { at: pair.path, baudRate: 9600, template: 'cd5220', locale: 'en' } as const;
    await handle('devices.set', { device: 'display', setting });
    await becomes('display', 'ready');
    await expect.poll(before, eventually).toContain('Welcome');
    await handle('sale.scan', { code: barcode(38), source: 'serial' });
    await expect.poll(before, eventually).toContain('Total');
    await pair.unplug();
    await becomes('display', 'absent');
    const sold = await handle('sale.payCash', { amountMinor: 1_000_00 });
    expect(sold.phase).toBe('done');
    await pair.plug();
    const after = heard(pair);
    await becomes('display', 'ready');
    await expect.poll(after, eventually).toContain('Change');
    expect(await handle('devices.test', { test: 'lines' })).toMatchObject({ kind: 'shown' });
    await expect.poll(after, eventually).toContain(bytesOf('Welcome', '12345678901234567890').slice(-22));
    await handle('devices.set', { device: 'display', setting: null });
    await becomes('display', 'absent');
  }, 60_000);

  it('a scale tells its weight, says that it was pulled out, and weighs again when it is back', async () => {
    const pair = await cable();
    const answer = () => {
      const asked = createReadStream(pair.farPath);
      asked.on('error', () => {});
      asked.on('data', () => void pair.type('ST,GS,+  0.355kg\r\n'));
    };
    answer();
    const setting = { at: pair.path, baudRate: 9600, template: 'line' } as const;
    await handle('devices.set', { device: 'scale', setting });
    await becomes('scale', 'ready');
    expect(await handle('scale.read', {})).toEqual({ kind: 'weight', grams: 355 });
    await pair.unplug();
    await becomes('scale', 'absent');
    expect(await handle('scale.read', {})).toEqual({ kind: 'fault', reason: 'absent' });
    await sell();
    await pair.plug();
    answer();
    await becomes('scale', 'ready');
    await expect.poll(() => handle('scale.read', {}), eventually).toEqual({ kind: 'weight', grams: 355 });
  }, 60_000);

  it('a scanner is moved to another port without a restart', async () => {
    const [first, second] = [await cable(), await cable()];
    await handle('devices.set', { device: 'scanner', setting: { at: first.path } });
    await becomes('scanner', 'ready');
    await handle('devices.set', { device: 'scanner', setting: { at: second.path } });
    await becomes('scanner', 'ready');
    await second.type(`${barcode(38)}\r`);
    await expect.poll(async () => (await handle('page.hello', {})).sale.lines.length, eventually).toBe(1);
  }, 60_000);
});
