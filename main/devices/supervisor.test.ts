import { afterEach, describe, expect, it } from 'vitest';
import { usualFraming } from '../../drivers/scanner/framing.ts';
import { openSerialScanner } from '../../drivers/scanner/serial.node.ts';
import type { DeviceFault } from '../../shared/i18n/devices.ts';
import { canRun } from '../../test/cannot-run.ts';
import { createHandTimers } from '../../test/devices/hand-timers.ts';
import { makePtyPair } from '../../test/serial/pty-pair.ts';
import { nodePorts } from '../ports.node.ts';
import { supervise } from './supervisor.ts';
import type { HeldDevice } from './supervisor.ts';

/** A device that opens or fails as told, and can be pulled out. */
function setUp(openings: (DeviceFault | 'ready')[]) {
  const timers = createHandTimers();
  const told: string[] = [];
  let pull: (fault: DeviceFault) => void = () => {};
  let closed = 0;
  const device: HeldDevice = {
    open(lost) {
      pull = lost;
      const how = openings.shift() ?? 'ready';
      const handle = { close: () => Promise.resolve(void (closed += 1)) };
      return Promise.resolve(how === 'ready' ? handle : { fault: how });
    },
  };
  const supervisor = supervise(device, timers, (state) =>
    told.push(state.kind === 'fault' ? `fault: ${state.reason}` : state.kind),
  );
  return { timers, told, supervisor, pull: (fault: DeviceFault) => pull(fault), closings: () => closed };
}

describe('a supervised device', () => {
  it('is opening, then ready', async () => {
    const { timers, told, supervisor } = setUp([]);
    await timers.pass(0);
    expect(told).toEqual(['opening', 'ready']);
    expect(supervisor.state()).toEqual({ kind: 'ready', paperLow: false });
  });

  it('that is absent is tried later and later, without an announcement each time', async () => {
    const { timers, told } = setUp(['absent', 'absent', 'absent', 'absent']);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt++) {
      await timers.pass(0);
      waits.push(timers.due()[0]!);
      await timers.pass(timers.due()[0]!);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000]);
    expect(told).toEqual(['opening', 'absent', 'ready']);
  });

  it('is never left alone for longer than fifteen seconds', async () => {
    const { timers } = setUp(Array.from({ length: 20 }, () => 'busy' as const));
    await timers.pass(120_000);
    expect(timers.due()[0]).toBeLessThanOrEqual(15_000);
  });

  it('that is pulled out is opened anew, at once patient again', async () => {
    const { timers, told, pull } = setUp(['ready', 'absent']);
    await timers.pass(0);
    pull('disconnected');
    pull('disconnected');
    await timers.pass(10_000);
    expect(told).toEqual(['opening', 'ready', 'fault: disconnected', 'absent', 'ready']);
  });

  it('is let go of when closed, also in the middle of opening, and not tried again', async () => {
    const { timers, told, supervisor, closings } = setUp([]);
    await supervisor.close();
    await timers.pass(60_000);
    expect(closings()).toBe(1);
    expect(told).toEqual(['opening', 'closed']);
    expect(timers.due()).toEqual([]);
  });

  it('that was closed while waiting is not opened again', async () => {
    const { timers, told, supervisor } = setUp(['absent']);
    await timers.pass(0);
    await supervisor.close();
    await timers.pass(60_000);
    expect(told).toEqual(['opening', 'absent', 'closed']);
  });
});

describe.runIf(canRun('serial tty'))('a supervised scanner on a real tty', () => {
  const cleanUp: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const each of cleanUp.splice(0).toReversed()) await each();
  });

  it('comes back by itself when its cable does', async () => {
    const cable = await makePtyPair();
    cleanUp.push(() => cable.dispose());
    const codes: string[] = [];
    const config = { path: cable.path, baudRate: 9600, framing: usualFraming };
    const device: HeldDevice = {
      open: (onLost) => openSerialScanner(config, { onScan: ({ code }) => void codes.push(code), onLost }),
    };
    const supervisor = supervise(device, nodePorts.timers, () => {});
    cleanUp.push(() => supervisor.close());
    const becomes = (kind: string) => expect.poll(() => supervisor.state().kind, { timeout: 8000 }).toBe(kind);

    await becomes('ready');
    await cable.type('1111\r');
    await expect.poll(() => codes, { timeout: 8000 }).toEqual(['1111']);
    await cable.unplug();
    await becomes('absent');
    await cable.plug();
    await becomes('ready');
    await cable.type('2222\r');
    await expect.poll(() => codes, { timeout: 8000 }).toEqual(['1111', '2222']);
  });
});
