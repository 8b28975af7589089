import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { launchChromium, openPage, scanByWedge, servePage } from './driver.ts';

/** A real till, its page reloaded, shared and left in the middle of things. */
let dir: string;
let demo: Demo;
let host: BrowserHost;
let browser: Browser;
let page: Page;
let complaints: string[];

const fail = (error: unknown) => {
  throw error;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-resume-'));
  demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail);
  host = await servePage(demo.till);
  browser = await launchChromium();
  ({ page, complaints } = await openPage(browser, host));
}, 60_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  await demo.close();
  rmSync(dir, { recursive: true, force: true });
});

const codeOf = async (name: RegExp) => {
  const { demo: codes } = await demo.till.handle('page.hello', {});
  return codes?.find((code) => name.test(code.name.ru))?.code ?? '';
};
const scan = async (name: RegExp) => scanByWedge(await page.context().newCDPSession(page), await codeOf(name));
const lines = (tab = page) => tab.locator('.row-name').allInnerTexts();
const total = (tab = page) => tab.locator('.total-sum').innerText();

describe('a sale in the middle', () => {
  it('is rung by a scanner that types under a Russian layout', async () => {
    await scan(/^Шоколад/);
    await page.locator('.row').waitFor();
    await scan(/^Пакет/);
    await expect.poll(() => lines()).toHaveLength(2);
    await scan(/^Анна/);
    await expect.poll(() => page.locator('.member-name').innerText()).toBe('Анна');
  });

  it('stands after a reload as it stood before', async () => {
    const before = [await lines(), await total(), await page.locator('.member').innerText()];
    await page.reload();
    await page.locator('.row').first().waitFor();
    expect([await lines(), await total(), await page.locator('.member').innerText()]).toEqual(before);
  });

  it('is the same sale in a second tab, whichever rings', async () => {
    const second = await page.context().newPage();
    await second.goto(host.origin);
    await second.locator('.row').first().waitFor();
    expect(await lines(second)).toEqual(await lines());
    await second.keyboard.press('F6');
    await expect.poll(() => lines()).toHaveLength(1);
    await expect.poll(() => total()).toBe(await total(second));
    await second.close();
  });

  it('is found by name, typed in Russian, and rung with Enter', async () => {
    await page.locator('.entry-input').focus();
    await page.keyboard.type('пакет', { delay: 60 });
    await page.locator('.found').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => lines()).toHaveLength(2);
    expect(await page.locator('.entry-input').inputValue()).toBe('');
  });

  it('is parked, shown in the list of every tab, and resumed', async () => {
    await page.keyboard.press('F7');
    await expect.poll(() => lines()).toHaveLength(0);
    await page.keyboard.press('F7');
    await page.locator('.panel .card').waitFor();
    await page.locator('.panel .card').getByRole('button').click();
    await expect.poll(() => lines()).toHaveLength(2);
    await expect.poll(() => page.locator('.panel', { hasText: 'Отложенные' }).count()).toBe(0);
  });

  it('speaks the other language at once, and still after a reload', async () => {
    await page.getByRole('button', { name: /^EN/ }).click();
    await expect.poll(() => page.locator('.total-label').innerText()).toBe('To pay');
    await page.reload();
    await expect.poll(() => page.locator('.total-label').innerText()).toBe('To pay');
    await page.getByRole('button', { name: /^RU/ }).click();
    await expect.poll(() => page.locator('.total-label').innerText()).toBe('К оплате');
  });
});

describe('a receipt', () => {
  it('lands in the list of the shift, is drawn, and is taken back by its own QR', async () => {
    await page.keyboard.press('F10');
    await page.locator('.tenders').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.done').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('F8');
    await page.locator('.panel .card').first().waitFor();
    await page.locator('.panel .card-open').first().click();
    await page.locator('.panel img.paper').waitFor();
    await page.keyboard.press('Escape');
    const { documents } = await demo.till.handle('collection.pull', {
      collection: 'receipts',
      checkpoint: 0,
      limit: 10,
    });
    await demo.till.handle('sale.scan', { code: `KP1:R:${documents[0]?.id}`, source: 'serial' });
    const panel = page.getByRole('complementary', { name: 'Возврат' });
    await panel.waitFor();
    await panel.getByRole('button', { name: 'Вернуть всё' }).click();
    const refund = panel.getByRole('button', { name: /^Вернуть деньги .*₽/ });
    await refund.waitFor();
    await refund.click();
    await expect.poll(() => page.locator('.panel img.paper').count()).toBe(1);
  });

  it('left the browser with nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});
