import { describe, expect, it } from 'vitest';
import { profileOf } from '../receipts/pictures.ts';
import { Machine } from '../../drivers/printer/emulator/machine.ts';
import { fuzzDevices } from './device-bytes.ts';

describe('any bytes at all, to whatever reads what a device sends or is sent', () => {
  it('never crash it or hang it', () => {
    expect(fuzzDevices(6000, 20_261_126).runs).toBe(6000);
  }, 60_000);

  it('never fill it: a printer that can not print takes no more than a megabyte, and goes on with it later', () => {
    let paused = 0;
    let pages = 0;
    const machine = new Machine({
      profile: profileOf('epson-80'),
      after: () => undefined,
      onReceipt: () => (pages += 1),
    });
    const { receive } = machine.connect({
      say: () => undefined,
      pause: () => (paused += 1),
      resume: () => undefined,
      drop: () => undefined,
    });
    machine.do({ after: null, fault: { kind: 'state', change: { coverOpen: true } } });
    receive(Uint8Array.of(0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x74, 17));
    const line = new Uint8Array(64).fill(0x41);
    line[63] = 0x0a;
    const lines = (1 << 20) / line.length;
    for (let sent = 0; sent < lines - 1; sent++) receive(line);
    expect(paused).toBe(0);
    receive(line);
    expect(paused).toBeGreaterThan(0);
    machine.do({ after: null, fault: { kind: 'state', change: { coverOpen: false } } });
    // Some six hundred metres of it, torn off every three.
    expect(pages).toBeGreaterThan(20);
  });

  it('one at a time are no slower than all at once: a picture of half a megabyte', () => {
    const machine = new Machine({ profile: profileOf('epson-80'), after: () => undefined, onReceipt: () => undefined });
    const wire = { say: () => undefined, pause: () => undefined, resume: () => undefined, drop: () => undefined };
    const { receive } = machine.connect(wire);
    receive(Uint8Array.of(0x1d, 0x76, 0x30, 0, 72, 0, 0, 15));
    for (let byte = 0; byte < 72 * 3840; byte++) receive(Uint8Array.of(byte & 0xff));
    expect(machine.commands).toBe(1);
  }, 20_000);
});
