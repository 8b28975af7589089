import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { launchChromium, openPage, servePage } from './driver.ts';
import { key, tabTo, tap, taps, text, until } from './hands.ts';
import type { Step } from './hands.ts';

/** A day at a real till by one hand alone: sale, member, gift, points, money, receipt, return, parking, the shift's end. */

let dir: string;
let demo: Demo;
let host: BrowserHost;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-day-'));
  const fail = (error: unknown) => {
    throw error;
  };
  demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail);
  host = await servePage(demo.till);
  browser = await launchChromium();
  const viewport = { width: 1024, height: 768 };
  ({ page, complaints } = await openPage(browser, host, { viewport, hasTouch: true, reducedMotion: 'reduce' }));
  page.setDefaultTimeout(10_000);
});
afterEach(async () => {
  await browser.close();
  await host.close();
  await demo.close();
  rmSync(dir, { recursive: true, force: true });
});

const go = async (...steps: Step[]) => {
  for (const step of steps) await step(page);
};
const view = async () => (await demo.till.handle('page.hello', {})).sale;
/** What the till holds after a day that went as it should. */
const expectDayDone = async () => {
  await expect.poll(async () => (await view()).phase).toBe('shiftClosed');
  expect(await page.locator('.panel .facts').innerText()).toMatch(/Продаж\s+2\s+Возвратов\s+1/);
  expect(complaints).toEqual([]);
};
const gone =
  (selector: string): Step =>
  (shown) =>
    shown.locator(selector).waitFor({ state: 'detached' });

describe('a day at a real till', () => {
  it('is done by keyboard alone', async () => {
    const good = (name: string) => [text(name), until('.found .button'), key('Enter')];
    await go(...good('молоко'), until('.row'), ...good('горошек'), until('.row:nth-child(2)'));
    await go(text('770000000003'), key('Enter'), until('.gift'), key('F5'), until('.gift-given'));
    await go(key('F4'), until('.redeem .button-plain'), key('F1'), until('.why-item'), key('Escape'));
    await go(
      key('F7'),
      until('.nothing'),
      key('F7'),
      until('.card'),
      tabTo('.card .button'),
      key('Enter'),
      until('.row'),
    );
    await go(key('F10'), until('.tenders'), key('Enter'), until('.done'), key('Enter'));
    await go(...good('гречка'), until('.row'), key('F9'), until('.done'), key('Enter'));
    await go(
      key('F8'),
      until('.card:nth-child(2)'),
      tabTo('.card .button:last-child'),
      key('Enter'),
      until('.stepper'),
    );
    await go(tabTo('.panel-body > .button'), key('Enter'), until('.refund'), tabTo('.panel .button-ink'), key('Enter'));
    await go(until('.panel img.paper'), key('Escape'), key('Control+l'), until('.start-person'), key('2'));
    await go(until('.entry'), key('F12'), until('.panel'), tabTo('[name=counted]'), key('Enter'));
    await expectDayDone();
  }, 60_000);

  it('is done by fingers alone', async () => {
    const good = (name: string) => tap(`.code-good:has-text("${name}")`);
    const keyBar = (name: string) => tap(`.keys-button:has-text("${name}")`);
    await go(good('Молоко'), until('.row'), good('Шоколад'), until('.row:nth-child(2)'));
    await go(tap('.code-member:has-text("Вера")'), until('.gift'));
    await go(tap('.button-gift'), until('.gift-given'), tap('.redeem .button'), until('.redeem .button-plain'));
    await go(tap('.row-button'), until('.why-item'), tap('.panel-close'));
    await go(keyBar('F7'), until('.nothing'), keyBar('F7'), tap('.card .button'), until('.row'));
    await go(tap('.pay-button:has-text("F10")'), tap('.tenders .button'), until('.done'), tap('.done .button-ink'));
    await go(
      good('Шоколад'),
      until('.row'),
      tap('.pay-button:has-text("F9")'),
      until('.done'),
      tap('.done .button-ink'),
    );
    await go(keyBar('F8'), until('.card:nth-child(2)'), tap('.card .button:last-child'), tap('.panel-body > .button'));
    await go(until('.refund'), tap('.panel .button-ink'), until('.panel img.paper'), tap('.panel-close'));
    await go(tap('.top-cashier'), tap('.start-person:has-text("Ольга")'), gone('.start'), keyBar('F12'));
    await go(tap('[name=counted]'), taps('3000'), taps('↵'));
    await expectDayDone();
  }, 60_000);
});
