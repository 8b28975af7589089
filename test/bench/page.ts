import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import type { Demo } from '../../main/cli/demo/start.ts';
import { cornerShop } from '../../main/demo/shop.ts';
import type { BrowserHost } from '../../main/host/browser.ts';
import { launchChromium, scanByWedge, servePage } from '../e2e/driver.ts';
import { watchScans } from './page-probe.ts';
import type { Seen } from './page-probe.ts';
import { percentile, timeRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/** The cashier's page in Chromium with the demo's own till behind it, against its budgets: on a machine as it is, and on one six times slower. */
const budgets = { scanMs: { 1: 16, 6: 100 }, startMs: 100 } as const;
const scansMeasured = 150;

export const pageBench: Bench = {
  name: 'page',
  run: () =>
    withDemo(async (shop) => [...(await scanRows(shop, 1)), ...(await scanRows(shop, 6)), await startRow(shop)]),
};

/** A counter that never rests: three scans a second for five minutes, then a shift of receipts in the same page. */
const [scansPerSecond, scanSeconds, shiftReceipts, settledReceipts] = [3, 300, 2000, 200];

export const pageShiftBench: Bench = {
  name: 'page-shift',
  run: () => withDemo(async (shop) => [await paceRow(shop), await memoryRow(shop)]),
};

type Shop = { demo: Demo; host: BrowserHost; browser: Browser; codes: string[] };
type Tab = { page: Page; session: CDPSession };

async function withDemo(measure: (shop: Shop) => Promise<Row[]>): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'kopilka-page-'));
  const fail = (error: unknown) => {
    throw error;
  };
  const demo = await startDemo(demoFolder(join(dir, 'demo'), false), cornerShop(), fail);
  const host = await servePage(demo.till);
  const browser = await launchChromium();
  try {
    return await measure({ demo, host, browser, codes: await pieceCodes(demo) });
  } finally {
    await browser.close();
    await host.close();
    await demo.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Goods sold by the piece: each scan is one more. */
async function pieceCodes({ till }: Demo): Promise<string[]> {
  const { demo } = await till.handle('page.hello', {});
  const codes: string[] = [];
  for (const { code } of demo ?? []) {
    const rung = await till.handle('sale.scan', { code, source: 'typed' }).catch(() => undefined);
    if (rung !== undefined && (await lines(till)).some(({ quantity }) => quantity === 1000)) codes.push(code);
    await till.handle('sale.cancel', {}).catch(() => undefined);
  }
  return codes;
}

async function lines(till: Demo['till']) {
  return (await till.handle('page.hello', {})).sale.lines;
}

/** `scripts` run in it before anything of the page. */
async function openTab({ browser, host }: Shop, slower: number, ...scripts: (() => void)[]): Promise<Tab> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  for (const script of scripts) await page.addInitScript(script);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(host.address());
  await page.locator('.shop').waitFor();
  return { page, session };
}

/** From the event of a scan's last key to the end of what it made the page do: the till's answer, layout and paint. The wait for a frame is told apart. */
async function scanRows(shop: Shop, slower: 1 | 6): Promise<Row[]> {
  const { page, session } = await openTab(shop, slower, watchScans);
  // What loads after the first paint is there.
  await page.waitForLoadState('networkidle');
  const seen: Seen[] = [];
  for (let nth = 0; nth < scansMeasured; nth += 1) {
    await scanByWedge(session, shop.codes[nth % shop.codes.length]!);
    await page.waitForFunction((count) => window.seenScans.length > count, nth);
  }
  seen.push(...(await page.evaluate(() => window.seenScans)));
  await shop.demo.till.handle('sale.cancel', {});
  await page.context().close();
  const name = slower === 1 ? 'page-scan' : `page-scan-${slower}x`;
  const p95 = (of: (each: Seen) => number) => percentile(seen.map(of), 95);
  console.error(`${name}: a frame was waited for ${p95(({ waitMs }) => waitMs).toFixed(1)} ms (95 of 100)`);
  return [
    timeRow(
      `${name}-p95`,
      p95(({ workMs }) => workMs),
      'its budget',
      budgets.scanMs[slower],
      'ms',
      1,
    ),
  ];
}

/** The script that stands between the page and its first picture. */
async function startRow(shop: Shop): Promise<Row> {
  const took: number[] = [];
  for (let nth = 0; nth < 9; nth += 1) {
    const { page } = await openTab(shop, 6);
    took.push(
      await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
        return navigation!.domContentLoadedEventStart - navigation!.domInteractive;
      }),
    );
    await page.context().close();
  }
  return timeRow('page-start-script-6x', percentile(took, 50), 'its budget', budgets.startMs, 'ms', 1);
}

async function paceRow(shop: Shop): Promise<Row> {
  const { page, session } = await openTab(shop, 6);
  const wanted = scansPerSecond * scanSeconds;
  const startedMs = performance.now();
  for (let nth = 0; nth < wanted; nth += 1) {
    await sleep(Math.max(0, startedMs + (nth * 1000) / scansPerSecond - performance.now()));
    await scanByWedge(session, shop.codes[nth % shop.codes.length]!);
  }
  const rung = async () => (await lines(shop.demo.till)).reduce((sum, { quantity }) => sum + quantity / 1000, 0);
  for (let waitedMs = 0; waitedMs < 10_000 && (await rung()) < wanted; waitedMs += 100) await sleep(100);
  await sleep(1000);
  const found = await rung();
  await shop.demo.till.handle('sale.cancel', {});
  await page.context().close();
  if (found !== wanted) throw new Error(`${found} of ${wanted} scans were rung`);
  return timeRow('page-scans-lost-or-doubled', 1 + Math.abs(found - wanted), 'none', 1, '1 + scans', 1);
}

/** What the page holds after a shift, against what it held when it had settled. */
async function memoryRow(shop: Shop): Promise<Row> {
  const { page, session } = await openTab(shop, 1);
  let settledMb = NaN;
  for (let nth = 1; nth <= shiftReceipts; nth += 1) {
    await scanByWedge(session, shop.codes[nth % shop.codes.length]!);
    await page.locator('.row-name').first().waitFor();
    await page.keyboard.press('F10');
    await page.locator('.tenders').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.done').waitFor();
    if (nth === settledReceipts) settledMb = await heapMb(session);
  }
  const endMb = await heapMb(session);
  await page.context().close();
  return timeRow(`page-memory-${shiftReceipts}`, endMb, `after ${settledReceipts} receipts`, settledMb, 'MB', 0.9);
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1024 / 1024;
}
