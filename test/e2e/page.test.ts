import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { BrowserHost } from '../../main/host/browser.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { health, hello, offline, sales } from '../page/states.ts';
import { launchChromium, openPage, scanByWedge, servePage } from './driver.ts';

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
  till = scriptedTill({ ...hello, sale: sales.withMember }, { 'receipt.picture': () => ({ svg: '<svg/>' }) });
  host = await servePage(till);
  ({ page, complaints } = await openPage(browser, host));
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.context().close();
  await host.close();
});

const lastCall = () => till.calls.filter(({ method }) => method !== 'collection.pull').at(-1);
const expectCall = (method: string, params: unknown) => expect.poll(lastCall).toEqual({ method, params });

describe('the session of a real browser', () => {
  it('leaves no one-time address behind, in the bar or in the history', async () => {
    await page.waitForURL(`${host.origin}/`);
    await page.goBack();
    expect(page.url()).not.toContain('/open/');
  });

  it('lets a second tab of the same browser in, and shows both the same sale', async () => {
    const second = await page.context().newPage();
    await second.goto(host.origin);
    await second.locator('.total-sum').waitFor();
    till.show(sales.redeemed);
    for (const tab of [page, second]) {
      await expect.poll(() => tab.locator('.total-sum').innerText()).toMatch(/1\s016,95/);
    }
  });

  it('keeps another browser out', async () => {
    const stranger = await browser.newContext();
    const tab = await stranger.newPage();
    expect((await tab.goto(host.origin))?.status()).toBe(401);
    await stranger.close();
  });
});

