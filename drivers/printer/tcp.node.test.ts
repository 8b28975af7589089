import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileOf } from '../../test/receipts/pictures.ts';
import { sampleSale } from '../../test/receipts/samples.ts';
import { openEmulated } from '../../test/devices/emulated.ts';
import type { Emulated } from '../../test/devices/emulated.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import { encodeJob } from './escpos/encode.ts';
import type { Printer } from './job.ts';
import { createTcpPrinter } from './tcp.node.ts';

const profile = profileOf('epson-80');
const blind = profileOf('generic-58');
const deadlines = { connectMs: 300, statusMs: 200, jobMs: 600, faultMs: 150 };
const job = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), profile);
const commandsOfJob = 40;

let emulator: Emulated;
let printer: Printer;

beforeEach(async () => {
  emulator = await openEmulated(profile);
  printer = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile, deadlines);
});
afterEach(() => emulator.close());

/** How often the job came out whole. */
const timesPrinted = () => emulator.timesPrinted();

const lettersPrinted = () =>
  emulator.commands.reduce((sum, token) => sum + (token.kind === 'text' ? token.bytes.length : 0), 0);

/** Begins and ends as a real one does, with so many letters between. */
function longJob(letters: number): Uint8Array {
  return Buffer.concat([job.subarray(0, 7), Buffer.alloc(letters, 0x41), Uint8Array.of(0x0a), job.subarray(-4)]);
}

describe('a printer on the network', () => {
  it('confirms what it printed, and all of it arrived', async () => {
    expect(await printer.print(job)).toEqual({ kind: 'confirmed', paperLow: false });
    expect(emulator.receipts.map(({ refused }) => refused)).toEqual([null]);
    expect(timesPrinted()).toBe(1);
    expect(emulator.text()).toContain('Молоко 3,2 % "Заречье", 930 мл');
  });

  it('confirms a megabyte, status bytes read all along', async () => {
    const patient = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile, {
      ...deadlines,
      jobMs: 10_000,
    });
    expect(await patient.print(longJob(1_000_000))).toEqual({ kind: 'confirmed', paperLow: false });
    expect(lettersPrinted()).toBe(1_000_000);
  });

  it('says that paper runs low', async () => {
    emulator.do('paper low');
    expect(await printer.print(job)).toEqual({ kind: 'confirmed', paperLow: true });
    expect(await printer.probe()).toEqual({ kind: 'ready', paperLow: true });
  });

  it.each([
    ['cover open', 'cover-open'],
    ['paper end', 'paper-end'],
    ['cutter jammed', 'error'],
    ['offline', 'offline'],
    ['silent', 'timeout'],
    ['stall', 'timeout'],
  ] as const)('told %j fails with %s before a byte of the job is sent', async (change, reason) => {
    emulator.do(change);
    expect(await printer.probe()).toEqual({ kind: 'fault', reason });
    expect(await printer.print(job)).toEqual({ kind: 'failed', reason });
    expect(emulator.commands.some((token) => token.kind === 'initialise')).toBe(false);
  });

  it.each([
    ['paper end', 'paper-end'],
    ['cover open', 'cover-open'],
    ['cutter jammed', 'error'],
    ['silent', 'timeout'],
  ] as const)('that gets %j while printing leaves the job unknown: %s', async (change, reason) => {
    emulator.do(`after ${commandsOfJob} commands ${change}`);
    expect(await printer.print(job)).toEqual({ kind: 'unknown', reason });
  });

  it('whose cover is closed again in time confirms after all', async () => {
    const patient = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile, {
      ...deadlines,
      faultMs: 2000,
      jobMs: 3000,
    });
    emulator.do(`after ${commandsOfJob} commands cover open`);
    const printing = patient.print(job);
    await expect.poll(() => emulator.commands.length, { timeout: 2000 }).toBeGreaterThanOrEqual(commandsOfJob);
    emulator.do('cover closed');
    expect(await printing).toEqual({ kind: 'confirmed', paperLow: false });
    expect(timesPrinted()).toBe(1);
  });

  it('that drops the connection in mid-job leaves it unknown, with nothing resent', async () => {
    emulator.do('after 200 bytes drop');
    expect(await printer.print(job)).toEqual({ kind: 'unknown', reason: 'connection-lost' });
    expect(timesPrinted()).toBe(0);
  });

  it('that shuts the door for a moment is asked again, and prints once', async () => {
    emulator.do('after 1 bytes drop');
    expect(await printer.print(job)).toEqual({ kind: 'confirmed', paperLow: false });
    expect(timesPrinted()).toBe(1);
  });

  it('that is not there refuses', async () => {
    await emulator.close();
    expect(await printer.print(job)).toEqual({ kind: 'failed', reason: 'refused' });
    expect(await printer.probe()).toEqual({ kind: 'fault', reason: 'refused' });
    emulator = await openEmulated(profile);
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
    emulator.do('stall');
    const mute = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, blind, deadlines);
    expect(await mute.print(longJob(16_000_000))).toEqual({ kind: 'unknown', reason: 'timeout' });
    emulator.do('stall over');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    // What its own buffer held by then, and no more.
    expect(lettersPrinted()).toBeLessThan(1_000_000);
  });

  it('that breaks the connection is told apart from one that took all', async () => {
    emulator.do('after 200 bytes drop');
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
