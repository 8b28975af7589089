import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserHost } from '../../main/host/browser.ts';
import type { ReceiptView } from '../../shared/protocol/page.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { devices, foundDevices, foundMembers, health, hello, manager, offline, online, sales } from '../page/states.ts';
import { faults, settled } from './axe.ts';
import { launchChromium, openPage, servePage } from './driver.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let host: BrowserHost;
let till: ScriptedTill;

beforeAll(async () => {
  browser = await launchChromium();
  till = scriptedTill(hello, { 'receipt.picture': () => ({ svg: '<svg xmlns="http://www.w3.org/2000/svg"/>' }) });
  host = await servePage(till);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

const unknownBuyer: ReceiptView = {
  id: 'r-1',
  number: 1,
  kind: 'sale',
  at: '2026-11-23T18:00:00+03:00',
  dueMinor: 248_90,
  member: null,
  attachable: true,
  lines: 1,
  state: 'synced',
  paper: 'none',
};

const panels: [string, string][] = [
  ['why', 'F1'],
  ['quantity', 'F2'],
  ['member', 'F3'],
  ['cancel', 'Shift+F6'],
  ['receipts', 'F8'],
  ['cash', 'F10'],
  ['goods', 'F11'],
  ['shift', 'F12'],
];

describe.each([
  ['light', 'ru'],
  ['dark', 'en'],
] as const)('the page in %s, %s', (colorScheme, locale) => {
  let page: Page;
  beforeAll(async () => {
    till.hello = { ...hello, locale, sale: sales.nothing };
    // Tints that fade in are judged as they stay.
    ({ page } = await openPage(browser, host, {
      colorScheme,
      viewport: { width: 1024, height: 768 },
      reducedMotion: 'reduce',
      bypassCSP: true,
      hasTouch: true,
    }));
    await page.addScriptTag({ content: axe });
  });
  afterAll(() => page.context().close());

  it.each(Object.keys(sales) as (keyof typeof sales)[])('can be used by anyone: %s', async (state) => {
    till.emit({ type: 'event', topic: 'status', data: state === 'redeemed' ? offline : online });
    till.show(
      state === 'many' ? { ...sales.many, lines: sales.many.lines.slice(0, 12), lastLine: 'l-11' } : sales[state],
    );
    await settled(page);
    expect(await faults(page)).toEqual([]);
  });

  it.each(panels)('can be used by anyone: panel %s', async (_name, key) => {
    till.show(sales.withMember);
    await page.locator('.row').first().waitFor();
    await page.keyboard.press(key);
    await page.locator('.panel').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: devices and their setting up', async () => {
    till.script['devices.list'] = () => devices;
    till.script['devices.find'] = () => foundDevices;
    till.script['devices.test'] = () => ({ kind: 'fault', reason: 'paper-end' });
    till.emit({ type: 'event', topic: 'status', data: manager });
    till.show(sales.withMember);
    await page.locator('.top-cashier', { hasText: 'Timur' }).waitFor();
    await page.keyboard.press('Shift+F12');
    await page.locator('.device-tests .button').nth(1).click();
    await page.locator('.device-told:not(:empty)').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    for (const device of [0, 2]) {
      await page.locator('.device').nth(device).locator('.button').first().click();
      await page.locator('.device-form select').first().waitFor();
      await settled(page);
      expect(await faults(page)).toEqual([]);
      await page.locator('.device-form .pair .button').nth(-2).click();
    }
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: registration, refused, with keys on the screen', async () => {
    till.script['sale.register'] = () => {
      throw new KopilkaError('member.phoneUnfit', { value: '•••• 12' });
    };
    till.show(sales.selling);
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('Shift+F3');
    await page.locator('.registration').waitFor();
    await page.locator('[name=birthday]').fill('99');
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.locator('[name=birthday]').fill('');
    await page.locator('[name=card]').fill('770000005001');
    await page.locator('.registration-send').click();
    await page.locator('.form-refusal:not(:empty)').waitFor();
    for (const name of ['name', 'phone']) {
      await page.locator(`[name=${name}]`).tap();
      await page.locator('.touch-keys').waitFor();
      await settled(page);
      expect(await faults(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await page.locator('.touch-keys').waitFor({ state: 'detached' });
  });

  it('can be used by anyone: members found by card and name', async () => {
    till.script['member.find'] = () => ({ members: foundMembers });
    till.show(sales.selling);
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('F3');
    await page.locator('.keypad').waitFor();
    await page.locator('.panel-body > .button').first().click();
    await page.locator('.find').waitFor();
    await page.locator('.find [type=submit]').click();
    await page.locator('.found-member').nth(1).waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: a member’s cards, one being replaced, refused, and one being blocked', async () => {
    till.script['member.cards'] = () => ({ cards: [{ id: 'c1', tail: '•••• 6001' }] });
    till.script['sale.issueCard'] = () => {
      throw new KopilkaError('card.taken', { card: '770000000002' });
    };
    till.show(sales.withMember);
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('Shift+F4');
    await page.locator('.member-cards-item').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    for (const act of [0, 1]) {
      await page.locator('.member-cards-item .button').nth(act).click();
      if (act === 0) await page.locator('.member-cards input').fill('770000000002');
      if (act === 0) await page.locator('.member-cards [type=submit]').click();
      await page.locator(act === 0 ? '.form-refusal:not(:empty)' : '.member-cards .button-danger').waitFor();
      await settled(page);
      expect(await faults(page)).toEqual([]);
      await page.locator('.member-cards .button').last().click();
    }
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: a card attached to a paid receipt, refused, and one that may be', async () => {
    till.script['collection.pull'] = ({ collection }: { collection: string }) =>
      collection === 'receipts' ? { documents: [unknownBuyer], checkpoint: 1 } : { documents: [], checkpoint: 1 };
    till.script['attach.quote'] = () => {
      throw new KopilkaError('attach.tooLate', { days: 3 });
    };
    till.show(sales.selling);
    till.emit({ type: 'event', topic: 'changed', data: { checkpoint: 1 } });
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('Shift+F8');
    await page.locator('.member-cards [name=number]').fill('770000000001');
    await page.locator('.member-cards [type=submit]').click();
    await page.locator('.form-refusal:not(:empty)').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    till.script['attach.quote'] = () => ({ name: 'Анна', earned: [{ wallet: 'bonus', points: 9_45 }] });
    await page.locator('.member-cards [type=submit]').click();
    await page.locator('.attach-earns').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: versions and health, the file saved', async () => {
    till.script['till.health'] = () => health;
    till.script['till.diagnose'] = () => ({ file: '/srv/kopilka/till/diagnosis-20261123180000.json' });
    till.show(sales.selling);
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: /Версии|Versions/ }).click();
    await page.locator('.health').waitFor();
    await page.locator('.panel-body > .button').click();
    await page.locator('.health-file:not(:empty)').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: a PIN that is asked for, and one that is wrong', async () => {
    till.script['cashier.signIn'] = () => {
      throw new KopilkaError('pin.wrong');
    };
    till.show(sales.signedOut);
    await page.locator('.start-person').nth(1).click();
    await page.locator('.start .keypad').waitFor();
    await page.keyboard.type('123456', { delay: 120 });
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.locator('.notice').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.start-person').first().waitFor();
  });

  it('can be used by anyone: a receipt that waits for who signs in', async () => {
    till.show({ ...sales.withMember, phase: 'signedOut' });
    await page.locator('.start .nothing-hint').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
  });

  it('can be used by anyone: a PIN being set, one’s own and another’s', async () => {
    till.emit({ type: 'event', topic: 'status', data: manager });
    till.show(sales.withMember);
    await page.locator('.top-cashier', { hasText: 'Timur' }).waitFor();
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('F12');
    await page.getByRole('button', { name: /^(Задать|Set a) PIN$/ }).click();
    await page.locator('.panel input').nth(2).waitFor();
    await page.locator('.panel input').nth(1).fill('1234');
    await page.locator('.device-told:not(:empty)').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.locator('.panel select').selectOption('c-1');
    await expect.poll(() => page.locator('.panel input').count()).toBe(2);
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: the keys and what they do', async () => {
    till.show(sales.withMember);
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('Shift+F1');
    await page.locator('.shortcuts').waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('can be used by anyone: notices', async () => {
    for (const tone of ['info', 'refused', 'look'] as const) {
      till.emit({
        type: 'event',
        topic: 'notice',
        data: { id: tone, tone, code: 'internal.bug', args: { problem: 'x' }, action: null },
      });
    }
    await page.locator('.notice').nth(2).waitFor();
    await settled(page);
    expect(await faults(page)).toEqual([]);
  });
});
