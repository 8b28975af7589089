import * as fc from 'fast-check';
import { Machine } from '../../drivers/printer/emulator/machine.ts';
import { faultWords, parsePlan } from '../../drivers/printer/emulator/faults.ts';
import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import { createStatusReader } from '../../drivers/printer/escpos/status.ts';
import { tokenize } from '../../drivers/printer/escpos/tokenize.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import { profileOf } from '../receipts/pictures.ts';
import { sampleSale } from '../receipts/samples.ts';

/** What a run came to; a failure throws with the seed and the path that repeat it. */
export type FuzzedDevices = {
  seed: number;
  runs: number;
  /** Of the processor, so that a busy machine is no hang. */
  slowestMs: number;
  mostMemoryMb: number;
};

const slowMs = 2000;
const mostMemoryMb = 1500;

const profile = profileOf('epson-80');
const sound = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), profile);

/** Bytes as they come: anything, what commands begin with, and pieces of a sound job, so that deep places are reached too. */
const likely = fc.constantFrom(
  0x1b,
  0x1d,
  0x1c,
  0x10,
  0x28,
  0x6b,
  0x74,
  0x04,
  0x40,
  0x56,
  0x76,
  0x30,
  0x11,
  3,
  0,
  1,
  49,
);
const piece = fc
  .tuple(fc.nat(sound.length - 1), fc.nat(120))
  .map(([from, length]) => sound.subarray(from, from + length));
const noise = fc.array(fc.oneof(likely, fc.nat(255)), { maxLength: 60 }).map((bytes) => Uint8Array.from(bytes));
const start = fc.constant(Uint8Array.of(0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x74, 17));
const chunks = fc.array(fc.oneof(noise, piece, start), { maxLength: 8 });

const plans = faultWords
  .map((words) => words.replace('[MS]', '5').replace('BYTES', '7'))
  .map((words) => parsePlan(words))
  .filter((plan) => plan !== null);
const plan = fc.record({
  after: fc.option(fc.record({ unit: fc.constantFrom('bytes' as const, 'commands' as const), count: fc.nat(80) })),
  fault: fc.constantFrom(...plans.map(({ fault }) => fault)),
});

type Timed = (run: () => void) => void;

/** One row for each thing that reads bytes. */
const readers: ((timed: Timed, how: { numRuns: number; seed: number }) => void)[] = [
  function tokenizer(timed, how) {
    fc.assert(
      fc.property(chunks, (given) => timed(() => void tokenize(Buffer.concat(given)))),
      how,
    );
  },
  function statusReader(timed, how) {
    const read = (given: readonly Uint8Array[]) => {
      const reader = createStatusReader();
      for (const chunk of given) reader.push(chunk);
    };
    fc.assert(
      fc.property(chunks, (given) => timed(() => read(given))),
      how,
    );
  },
  function emulatedPrinter(timed, how) {
    const faults = fc.array(plan, { maxLength: 4 });
    fc.assert(
      fc.property(chunks, faults, (given, planned) => timed(() => play(given, planned))),
      how,
    );
  },
];

function play(given: readonly Uint8Array[], faults: readonly Parameters<Machine['do']>[0][]): void {
  const later: (() => void)[] = [];
  const machine = new Machine({ profile, after: (_, run) => void later.push(run), onReceipt: () => undefined });
  const wire = { say: () => undefined, pause: () => undefined, resume: () => undefined, drop: () => undefined };
  let incoming = machine.connect(wire);
  for (const fault of faults) machine.do(fault);
  given.forEach((chunk, index) => {
    incoming.receive(chunk);
    if (index === 3) {
      incoming.gone();
      incoming = machine.connect(wire);
    }
    for (const run of later.splice(0)) run();
  });
}

/** The same share of the runs for each: none crashes, hangs or keeps more than it needs. */
export function fuzzDevices(runs: number, seed: number): FuzzedDevices {
  const told: FuzzedDevices = { seed, runs: 0, slowestMs: 0, mostMemoryMb: 0 };
  const timed: Timed = (run) => {
    const started = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(started);
    told.runs += 1;
    told.slowestMs = Math.max(told.slowestMs, Math.round((user + system) / 1000));
    if (told.slowestMs > slowMs) throw new Error(`it took ${told.slowestMs} ms`);
    if (told.runs % 1000 > 0) return;
    told.mostMemoryMb = Math.max(told.mostMemoryMb, Math.round(process.memoryUsage.rss() / 2 ** 20));
    if (told.mostMemoryMb > mostMemoryMb) throw new Error(`it holds ${told.mostMemoryMb} MB`);
  };
  readers.forEach((read, index) => read(timed, { numRuns: Math.floor((runs + index) / readers.length), seed }));
  return told;
}
