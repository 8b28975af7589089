import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { collectPaper, command } from '../../../test/devices/emulated.ts';
import { profileOf } from '../../../test/receipts/pictures.ts';
import { sampleSale } from '../../../test/receipts/samples.ts';
import { receiptDocument } from '../../../shared/receipt/document.ts';
import { encodeJob } from '../escpos/encode.ts';
import { parsePlan } from './faults.ts';
import { Machine } from './machine.ts';

const profile = profileOf('epson-80');
const job = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), profile);
const askProcessed = [0x1d, 0x72, 1];
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

let machine: Machine;
let { paper, ...callbacks } = collectPaper();
let later: (() => void)[];
let said: number[];
let drops: number;
let incoming: ReturnType<Machine['connect']>;

beforeEach(() => {
  ({ paper, ...callbacks } = collectPaper());
  [later, said, drops] = [[], [], 0];
  machine = new Machine({ profile, after: (_, run) => void later.push(run), ...callbacks });
  plugIn();
});

function plugIn(): void {
  incoming = machine.connect({
    say: (more) => void said.push(...more),
    pause: () => undefined,
    resume: () => undefined,
    drop: () => (drops += 1),
  });
}
const send = (...parts: ArrayLike<number>[]) => {
  for (const part of parts) incoming.receive(Uint8Array.from(part));
};

describe('an emulated printer', () => {
  it.each([
    ['without ESC t', Uint8Array.from([...job.subarray(0, 4), ...job.subarray(7)])],
    ['that wakes in double-byte mode', Uint8Array.from([...job.subarray(0, 2), ...job.subarray(4)])],
    ['with a command it does not know', Uint8Array.from([...job.subarray(0, 40), 0x1b, 0x99, ...job.subarray(40)])],
  ])('refuses a job %s: it never calls it processed, and prints the next', (_, bad) => {
    send(bad, askProcessed);
    expect([said, paper.timesPrinted()]).toEqual([[], 0]);
    expect(paper.receipts.at(-1)!.refused).toMatch(/ESC t|FS \.|does not know/);
    send(job, askProcessed);
    expect([said, paper.timesPrinted()]).toEqual([[0], 1]);
  });

  it('draws the same however a job comes in, byte by byte too', () => {
    send(job);
    send(...Array.from(job, (byte) => [byte]));
    const [whole, pieces] = paper.receipts;
    const dark = (page: typeof whole) => page!.page.items.filter(({ kind }) => kind !== 'text');
    expect(dark(pieces)).toEqual(dark(whole));
    expect(paper.text().slice(paper.text().length / 2)).toEqual(paper.text().slice(0, paper.text().length / 2));
  });

  it('answers what is asked in real time, off line, in pieces, and in the middle of a picture', () => {
    command(machine, 'cover open');
    send([0x10], [0x04], [2]);
    expect(said).toEqual([0x16]);
    command(machine, 'cover closed');
    send(bytes('1b40 1d763000 0200 0200 10 04 02'));
    expect(said).toEqual([0x16, 0x12]);
  });

  it('tells each change of its state once it is asked to, and goes on where it stopped', () => {
    send(bytes('1d61ff'));
    command(machine, 'paper end');
    send(job, askProcessed);
    expect(paper.timesPrinted()).toBe(0);
    command(machine, 'paper low');
    expect(said).toEqual([0x10, 0, 0, 0, 0x18, 0, 0x0f, 0, 0x10, 0, 0x03, 0, 0x03]);
    expect(paper.timesPrinted()).toBe(1);
  });

  it('forgets all in a reboot, and what comes meanwhile', () => {
    command(machine, 'after 300 bytes reboot');
    send(job);
    expect([drops, machine.isDark]).toEqual([1, true]);
    plugIn();
    send(job);
    expect(paper.timesPrinted()).toBe(0);
    for (const run of later) run();
    expect(machine.isDark).toBe(false);
    send(job.subarray(7));
    expect(paper.receipts.at(-1)!.refused).toMatch(/ESC t/);
  });

  it('has a command that was cut short by a broken connection swallow nothing of the next job', () => {
    send(bytes('1b401c2e1b7411 1d763000 4000 ff00 00'));
    incoming.gone();
    plugIn();
    send(job, askProcessed);
    expect([said, paper.timesPrinted()]).toEqual([[0], 1]);
  });

  it('loses the bytes it is told to lose, and no more', () => {
    command(machine, 'after 7 bytes lose 3');
    send(bytes('1b401c2e1b7411'), Buffer.from('abcdef\n'), bytes('1d5600'));
    expect(paper.text()).toEqual(['def']);
  });
});

describe('the words of a fault', () => {
  it.each([
    ['cover open', { after: null, fault: { kind: 'state', change: { coverOpen: true } } }],
    ['  Paper   LOW ', { after: null, fault: { kind: 'state', change: { paper: 'low' } } }],
    ['reboot', { after: null, fault: { kind: 'reboot', forMs: 1500 } }],
    ['reboot 30', { after: null, fault: { kind: 'reboot', forMs: 30 } }],
    ['after 200 bytes drop', { after: { unit: 'bytes', count: 200 }, fault: { kind: 'drop' } }],
    ['after 3 commands lose 20', { after: { unit: 'commands', count: 3 }, fault: { kind: 'lose', bytes: 20 } }],
  ])('%j are understood', (words, plan) => expect(parsePlan(words)).toEqual(plan));

  it.each(['', 'explode', 'after bytes drop', 'after 2 bytes after 2 bytes drop', 'lose', 'constructor'])(
    '%j are not',
    (words) => expect(parsePlan(words)).toBeNull(),
  );

  it('may be anything at all', () => {
    fc.assert(fc.property(fc.string(), (words) => void parsePlan(words)));
  });
});
