import { openCameraReader } from '../../drivers/scanner/camera/reader.ts';
import { conditionsOf, rows as troubles, samples } from '../camera/cases.ts';
import type { Sample } from '../camera/cases.ts';
import { drawFrame } from '../camera/frame.ts';
import type { Frame } from '../camera/frame.ts';
import { drawSymbol } from '../camera/symbol.ts';
import { readerWasm } from '../camera/wasm.ts';
import { wasmAlone, zxingLibrary } from './camera-peers.ts';
import type { FrameReader } from './camera-peers.ts';
import { percentile, rateRow } from './row.ts';
import type { Bench } from './row.ts';

/** 1.2 seconds of a film, after which a cashier moves the thing. */
const framesInFilm = 12;
const frameMs = 100;
/** Turns of the hand that holds it, a frame, in degrees. */
const tremble = [0, 0.6, -0.4, 1.1, -0.9, 0.3];

type Told = { shown: number; read: number; wrong: string[]; frames: number; cpuMs: number[] };
const names = ['kopilka', 'zxing-wasm', '@zxing/library'] as const;
type Name = (typeof names)[number];
type Tally = Record<Name, Told>;

const emptyTally = (): Tally => {
  const told = (): Told => ({ shown: 0, read: 0, wrong: [], frames: 0, cpuMs: [] });
  return { kopilka: told(), 'zxing-wasm': told(), '@zxing/library': told() };
};

/**
 * Films of one code each, with one trouble or several, shown to our reader and to two others: how many are read before they end, how
 * many wrongly, and what a frame costs of one processor. A wrong read of ours ends the bench.
 */
export const cameraBench: Bench = {
  name: 'camera',
  async run() {
    const wasm = readerWasm();
    const total = emptyTally();
    const byKind = new Map(samples.map(({ kind }) => [kind, emptyTally()]));
    const table: string[] = [tableHead];
    let nowMs = 0;
    for (const [index, trouble] of troubles.entries()) {
      const here = emptyTally();
      for (const sample of samples) {
        const reader = await openCameraReader(wasm);
        const ours: FrameReader = async (frame, number) =>
          (await reader.read(frame, nowMs + number * frameMs))?.code ?? null;
        const readers = { kopilka: ours, 'zxing-wasm': wasmAlone, '@zxing/library': zxingLibrary };
        const film = filmOf(sample, trouble, index + 1);
        for (const name of names) {
          await show(film, readers[name], sample, [here[name], total[name], byKind.get(sample.kind)![name]]);
        }
        nowMs += 60_000;
      }
      table.push(tableRow(trouble.name, here));
    }
    for (const [kind, tally] of byKind) table.push(tableRow(kind, tally));
    table.push(tableRow('all', total));
    console.error(table.join('\n'));
    if (total.kopilka.wrong.length > 0) throw new Error(`read wrongly: ${total.kopilka.wrong.join(', ')}`);
    return verdicts(total);
  },
};

/** Drawn when it is first looked at, and kept for the next reader: all see the same frames. */
function filmOf(sample: Sample, trouble: (typeof troubles)[number], seed: number): (number: number) => Frame {
  const symbol = drawSymbol(sample.kind, sample.text);
  const frames: Frame[] = [];
  return (number) =>
    (frames[number] ??= drawFrame(symbol, {
      ...conditionsOf(trouble, seed * 1000 + number),
      rotationDegrees: (trouble.conditions.rotationDegrees ?? 0) + tremble[number % tremble.length]!,
    }));
}

async function show(film: (number: number) => Frame, read: FrameReader, sample: Sample, tallies: Told[]) {
  for (const tally of tallies) tally.shown += 1;
  for (let number = 0; number < framesInFilm; number += 1) {
    const frame = film(number);
    const started = process.cpuUsage();
    const text = await read(frame, number);
    const { user, system } = process.cpuUsage(started);
    for (const tally of tallies) {
      tally.frames += 1;
      tally.cpuMs.push((user + system) / 1000);
    }
    if (text === null) continue;
    const isRight = text === sample.reads || `0${text}` === sample.reads || text === `\u001D${sample.reads}`;
    for (const tally of tallies) {
      if (isRight) tally.read += 1;
      else tally.wrong.push(`${sample.kind} ${JSON.stringify(text)}`);
    }
    return;
  }
}

const tableHead = [
  '| frames | kopilka | zxing-wasm alone | @zxing/library | wrong | CPU a frame, ms (95 of 100) |',
  '| --- | ---: | ---: | ---: | --- | --- |',
].join('\n');

function tableRow(name: string, tally: Tally): string {
  const read = names.map((each) => `${tally[each].read} of ${tally[each].shown}`);
  const wrong = names.map((each) => tally[each].wrong.length).join(' / ');
  const cost = names.map((each) => `${mean(tally[each].cpuMs)} (${Math.round(percentile(tally[each].cpuMs, 95))})`);
  return `| ${[name, ...read, wrong, cost.join(' / ')].join(' | ')} |`;
}

function mean(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function verdicts({ kopilka, ...peers }: Tally) {
  const rate = ({ read, shown }: Told) => (100 * read) / shown;
  const aSecond = ({ cpuMs }: Told) => 1000 / percentile(cpuMs, 95);
  return [
    ...(['zxing-wasm', '@zxing/library'] as const).map((peer) =>
      rateRow('camera: codes read in 1.2 s', rate(kopilka), peer, rate(peers[peer]), '%', 1),
    ),
    rateRow('camera: slow frames (95 of 100)', aSecond(kopilka), 'a camera of ten a second', 10, 'a second', 1),
  ];
}
