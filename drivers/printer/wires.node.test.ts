import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canRun } from '../../test/cannot-run.ts';
import { collectPaper, command, openEmulated } from '../../test/devices/emulated.ts';
import { profileOf } from '../../test/receipts/pictures.ts';
import { sampleSale } from '../../test/receipts/samples.ts';
import { makePtyPair } from '../../test/serial/pty-pair.ts';
import type { PtyPair } from '../../test/serial/pty-pair.ts';
import { receiptDocument } from '../../shared/receipt/document.ts';
import { parseAddress } from './address.ts';
import { createDeviceFilePrinter } from './device-file.node.ts';
import { startTtyEmulator } from './emulator/tty.node.ts';
import type { TtyEmulator } from './emulator/tty.node.ts';
import { encodeJob } from './escpos/encode.ts';
import { createFolderPrinter } from './folder.node.ts';
import { printerAt } from './open.node.ts';
import { watchReady } from './ready-line.ts';
import { createSerialPrinter } from './serial.node.ts';
import { createSharePrinter } from './share.node.ts';
import { createTcpPrinter } from './tcp.node.ts';

const profile = profileOf('epson-80');
const mute = profileOf('generic-58');
const deadlines = { connectMs: 300, statusMs: 500, jobMs: 1500, faultMs: 150 };
const job = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), profile);
const folder = mkdtempSync(join(tmpdir(), 'kopilka-wires-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const confirmed = { kind: 'confirmed', paperLow: false };

describe('the address of a printer', () => {
  it.each([
    ['10.0.0.7:9100', { kind: 'tcp', host: '10.0.0.7', port: 9100 }],
    ['[fe80::1]:9100', { kind: 'tcp', host: 'fe80::1', port: 9100 }],
    ['serial:COM3', { kind: 'serial', path: 'COM3', baudRate: 9600, flow: 'none' }],
    ['serial:/dev/ttyUSB0,38400,rtscts', { kind: 'serial', path: '/dev/ttyUSB0', baudRate: 38_400, flow: 'rtscts' }],
    ['/dev/usb/lp0', { kind: 'device', path: '/dev/usb/lp0' }],
    [String.raw`\\till-2\receipts`, { kind: 'share', path: String.raw`\\till-2\receipts` }],
    ['pdf:receipts', { kind: 'folder', format: 'pdf', folder: 'receipts' }],
  ])('%s is understood', (text, address) => {
    expect(parseAddress(text)).toEqual(address);
    expect(printerAt(parseAddress(text)!, profile).profile.id).toBe('epson-80');
  });

  it.each([
    '',
    'printer',
    'printer:0',
    'printer:99999',
    'serial:',
    'serial:COM3,fast',
    'serial:COM3,9600,some',
    String.raw`\\host\share\file`,
    '../lp0',
    'pdf:',
  ])('%j is not', (text) => expect(parseAddress(text)).toBeNull());
});

describe.runIf(canRun('serial tty')).each([
  [
    'a serial port',
    (path: string) => createSerialPrinter({ path, baudRate: 38_400, flow: 'none' }, profile, deadlines),
  ],
  ['a device file', (path: string) => createDeviceFilePrinter(path, profile, deadlines)],
])('a printer behind %s', (_, printerOn) => {
  let cable: PtyPair;
  let emulator: TtyEmulator;
  let { paper, ...callbacks } = collectPaper();

  beforeEach(async () => {
    cable = await makePtyPair();
    ({ paper, ...callbacks } = collectPaper());
    const options = { path: cable.farPath, baudRate: 38_400, profile, onLost: () => undefined, ...callbacks };
    emulator = (await startTtyEmulator(options)) as TtyEmulator;
  });
  afterEach(async () => {
    await emulator.close();
    await cable.dispose();
  });

  it('confirms what it printed, job after job', async () => {
    const printer = printerOn(cable.path);
    expect(await printer.probe()).toEqual({ kind: 'ready', paperLow: false });
    for (let count = 1; count <= 3; count++) {
      expect(await printer.print(job)).toEqual(confirmed);
      expect(paper.timesPrinted()).toBe(count);
    }
    expect(paper.text()).toContain('Молоко 3,2 % "Заречье", 930 мл');
  });

  it.each([
    ['cover open', 'cover-open'],
    ['paper end', 'paper-end'],
    ['cutter jammed', 'error'],
    ['silent', 'timeout'],
  ])('told %s fails with %s before a byte of the job is sent', async (words, reason) => {
    command(emulator.machine, words);
    expect(await printerOn(cable.path).print(job)).toEqual({ kind: 'failed', reason });
    expect(paper.commands.some(({ kind }) => kind === 'initialise')).toBe(false);
  });

  it.each([
    ['after 40 commands cover open', 'cover-open'],
    ['after 300 bytes silent', 'timeout'],
    ['after 300 bytes reboot 50', 'timeout'],
  ])('told %s leaves the job unknown: %s', async (words, reason) => {
    command(emulator.machine, words);
    expect(await printerOn(cable.path).print(job)).toEqual({ kind: 'unknown', reason });
  });

  it('whose cable is pulled in mid-job leaves it unknown', async () => {
    command(emulator.machine, 'after 40 commands offline');
    const printing = printerOn(cable.path).print(job);
    await expect.poll(() => paper.commands.length, { timeout: 3000 }).toBeGreaterThan(39);
    await cable.unplug();
    expect((await printing).kind).toBe('unknown');
  });

  it('that is not there is absent, and nothing is created', async () => {
    const path = join(folder, 'lp7');
    expect(await printerOn(path).print(job)).toEqual({ kind: 'failed', reason: 'absent' });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a device file', () => {
  it('that is a plain file is no printer, and stays as it was', async () => {
    const path = join(folder, 'plain');
    writeFileSync(path, 'kept');
    expect(await createDeviceFilePrinter(path, profile, deadlines).print(job)).toEqual({
      kind: 'failed',
      reason: 'absent',
    });
    expect(readFileSync(path, 'utf8')).toBe('kept');
  });

  it.runIf(canRun('serial tty'))('of a printer that says nothing is never confirmed', async () => {
    const cable = await makePtyPair();
    const { paper, ...callbacks } = collectPaper();
    const options = { path: cable.farPath, baudRate: 9600, profile: mute, onLost: () => undefined, ...callbacks };
    const emulator = (await startTtyEmulator(options)) as TtyEmulator;
    const blind = encodeJob(receiptDocument(sampleSale('ru'), 'ru'), mute);
    const printer = createDeviceFilePrinter(cable.path, mute, deadlines);
    expect(await printer.print(blind)).toEqual({ kind: 'unknown', reason: 'no-back-channel' });
    await expect.poll(() => paper.commands.at(-1)?.kind, { timeout: 3000 }).toBe('feedLines');
    await emulator.close();
    await cable.dispose();
  });
});

describe('a printer shared by Windows', () => {
  it('gets the whole job in one file of the spooler, and is never confirmed', async () => {
    const path = join(folder, 'spool');
    const printer = createSharePrinter(path, profile, deadlines, 'win32');
    expect(printer.profile.backChannel).toBe(false);
    expect(await printer.print(job)).toEqual({ kind: 'unknown', reason: 'no-back-channel' });
    expect(readFileSync(path).equals(job)).toBe(true);
  });

  it('is absent elsewhere, and no file of that name appears', async () => {
    const path = join(folder, String.raw`\\host\printer`);
    expect(await createSharePrinter(path, profile, deadlines, 'linux').print(job)).toEqual({
      kind: 'failed',
      reason: 'absent',
    });
    expect(existsSync(path)).toBe(false);
  });
});

describe('a folder in place of a printer', () => {
  it.each(['png', 'pdf'] as const)('gets each job as a %s of its own', async (format) => {
    const into = mkdtempSync(join(folder, format));
    const printer = createFolderPrinter(into, format, profile);
    expect(await printer.probe()).toEqual({ kind: 'ready', paperLow: false });
    for (let count = 1; count <= 3; count++) {
      expect(await printer.print(job)).toEqual(confirmed);
      expect(readdirSync(into).filter((name) => name.endsWith(`.${format}`))).toHaveLength(count);
    }
    const first = readFileSync(join(into, readdirSync(into)[0]!));
    expect(first.subarray(0, 8).toString('latin1')).toContain(format === 'png' ? 'PNG' : '%PDF-');
  });

  it('holds PDFs whose letters can be searched and copied', async () => {
    const into = mkdtempSync(join(folder, 'text'));
    await createFolderPrinter(into, 'pdf', profile).print(job);
    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(into, readdirSync(into)[0]!))));
    const { text } = await extractText(pdf, { mergePages: true });
    for (const said of ['Лавка "Копилка"', 'Чек № 1-000123', 'Молоко 3,2 % "Заречье", 930 мл', 'ИТОГ', '554,79 руб.'])
      expect(text).toContain(said);
  });

  it('that is not there says so', async () => {
    const nowhere = createFolderPrinter(join(folder, 'nowhere'), 'png', profile);
    expect(await nowhere.probe()).toEqual({ kind: 'fault', reason: 'absent' });
    expect(await nowhere.print(job)).toEqual({ kind: 'failed', reason: 'absent' });
  });
});

describe('a printer that two tills share', () => {
  it.each(['waits', 'shut'] as const)('serves both in turn, once each, where the second %s', async (second) => {
    const shared = await openEmulated(profile, { second });
    const patient = { connectMs: 10_000, statusMs: 8000, jobMs: 10_000, faultMs: 500 };
    const till = () => createTcpPrinter({ host: '127.0.0.1', port: shared.port }, profile, patient);
    const printAll = async (printer: ReturnType<typeof till>) => {
      const results: string[] = [];
      for (let count = 0; count < 5; count++) results.push((await printer.print(job)).kind);
      return results;
    };
    const results = await Promise.all([printAll(till()), printAll(till())]);
    expect(results.flat()).toEqual(Array.from({ length: 10 }, () => 'confirmed'));
    expect(shared.timesPrinted()).toBe(10);
    await shared.close();
  });

  it('and that the other one keeps is told apart from one that is not there', async () => {
    const shared = await openEmulated(profile, { second: 'shut' });
    const till = createTcpPrinter({ host: '127.0.0.1', port: shared.port }, profile, deadlines);
    shared.do('after 40 commands offline');
    const first = createTcpPrinter({ host: '127.0.0.1', port: shared.port }, profile, { ...deadlines, faultMs: 5000 });
    const printing = first.print(job);
    await expect.poll(() => shared.commands.length, { timeout: 3000 }).toBeGreaterThan(39);
    expect(await till.probe()).toEqual({ kind: 'fault', reason: 'held' });
    expect(await till.print(job)).toEqual({ kind: 'failed', reason: 'held' });
    shared.do('online');
    expect((await printing).kind).toBe('confirmed');
    await shared.close();
    expect(await till.probe()).toEqual({ kind: 'fault', reason: 'refused' });
  });
});

describe('the line that says a serial printer is on', () => {
  it('tells once when it falls, and nothing where there is no such line', async () => {
    const up = { dsr: true };
    let falls = 0;
    const stop = watchReady({ get: (done) => done(null, up) }, () => (falls += 1));
    let never = 0;
    const stopOther = watchReady({ get: (done) => done(new Error('no modem lines')) }, () => (never += 1));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(falls).toBe(0);
    up.dsr = false;
    await expect.poll(() => falls, { timeout: 3000 }).toBe(1);
    up.dsr = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
    stop();
    stopOther();
    expect([falls, never]).toEqual([1, 0]);
  });
});
