import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import { ean13 } from '../../main/demo/goods.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { launchChromium, openPage, scanByWedge, servePage } from './driver.ts';
import { text } from './hands.ts';

/** Prices asked at a real till: by a scanner that types, by one the till reads itself, by code and by name. */
const [bread, chocolate] = [9, 41].map((code) => ean13(`24${String(code).padStart(10, '0')}`)) as [string, string];
const noon = { nowMs: () => Date.UTC(2026, 10, 23, 9) };

let dir: string;
let demo: Demo;
let host: BrowserHost;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-price-check-'));
  const fail = (error: unknown) => {
    throw error;
  };
  demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail, noon);
  host = await servePage(demo.till);
  browser = await launchChromium();
  ({ page, complaints } = await openPage(browser, host, { viewport: { width: 1024, height: 768 } }));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await host.close();
  await demo.till.close();
  await demo.hub.close();
  rmSync(dir, { recursive: true, force: true });
});

const wedge = async (code: string) => scanByWedge(await page.context().newCDPSession(page), code);
const panel = () => page.locator('.price-check');
const told = () => page.locator('.price-told').innerText();
const rung = async () => (await demo.till.handle('page.hello', {})).sale.lines.map(({ sku }) => sku);
const isAsking = async () => (await demo.till.handle('page.hello', {})).priceCheck !== undefined;
async function ask(): Promise<void> {
  await page.keyboard.press('Shift+F11');
  await panel().waitFor();
}

beforeEach(async () => {
  await demo.till.handle('price.end', {});
  await demo.till.handle('sale.cancel', {}).catch(() => undefined);
  await demo.till.handle('sale.identify', { by: 'card', value: cardNumber(1) });
  await demo.till.handle('sale.add', { sku: 'g001' });
  await page.locator('.row').first().waitFor();
});

it('tells what any scanner reads, with the member’s own price, and the receipt stays as it stands until it is closed', async () => {
  await ask();
  await expect.poll(() => panel().innerText()).toContain('Сканер только спрашивает цену');
  await wedge(bread);
  await expect.poll(told).toMatch(/Хлеб пшеничный\s+45,50/);
  demo.till.scanned({ code: chocolate, symbology: null });
  await expect.poll(told).toMatch(/Шоколад молочный 90 г\s+99,90[^]*Анна\s+89,91/);
  expect(await rung()).toEqual(['g001']);
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await expect.poll(isAsking).toBe(false);
  await wedge(bread);
  await expect.poll(rung).toEqual(['g001', 'g009']);
});

it('tells a code and a name that is typed; what is no good is refused beside it', async () => {
  await ask();
  await text('00015')(page);
  await page.keyboard.press('Enter');
  await expect.poll(told).toMatch(/Яблоки сезонные\s+119,00\s₽\s+за килограмм/);
  await text('творог')(page);
  await page.locator('.found').waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(told).toMatch(/Творог[^]*92,30/);
  await wedge(cardNumber(2));
  await expect.poll(() => page.locator('.notices').innerText()).toContain('этот код не товара');
  expect(await told()).not.toContain('Творог');
  expect(await rung()).toEqual(['g001']);
  await wedge(bread);
  await page.locator('.notice').waitFor({ state: 'detached' });
  expect((await demo.till.handle('page.hello', {})).sale.member?.name).toBe('Анна');
});

it('is closed by the same key, by another panel, by the till itself; and stands again on a page that was opened anew', async () => {
  await ask();
  await page.keyboard.press('Shift+F11');
  await panel().waitFor({ state: 'detached' });
  await ask();
  await page.keyboard.press('F8');
  await panel().waitFor({ state: 'detached' });
  await expect.poll(isAsking).toBe(false);
  expect(await page.locator('.panel-title').innerText()).toBe('Чеки смены');
  await page.keyboard.press('Escape');
  await ask();
  await page.reload();
  await panel().waitFor();
  await demo.till.handle('price.end', {});
  await panel().waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});
