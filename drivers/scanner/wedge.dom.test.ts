import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../test/chromium.ts';
import { traces } from '../../test/wedge/traces.ts';
import type { Trace } from '../../test/wedge/traces.ts';

const site = 'http://kopilka.test';
const folder = import.meta.dirname;

const html = `<!doctype html><input id="field"><button id="button">x</button><script type="module">
  import { listenToWedge } from '${site}/wedge.dom.ts';
  import { usualWedge } from '${site}/wedge.ts';
  Object.assign(window, { scans: [], typed: [], leaked: [], clicks: 0 });
  listenToWedge(window, { onScan: (scan) => scans.push(scan.code), onTyped: (key) => typed.push(key.code) },
    { ...usualWedge, prefix: new URL(location).searchParams.get('prefix') ?? '' });
  addEventListener('keydown', (event) => leaked.push(event.code));
  button.onclick = () => clicks++;
  document.body.dataset.ready = 'yes';
</script>`;

type Seen = { scans: string[]; typed: string[]; leaked: string[]; clicks: number; field: string };

let browser: Browser;
let page: Page;
let keyboard: CDPSession;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(() => browser?.close());
// Pages left open take the machine from those behind them.
afterEach(() => page.close());

beforeEach(async () => {
  page = await browser.newPage();
  await page.route(`${site}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    const source = await readFile(join(folder, pathname), 'utf8');
    return route.fulfill({ contentType: 'text/javascript', body: stripTypeScriptTypes(source) });
  });
  await page.goto(site);
  await page.waitForSelector('body[data-ready]');
  keyboard = await page.context().newCDPSession(page);
});

/** A physical key, and what the layout that is on writes for it. */
type Press = [code: string, text: string];
const enter: Press = ['Enter', '\r'];
const digitsOf = (text: string): Press[] => Array.from(text, (digit) => [`Digit${digit}`, digit]);

/**
 * Real input events that say they came `gapMs` apart. They are handed over all at once: a busy machine would otherwise
 * decide the pace, and with it what is a scan.
 */
async function type(presses: Press[], gapMs: number): Promise<void> {
  const startedMs = Date.now() - presses.length * gapMs;
  const events = presses.flatMap(([code, text], index) => {
    const key = code === 'Enter' ? 'Enter' : text;
    const common = { code, key, timestamp: (startedMs + index * gapMs) / 1000 };
    const windowsVirtualKeyCode = code === 'Enter' ? 13 : 0;
    return [
      { ...common, type: 'keyDown' as const, text, windowsVirtualKeyCode },
      { ...common, type: 'keyUp' as const, windowsVirtualKeyCode },
    ];
  });
  await Promise.all(events.map((event) => keyboard.send('Input.dispatchKeyEvent', event)));
}

function seen(): Promise<Seen> {
  return page.evaluate(() => {
    const { scans, typed, leaked, clicks } = window as unknown as Seen;
    return { scans, typed, leaked, clicks, field: document.querySelector('input')!.value };
  });
}

describe('a scanner that types into a page in Chromium', () => {
  it.each([1, 10, 80])('%i ms a key is one scan, and none of its keys reach anyone', async (gapMs) => {
    await type([...digitsOf('4600000000008'), enter], gapMs);
    expect(await seen()).toEqual({ scans: ['4600000000008'], typed: [], leaked: [], clicks: 0, field: '' });
  });

  it('is read right under a Russian layout', async () => {
    await type([['KeyK', 'л'], ['KeyP', 'з'], ['Digit1', '1'], ['KeyM', 'ь'], enter], 5);
    expect((await seen()).scans).toEqual(['kp1m']);
  });

  it('may send 250 characters', async () => {
    const code = '1234567890'.repeat(25);
    await type([...digitsOf(code), enter], 5);
    expect((await seen()).scans).toEqual([code]);
  });

  it('presses no button that has the focus', async () => {
    await page.focus('button');
    await type([...digitsOf('4600000000008'), enter], 5);
    expect(await seen()).toMatchObject({ scans: ['4600000000008'], clicks: 0 });
  });

  it('in a field leaves there what was before, and still is a scan', async () => {
    await page.fill('input', 'Анна');
    await page.focus('input');
    await type([...digitsOf('4600000000008'), enter], 5);
    expect(await seen()).toMatchObject({ scans: ['4600000000008'], field: 'Анна' });
  });
});

describe('a person who types in Chromium', () => {
  it('has a shortcut acted on, once', async () => {
    await type([['KeyG', 'п']], 0);
    await expect.poll(async () => (await seen()).typed, { timeout: 5000 }).toEqual(['KeyG']);
    expect(await seen()).toMatchObject({ scans: [], leaked: [] });
  });

  it('types into a field as ever, Enter too', async () => {
    await page.focus('input');
    await type([['KeyF', 'а'], ['KeyY', 'н'], ['KeyY', 'н'], ['KeyF', 'а'], enter], 120);
    expect(await seen()).toMatchObject({ scans: [], typed: [], field: 'анна' });
    expect((await seen()).leaked.at(-1)).toBe('Enter');
  });

  it('has function keys at once', async () => {
    await keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', code: 'F4', key: 'F4' });
    expect((await seen()).leaked).toEqual(['F4']);
  });
});

/** Handed over all at once with their own timings; a modifier held is told with each key, as a keyboard does. */
async function playTrace({ keys, into, field }: Trace): Promise<void> {
  if (field !== '') await page.fill('input', field);
  if (into === 'field') await page.focus('input');
  const lastMs = keys.at(-1)![0];
  // No event is older than its page.
  await page.waitForFunction((ms) => performance.now() > ms, lastMs);
  const startedMs = Date.now() - lastMs;
  const modifiers = { shift: 8, ctrl: 2, repeat: 0 };
  const events = keys.map(([atMs, code, key, held]) => {
    const text = key === 'Enter' ? '\r' : key.length === 1 && held !== 'ctrl' ? key : '';
    const windowsVirtualKeyCode = { Enter: 13, Tab: 9 }[key] ?? 0;
    const timestamp = (startedMs + atMs) / 1000;
    const common = { code, key, timestamp, windowsVirtualKeyCode, modifiers: held ? modifiers[held] : 0 };
    return { ...common, type: 'keyDown' as const, text, autoRepeat: held === 'repeat' };
  });
  await Promise.all(events.map((event) => keyboard.send('Input.dispatchKeyEvent', event)));
}

describe('keystrokes with their timings, in Chromium', () => {
  it.each(traces)('$what', async (trace) => {
    await page.goto(`${site}/?prefix=${encodeURIComponent(trace.prefix)}`);
    await page.waitForSelector('body[data-ready]');
    await playTrace(trace);
    const told = async () => {
      const { scans, typed, field } = await seen();
      return { scans, typed, field };
    };
    await expect.poll(told, { timeout: 5000 }).toEqual(trace.expect);
  });
});
