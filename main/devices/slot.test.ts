import { expect, it } from 'vitest';
import { createSlot } from './slot.ts';
import type { Watched } from './slot.ts';
import type { DeviceState } from './state.ts';

/** A device that is let go of when the test says so. */
function device(name: string, log: string[]) {
  let letGo = () => {};
  const open = (): Watched => {
    log.push(`${name} opened`);
    const state: DeviceState = { kind: 'ready', paperLow: false };
    return {
      state: () => state,
      close: () => new Promise((resolve) => (letGo = () => resolve(void log.push(`${name} closed`)))),
    };
  };
  return { open, letGo: () => letGo() };
}

it('the device before is let go of before the next is opened, since both may be on one port', async () => {
  const log: string[] = [];
  const slot = createSlot<Watched>(() => log.push(slot.state().kind));
  const [a, b, c] = [device('a', log), device('b', log), device('c', log)];
  slot.put(a.open);
  slot.put(b.open);
  slot.put(c.open);
  expect([log, slot.device()]).toEqual([['a opened', 'opening'], null]);
  a.letGo();
  expect(await slot.settled()).not.toBeNull();
  expect(log).toEqual(['a opened', 'opening', 'a closed', 'c opened', 'ready']);
});

it('a place that was given up opens nothing any more', async () => {
  const log: string[] = [];
  const slot = createSlot<Watched>(() => {});
  const [a, b] = [device('a', log), device('b', log)];
  slot.put(a.open);
  slot.put(b.open);
  const closed = slot.close();
  a.letGo();
  await closed;
  expect(log).toEqual(['a opened', 'a closed']);
});

it('a device that was taken away is absent', async () => {
  const a = device('a', []);
  const slot = createSlot<Watched>(() => {});
  slot.put(a.open);
  slot.put(null);
  a.letGo();
  expect([await slot.settled(), slot.state()]).toEqual([null, { kind: 'absent' }]);
});
