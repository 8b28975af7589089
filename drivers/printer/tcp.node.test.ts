import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileOf } from '../../test/receipts/pictures.ts';
import { sampleSale } from '../../test/receipts/samples.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import { encodeJob } from './escpos/encode.ts';
import { startPrinterEmulator } from './emulator.node.ts';
import type { Emulator } from './emulator.node.ts';
import type { Printer } from './job.ts';
import { createTcpPrinter } from './tcp.node.ts';

const profile = profileOf('epson-80');
const blind = profileOf('generic-58');
const deadlines = { connectMs: 300, statusMs: 200, jobMs: 600, faultMs: 150 };
const job = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), profile);
const commandsOfJob = 40;

let emulator: Emulator;
let printer: Printer;

beforeEach(async () => {
  emulator = await startPrinterEmulator();
  printer = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile, deadlines);
});
afterEach(() => emulator.close());

/** How often the job came out whole. */
const timesPrinted = () => emulator.done.filter((token) => token.kind === 'cut').length;

/** Begins and ends as a real one does, with so many letters between. */
function longJob(letters: number): Uint8Array {
  return Buffer.concat([job.subarray(0, 7), Buffer.alloc(letters, 0x41), Uint8Array.of(0x0a), job.subarray(-4)]);
}

describe('a printer on the network', () => {
  it('confirms what it printed, and all of it arrived', async () => {
    expect(await printer.print(job)).toEqual({ kind: 'confirmed', paperLow: false });
    expect(emulator.problems).toEqual([]);
    expect(timesPrinted()).toBe(1);
    expect(emulator.printedText('ibm866')).toContain('Молоко 3,2 % "Заречье", 930 мл');
  });

  it('confirms a megabyte, status bytes read all along', async () => {
    const patient = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile, {
      ...deadlines,
      jobMs: 10_000,
    });
    expect(await patient.print(longJob(1_000_000))).toEqual({ kind: 'confirmed', paperLow: false });
    const letters = emulator.done.reduce((sum, token) => sum + (token.kind === 'text' ? token.bytes.length : 0), 0);
    expect(letters).toBe(1_000_000);
  });

  it('says that paper runs low', async () => {
    emulator.set({ paper: 'low' });
    expect(await printer.print(job)).toEqual({ kind: 'confirmed', paperLow: true });
    expect(await printer.probe()).toEqual({ kind: 'ready', paperLow: true });
  });

  it.each([
    [{ coverOpen: true }, 'cover-open'],
    [{ paper: 'end' }, 'paper-end'],
    [{ cutterJammed: true }, 'error'],
    [{ paused: true }, 'offline'],
    [{ silent: true }, 'timeout'],
    [{ stalled: true }, 'timeout'],
  ] as const)('in state %j fails with %s before a byte of the job is sent', async (change, reason) => {
    emulator.set(change);
    expect(await printer.probe()).toEqual({ kind: 'fault', reason });
    expect(await printer.print(job)).toEqual({ kind: 'failed', reason });
    expect(emulator.done.some((token) => token.kind === 'initialise')).toBe(false);
  });

  it.each([
    [{ paper: 'end' }, 'paper-end'],
    [{ coverOpen: true }, 'cover-open'],
    [{ cutterJammed: true }, 'error'],
    [{ silent: true }, 'timeout'],
  ] as const)('that gets %j while printing leaves the job unknown: %s', async (change, reason) => {
    emulator.setAfter(commandsOfJob, change);
    expect(await printer.print(job)).toEqual({ kind: 'unknown', reason });
  });

  it('whose cover is closed again in time confirms after all', async () => {
    const patient = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile, {
      ...deadlines,
      faultMs: 2000,
      jobMs: 3000,
    });
    emulator.setAfter(commandsOfJob, { coverOpen: true });
    const printing = patient.print(job);
    await expect.poll(() => emulator.done.length, { timeout: 2000 }).toBeGreaterThanOrEqual(commandsOfJob);
    emulator.set({ coverOpen: false });
    expect(await printing).toEqual({ kind: 'confirmed', paperLow: false });
    expect(timesPrinted()).toBe(1);
  });

  it('that drops the connection in mid-job leaves it unknown, with nothing resent', async () => {
    emulator.dropAfter(200);
    expect(await printer.print(job)).toEqual({ kind: 'unknown', reason: 'connection-lost' });
    expect(timesPrinted()).toBe(0);
  });

  it('that drops the connection at once has printed nothing', async () => {
    emulator.dropAfter(1);
    expect(await printer.print(job)).toEqual({ kind: 'failed', reason: 'connection-lost' });
  });

  it('that is not there refuses', async () => {
    await emulator.close();
    expect(await printer.print(job)).toEqual({ kind: 'failed', reason: 'refused' });
    expect(await printer.probe()).toEqual({ kind: 'fault', reason: 'refused' });
    emulator = await startPrinterEmulator();
  });

  it('with a name nobody knows is unreachable', async () => {
    const lost = createTcpPrinter({ host: 'printer.invalid', port: 9100 }, profile, { ...deadlines, connectMs: 5000 });
    expect(await lost.probe()).toEqual({ kind: 'fault', reason: 'unreachable' });
  });

  it('serves job after job', async () => {
    for (let count = 1; count <= 3; count++) {
      expect(await printer.print(job)).toMatchObject({ kind: 'confirmed' });
      expect(timesPrinted()).toBe(count);
    }
  });
});

describe('a printer that tells nothing', () => {
  it('is never called confirmed, though all arrived', async () => {
    const mute = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, blind, deadlines);
    expect(await mute.probe()).toEqual({ kind: 'ready', paperLow: false });
    expect(await mute.print(job)).toEqual({ kind: 'unknown', reason: 'no-back-channel' });
    expect(timesPrinted()).toBe(1);
  });

  it('that never reads is a timeout, and what it had not taken by then never comes out later', async () => {
    emulator.set({ stalled: true });
    const mute = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, blind, deadlines);
    expect(await mute.print(longJob(16_000_000))).toEqual({ kind: 'unknown', reason: 'timeout' });
    emulator.set({ stalled: false });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(timesPrinted()).toBe(0);
  });

  it('that breaks the connection is told apart from one that took all', async () => {
    emulator.dropAfter(200);
    const mute = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, blind, deadlines);
    expect(await mute.print(job)).toEqual({ kind: 'unknown', reason: 'connection-lost' });
  });
});

describe('something on the port that is no printer', () => {
  it('is not believed', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const odd = createTcpPrinter({ host: '127.0.0.1', port }, profile, deadlines);
    expect((await odd.print(job)).kind).toBe('failed');
    server.close();
  });
});
