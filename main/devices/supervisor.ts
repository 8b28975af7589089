import type { DeviceFault } from '../../shared/i18n/devices.ts';
import type { Timers } from '../ports.ts';
import { backOffMs, faultState, sameState } from './state.ts';
import type { DeviceState } from './state.ts';

/** A device that is held open: a scanner on a serial line. `open` never rejects; `lost` is told once for a handle it gave. */
export type HeldDevice = {
  open(lost: (fault: DeviceFault) => void): Promise<OpenHandle | { fault: DeviceFault }>;
};
type OpenHandle = { close(): Promise<void> };

export type Supervisor = {
  state(): DeviceState;
  /** Lets go of the device and stops trying. Resolves once it is closed. */
  close(): Promise<void>;
};

/** Opens a device and keeps it open: after a fault it is opened anew, later and later, until it is back. */
export function supervise(device: HeldDevice, timers: Timers, onState: (state: DeviceState) => void): Supervisor {
  let state: DeviceState = { kind: 'closed' };
  let handle: OpenHandle | null = null;
  let failures = 0;
  let cancel = () => {};
  let opening: Promise<void> = Promise.resolve();

  const become = (next: DeviceState) => {
    if (sameState(state, next)) return;
    state = next;
    onState(next);
  };
  const closed = () => state.kind === 'closed';
  const fail = (fault: DeviceFault) => {
    handle = null;
    failures += 1;
    become(faultState(fault));
    cancel = timers.after(backOffMs(failures), start);
  };
  const open = async () => {
    let current = true;
    const opened = await device.open((fault) => {
      if (current && !closed()) fail(fault);
      current = false;
    });
    if (closed()) {
      if ('close' in opened) await opened.close();
      return;
    }
    if ('fault' in opened) {
      fail(opened.fault);
      return;
    }
    if (!current) return;
    handle = opened;
    failures = 0;
    become({ kind: 'ready', paperLow: false });
  };
  function start(): void {
    // A device that stays away is not announced as being opened at every attempt.
    if (failures === 0) become({ kind: 'opening' });
    opening = open();
  }

  become({ kind: 'opening' });
  start();
  return {
    state: () => state,
    async close() {
      cancel();
      become({ kind: 'closed' });
      await opening;
      await handle?.close();
      handle = null;
    },
  };
}
