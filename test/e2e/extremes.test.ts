import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrowserHost } from '../../main/host/browser.ts';
import { extremes } from '../page/extremes.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { hello, sales } from '../page/states.ts';
import { settled } from './axe.ts';
import { launchChromium, openPage, servePage } from './driver.ts';

let browser: Browser;
let host: BrowserHost;
let till: ScriptedTill;

beforeAll(async () => {
  browser = await launchChromium();
  till = scriptedTill({ ...hello, sale: sales.withMember });
  host = await servePage(till);
});
afterAll(async () => {
  await browser.close();
  await host.close();
});

/** Texts that stand outside of the box they belong to, or of the screen. What is cut with an ellipsis is cut on purpose. */
function spilt(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || parent.closest('[hidden], script, style')) continue;
      range.selectNodeContents(node);
      const box = parent.closest('section, button, li, header, nav')?.getBoundingClientRect();
      const isCut = getComputedStyle(parent).textOverflow === 'ellipsis';
      if (!box || box.width === 0 || isCut) continue;
      const text = range.getBoundingClientRect();
      if (text.width === 0) continue;
      if (text.left < box.left - 1 || text.right > box.right + 1 || text.right > innerWidth + 1) {
        found.push(`${parent.className}: ${node.textContent.slice(0, 30)}`);
      }
    }
    return found;
  });
}

const sizes = [
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
];

describe.each(sizes)('at $width x $height', (viewport) => {
  let cashier: Page;
  let customer: Page;
  beforeAll(async () => {
    till.hello = { ...hello, sale: sales.withMember };
    ({ page: cashier } = await openPage(browser, host, { viewport, reducedMotion: 'reduce' }));
    customer = await cashier.context().newPage();
    await customer.goto(`${host.origin}/customer`);
    await customer.locator('.customer').waitFor();
  });
  afterAll(() => cashier.context().close());

  it.each(Object.keys(extremes) as (keyof typeof extremes)[])('no text leaves its place: %s', async (state) => {
    till.show(extremes[state]);
    for (const page of [cashier, customer]) {
      await settled(page);
      expect(await spilt(page)).toEqual([]);
      const { width, height } = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        height: document.documentElement.scrollHeight,
      }));
      expect({ width, height }).toEqual(viewport);
    }
  });
});
