import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserHost } from '../../main/host/browser.ts';
import { extremes } from '../page/extremes.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { hello, online, sales } from '../page/states.ts';
import { faults, settled } from './axe.ts';
import { launchChromium, openPage, servePage } from './driver.ts';
import { layoutFaults } from './layout.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const screens = join(import.meta.dirname, '..', '..', 'docs', 'screens');

let browser: Browser;
let host: BrowserHost;
let till: ScriptedTill;

beforeAll(async () => {
  browser = await launchChromium();
  till = scriptedTill({ ...hello, sale: sales.withMember, status: online });
  host = await servePage(till);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

/** As the cashier opens it: from the panel of the shift. */
async function openBeside(page: Page): Promise<Page> {
  await page.keyboard.press('F12');
  const opened = page.context().waitForEvent('page');
  await page.locator('.panel .button', { hasText: /Экран покупателя|Customer’s screen/ }).click();
  const beside = await opened;
  await beside.locator('.customer').waitFor();
  return beside;
}

describe.each([
  ['light', 'ru', { width: 1280, height: 800 }],
  ['dark', 'en', { width: 1024, height: 600 }],
] as const)('the customer’s screen in %s, %s', (colorScheme, locale, viewport) => {
  let beside: Page;
  beforeAll(async () => {
    till.hello = { ...hello, locale, sale: sales.withMember, status: online };
    const { page } = await openPage(browser, host, { colorScheme, viewport, reducedMotion: 'reduce', bypassCSP: true });
    beside = await openBeside(page);
    await beside.setViewportSize(viewport);
    await beside.addScriptTag({ content: axe });
  });
  afterAll(() => beside.context().close());

  it.each(Object.keys(sales) as (keyof typeof sales)[])(
    'can be read by anyone, and never grows sideways: %s',
    async (state) => {
      till.show(sales[state]);
      await settled(beside);
      expect(await faults(beside)).toEqual([]);
      const isWide = await beside.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(isWide).toBe(false);
      if (locale === 'ru' && (state === 'withMember' || state === 'done')) {
        const name = state === 'done' ? 'customer-done' : 'customer';
        await beside.screenshot({ path: join(screens, `${name}.png`), animations: 'disabled' });
      }
    },
  );

  it.each(Object.keys(extremes) as (keyof typeof extremes)[])('holds what never ends: %s', async (state) => {
    till.show(extremes[state]);
    await settled(beside);
    expect(await layoutFaults(beside, { mayCutNames: true })).toEqual([]);
  });

  it('shows the last line of many', async () => {
    till.show(sales.many);
    const last = beside.locator('.customer-line').last();
    await expect.poll(() => last.evaluate((row) => row.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
  });
});
