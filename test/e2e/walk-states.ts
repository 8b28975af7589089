import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BrowserHost } from '../../main/host/browser.ts';
import type { HelloView, SaleView, StatusView } from '../../shared/protocol/page.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { hello, online, sales } from '../page/states.ts';
import { scriptLists } from '../page/walk/lists.ts';
import type { WalkState } from '../page/walk/state.ts';
import { walkStates as states } from '../page/walk/states.ts';
import { faults, settled } from './axe.ts';
import { launchChromium, openPage, servePage } from './driver.ts';
import { layoutFaults } from './layout.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = join(import.meta.dirname, '..', '..');
/** For one step of a hand, on a busy machine. */
const patienceMs = 8000;

/** Who is not there sells in no shift. */
function statusOf({ phase }: SaleView, status: StatusView): StatusView {
  return {
    ...status,
    cashier: phase === 'signedOut' ? null : status.cashier,
    shift: phase === 'shiftClosed' ? null : status.shift,
  };
}

type Look = { theme: 'light' | 'dark'; locale: 'ru' | 'en'; viewport: { width: number; height: number } };
type Walk = {
  hand: 'keys' | 'touch';
  options: BrowserContextOptions;
  /** The hand moves, and pictures are taken, in the first. */
  looks: [Look, Look];
  /** Which of them axe-core looks at: it takes longest. */
  judged: Look['theme'];
  /** Of pictures, where they are wanted. */
  folder?: string;
};

export const small = { width: 1024, height: 768 };
export const large = { width: 1920, height: 1080 };

/** Walks every state by one hand alone: it is reached, can be used by anyone, holds at both sizes, and has its picture taken. */
export function walkStates({ hand, options, looks, judged, folder }: Walk): void {
  let browser: Browser;
  let host: BrowserHost;
  let till: ScriptedTill;
  let page: Page;
  let complaints: string[];
  let list: ReturnType<typeof scriptLists>;
  let lists: ScriptedTill['script'];

  beforeAll(async () => {
    browser = await launchChromium();
    till = scriptedTill({ ...hello, demo: null, sale: sales.signedOut });
    list = scriptLists(till);
    lists = { ...till.script };
    host = await servePage(till);
    ({ page, complaints } = await openPage(browser, host, {
      ...options,
      colorScheme: 'light',
      viewport: looks[0].viewport,
      reducedMotion: 'reduce',
      bypassCSP: true,
    }));
    page.setDefaultTimeout(patienceMs);
    await page.addScriptTag({ content: axe });
  });
  afterAll(async () => {
    await browser.close();
    await host.close();
  });

  /** The till as the state begins; who sat there before left nothing. */
  async function begin({
    sale,
    status = online,
    lists: listed = {},
    script = {},
    isDemo,
    isTraining,
  }: WalkState): Promise<void> {
    // Somebody comes or goes in between: nothing of the state before outlives that, and each is seen to have arrived.
    const isOut = sale.phase === 'signedOut';
    await tellAll({
      status: statusOf(isOut ? sales.nothing : sales.signedOut, online),
      sale: isOut ? sales.nothing : sales.signedOut,
    });
    till.script = { ...lists, ...(typeof script === 'function' ? script(till) : script) };
    list(listed);
    await tellAll({
      status: statusOf(sale, status),
      sale,
      demo: isDemo ? hello.demo : null,
      ...(isTraining ? { training: true } : {}),
    });
  }

  async function tellAll(told: Partial<HelloView>): Promise<void> {
    till.hello = { ...hello, demo: null, locale: looks[0].locale, ...told };
    till.emit({ type: 'event', topic: 'hello', data: till.hello });
    const isThere = till.hello.status.cashier !== null;
    await page.locator('.top-cashier').waitFor({ state: isThere ? 'visible' : 'detached' });
  }

  async function judge({ theme, locale, viewport }: Look, state: WalkState): Promise<string[]> {
    till.hello = { ...till.hello, locale };
    till.emit({ type: 'event', topic: 'hello', data: till.hello });
    await page.setViewportSize(viewport);
    await page.evaluate((chosen) => (document.documentElement.dataset['theme'] = chosen), theme);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, locale);
    await settled(page);
    const layout = await layoutFaults(page, { mayCutNames: state.isExtreme ?? false });
    const barred = theme === judged ? await faults(page) : [];
    return [...layout, ...barred].map((fault) => `${theme}, ${locale}, ${viewport.width}: ${fault}`);
  }

  it.each(states)('$name: $caption', async (state) => {
    await begin(state);
    await settled(page);
    for (const step of state[hand]) await step(page);
    await page.locator(state.seen).first().waitFor();
    const found = await judge(looks[0], state);
    if (folder !== undefined) {
      await page.screenshot({ path: join(root, folder, `${state.name}.png`), animations: 'disabled' });
    }
    found.push(...(await judge(looks[1], state)));
    await putAway();
    await page.setViewportSize(looks[0].viewport);
    expect([...found, ...complaints]).toEqual([]);
  });

  /** What is open is closed by the same hand, for the next state. */
  async function putAway(): Promise<void> {
    if (hand === 'keys') {
      for (let pressed = 0; pressed < 3; pressed += 1) await page.keyboard.press('Escape');
      return;
    }
    for (const close of await page.locator('.notice-close').all()) await close.tap();
  }
}