describe('the sale in sight', () => {
  it('comes back whole after a reload', async () => {
    const before = await page.locator('.receipt').innerText();
    await page.reload();
    await page.locator('.shop').waitFor();
    expect(await page.locator('.receipt').innerText()).toBe(before);
    expect(await page.locator('.gift-title').innerText()).toBe('Ждёт подарок');
  });

  it('shows total, last line, member, tier, points, gift, link with its age, printer and scanner, all at once', async () => {
    till.emit({ type: 'event', topic: 'status', data: offline });
    for (const [width, height] of [
      [1024, 768],
      [1920, 1080],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const seen of [
        '.total-sum',
        '.last-name',
        '.gift-name',
        '.member-name',
        '.wallet-points',
        '.redeem-title',
        '.pay-button',
        '.state-offline',
        '.state-fault',
      ]) {
        const box = await page.locator(seen).first().boundingBox();
        expect(box, seen).not.toBeNull();
        expect((box?.y ?? 0) + (box?.height ?? 0), `${seen} at ${width}x${height}`).toBeLessThanOrEqual(height);
        expect((box?.x ?? 0) + (box?.width ?? 0), `${seen} at ${width}x${height}`).toBeLessThanOrEqual(width);
      }
      const size = await page
        .locator('.total-sum')
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
      expect(size).toBeGreaterThanOrEqual(48);
    }
    expect(await page.locator('.state-offline').innerText()).toBe('Нет связи · данным 6 мин · ждут 3');
  });

  it('holds three hundred lines with long names without growing sideways, the last one in view', async () => {
    till.show(sales.many);
    await page.locator('[aria-current]').waitFor();
    for (const width of [1024, 1920]) {
      await page.setViewportSize({ width, height: 768 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(768);
    }
    expect(await page.locator('.row-button').count()).toBe(300);
    await expect.poll(() => page.locator('[aria-current]').isVisible()).toBe(true);
  });

  it('draws again only the line that changed', async () => {
    till.show(sales.many);
    await page.locator('.row').nth(299).waitFor();
    const touched = await page.evaluate(() => {
      const lines = new Set<Element>();
      const watch = new MutationObserver((changes) => {
        for (const { target } of changes) {
          const row = (target instanceof Element ? target : target.parentElement)?.closest('.row');
          if (row) lines.add(row);
        }
      });
      watch.observe(document.querySelector('.lines-list')!, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      Object.assign(window, { touchedRows: () => lines.size });
      return lines.size;
    });
    expect(touched).toBe(0);
    const lines = structuredClone(sales.many.lines);
    lines[299] = { ...lines[299]!, quantity: 2000, netMinor: 1 };
    till.show({ ...structuredClone(sales.many), lines });
    await expect.poll(() => page.locator('.row').nth(299).innerText()).toContain('2 ×');
    expect(await page.evaluate(() => (window as unknown as { touchedRows: () => number }).touchedRows())).toBe(1);
  });
});

describe('what is said at length', () => {
  it('shows a gift that is withheld by its name, and beside it why', async () => {
    till.show(sales.giftRefused);
    await page.locator('.gift-refused').waitFor();
    expect(await page.locator('.gift').innerText()).toMatch(
      /^Ждёт подарок\nКорм для кошек.*\nПраво отложено для другой кассы: попробуйте через минуту\n/,
    );
  });

  it('shows versions and how the till is', async () => {
    till.script['till.health'] = () => health;
    till.emit({ type: 'event', topic: 'status', data: offline });
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: 'Версии и состояние' }).click();
    await page.locator('.health').waitFor();
    expect(await page.locator('.health').innerText()).toMatch(/Хаб\s+Нет связи\s+Возраст данных\s+6 мин/);
  });
});

describe('the keyboard alone', () => {
  it('sends what each printed key says', async () => {
    const keys: [string, string, unknown][] = [
      ['F4', 'sale.redeem', { wallet: 'bonus', points: 'all' }],
      ['F5', 'sale.giveGift', { entitlement: 'e-food' }],
      ['F6', 'sale.voidLine', { line: 'wine' }],
      ['F7', 'sale.park', {}],
      ['F9', 'sale.payCard', {}],
    ];
    for (const [key, method, params] of keys) {
      await page.keyboard.press(key);
      await expectCall(method, params);
    }
  });

  it('takes digits first and their meaning after', async () => {
    const typed: [string, string, string, unknown][] = [
      ['3', 'F2', 'sale.setQuantity', { line: 'wine', quantity: 3000 }],
      ['150', 'F4', 'sale.redeem', { wallet: 'bonus', points: 15_000 }],
      ['2000', 'F10', 'sale.payCash', { amountMinor: 200_000 }],
      ['500,50', 'F9', 'sale.payCard', { amountMinor: 50_050 }],
      ['79161234567', 'F3', 'sale.identify', { by: 'number', value: '79161234567' }],
      ['42', 'Enter', 'sale.scan', { code: '42', source: 'typed' }],
    ];
    for (const [digits, key, method, params] of typed) {
      await page.keyboard.type(digits, { delay: 120 });
      await page.keyboard.press(key);
      await expectCall(method, params);
    }
  });

  it('asks before cash is taken, and Enter accepts the exact sum', async () => {
    await page.keyboard.press('Enter');
    await page.locator('.keypad').waitFor();
    expect(lastCall()?.method).toBe('page.hello');
    await page.keyboard.press('Enter');
    await expectCall('sale.payCash', { amountMinor: sales.withMember.totals.leftMinor });
  });

  it('counts with the star, then scans', async () => {
    await page.keyboard.type('2', { delay: 120 });
    await page.keyboard.press('*');
    await page.locator('.entry-times').waitFor();
    const session = await page.context().newCDPSession(page);
    await scanByWedge(session, '2000000000015');
    await expectCall('sale.scan', { code: '2000000000015', source: 'wedge', quantity: 2000 });
  });

  it('asks why about any line, up and down the receipt, and Esc steps back', async () => {
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F1');
    const panel = page.getByRole('complementary', { name: 'Почему так' });
    await expect.poll(() => panel.innerText()).toContain('Жёлтый ценник');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => panel.innerText()).toContain('Сыр');
    expect(await panel.innerText()).toContain('Действует в другое время');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
  });

  it('never pays twice for a key held down', async () => {
    const session = await page.context().newCDPSession(page);
    for (const autoRepeat of [false, true, true, true]) {
      await session.send('Input.dispatchKeyEvent', {
        type: 'keyDown',
        key: 'F9',
        code: 'F9',
        windowsVirtualKeyCode: 120,
        autoRepeat,
      });
    }
    await expectCall('sale.payCard', {});
    expect(till.calls.filter(({ method }) => method === 'sale.payCard')).toHaveLength(1);
  });

  it('signs in by a digit and opens the shift with what is in the drawer', async () => {
    till.show(sales.signedOut);
    await page.locator('.start-person').first().waitFor();
    await page.keyboard.press('1');
    await expectCall('cashier.signIn', { cashier: 'c-1' });
    till.show(sales.shiftClosed);
    await page.locator('.start .keypad').waitFor();
    await page.keyboard.type('1500', { delay: 120 });
    await page.keyboard.press('Enter');
    await expectCall('shift.open', { floatMinor: 150_000 });
  });
});

