import type { ScaleReading } from '../../drivers/scale/reading.ts';
import type { OpenScale } from '../../drivers/scale/serial.node.ts';
import type { DeviceFault } from '../../shared/i18n/devices.ts';
import type { Timers } from '../ports.ts';
import type { Watched } from './slot.ts';
import type { DeviceState } from './state.ts';
import { supervise } from './supervisor.ts';

/** `read` ends within the scale's deadline, also where there is none. */
export type HeldScale = Watched & { read(): Promise<ScaleReading> };

type Opening = (lost: (fault: DeviceFault) => void) => Promise<OpenScale | { fault: DeviceFault }>;

/** A scale that is kept open, and asked only when somebody wants to know. */
export function holdScale(open: Opening, timers: Timers, onState: (state: DeviceState) => void): HeldScale {
  let scale: OpenScale | null = null;
  const supervisor = supervise(
    {
      async open(lost) {
        const opened = await open((fault) => {
          scale = null;
          lost(fault);
        });
        if ('read' in opened) scale = opened;
        return opened;
      },
    },
    timers,
    onState,
  );
  return {
    ...supervisor,
    read() {
      const state = supervisor.state();
      if (state.kind === 'ready' && scale) return scale.read();
      return Promise.resolve({ kind: 'fault', reason: state.kind === 'fault' ? state.reason : 'absent' });
    },
  };
}
