import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canRun } from '../../test/cannot-run.ts';
import { makePtyPair } from '../../test/serial/pty-pair.ts';
import type { PtyPair } from '../../test/serial/pty-pair.ts';
import type { DeviceFault } from '../../shared/i18n/devices.ts';
import { usualFraming } from './framing.ts';
import type { Framing } from './framing.ts';
import type { Scan } from './scan.ts';
import { openSerialScanner } from './serial.node.ts';
import type { OpenSerial } from './serial.node.ts';

/** A loaded machine may take its time. */
const soon = { timeout: 5000 };

describe('a serial scanner that is not there', () => {
  it('is a fault, told in one word', async () => {
    const nothing = { onScan: () => {}, onLost: () => {} };
    const byPath = { path: '/dev/kopilka-none', baudRate: 9600, framing: usualFraming };
    expect(await openSerialScanner(byPath, nothing)).toEqual({ fault: 'absent' });
    const byUsb = { ...byPath, path: 'usb:ffff:fffe' };
    expect(await openSerialScanner(byUsb, nothing)).toEqual({ fault: 'absent' });
  });
});

describe.runIf(canRun('serial tty'))('a serial scanner on a real tty', () => {
  let cable: PtyPair;
  let scans: Scan[];
  let lost: DeviceFault[];
  const opened: OpenSerial[] = [];

  beforeEach(async () => {
    cable = await makePtyPair();
    scans = [];
    lost = [];
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    await cable.dispose();
  });

  async function openIt(framing: Framing = usualFraming): Promise<OpenSerial | { fault: DeviceFault }> {
    const config = { path: cable.path, baudRate: 9600, framing };
    const handlers = {
      onScan: (scan: Scan) => void scans.push(scan),
      onLost: (fault: DeviceFault) => void lost.push(fault),
    };
    const result = await openSerialScanner(config, handlers);
    if ('close' in result) opened.push(result);
    return result;
  }
  const codes = () => scans.map((scan) => scan.code);

  it('reads codes, with what they are and their raw bytes', async () => {
    await openIt();
    await cable.type(']E04600000000008\r]d20104006381333931\u001D21x\r');
    await expect.poll(codes, soon).toEqual(['4600000000008', '0104006381333931\u001D21x']);
    expect(scans.map((scan) => scan.symbology)).toEqual(['ean-13', 'gs1-datamatrix']);
    expect(Buffer.from(scans[1]!.bytes).toString('latin1')).toBe(']d20104006381333931\u001D21x');
    expect(scans[0]!.source).toBe('serial');
  });

  it('reads UTF-8, and bytes that are none as they stand', async () => {
    await openIt();
    await cable.type('Ёж\r');
    await cable.type(Uint8Array.of(0xff, 0x41, 0x0d));
    await expect.poll(codes, soon).toEqual(['Ёж', 'ÿA']);
  });

  it('reads codes that only a pause ends', async () => {
    await openIt({ prefix: '', suffix: 'none' });
    await cable.type('4600');
    await expect.poll(codes, soon).toEqual(['4600']);
    await cable.type('0001');
    await expect.poll(codes, soon).toEqual(['4600', '0001']);
  });

  it('that is unplugged says so once, and a new port reads on after it is back', async () => {
    await openIt();
    await cable.type('46000');
    await cable.unplug();
    await expect.poll(() => lost, soon).toEqual(['disconnected']);
    expect(await openIt()).toEqual({ fault: 'absent' });
    await cable.plug();
    await openIt();
    await cable.type('1234\r');
    await expect.poll(codes, soon).toEqual(['1234']);
    expect(lost).toEqual(['disconnected']);
  });

  it('cannot be opened twice: the port is busy', async () => {
    await openIt();
    expect(await openIt()).toEqual({ fault: 'busy' });
  });

  it('that is closed by us is not lost', async () => {
    const scanner = await openIt();
    if ('close' in scanner) await scanner.close();
    await cable.unplug();
    expect(lost).toEqual([]);
  });
});