describe('a scanner that types, with the Russian layout on', () => {
  it.each([
    ['nothing', async () => {}],
    ['a button', () => page.locator('.pay-button').first().focus()],
    ['the entry line', () => page.locator('.entry-input').focus()],
    ['a field of a panel', () => page.keyboard.press('F8').then(() => page.locator('.panel .field-input').focus())],
    ['the cash panel', () => page.keyboard.press('F10').then(() => page.locator('.keypad').waitFor())],
  ])('reaches the sale when %s has the focus, and leaves no trace in fields', async (_what, focus) => {
    await focus();
    const session = await page.context().newCDPSession(page);
    await scanByWedge(session, 'CARD770001');
    await expectCall('sale.scan', { code: 'card770001', source: 'wedge' });
    const fields = await page
      .locator('input')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
    expect(fields.join('')).toBe('');
    expect(await page.locator('.keypad-value.keypad-empty, .shop:not(:has(.keypad))').count()).toBe(1);
  });

  it('may be slow where no field has the focus', async () => {
    const session = await page.context().newCDPSession(page);
    await scanByWedge(session, '770001', 80);
    await expectCall('sale.scan', { code: '770001', source: 'wedge' });
  });
});

describe('what goes wrong', () => {
  it('is a notice beside the sale, with what to do, and the next scan puts it away', async () => {
    till.script['sale.giveGift'] = () => {
      throw new KopilkaError('request.invalid', { path: 'x', problem: 'y' });
    };
    await page.keyboard.press('F5');
    const notice = page.locator('.notice-refused');
    await expect.poll(() => notice.innerText()).toContain('Запрос не по форме: x: y');
    await expect.poll(() => page.locator('.last .flash-refused').count()).toBe(1);
    expect(await page.locator('dialog, [aria-modal]').count()).toBe(0);
    const session = await page.context().newCDPSession(page);
    await scanByWedge(session, '2000000000015');
    await notice.waitFor({ state: 'detached' });
  });

  it('offers one action that the till named', async () => {
    till.emit({
      type: 'event',
      topic: 'notice',
      data: {
        id: 'n-1',
        tone: 'look',
        code: 'internal.bug',
        args: { problem: 'z' },
        action: { label: 'action.print', method: 'print.retry', params: { job: 'j-1' } },
      },
    });
    await page.locator('.notice-look').getByRole('button', { name: 'Напечатать' }).click();
    await expectCall('print.retry', { job: 'j-1' });
  });

  it('asks a person about a card payment the terminal left open, and nothing else pays meanwhile', async () => {
    till.show(sales.paymentUnknown);
    await page.locator('.unknown').waitFor();
    expect(await page.locator('.pay-button').count()).toBe(0);
    await page.locator('.unknown').getByRole('button', { name: 'Не прошла' }).click();
    await expectCall('sale.resolvePayment', { intent: 'p-1', result: 'declined' });
  });
});
