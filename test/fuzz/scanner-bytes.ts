import { splitAim } from '../../drivers/scanner/aim.ts';
import { decideCode } from '../../drivers/scanner/decide.ts';
import type { CodeConfig } from '../../drivers/scanner/decide.ts';
import { createFrameReader } from '../../drivers/scanner/framing.ts';
import type { Framing } from '../../drivers/scanner/framing.ts';
import { parseGs1, unbracketGs1 } from '../../drivers/scanner/gs1.ts';
import { symbologies } from '../../shared/protocol/symbology.ts';
import { createWedge } from '../../drivers/scanner/wedge.ts';
import type { Wedge } from '../../drivers/scanner/wedge.ts';
import { chanceOf } from '../crash/random.ts';
import type { Chance } from '../crash/random.ts';

/** What so many streams came to. A failure throws with the seed and the number that repeat it. */
export type Fed = {
  streams: number;
  bytes: number;
  frames: number;
  meanings: Record<string, number>;
  scansByWedge: number;
  /** Of the processor, so that a busy machine is no hang. */
  slowestMs: number;
  mostMemoryMb: number;
};

const slowMs = 500;
const longestFrame = 4096;
const gs = 0x1d;
const likely = [
  '\r',
  '\n',
  '\r\n',
  '\t',
  '\u001D',
  ']d2',
  ']C1',
  ']E0',
  ']Q1',
  '01',
  '(01)',
  '21',
  '10',
  '17',
  '3103',
  '3922',
  '04006381333931',
  '4006381333931',
  '21',
  'KP1:',
  'KP1:M:',
  'https://club.example/i/',
  '+7',
  '77',
  '\uFEFF',
  'Ё',
].map((text) => new TextEncoder().encode(text));
/** Sound codes, of which one byte may be wrong. */
const sound = [
  '4006381333931',
  '96385074',
  '036000291452',
  ']E02100015012345',
  '2100015012345',
  '+79161234567',
  '89161234567',
  'KP1:R:3f9c-77',
  'KP1:S:anna',
  'KP1:G:SPRING',
  'PROMO-7',
  '77123456789',
  'A-17',
  'https://club.example/i/week12',
  ']d2010400638133393121abcDEF\u001D91EE07\u001D92xxxx',
  '04006381333931abcdefgABCDwxyz',
  ']C101040063813339313103000355',
  '0104006381333931172612003922999\u001D10LOT',
].map((text) => new TextEncoder().encode(text));
const suffixes: readonly Framing['suffix'][] = ['cr', 'lf', 'crlf', 'tab', 'none'];
const prefixes = ['', '', '\u0002', '21', ']'] as const;
const keys = [
  'Enter',
  'Tab',
  'ShiftLeft',
  'ControlLeft',
  'Space',
  'BracketRight',
  'Minus',
  'NumpadAdd',
  'F4',
  'Numpad7',
  'IntlRo',
  '',
  'KeyA',
  'KeyZ',
  'Digit0',
  'Digit1',
  'Digit2',
  'Digit3',
  'Digit4',
  'constructor',
  '__proto__',
];
const config: CodeConfig = {
  cards: [{ mask: '77*', cardType: 'green' }],
  coupons: ['PROMO-*'],
  invitationLinks: ['https://club.example/i/'],
  labels: [{ prefix: '21', skuDigits: 5, holds: 'grams' }],
  phoneCountry: '7',
  isSku: (code) => code === 'A-17',
};

