import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeJob } from '../../drivers/printer/escpos/encode.ts';
import { createTcpPrinter } from '../../drivers/printer/tcp.node.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import { openEmulated } from '../../test/devices/emulated.ts';
import type { Emulated } from '../../test/devices/emulated.ts';
import { createMemoryJobs } from '../../test/devices/memory-jobs.ts';
import type { MemoryJobs } from '../../test/devices/memory-jobs.ts';
import { profileOf } from '../../test/receipts/pictures.ts';
import { sampleSale } from '../../test/receipts/samples.ts';
import { nodePorts } from '../ports.node.ts';
import { openJournal } from '../store/journal.ts';
import { journalJobs } from './journal-jobs.ts';
import type { PrintJobStore } from './print-queue.ts';
import { createPrinterStation } from './printer-station.ts';
import type { PrinterStation } from './printer-station.ts';

const profile = profileOf('epson-80');
const deadlines = { connectMs: 300, statusMs: 200, jobMs: 500, faultMs: 100 };
const job = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), profile);

let emulator: Emulated;
let jobs: MemoryJobs;
const stations: PrinterStation[] = [];

beforeEach(async () => {
  emulator = await openEmulated(profile);
  jobs = createMemoryJobs();
});
afterEach(async () => {
  for (const each of stations.splice(0)) await each.close();
  await emulator.close();
});

function open(store: PrintJobStore = jobs): PrinterStation {
  const printer = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile, deadlines);
  const fail = (error: unknown) => {
    throw error;
  };
  const options = { printer, store, timers: nodePorts.timers, onChange: () => {}, onStoreFault: fail };
  const station = createPrinterStation(options);
  stations.push(station);
  return station;
}
const printed = () => emulator.timesPrinted();
const eventually = { timeout: 5000 };

describe('a printer at its station', () => {
  it('is ready after its first answer, and prints what is stored', async () => {
    const station = open();
    jobs.add('a', job);
    station.printSoon();
    await expect.poll(() => jobs.states(), eventually).toEqual({ a: 'confirmed' });
    expect(station.state()).toEqual({ kind: 'ready', paperLow: false });
  });

  it('prints what waited from before', async () => {
    jobs.add('a', job);
    open();
    await expect.poll(() => jobs.states(), eventually).toEqual({ a: 'confirmed' });
  });

  it('out of paper says so, and prints all that waited, once each, when paper is there', async () => {
    emulator.do('paper end');
    const station = open();
    ['a', 'b', 'c'].forEach((id) => jobs.add(id, job));
    station.printSoon();
    await expect.poll(() => station.state(), eventually).toEqual({ kind: 'fault', reason: 'paper-end' });
    await expect.poll(() => jobs.states()['a'], eventually).toBe('queued: paper-end');
    emulator.do('paper present');
    await expect.poll(() => jobs.states(), eventually).toEqual({ a: 'confirmed', b: 'confirmed', c: 'confirmed' });
    expect(printed()).toBe(3);
  });

  it('that breaks down in mid-job leaves that one unknown and prints the next when it is back', async () => {
    const station = open();
    await expect.poll(() => station.state().kind, eventually).toBe('ready');
    emulator.do('after 30 commands cover open');
    ['a', 'b'].forEach((id) => jobs.add(id, job));
    station.printSoon();
    await expect.poll(() => jobs.states()['a'], eventually).toBe('unknown: cover-open');
    expect(jobs.states()['b']).toMatch(/^queued/);
    emulator.do('cover closed');
    await expect.poll(() => jobs.states()['b'], eventually).toBe('confirmed');
    expect(jobs.states()['a']).toBe('unknown: cover-open');
  });

  it('that is switched off and on again is found by itself', async () => {
    const { port } = emulator;
    await emulator.close();
    const station = open();
    jobs.add('a', job);
    station.printSoon();
    await expect.poll(() => station.state(), eventually).toEqual({ kind: 'fault', reason: 'refused' });
    emulator = await openEmulated(profile, { port });
    await expect.poll(() => jobs.states(), eventually).toEqual({ a: 'confirmed' });
  });

  it('with a dead neighbour prints all the same', async () => {
    const dead = createTcpPrinter({ host: '127.0.0.1', port: 1 }, profile, deadlines);
    const theirs = createMemoryJobs();
    theirs.add('x', job);
    const common = { timers: nodePorts.timers, onChange: () => {}, onStoreFault: () => {} };
    stations.push(createPrinterStation({ printer: dead, store: theirs, ...common }));
    jobs.add('a', job);
    open();
    await expect.poll(() => jobs.states(), eventually).toEqual({ a: 'confirmed' });
    expect(theirs.states()['x']).toMatch(/^queued/);
  });
});

describe('print jobs in the journal', () => {
  it('have their outcome recorded, and survive a till that went down while printing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-print-'));
    const at = '2026-11-23T18:42:07+03:00';
    const options = { file: join(folder, 'journal.db'), till: 't1', ports: nodePorts, now: () => at };
    const by = () => ({ at, shift: null, cashier: null });

    const before = openJournal(options);
    before.transact((tx) => tx.addPrintJob({ id: 'a', receipt: 'r1', kind: 'sale', bytes: job }));
    before.transact((tx) => tx.addPrintJob({ id: 'b', receipt: 'r2', kind: 'sale', bytes: job }));
    journalJobs(before, by).markSending('a');
    before.close();

    const journal = openJournal(options);
    open(journalJobs(journal, by));
    await expect.poll(() => journal.printJobs.get('b')?.state, eventually).toBe('confirmed');
    expect(journal.printJobs.get('a')).toMatchObject({ state: 'unknown', reason: 'restarted' });
    const outcomes = journal
      .readRecords(null, 10)
      .flatMap(({ record: { body } }) => (body.kind === 'print.outcome' ? [body] : []));
    expect(outcomes).toEqual([
      { kind: 'print.outcome', job: 'a', receipt: 'r1', outcome: 'unknown', reason: 'restarted' },
      { kind: 'print.outcome', job: 'b', receipt: 'r2', outcome: 'confirmed' },
    ]);
    expect(printed()).toBe(1);
    journal.close();
    rmSync(folder, { recursive: true });
  });
});
