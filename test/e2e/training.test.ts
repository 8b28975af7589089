import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { faults, settled } from './axe.ts';
import { launchChromium, openPage, scanByWedge, servePage } from './driver.ts';

/** Practice, a manager's PIN for a price, and PINs by fingers alone, at a page with a real till and hub behind it. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screens = join(import.meta.dirname, '..', '..', 'docs', 'screens');

let browser: Browser;
let dir: string;
let demo: Demo;
let host: BrowserHost;
let page: Page;
let customer: Page;
let complaints: string[];

/** A busy machine. */
const late = { timeout: 10_000 };
const fail = (error: unknown) => {
  throw error;
};
const picture = (name: string) => page.screenshot({ path: join(screens, `${name}.png`), animations: 'disabled' });
const scan = async (code: string) => scanByWedge(await page.context().newCDPSession(page), code);
const codeOf = (name: RegExp) => cornerShop().codes.find((code) => name.test(code.name.ru))?.code ?? '';
const rows = () => page.locator('.row');
const tap = (name: string) => page.getByRole('button', { name, exact: true }).tap();
/** A finger on each of the keys that stand there. */
async function tapDigits(digits: string): Promise<void> {
  for (const digit of digits) {
    const key = page.locator(`.touch-key[aria-label="${digit}"], .keypad-key[aria-label="${digit}"]`);
    const box = (await key.boundingBox())!;
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  }
}

beforeAll(async () => {
  browser = await launchChromium();
  dir = mkdtempSync(join(tmpdir(), 'kopilka-training-page-'));
  demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail);
  host = await servePage(demo.till);
  const look = { colorScheme: 'light', reducedMotion: 'reduce', hasTouch: true, bypassCSP: true } as const;
  ({ page, complaints } = await openPage(browser, host, look));
  customer = await page.context().newPage();
  await customer.goto(`${host.origin}/customer`);
  await customer.locator('.customer').waitFor();
  for (const each of [page, customer]) await each.addScriptTag({ content: axe });
  // A page behind another is drawn once a second.
  await page.bringToFront();
}, 60_000);
afterAll(async () => {
  await page.context().close();
  await host.close();
  await demo.close();
  await browser.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('PINs by fingers alone', () => {
  it('are set with keys on the screen', async () => {
    await page.keyboard.press('Control+l');
    await page.locator('.start-person', { hasText: 'Max' }).tap();
    await page.locator('.entry').waitFor();
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: 'Set a PIN' }).tap();
    await page.getByLabel('New PIN', { exact: true }).tap();
    const keys = page.locator('.touch-digits .touch-key');
    await keys.first().waitFor();
    const sizes = await keys.evaluateAll((all) => all.map((key) => key.getBoundingClientRect().toJSON() as DOMRect));
    expect(Math.min(...sizes.map(({ width, height }) => Math.min(width, height)))).toBeGreaterThanOrEqual(64);
    // One too many: it is not taken.
    await tapDigits('1234567');
    await tap('Done');
    await tapDigits('123456');
    await picture('pin-touch');
    await tap('Done');
    await page.locator('.device-told', { hasText: 'PIN set: Max.' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('let a manager approve a price that a cashier may not change alone; nobody reads what is typed', async () => {
    await page.keyboard.press('Control+l');
    await page.locator('.start-person', { hasText: 'Ольга' }).tap();
    await page.locator('.entry').waitFor();
    await scan(codeOf(/^Шоколад/));
    await rows().first().waitFor();
    await page.keyboard.press('Shift+F2');
    await page.locator('.panel .keypad').waitFor();
    await tapDigits('50');
    await page.locator('.panel .button-ink').tap();
    await page.locator('.panel .keypad-secret').waitFor();
    await scan(codeOf(/^Пакет/));
    await rows().nth(1).waitFor();
    await tapDigits('000000');
    expect(await page.locator('.entry-input').getAttribute('type')).toBe('password');
    await page.locator('.panel .button-ink').tap();
    await page.locator('.panel .form-refusal', { hasText: 'PIN не тот' }).waitFor();
    await tapDigits('123456');
    await settled(page);
    await picture('manager-pin');
    expect(await faults(page)).toEqual([]);
    await page.locator('.panel .button-ink').tap();
    await page.locator('.panel .keypad').waitFor({ state: 'detached' });
    const { sale } = await demo.till.handle('page.hello', {});
    expect(sale.lines[0]).toMatchObject({ unitPriceMinor: 50_00 });
    expect(await page.locator('.entry-input').inputValue()).toBe('');
  });
});

describe('practice', () => {
  const banner = () => page.locator('.training');
  const receipts = () => page.locator('.panel-body').innerText();

  it('does not begin over an open receipt', async () => {
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: 'Учебный режим' }).tap();
    await page.locator('.notice-refused', { hasText: 'Открыт чек' }).waitFor();
    expect(await banner().count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('F10');
    await page.locator('.tenders').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.done').waitFor();
    await page.keyboard.press('Enter');
  });

  it('is told over everything to both sides, sells, and leaves nothing at the till or the hub', async () => {
    await expect.poll(async () => (await demo.till.handle('page.hello', {})).status.hub.waiting, late).toBe(0);
    const { records } = await demo.hub.summary();
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: 'Учебный режим' }).tap();
    await banner().waitFor();
    await customer.locator('.customer-training').waitFor();
    await page.locator('.start .keypad').waitFor();
    await page.keyboard.type('500', { delay: 120 });
    await page.keyboard.press('Enter');
    await page.locator('.entry').waitFor();
    await page.locator('.code-member', { hasText: /^Анна/ }).tap();
    await page.locator('.code-good').first().tap();
    await rows().first().waitFor();
    for (const [colorScheme, size] of [
      ['dark', { width: 1024, height: 768 }],
      ['light', { width: 1280, height: 800 }],
    ] as const) {
      await page.setViewportSize(size);
      for (const each of [page, customer]) {
        await each.evaluate((theme) => (document.documentElement.dataset['theme'] = theme), colorScheme);
        await settled(each);
        expect(await faults(each)).toEqual([]);
      }
      expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
      await picture(colorScheme === 'light' ? 'training' : 'training-dark');
    }
    await customer.screenshot({ path: join(screens, 'training-customer.png') });
    await page.keyboard.press('F10');
    await page.locator('.tenders').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.done').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F8');
    await page.locator('.cards .card').first().waitFor();
    const practised = await receipts();
    await page.keyboard.press('Control+F12');
    await banner().waitFor({ state: 'detached' });
    await customer.locator('.customer-training').waitFor({ state: 'detached' });
    await page.locator('.entry').waitFor();
    // What stood in the panel was of the practice.
    expect(await page.locator('.panel', { hasText: practised.slice(0, 20) }).count()).toBe(0);
    await page.keyboard.press('F8');
    await page.locator('.cards .card').first().waitFor();
    await expect.poll(receipts, late).not.toBe(practised);
    const { hub } = (await demo.till.handle('page.hello', {})).status;
    expect([hub.waiting, (await demo.hub.summary()).records]).toEqual([0, records]);
  });

  it('left the browser with nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});