/** Random bytes, with what codes consist of among them, into each parser that stands between a scanner and a sale. */
export function feedScanners(streams: number, seed: number): Fed {
  const fed: Fed = { streams: 0, bytes: 0, frames: 0, meanings: {}, scansByWedge: 0, slowestMs: 0, mostMemoryMb: 0 };
  const chance = chanceOf(seed);
  const wedge = createWedge();
  for (; fed.streams < streams; fed.streams += 1) {
    const bytes = randomBytes(chance);
    const started = process.cpuUsage();
    try {
      parse(bytes, chance, fed);
      type(wedge, chance, fed);
    } catch (error) {
      throw new Error(`seed ${seed}, stream ${fed.streams}: ${Buffer.from(bytes).toString('hex')}`, { cause: error });
    }
    const { user, system } = process.cpuUsage(started);
    fed.bytes += bytes.length;
    fed.slowestMs = Math.max(fed.slowestMs, Math.round((user + system) / 1000));
    if (fed.slowestMs > slowMs) throw new Error(`seed ${seed}, stream ${fed.streams}: took ${fed.slowestMs} ms`);
    if (fed.streams % 5000 === 0)
      fed.mostMemoryMb = Math.max(fed.mostMemoryMb, Math.round(process.memoryUsage.rss() / 2 ** 20));
  }
  return fed;
}

function randomBytes(chance: Chance): Uint8Array {
  return chance.below(2) === 0 ? noise(chance) : mangledCode(chance);
}

function mangledCode(chance: Chance): Uint8Array {
  const bytes = Uint8Array.from([...chance.pick(sound), 0x0d]);
  if (chance.below(3) > 0) bytes[chance.below(bytes.length)] = chance.below(256);
  return bytes;
}

function noise(chance: Chance): Uint8Array {
  const parts: number[] = [];
  // One in five hundred is a line that never ends.
  const most = chance.below(500) === 0 ? 20_000 : chance.below(300);
  while (parts.length < most) {
    const kind = chance.below(4);
    if (kind === 0) parts.push(chance.below(256));
    else if (kind === 1) parts.push(...chance.pick(likely));
    else if (kind === 2) parts.push(48 + chance.below(10));
    else parts.push(chance.below(12) === 0 ? gs : 33 + chance.below(94));
  }
  return Uint8Array.from(parts);
}

function parse(bytes: Uint8Array, chance: Chance, fed: Fed): void {
  const framing = { prefix: chance.pick(prefixes), suffix: chance.pick(suffixes) };
  const reader = createFrameReader(framing);
  const cut = chance.below(bytes.length + 1);
  const frames = [...reader.push(bytes.subarray(0, cut)), ...reader.push(bytes.subarray(cut)), ...reader.pause()];
  const whole = createFrameReader(framing);
  const same = [...whole.push(bytes), ...whole.pause()];
  if (frames.length !== same.length) throw new Error('cut in two, the bytes gave other codes');
  for (const frame of frames) {
    if (frame.length === 0 || frame.length > longestFrame) throw new Error(`a code of ${frame.length} bytes`);
    understand(new TextDecoder().decode(frame), chance, fed);
  }
  understand(Buffer.from(bytes).toString('latin1'), chance, fed);
  fed.frames += frames.length;
}

function understand(text: string, chance: Chance, fed: Fed): void {
  const { code, symbology } = splitAim(text);
  parseGs1(code);
  unbracketGs1(code);
  const read = { code, symbology: symbology ?? chance.pick([null, null, ...symbologies]) };
  const { kind } = decideCode(read, config);
  if (decideCode(read, config).kind !== kind) throw new Error('it meant two things');
  fed.meanings[kind] = (fed.meanings[kind] ?? 0) + 1;
}

/** The clock may stand still, jump, and run backwards. */
function type(wedge: Wedge, chance: Chance, fed: Fed): void {
  let timeStampMs = chance.below(1e6);
  for (let key = chance.below(60); key > 0; key -= 1) {
    timeStampMs += chance.pick([0, 1, 5, 80, 100, 101, 5000, -50]);
    const answer = wedge.key({
      code: chance.pick(keys),
      timeStampMs,
      target: chance.below(3) === 0 ? 'field' : 'page',
      shiftKey: chance.below(4) === 0,
      ctrlKey: chance.below(9) === 0,
      altKey: chance.below(50) === 0,
      metaKey: chance.below(50) === 0,
      repeat: chance.below(20) === 0,
    });
    if (answer.verdict === 'scan') fed.scansByWedge += 1;
  }
  wedge.idle(timeStampMs + chance.below(200));
}
