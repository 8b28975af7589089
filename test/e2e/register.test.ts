import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { launchChromium, openPage, scanByWedge, servePage } from './driver.ts';

/** Members' cards at the counter of a real till, and buyers without. */
const screens = join(import.meta.dirname, '..', '..', 'docs', 'screens');
const handGapMs = 45;
const startedMs = Date.now();
/** A Monday noon that goes on: pictures do not depend on when they are taken. */
const noon = { nowMs: () => Date.UTC(2026, 10, 23, 9) + Date.now() - startedMs };

let dir: string;
let demo: Demo;
let host: BrowserHost;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-register-'));
  mkdirSync(screens, { recursive: true });
  const fail = (error: unknown) => {
    throw error;
  };
  demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail, noon);
  host = await servePage(demo.till);
  browser = await launchChromium();
  ({ page, complaints } = await openPage(browser, host, {
    colorScheme: 'light',
    viewport: { width: 1024, height: 768 },
    hasTouch: true,
  }));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await host.close();
  await demo.till.close();
  await demo.hub.close();
  rmSync(dir, { recursive: true, force: true });
});

const picture = (name: string) => page.screenshot({ path: join(screens, `${name}.png`), animations: 'disabled' });
const scan = async (code: string) => scanByWedge(await page.context().newCDPSession(page), code);
const hand = (text: string) => page.keyboard.type(text, { delay: handGapMs });
const key = async (name: string) => {
  await page.waitForTimeout(handGapMs);
  await page.keyboard.press(name);
};
const panel = () => page.locator('.panel');
const field = (name: string) => page.locator(`.registration [name=${name}]`);
const memberName = () => page.locator('.member-name').innerText();

beforeEach(async () => {
  await demo.till.handle('sale.cancel', {}).catch(() => undefined);
  await page.reload();
  await page.locator('.entry').waitFor();
  await demo.till.handle('sale.add', { sku: 'g001' });
  await page.locator('.row').first().waitFor();
});

describe('registration by keys alone', () => {
  it('takes a scanned card, what the buyer says and their consent, and the sale goes on with them', async () => {
    await scan('770000005001');
    await page.locator('.notice-act').waitFor();
    await key('F3');
    await field('phone').waitFor();
    expect(await field('card').inputValue()).toBe('770000005001');
    expect(await page.locator('.notice-act').count()).toBe(0);
    await hand('9161112233');
    await key('Enter');
    await hand('Пелагея Непомнящая');
    await key('Enter');
    await hand('05041971');
    await key('Enter');
    await key('Space');
    await key('Enter');
    await expect.poll(memberName).toBe('Пелагея Непомнящая');
    await panel().locator('.registration').waitFor({ state: 'detached' });
    const { sale } = await demo.till.handle('page.hello', {});
    expect(sale.lines).toHaveLength(1);
    await demo.till.handle('sale.forgetMember', {});
    const known = await demo.till.handle('sale.identify', { by: 'phone', value: '+7 916 111-22-33' });
    expect(known.member?.name).toBe('Пелагея Непомнящая');
  });

  it('keeps nothing of a person who did not agree: says so, and takes the card alone', async () => {
    await key('Shift+F3');
    await field('card').waitFor();
    expect(await panel().innerText()).toContain('Без согласия заводим только карту');
    await hand('770000005002');
    await key('Enter');
    await hand('9161112244');
    for (let left = 0; left < 4; left += 1) await key('Enter');
    await expect.poll(() => panel().locator('[role=alert]').innerText()).toContain('только с согласия');
    expect(await field('consent').evaluate((tick) => tick === document.activeElement)).toBe(true);
    await key('Shift+Tab');
    await key('Shift+Tab');
    await key('Shift+Tab');
    await key('Control+a');
    await key('Delete');
    for (let left = 0; left < 4; left += 1) await key('Enter');
    await expect.poll(memberName).toBe('•••• 5002');
  });

  it('tells in place what is wrong, and stands at the field that is', async () => {
    await key('Shift+F3');
    await field('card').waitFor();
    await hand('770001');
    await key('Enter');
    await hand('12');
    for (let left = 0; left < 2; left += 1) await key('Enter');
    await hand('31021971');
    await expect.poll(() => panel().innerText()).toContain('Такого дня нет');
    await key('Control+a');
    await key('Delete');
    await key('Enter');
    await key('Space');
    await key('Enter');
    const refusal = () => panel().locator('[role=alert]').innerText();
    await expect.poll(refusal).not.toBe('');
    expect(await field('card').getAttribute('aria-invalid')).toBe('true');
    await key('Control+a');
    await hand('770000005003');
    for (let left = 0; left < 5; left += 1) await key('Enter');
    await expect.poll(refusal).toContain('не читается');
    expect(await field('phone').getAttribute('aria-invalid')).toBe('true');
    expect((await demo.till.handle('page.hello', {})).sale.member).toBeNull();
  });

  it('takes a scan into an open form, and gives way to a card that is somebody’s', async () => {
    await key('Shift+F3');
    await field('phone').waitFor();
    await scan('770000005004');
    await expect.poll(() => field('card').inputValue()).toBe('770000005004');
    expect(await field('phone').evaluate((input) => input === document.activeElement)).toBe(true);
    await scan('770000005001');
    await expect.poll(memberName).toBe('Пелагея Непомнящая');
    await panel().locator('.registration').waitFor({ state: 'detached' });
  });
});

