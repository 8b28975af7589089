import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { launchChromium, openPage, servePage } from './driver.ts';

/** The way of a newcomer through the demo shop, in a real browser, against a real till and a hub that really goes away. */
const screens = join(import.meta.dirname, '..', '..', 'docs', 'screens');

/** A Monday noon that goes on, so that pictures and happy hours do not depend on when the test runs. */
const startedMs = Date.now();
const noon = { nowMs: () => Date.UTC(2026, 10, 23, 9) + Date.now() - startedMs };

let dir: string;
let demo: Demo;
let hub: Hub;
let hubPort: number;
let host: BrowserHost;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kopilka-walk-'));
  mkdirSync(screens, { recursive: true });
  const fail = (error: unknown) => {
    throw error;
  };
  demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail, noon);
  hub = demo.hub;
  hubPort = Number(new URL(demo.hubUrl).port);
  host = await servePage(demo.till);
  browser = await launchChromium();
  ({ page, complaints } = await openPage(browser, host, { colorScheme: 'light' }));
}, 60_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  await demo.till.close();
  await hub.close();
  rmSync(dir, { recursive: true, force: true });
});

const total = () => page.locator('.total-sum').innerText();
const click = (name: RegExp) => page.getByRole('button', { name }).first().click();
const picture = (name: string) => page.screenshot({ path: join(screens, `${name}.png`), animations: 'disabled' });
const waiting = async () => (await demo.till.handle('page.hello', {})).status.hub.waiting;

async function sellBread(): Promise<void> {
  await click(/^Хлеб пшеничный/);
  await page.locator('.done').waitFor({ state: 'detached' });
  await expect.poll(total).toMatch(/45,50/);
  await page.keyboard.press('F10');
  await page.locator('.tenders').waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.done').waitFor();
}

describe('two minutes with the demo', () => {
  it('scans goods: the yellow price shows with its reason', async () => {
    await click(/^Молоко/);
    await click(/^Хлеб пшеничный/);
    await click(/^Шоколад/);
    await expect.poll(total).toMatch(/205,30/);
    expect(await page.locator('.receipt').innerText()).toContain('Жёлтый ценник');
  });

  it('finds the member, what they have and the gift that waits', async () => {
    await click(/^Вера/);
    await expect.poll(() => page.locator('.member').innerText()).toContain('Серебро');
    await expect.poll(() => page.locator('.gift-title').innerText()).toBe('Ждёт подарок');
    await picture('till');
  });

  it('tells why', async () => {
    await page.locator('.row-name').first().click();
    const why = page.locator('.panel', { hasText: 'Жёлтый ценник' });
    await why.waitFor();
    await page.keyboard.press('Escape');
  });

  it('rings the gift at zero with one key', async () => {
    await page.keyboard.press('F5');
    await expect.poll(() => page.locator('.receipt').innerText()).toContain('Кофе зерновой');
    await expect.poll(total).toMatch(/205,30/);
  });

  it('redeems all that is allowed with one key', async () => {
    await page.keyboard.press('F4');
    await expect.poll(total).toMatch(/132,60/);
  });

  it('takes cash and says the change', async () => {
    await page.keyboard.press('F10');
    await page.locator('.tenders').waitFor();
    // At a person's pace: faster would be a scanner.
    await page.keyboard.type('200', { delay: 150 });
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.done').innerText()).toMatch(/67,40/);
  });

  it('shows the receipt as the printer draws it', async () => {
    await click(/^Чек на экране/);
    const paper = page.locator('.panel img.paper');
    await paper.waitFor();
    // The picture has each letter in its own place, as paper has.
    expect(decodeURIComponent((await paper.getAttribute('src')) ?? '').replace(/<[^>]*>/g, '')).toContain('ПОДАРОК');
    await page.keyboard.press('Escape');
  });

  it('sells three more with the hub stopped, and says so calmly', async () => {
    await expect.poll(waiting).toBe(0);
    await hub.close();
    for (let sale = 0; sale < 3; sale += 1) await sellBread();
    await expect.poll(waiting).toBe(3);
    await expect.poll(() => page.locator('header').first().innerText()).toMatch(/Нет связи/);
  });

  it('reconciles by itself when the hub is back: every verdict equal', async () => {
    hub = await openHub({ dataDir: join(dir, 'demo', 'hub'), ports: { ...hubPorts, clock: noon } });
    await hub.listen({ port: hubPort });
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
    const { sales, verdicts, ledgerSum } = await hub.summary();
    expect({ sales, verdicts, ledgerSum }).toEqual({
      sales: 4,
      verdicts: { equal: 4, different: 0, pending: 0 },
      ledgerSum: 0,
    });
    await expect.poll(() => page.locator('header').first().innerText()).toMatch(/На связи/i);
    await picture('reconciled');
    expect(complaints).toEqual([]);
  }, 60_000);
});
