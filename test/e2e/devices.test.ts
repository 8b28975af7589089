import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BrowserHost } from '../../main/host/browser.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { devices, foundDevices, hello, manager, online, sales } from '../page/states.ts';
import { launchChromium, openPage, servePage } from './driver.ts';

let browser: Browser;
let host: BrowserHost;
let till: ScriptedTill;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  till = scriptedTill(
    { ...hello, sale: sales.nothing, status: manager },
    { 'devices.list': () => devices, 'devices.find': () => foundDevices, 'devices.set': () => devices },
  );
  host = await servePage(till);
  ({ page, complaints } = await openPage(browser, host, { colorScheme: 'light', reducedMotion: 'reduce' }));
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.context().close();
  await host.close();
});

const calls = (method: string) => till.calls.filter((call) => call.method === method).map(({ params }) => params);
const told = () => page.locator('.device-told:not(:empty)').first().innerText();
const card = (name: string) => page.locator('.device', { hasText: name });

describe('the devices of a till', () => {
  beforeEach(async () => {
    await page.keyboard.press('Shift+F12');
    await page.locator('.device').first().waitFor();
  });

  it('stand there with their state, and with what to do about it', async () => {
    expect(await card('Принтер').innerText()).toContain('Кончилась бумага. Вставьте рулон.');
    expect(await card('Сканер').innerText()).toContain('как клавиатура');
    expect(await card('Весы').innerText()).toContain('не подключ');
  });

  it('change on the screen when one is plugged in', async () => {
    const scale = { ...devices.devices.scale, state: 'ready' as const };
    till.script['devices.list'] = () => ({ ...devices, devices: { ...devices.devices, scale } });
    till.emit({ type: 'event', topic: 'status', data: { ...manager, scale } });
    await expect.poll(() => card('Весы').innerText()).toContain('в порядке');
  });

  it('are set up by keyboard alone: a port that was found, a model by its maker’s name', async () => {
    await card('Принтер').getByRole('button', { name: 'Настроить' }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Найдено').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.getByLabel('Где подключено').inputValue()).toBe('/dev/usb/lp0');
    await page.getByLabel('Модель').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByLabel('Где подключено').focus();
    await page.keyboard.press('Enter');
    const setting = { at: '/dev/usb/lp0', profile: 'generic-58', codepage: null };
    await expect.poll(() => calls('devices.set')).toEqual([{ device: 'printer', setting }]);
    await page.locator('.device').first().waitFor();
  });

  it('that can’t be set up so say why, and keep what was typed', async () => {
    till.script['devices.set'] = () => {
      throw new KopilkaError('device.placeTaken', { place: 'com3' });
    };
    await card('Весы').getByRole('button', { name: 'Настроить' }).click();
    await page.getByLabel('Где подключено').fill('COM3');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await expect.poll(() => page.locator('.notice').innerText()).toContain('уже другое устройство');
    expect(await page.getByLabel('Где подключено').inputValue()).toBe('COM3');
  });

  it('are asked at an address only when a person asks', async () => {
    till.script['devices.find'] = ({ address }) => ({
      ...foundDevices,
      answer: address === undefined ? null : 'silent',
    });
    await card('Принтер').getByRole('button', { name: 'Настроить' }).click();
    await page.getByLabel('Где подключено').fill('10.0.0.7:9100');
    await page.getByRole('button', { name: 'Отвечает ли?' }).click();
    await expect.poll(told).toContain('тишина');
    expect(calls('devices.find').at(-1)).toEqual({ address: '10.0.0.7:9100' });
  });

  it('are tried, and say in words what came of it', async () => {
    till.script['devices.test'] = ({ test }) =>
      test === 'weight' ? { kind: 'read', weight: { kind: 'moving' } } : { kind: 'printed' };
    await card('Принтер').getByRole('button', { name: 'Пробная страница' }).click();
    await expect.poll(told).toBe('Напечатано.');
    await card('Весы').getByRole('button', { name: 'Взвесить' }).click();
    await expect.poll(() => card('Весы').locator('.device-told').innerText()).toContain('Вес не устоялся');
  });

  it('give the next code back to the sale when the manager leaves while one is awaited', async () => {
    till.script['devices.test'] = () => new Promise(() => {});
    await card('Сканер').getByRole('button', { name: 'Ждать код' }).click();
    await expect.poll(told).toContain('в чек это не попадёт');
    await page.keyboard.press('Escape');
    await expect.poll(() => calls('devices.endTest')).toEqual([{}]);
  });
});

it('a cashier who is no manager is shown no devices to change', async () => {
  till.emit({ type: 'event', topic: 'status', data: online });
  await page.locator('.top-cashier', { hasText: 'Ольга' }).waitFor();
  await page.keyboard.press('Shift+F12');
  await page.keyboard.press('F12');
  await page.locator('.panel').waitFor();
  expect(await page.getByRole('button', { name: 'Устройства' }).count()).toBe(0);
  expect(calls('devices.list')).toEqual([]);
});

describe('a good that is sold by weight', () => {
  const cheese = {
    id: 'cheese',
    name: { ru: 'Сыр', en: 'Cheese' },
    priceMinor: 79_900,
    byWeight: true,
    category: null,
  };

  beforeEach(async () => {
    till.script['collection.pull'] = ({ collection, checkpoint }) =>
      collection === 'goods' && checkpoint === 0
        ? { documents: [cheese], checkpoint: 1 }
        : { documents: [], checkpoint: 1 };
    await page.reload();
    await page.locator('.shop').waitFor();
  });
  const choose = async () => {
    await page.keyboard.press('F11');
    await page.locator('.tile').first().click();
    await page.locator('.keypad').waitFor();
  };

  it('is rung with what the scale says', async () => {
    till.script['scale.read'] = () => ({ kind: 'weight', grams: 355 });
    await choose();
    await expect.poll(() => page.locator('.keypad-value').innerText()).toBe('0,355');
    await page.keyboard.press('Enter');
    await expect.poll(() => calls('sale.add')).toEqual([{ sku: 'cheese', quantity: 355 }]);
    await page.locator('.keypad').waitFor({ state: 'detached' });
  });

  it('is weighed by hand where the scale does not tell', async () => {
    till.script['scale.read'] = () => ({ kind: 'silent' });
    await choose();
    await expect.poll(told).toContain('Весы молчат');
    await page.keyboard.type('0,5', { delay: 150 });
    await page.keyboard.press('Enter');
    await expect.poll(() => calls('sale.add')).toEqual([{ sku: 'cheese', quantity: 500 }]);
  });
});
