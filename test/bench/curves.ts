import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import type { Facts } from '../../shared/loyalty/facts.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { drawCharts } from './chart.ts';
import type { Chart, Point } from './chart.ts';
import { measureGrowth } from './growth.ts';
import { medusa, vendure } from './quote-peers.ts';
import { openBoth } from './quote.ts';
import { basketPromotion, linePromotions, programmeOf, receiptOf } from './receipts.ts';
import { percentile } from './row.ts';

type Case = { at: number; programme: Programme; facts: Facts };

const byLines: Case[] = [1, 2, 5, 10, 20, 50, 100, 200, 500].map((lines) => ({
  at: lines,
  programme: programmeOf([...linePromotions(19, 10), basketPromotion]),
  facts: receiptOf(lines, 10),
}));

/** Each promotion names a category of its own, and the receipt has goods of ten. */
const byPromotions: Case[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000].map((promotions) => ({
  at: promotions,
  programme: programmeOf(linePromotions(promotions, promotions)),
  facts: receiptOf(50, 10),
}));

/** Measures how a quote grows and draws docs/bench/curves.svg and .png. Takes some minutes, most of them the peers'. */
export async function drawCurves(folder: string, onPoint: (told: string) => void): Promise<void> {
  const charts: Chart[] = [
    {
      title: 'by lines of the receipt (20 promotions)',
      xLabel: 'lines',
      yLabel: 'milliseconds a quote',
      series: await measure(byLines, onPoint),
    },
    {
      title: 'by promotions of the programme (50 lines)',
      xLabel: 'promotions, of which ten match',
      yLabel: 'milliseconds a quote',
      series: await measure(byPromotions, onPoint),
    },
  ];
  save(folder, 'curves', charts);
}

/** Measures what must not grow with a shop and draws docs/bench/growth.svg and .png. Takes some minutes, most of them to make a million members. */
export async function drawGrowth(folder: string, onPoint: (told: string) => void): Promise<void> {
  save(folder, 'growth', await measureGrowth(onPoint));
}

function save(folder: string, name: string, charts: readonly Chart[]): void {
  const svg = drawCharts(charts);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.svg`), svg);
  writeFileSync(join(folder, `${name}.png`), toPng(svg));
}

async function measure(cases: readonly Case[], onPoint: (told: string) => void): Promise<Chart['series']> {
  const points: Record<string, Point[]> = { vendure: [], medusa: [], kopilka: [] };
  for (const { at, programme, facts } of cases)
    for (const peer of [medusa, vendure]) {
      const { ours, theirs } = await openBoth(programme, facts, peer);
      points[peer.name]!.push({ x: at, y: await quarterMs(theirs.run) });
      if (peer === medusa) points['kopilka']!.push({ x: at, y: await quarterMs(ours) });
      onPoint(`${facts.lines.length} lines, ${programme.promotions.length} promotions: ${peer.name} done`);
    }
  return Object.entries(points).map(([name, found]) => ({ name, points: found }));
}

const budgetMs = 1000;

/** Of as many runs as there is time for, three at least: the quarter mark of the later half. The first half warms up. */
async function quarterMs(work: () => unknown): Promise<number> {
  const times: number[] = [];
  const until = performance.now() + budgetMs;
  while (times.length < 3 || performance.now() < until) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return percentile(times.slice(Math.floor(times.length / 2)), 25);
}

function toPng(svg: string): Uint8Array {
  const file = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
  const font = { loadSystemFonts: false, fontFiles: [file], defaultFontFamily: 'DejaVu Sans' };
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: 1.5 } }).render().asPng();
}
