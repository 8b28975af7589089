import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import { ean13, weightLabel } from '../../main/demo/goods.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { cornerShop, demoTillId } from '../../main/demo/shop.ts';
import { openIdentity } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import type { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Event } from '../../shared/protocol/page.ts';
import { createHandTimers } from '../devices/hand-timers.ts';

/** A real till, whose scanners read what they like; the demo shop at Monday noon. */
const timers = createHandTimers();
const clock = { nowMs: () => Date.UTC(2026, 10, 23, 9) };
const barcode = (code: number) => ean13(`24${String(code).padStart(10, '0')}`);
const [anna, boris] = [cardNumber(1), cardNumber(2)];
const [milk, bread, chocolate] = [barcode(1), barcode(9), barcode(41)];

let dir: string;
let till: Till;
let events: Event[];

const fail = (error: unknown) => {
  throw error;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-price-'));
  const folder = demoFolder(join(dir, 'demo'), false);
  await (await startDemo(folder, cornerShop(), fail, clock)).close();
  till = openTill(
    { till: demoTillId, dataDir: folder.till, hubUrl: null },
    { ...nodePorts, clock, timers },
    {
      identity: openIdentity({ keyDir: folder.keys, random: nodePorts.random }),
      fetch: globalThis.fetch,
      printer: null,
      devices: null,
      terminal: null,
      report: fail,
    },
  );
  till.subscribe((event) => void events.push(event));
}, 60_000);
afterAll(async () => {
  await till.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  events = [];
  await till.handle('price.end', {});
  await till.handle('sale.cancel', {}).catch(() => undefined);
  events = [];
});

const device = (code: string) => till.scanned({ code, symbology: null });
const page = (code: string) => till.handle('sale.scan', { code, source: 'wedge' });
const hello = () => till.handle('page.hello', {});
const sale = async () => (await hello()).sale;
const answers = () => events.flatMap((event) => (event.topic === 'priceCheck' ? [event.data] : []));
const told = () => answers().at(-1)?.told;
const refusals = () => events.flatMap((event) => (event.topic === 'notice' ? [event.data.code] : []));
const openNow = async () => (await hello()).priceCheck !== undefined;

describe('while prices are asked', () => {
  it('a scan tells name and price, whatever read it, and the open receipt hears nothing of it', async () => {
    await page(bread);
    await page(anna);
    const before = await sale();
    events = [];
    await till.handle('price.begin', {});
    expect(answers()).toEqual([{ told: null }]);
    device(bread);
    expect(told()).toEqual({
      name: { ru: 'Хлеб пшеничный', en: 'Wheat bread' },
      byWeight: false,
      unitPriceMinor: 45_50,
      pack: null,
      amountMinor: 45_50,
      memberMinor: null,
    });
    expect(await page(milk)).toEqual(before);
    expect(told()).toMatchObject({ unitPriceMinor: 89_90, amountMinor: 59_90, memberMinor: null });
    await till.handle('price.ask', { sku: 'g009' });
    expect(told()).toMatchObject({ amountMinor: 45_50 });
    expect(await sale()).toEqual(before);
    await till.handle('price.end', {});
    device(bread);
    expect((await sale()).lines).toMatchObject([{ quantity: 2000 }]);
    expect(events.filter(({ topic }) => topic === 'sale')).toHaveLength(1);
  });

  it('tells the member’s price of one piece beside that of anybody, where the programme gives one', async () => {
    await page(anna);
    await till.handle('price.begin', {});
    device(chocolate);
    expect(told()).toMatchObject({ unitPriceMinor: 99_90, amountMinor: 99_90, memberMinor: 89_91 });
    await till.handle('price.end', {});
    await page(boris);
    await till.handle('price.begin', {});
    device(chocolate);
    expect(told()).toMatchObject({ amountMinor: 99_90, memberMinor: null });
  });

  it('tells a good by weight per kilogram, and a labelled pack with what that costs', async () => {
    await till.handle('price.begin', {});
    device(barcode(15));
    expect(told()).toMatchObject({ byWeight: true, unitPriceMinor: 119_00, pack: null, amountMinor: 119_00 });
    device(weightLabel(15, 1234));
    expect(told()).toMatchObject({ unitPriceMinor: 119_00, pack: { quantity: 1234 }, amountMinor: 146_85 });
    expect((await sale()).receipt).toBeNull();
  });

  it('refuses what ringing refuses, and what is no good, and shows no former price beside that', async () => {
    await page(bread);
    const before = await sale();
    await till.handle('price.begin', {});
    device(bread);
    for (const [code, refusal] of [
      [ean13('240000009999'), 'good.unknown'],
      ['what is this', 'code.unknown'],
      [anna, 'price.notGood'],
      ['KP1:S:badge', 'price.notGood'],
    ] as const) {
      device(code);
      expect(refusals().at(-1)).toBe(refusal);
      expect(answers().at(-1)).toEqual({ told: null });
    }
    await expect(till.handle('price.ask', { sku: 'nothing' })).rejects.toMatchObject({ code: 'good.unknown' });
    expect(await sale()).toEqual(before);
  });

  it('leaves a finished receipt and its change in sight', async () => {
    await page(bread);
    await till.handle('sale.payCash', { amountMinor: 100_00 });
    await till.handle('price.begin', {});
    device(milk);
    expect((await sale()).done).toMatchObject({ changeMinor: 54_50 });
  });
});

describe('asking ends', () => {
  it('by itself 20 seconds after the last scan, and pages are told', async () => {
    await till.handle('price.begin', {});
    await timers.pass(19_000);
    device(bread);
    await timers.pass(19_000);
    expect(await openNow()).toBe(true);
    await timers.pass(1_000);
    expect(await openNow()).toBe(false);
    expect(answers().at(-1)).toBeNull();
    device(bread);
    expect((await sale()).lines).toHaveLength(1);
  });

  it('with who is at the till: a badge signs in as ever', async () => {
    await till.handle('price.begin', {});
    await till.handle('cashier.signOut', {});
    const refused = await till.handle('price.begin', {}).catch((error: KopilkaError) => error.code);
    expect(refused).toBe('cashier.signedOut');
    device('KP1:S:badge');
    expect(answers().at(-1)).toBeNull();
    expect(refusals()).toEqual(['cashier.unknown']);
  });
});
