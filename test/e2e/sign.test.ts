import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import { demoGoods } from '../../main/demo/goods.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import { hello, sales } from '../page/states.ts';
import { launchChromium, openPage, scanByWedge, servePage } from './driver.ts';

/** Signing in at a page with a real till behind it, its PINs and lock-outs. */
let browser: Browser;
let page: Page;
let complaints: string[];

const fail = (error: unknown) => {
  throw error;
};
const wedge = async (code: string, gapMs?: number) =>
  scanByWedge(await page.context().newCDPSession(page), code, gapMs);
const value = () => page.locator('.keypad-value').innerText();
const notice = () => page.locator('.notice-refused').last();
const person = (name: string) => page.locator('.start-person', { hasText: name });
const byHand = async (digits: string) => {
  await page.keyboard.type(digits, { delay: 120 });
  await page.keyboard.press('Enter');
};

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe('a cashier with a PIN', () => {
  let dir: string;
  let demo: Demo;
  let host: BrowserHost;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'kopilka-sign-'));
    demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail);
    host = await servePage(demo.till);
    ({ page, complaints } = await openPage(browser, host, { colorScheme: 'light', reducedMotion: 'reduce' }));
  }, 60_000);
  afterAll(async () => {
    await page.context().close();
    await host.close();
    await demo.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const who = async () => (await demo.till.handle('page.hello', {})).status.cashier?.id ?? null;
  /** At the till, and on the page. */
  const signedIn = async (cashier: string) => {
    await page.locator('.entry').waitFor();
    expect(await who()).toBe(cashier);
  };
  const scan = (name: RegExp) => wedge(cornerShop().codes.find((code) => name.test(code.name.ru))?.code ?? '');
  const lines = () => page.locator('.row-name').allInnerTexts();

  it('sets it in the shift panel, twice the same', async () => {
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: 'Задать PIN' }).click();
    expect(await page.getByLabel('Прежний PIN').count()).toBe(0);
    expect(await page.getByLabel('Чей PIN').count()).toBe(0);
    await page.getByLabel('Новый PIN').fill('4711');
    await page.getByLabel('Новый ещё раз').fill('4712');
    await expect.poll(() => page.locator('.device-told').innerText()).toBe('Новые PIN не совпали.');
    await page.getByLabel('Новый ещё раз').fill('4711');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.device-told').innerText()).toBe('PIN задан: Ольга.');
    await page.getByLabel('Прежний PIN').waitFor();
    expect(await page.getByLabel('Новый PIN').inputValue()).toBe('');
    await page.keyboard.press('Escape');
  });

  it('locks the till with a receipt open, which is nobody’s to touch meanwhile', async () => {
    await scan(/^Шоколад/);
    await page.locator('.row').waitFor();
    await page.keyboard.press('F3');
    await page.locator('.panel .keypad').waitFor();
    await page.keyboard.press('Control+l');
    await person('Ольга').waitFor();
    expect(await who()).toBeNull();
    expect(await page.locator('.panel .keypad').count()).toBe(0);
    expect(await page.locator('.start').innerText()).toMatch(/Ждёт открытый чек: \d+/);
    for (const key of ['F1', 'F3', 'F6', 'F10', 'F12', 'Enter']) await page.keyboard.press(key);
    expect(await page.locator('.panel, .notice').count()).toBe(0);
  });

  it('is asked for it, and nobody sees what is typed', async () => {
    await page.keyboard.press('2');
    await page.locator('.start .keypad').waitFor();
    await page.keyboard.type('47', { delay: 120 });
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.getByRole('button', { name: '1', exact: true }).click();
    await expect.poll(value).toBe('••••');
    expect(await page.content()).not.toContain('4711');
  });

  it('steps back with Esc: what was typed, then the list', async () => {
    await page.keyboard.press('Escape');
    await expect.poll(value).toBe('\u00A0');
    await page.keyboard.press('Escape');
    await person('Max').waitFor();
  });

  it('is told of a wrong one and what to do, and signs in with the right one to the receipt as it stood', async () => {
    await person('Ольга').click();
    await page.locator('.start .keypad').waitFor();
    await byHand('0000');
    await expect.poll(() => notice().innerText()).toContain('PIN не тот. Введите ещё раз');
    await expect.poll(value).toBe('\u00A0');
    expect(await who()).toBeNull();
    await byHand('4711');
    await signedIn('olga');
    expect(await lines()).toHaveLength(1);
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it('may type as quickly as a scanner does', async () => {
    await page.keyboard.press('Control+l');
    await person('Ольга').waitFor();
    await page.keyboard.press('2');
    await page.locator('.start .keypad').waitFor();
    await wedge('4711');
    await signedIn('olga');
    expect(await page.locator('.notice').count()).toBe(0);
  });

  it('shows a badge and is asked for the PIN; another’s badge alone signs them in', async () => {
    await page.keyboard.press('Control+l');
    await person('Ольга').waitFor();
    await demo.till.handle('sale.scan', { code: 'KP1:S:olga', source: 'serial' });
    await expect.poll(() => page.locator('.start-title').innerText()).toBe('Ольга');
    await demo.till.handle('sale.scan', { code: 'KP1:S:max', source: 'serial' });
    await signedIn('max');
    expect(await lines()).toHaveLength(1);
    await expect.poll(() => page.locator('.total-label').innerText()).toBe('To pay');
  });

  it('leaves a receipt that a manager goes on with and sells', async () => {
    await scan(/^Пакет/);
    await expect.poll(lines).toHaveLength(2);
    await page.keyboard.press('F10');
    await page.locator('.tenders').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.done').waitFor();
    await page.keyboard.press('Enter');
  });

  it('who guesses is locked out, is told for how long, and a manager sets another', async () => {
    await page.keyboard.press('Control+l');
    await person('Ольга').click();
    await page.locator('.start .keypad').waitFor();
    for (let guess = 0; guess < 5; guess += 1) {
      await wedge(`000${guess}`);
      await expect.poll(value).toBe('\u00A0');
    }
    await expect.poll(() => notice().innerText()).toContain('PIN не тот');
    await wedge('4711');
    await expect.poll(() => notice().innerText()).toMatch(/закрыто ещё \d+ с\..*попросите старшего/);
    await page.getByRole('button', { name: 'К списку' }).click();
    await person('Max').click();
    await signedIn('max');
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: 'Set a PIN' }).click();
    await page.getByLabel('Whose PIN').selectOption('olga');
    await page.getByLabel('New PIN', { exact: true }).fill('9999');
    await page.getByLabel('New PIN again').fill('9999');
    await page.getByRole('button', { name: 'Set the PIN' }).click();
    await expect.poll(() => page.locator('.device-told').innerText()).toContain('PIN set');
    await page.keyboard.press('Control+l');
    await person('Ольга').click();
    await page.locator('.start .keypad').waitFor();
    await byHand('9999');
    await signedIn('olga');
  });

  it('weighs a good whose own barcode was scanned, and the next scan goes to the sale', async () => {
    const apples = demoGoods.find(({ good }) => good.byWeight)?.good;
    await wedge(apples?.barcodes[0] ?? '');
    await page.locator('.panel .keypad').waitFor();
    expect(await page.locator('.panel').innerText()).toContain(apples?.name.ru);
    expect(await page.locator('.notice').count()).toBe(0);
    await page.keyboard.type('0,5', { delay: 120 });
    await page.keyboard.press('Enter');
    await expect.poll(lines).toEqual([apples?.name.ru]);
  });

  it('finds every key with its meaning, and a scan still goes to the sale', async () => {
    await page.getByRole('button', { name: 'Клавиши' }).click();
    await page.locator('.shortcuts').waitFor();
    await scan(/^Пакет/);
    await expect.poll(lines).toHaveLength(2);
    expect(await page.locator('.shortcuts').innerText()).toMatch(/Ctrl\+L\s+выйти, чек остаётся/);
    await page.keyboard.press('Escape');
    await page.locator('.shortcuts').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+F1');
    await page.locator('.shortcuts').waitFor();
    await page.keyboard.press('Shift+F1');
    await page.locator('.shortcuts').waitFor({ state: 'detached' });
  });

  it('left the browser with nothing to complain about', () => {
    expect(complaints).toEqual([]);
  });
});

describe('a till that locks by itself', () => {
  let host: BrowserHost;
  let till: ReturnType<typeof scriptedTill>;
  beforeEach(async () => {
    till = scriptedTill({ ...hello, sale: sales.selling, locksWhenIdle: true });
    host = await servePage(till);
    ({ page, complaints } = await openPage(browser, host));
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await page.context().close();
    await host.close();
  });
  const told = () => till.calls.filter(({ method }) => method === 'cashier.present').length;

  it('hears of a hand at the page, though it asks for nothing, and not of every key', async () => {
    await page.keyboard.press('ArrowUp');
    await expect.poll(told).toBe(1);
    for (const key of ['ArrowUp', 'ArrowDown', '5']) await page.keyboard.press(key);
    await page.locator('.row').first().click();
    await page.keyboard.press('F6');
    await expect.poll(() => till.calls.at(-1)?.method).toBe('sale.voidLine');
    expect(told()).toBe(1);
  });
});
