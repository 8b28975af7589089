import type { DeviceState } from './state.ts';

/** A device that is watched, of whatever kind. */
export type Watched = { state(): DeviceState; close(): Promise<void> };

/** The place of one device, which can be exchanged while the till sells. */
export type Slot<D extends Watched> = {
  device(): D | null;
  /** Once the one before is let go of. */
  settled(): Promise<D | null>;
  state(): DeviceState;
  /** The one before is let go of first, since both may be on one port. Null: none. Returns at once. */
  put(open: (() => D) | null): void;
  close(): Promise<void>;
};

export function createSlot<D extends Watched>(onState: () => void): Slot<D> {
  let device: D | null = null;
  let wanted: (() => D) | null = null;
  let letGo: Promise<void> | null = null;
  let isClosed = false;

  const open = () => {
    if (isClosed || wanted === null) return;
    device = wanted();
    wanted = null;
  };
  return {
    device: () => device,
    async settled() {
      await letGo;
      return device;
    },
    state: () => device?.state() ?? { kind: wanted === null ? 'absent' : 'opening' },
    put(next) {
      const before = device;
      device = null;
      wanted = next;
      if (before) {
        letGo = before.close().then(() => {
          letGo = null;
          open();
          onState();
        });
        onState();
      } else if (!letGo) open();
    },
    async close() {
      isClosed = true;
      await letGo;
      await device?.close();
    },
  };
}
