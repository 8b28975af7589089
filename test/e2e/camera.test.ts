import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BrowserHost } from '../../main/host/browser.ts';
import { drawFrame, plain } from '../camera/frame.ts';
import type { Frame } from '../camera/frame.ts';
import { drawSymbol } from '../camera/symbol.ts';
import { findChromium } from '../chromium.ts';
import { scriptedTill } from '../page/scripted-till.ts';
import type { ScriptedTill } from '../page/scripted-till.ts';
import { hello, sales } from '../page/states.ts';
import { openPage, servePage } from './driver.ts';

const soon = { timeout: 30_000 };
const mark = '010400638133393121abcDEF\u001D91EE07\u001D92xxxx';

/** Uncompressed film, which Chromium plays in place of a camera: each picture for as many frames as told, over and over. */
function film(pictures: [frame: Frame, frames: number][]): Buffer {
  const { width, height } = pictures[0]![0];
  const parts = [Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)];
  for (const [{ data }, frames] of pictures) {
    const grey = Buffer.from(Uint8Array.from({ length: width * height }, (_, at) => data[at * 4]!));
    const colourless = Buffer.alloc((width * height) / 2, 128);
    for (let frame = 0; frame < frames; frame += 1) parts.push(Buffer.from('FRAME\n'), grey, colourless);
  }
  return Buffer.concat(parts);
}

let folder: string;
let till: ScriptedTill;
let host: BrowserHost;
const browsers: Browser[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kopilka-film-'));
  const empty = drawFrame(null, plain);
  const bars = drawFrame(drawSymbol('ean-13', '4006381333931'), plain);
  const cells = drawFrame(drawSymbol('gs1-datamatrix', '(01)04006381333931(21)abcDEF(91)EE07(92)xxxx'), plain);
  writeFileSync(
    join(folder, 'camera.y4m'),
    film([
      [empty, 10],
      [bars, 20],
      [empty, 20],
      [cells, 20],
      [empty, 10],
    ]),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(async () => {
  till = scriptedTill({ ...hello, sale: sales.withMember });
  host = await servePage(till);
});
afterEach(async () => {
  for (const each of browsers.splice(0)) await each.close();
  await host.close();
});

async function open(args: string[]) {
  const executablePath = findChromium();
  const common = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
  const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: [...common, ...args] });
  browsers.push(browser);
  return openPage(browser, host);
}
const scans = () => till.calls.flatMap(({ method, params }) => (method === 'sale.scan' ? [params] : []));

describe('a camera that scans, in Chromium', () => {
  const fake = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

  it('reads what is held before it, once each time, with its symbology and separators', async () => {
    const { page, complaints } = await open([
      ...fake,
      `--use-file-for-fake-video-capture=${join(folder, 'camera.y4m')}`,
    ]);
    await page.getByRole('button', { name: 'Включить камеру-сканер' }).click();
    const bars = { code: '4006381333931', source: 'camera', symbology: 'ean-13' };
    const cells = { code: mark, source: 'camera', symbology: 'gs1-datamatrix' };
    await expect.poll(() => scans().length, soon).toBeGreaterThanOrEqual(4);
    const [first] = scans() as (typeof bars)[];
    const order = first?.code === bars.code ? [bars, cells] : [cells, bars];
    expect(scans().slice(0, 4)).toEqual([...order, ...order]);
    await page.getByRole('button', { name: 'Выключить камеру' }).click();
    await expect.poll(() => page.locator('video').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('that is not allowed says what to do, and how to go on', async () => {
    const { page } = await open(['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
    await page.getByRole('button', { name: 'Включить камеру-сканер' }).click();
    await expect
      .poll(() => page.getByRole('alert').allInnerTexts(), soon)
      .toEqual([expect.stringContaining('Камера запрещена')]);
    expect(await page.getByRole('button', { name: 'Включить камеру-сканер' }).getAttribute('aria-pressed')).toBe(
      'false',
    );
  });

  it('that is not there says so', async () => {
    const { page } = await open(['--use-fake-ui-for-media-stream']);
    await page.getByRole('button', { name: 'Включить камеру-сканер' }).click();
    await expect
      .poll(() => page.getByRole('alert').allInnerTexts(), soon)
      .toEqual([expect.stringContaining('Камера не найдена')]);
  });
});
