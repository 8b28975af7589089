import { readdirSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usualFraming } from '../../drivers/scanner/framing.ts';
import { openSerialScanner } from '../../drivers/scanner/serial.node.ts';
import { supervise } from '../../main/devices/supervisor.ts';
import type { Supervisor } from '../../main/devices/supervisor.ts';
import { nodePorts } from '../../main/ports.node.ts';
import type { Timers } from '../../main/ports.ts';
import { canRun } from '../cannot-run.ts';
import { makePtyPair } from './pty-pair.ts';
import type { PtyPair } from './pty-pair.ts';

const soon = { timeout: 20_000, interval: 5 };
/** Half a second of back-off takes ten milliseconds here. */
const quick: Timers = { ...nodePorts.timers, after: (ms, run) => nodePorts.timers.after(ms / 50, run) };
const watchMs = 40;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * What a leak would make grow: open files, handles of the event loop, listeners, memory. Work that goes on by itself (a line that closes)
 * counts while it does, so it is asked for until it has come down.
 */
function held() {
  collectGarbage();
  const handles = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout' && kind !== 'Immediate');
  return {
    files: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
    handles: handles.length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    heapMb: process.memoryUsage().heapUsed / 2 ** 20,
  };
}

describe.runIf(canRun('serial tty'))('a supervised scanner on a bad cable', () => {
  let cable: PtyPair;
  let supervisor: Supervisor;
  let codes: string[];

  beforeEach(async () => {
    cable = await makePtyPair();
    codes = [];
    const config = { path: cable.path, baudRate: 9600, framing: usualFraming };
    supervisor = supervise(
      {
        open: (onLost) => openSerialScanner(config, { onScan: ({ code }) => void codes.push(code), onLost }, watchMs),
      },
      quick,
      () => {},
    );
  });
  afterEach(async () => {
    await supervisor.close();
    await cable.dispose();
  });

  const isReady = () => expect.poll(() => supervisor.state().kind, soon).toBe('ready');
  const isLost = () => expect.poll(() => supervisor.state().kind, soon).not.toBe('ready');
  const scans = async (code: string) => {
    await cable.type(`${code}\r`);
    await expect.poll(() => codes.at(-1), soon).toBe(code);
  };

  /** How the cable is pulled; each but the first in the middle of something. */
  const pulls: Record<string, () => Promise<unknown>> = {
    idle: () => cable.unplug(),
    'in mid-code': async () => {
      await cable.type('F-half a co');
      await cable.unplug();
    },
    'in mid-write': async () => {
      const flood = cable.type('F-whole\r'.repeat(200)).catch(() => 'the cable was pulled');
      await cable.unplug();
      await flood;
    },
    'while it is opened': async () => {
      await cable.unplug();
      await isLost();
      await cable.plug();
      await cable.unplug();
    },
  };

  it('reads on after each of two hundred pulls, loses and invents nothing, and holds no more than at the start', async () => {
    const ways = Object.entries(pulls);
    let before = held();
    for (let round = 0; round < 200; round += 1) {
      // Code and buffers are loaded once.
      if (round === 20) before = held();
      await isReady();
      await scans(`A${round}`);
      await ways[round % ways.length]![1]();
      await isLost();
      await cable.plug();
      await isReady();
      await scans(`B${round}`);
    }
    const own = codes.filter((code) => code !== 'F-whole');
    expect(own).toEqual(Array.from({ length: 200 }, (_, round) => [`A${round}`, `B${round}`]).flat());
    await expect.poll(() => held().files, soon).toBeLessThanOrEqual(before.files);
    await expect.poll(() => held().handles, soon).toBeLessThanOrEqual(before.handles);
    const after = held();
    expect(after.listeners).toBe(before.listeners);
    expect(after.heapMb - before.heapMb).toBeLessThan(8);
  }, 300_000);

  it('reads garbage, split, glued and long scans as they are', async () => {
    await isReady();
    const long = '0123456789'.repeat(30);
    await cable.type(Uint8Array.of(0, 0xff, 0xfe, 0x0d));
    await cable.type('46000');
    await cable.type('00000008\r1111\r22');
    await cable.type('22\r\r\r\n');
    await cable.type(`${long}\r`);
    await cable.type('x'.repeat(20_000));
    await cable.type('\r3333\r');
    await expect.poll(() => codes.at(-1), soon).toBe('3333');
    expect(codes).toEqual(['\0ÿþ', '4600000000008', '1111', '2222', long, '3333']);
  });
});