describe('registration by fingers alone', () => {
  it('has keys on the screen for each field, and the sale stays in sight', async () => {
    const tap = (name: string) => page.locator('.touch-keys').getByRole('button', { name, exact: true }).tap();
    const type = async (text: string) => {
      for (const character of text) await tap(character === ' ' ? 'пробел' : character);
    };
    await page.getByRole('button', { name: /F3/ }).last().tap();
    await panel()
      .getByRole('button', { name: /Завести/ })
      .tap();
    await field('card').tap();
    await type('770000005005');
    await tap('Готово');
    await type('9161112255');
    await tap('Готово');
    await type('анна ёж');
    await expect.poll(() => field('name').inputValue()).toBe('Анна Ёж');
    await tap('Стереть');
    await expect.poll(() => field('name').inputValue()).toBe('Анна Ё');
    for (const seen of ['.total-sum', '.pay-button', '.member']) {
      const box = await page.locator(seen).first().boundingBox();
      const keys = await page.locator('.touch-keys').boundingBox();
      expect((box?.y ?? 0) + (box?.height ?? 0), seen).toBeLessThanOrEqual(keys?.y ?? 0);
    }
    await picture('register-touch');
    await field('consent').tap();
    await page.locator('.touch-keys').waitFor({ state: 'detached' });
    await panel().locator('.registration-send').tap();
    await expect.poll(memberName).toBe('Анна Ё');
    expect(complaints).toEqual([]);
  });
});

describe('a member who has neither card nor phone at hand', () => {
  it('is found by the tail of the card and the name, and known without a card', async () => {
    await key('F3');
    await panel().getByRole('button', { name: 'По карте и имени' }).click();
    await page.locator('.find').waitFor();
    await hand('5001');
    await key('Enter');
    await hand('пе');
    await key('Enter');
    await page.locator('.found-member').waitFor();
    expect(await page.locator('.cards').innerText()).toBe('П••• Н•••\n•••• 5001');
    await page.locator('.found-member').click();
    await expect.poll(memberName).toBe('Пелагея Непомнящая');
    expect(await page.locator('.member-by').innerText()).toBe('без карты');
  });

  it('is not looked for by less, and says what is missing', async () => {
    await key('F3');
    await panel().getByRole('button', { name: 'По карте и имени' }).click();
    await page.locator('.find').waitFor();
    await hand('50');
    await key('Enter');
    await hand('пе');
    await key('Enter');
    await expect.poll(() => panel().locator('[role=alert]').innerText()).toContain('четырём последним цифрам');
  });
});

const act = (name: RegExp) => panel().getByRole('button', { name });
const tails = () => page.locator('.member-cards-tail').allInnerTexts();

/** Somebody new with a card for each test. */
async function serve(card: string, name: string): Promise<void> {
  await demo.till.handle('sale.register', { card, person: { name, consent: true } });
  await expect.poll(memberName).toBe(name);
}
const focusedText = () => page.evaluate(() => document.activeElement?.textContent ?? '');

