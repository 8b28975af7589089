import { dirname } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { openBrowserHost } from '../../main/host/browser.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { ensurePage } from '../../main/host/bundle.ts';
import type { TillPort } from '../../main/host/rpc.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { findChromium } from '../chromium.ts';

const root = dirname(dirname(import.meta.dirname));

/** A real Chromium. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium: npm test says what to install');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--force-color-profile=srgb'],
  });
}

/** The built page on loopback, in front of a till. */
export async function servePage(till: TillPort): Promise<BrowserHost> {
  const pageFolder = await ensurePage(root);
  return openBrowserHost({
    till,
    pageFolder,
    ports: nodePorts,
    report: (error) => {
      throw error;
    },
  });
}

/** A browser of its own, led in by a fresh one-time address. What the page complains about lands in `complaints`. */
export async function openPage(
  browser: Browser,
  host: BrowserHost,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await page.goto(host.address());
  await page.locator('.shop').waitFor();
  return { page, complaints };
}

/** What the keys of Latin letters write when the Russian layout is on. */
const russianLetters = 'йцукенгшщзфывапролдячсмить';
const russian = new Map(
  Array.from('qwertyuiopasdfghjklzxcvbnm', (latin, index) => [latin, russianLetters.charAt(index)]),
);
const latin = new Map(Array.from(russian, ([key, written]) => [written, key]));

/**
 * Types letters and digits as a scanner does, under a Russian layout: `key` holds what that layout writes, `code` the place of
 * the key; ends with Enter. The keys say they came `gapMs` apart and are handed over at once, so that a busy machine does not
 * decide the pace.
 */
export async function scanByWedge(session: CDPSession, code: string, gapMs = 3): Promise<void> {
  const keys = [...Array.from(code.toLowerCase(), keyOf), { key: 'Enter', text: '\r', code: 'Enter', keyCode: 13 }];
  const startedMs = Date.now() - keys.length * gapMs;
  const events = keys.flatMap((key, index) => eventsOf(key, { timestamp: (startedMs + index * gapMs) / 1000 }));
  await Promise.all(events.map((event) => session.send('Input.dispatchKeyEvent', event)));
}

/** Digits and Russian letters by hand: no key comes sooner than `gapMs` after the one before it. */
export async function typeByHand(session: CDPSession, text: string, gapMs: number): Promise<void> {
  for (const character of text) {
    await new Promise((resolve) => setTimeout(resolve, gapMs));
    for (const event of eventsOf(keyOf(latin.get(character) ?? character))) {
      await session.send('Input.dispatchKeyEvent', event);
    }
  }
}

type Key = { key: string; text: string; code: string; keyCode: number };

function eventsOf({ keyCode, ...key }: Key, when: { timestamp?: number } = {}) {
  const common = { ...key, windowsVirtualKeyCode: keyCode, ...when };
  return [
    { ...common, type: 'keyDown' as const },
    { ...common, type: 'keyUp' as const },
  ];
}

function keyOf(character: string): Key {
  const keyCode = character.toUpperCase().charCodeAt(0);
  if (/\d/.test(character)) return { key: character, text: character, code: `Digit${character}`, keyCode };
  const text = russian.get(character) ?? character;
  return { key: text, text, code: `Key${character.toUpperCase()}`, keyCode };
}