describe('a member’s card that is lost', () => {
  it('is replaced by keys alone: scanned new, told so, and the old one refused with a reason', async () => {
    await serve('770000006001', 'Пелагея Непомнящая');
    await key('Shift+F4');
    await expect.poll(tails).toEqual(['•••• 6001']);
    await expect.poll(focusedText).toBe('Заменить');
    await picture('cards');
    await key('Enter');
    await page.locator('.member-cards input').waitFor();
    await scan('770000006002');
    await expect.poll(() => page.locator('.member-cards input').inputValue()).toBe('770000006002');
    await key('Enter');
    await expect.poll(() => panel().innerText()).toContain('Карта •••• 6002 выдана');
    expect(await tails()).toEqual(['•••• 6002']);
    expect(await memberName()).toBe('Пелагея Непомнящая');
    await key('Escape');
    await panel().getByText('Карта •••• 6002 выдана').waitFor({ state: 'detached' });
    await scan('770000006001');
    await expect.poll(() => page.locator('.notices').innerText()).toContain('Карта •••• 6001 заменена новой');
    expect(await memberName()).toBe('Пелагея Непомнящая');
  });

  it('is blocked by fingers alone, once it was read what comes of it; the receipt goes on without', async () => {
    await serve('770000006003', 'Анна Ёж');
    await page.locator('.member-by').tap();
    await act(/Блокировать/).waitFor();
    for (const button of await panel().locator('.member-cards button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(64);
    }
    await act(/Блокировать/).tap();
    await expect.poll(() => panel().innerText()).toContain('Вернуть её сможет только офис');
    await expect.poll(focusedText).toBe('Назад');
    await picture('card-block');
    await act(/Заблокировать •••• 6003/).tap();
    await page.locator('.member-none').waitFor();
    await panel().locator('.member-cards').waitFor({ state: 'detached' });
    expect(await page.locator('.row').count()).toBe(1);
    await scan('770000006003');
    await expect.poll(() => page.locator('.notices').innerText()).toContain('Карта •••• 6003 заблокирована');
  });

  it('is not replaced for a phone alone, nor by a card that is somebody’s: the reason stands in place', async () => {
    await serve('770000006004', 'Пётр');
    await key('Shift+F4');
    await act(/ещё одну/).click();
    const number = page.locator('.member-cards input');
    await number.fill(cardNumber(2));
    await key('Enter');
    const refusal = () => panel().locator('[role=alert]').innerText();
    await expect.poll(refusal).toContain('уже чья-то');
    await demo.till.handle('sale.forgetMember', {});
    await demo.till.handle('sale.identify', { by: 'phone', value: '79000000001' });
    await expect.poll(memberName).toBe('Анна');
    await key('Shift+F4');
    await act(/ещё одну/).click();
    await number.fill('770000006005');
    await key('Enter');
    await expect.poll(refusal).toContain('по одному телефону не выдают');
    expect(complaints).toEqual([]);
  });
});

describe('a card that was forgotten', () => {
  const list = () => page.locator('.cards .card').allInnerTexts();
  /** A receipt nobody is known on. */
  const sold = async () => {
    await demo.till.handle('sale.add', { sku: 'g006' });
    await demo.till.handle('sale.payCash', { amountMinor: 1000_00 });
    await page.locator('.done').waitFor();
  };

  it('is scanned for the last receipt by one key: whose it becomes and what it earns, and Enter does it', async () => {
    await sold();
    await key('Shift+F8');
    await page.locator('.member-cards input').first().waitFor();
    await scan(cardNumber(1));
    await expect.poll(() => panel().innerText()).toContain('Чек станет чеком клиента: Анна');
    await expect.poll(focusedText).toBe('Присоединить');
    expect(await page.locator('.attach-earns').innerText()).toMatch(/баллы: \+\d/);
    await picture('attach');
    await key('Enter');
    await expect.poll(() => panel().innerText()).toContain('Карта присоединена к чеку');
    await page.locator('.member-none').waitFor();
    await key('F8');
    await expect.poll(async () => (await list())[0]).toContain('m-1');
    expect((await list())[0]).not.toContain('Присоединить');
  });

  it('is looked up by fingers from the list, and refused in place with a reason', async () => {
    await sold();
    await key('F8');
    await act(/Присоединить карту/)
      .first()
      .tap();
    const number = page.locator('.member-cards [name=number]');
    await number.fill('770000009999');
    await act(/Посмотреть/).tap();
    await expect.poll(() => panel().locator('[role=alert]').innerText()).not.toBe('');
    await number.fill('79000000001');
    await act(/Посмотреть/).tap();
    await act(/^Присоединить$/).tap();
    await expect.poll(() => panel().innerText()).toContain('Карта присоединена к чеку');
    expect(complaints).toEqual([]);
  });
});

describe('a receipt that was lost', () => {
  it('is found by the card scanned for it and the day, and goods come back by it', async () => {
    await demo.till.handle('sale.identify', { by: 'card', value: cardNumber(1) });
    await demo.till.handle('sale.add', { sku: 'g006' });
    await demo.till.handle('sale.payCash', { amountMinor: 1000_00 });
    await page.locator('.done').waitFor();
    await key('F8');
    await act(/Чек по карте и дню/).click();
    await page.locator('[name=number]:focus').waitFor();
    await scan(cardNumber(1));
    await expect.poll(() => panel().innerText()).toContain('Чеки этого клиента: Анна');
    await key('Enter');
    await page.locator('[name=day]:focus').waitFor();
    await key('Enter');
    await expect.poll(focusedText).toMatch(/^№ \d+ · /);
    await key('Enter');
    await expect.poll(() => panel().innerText()).toContain('Вернуть всё');
    // Scanned for this alone, they are not the next buyer.
    await page.locator('.member-none').waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('versions and health', () => {
  it('are a press away from the shift, with a file for support', async () => {
    await key('F12');
    await panel().getByRole('button', { name: 'Версии и состояние' }).click();
    await page.locator('.health').waitFor();
    expect(await page.locator('.health').innerText()).toMatch(/Копилка\s+\d+\.\d+\.\d+/);
    await panel().getByRole('button', { name: 'Сохранить файл' }).click();
    await expect.poll(() => page.locator('.health-file').innerText()).toMatch(/diagnosis-\d{14}\.json/);
    expect(complaints).toEqual([]);
  });
});
