import type { TwoLines } from '../../drivers/display/encode.ts';
import type { OpenDisplay } from '../../drivers/display/serial.node.ts';
import type { DeviceFault } from '../../shared/i18n/devices.ts';
import type { Timers } from '../ports.ts';
import type { Watched } from './slot.ts';
import type { DeviceState } from './state.ts';
import { supervise } from './supervisor.ts';

export type HeldDisplay = Watched & { columns: number; show(lines: TwoLines): void };

type Opening = (lost: (fault: DeviceFault) => void) => Promise<OpenDisplay | { fault: DeviceFault }>;

/** A customer display that is kept open: after it was gone it shows what it should show by now. */
export function holdDisplay(
  open: Opening,
  columns: number,
  timers: Timers,
  onState: (state: DeviceState) => void,
): HeldDisplay {
  let display: OpenDisplay | null = null;
  let shown: TwoLines | null = null;
  const supervisor = supervise(
    {
      async open(lost) {
        const opened = await open((fault) => {
          display = null;
          lost(fault);
        });
        if ('fault' in opened) return opened;
        display = opened;
        if (shown) opened.show(shown);
        return opened;
      },
    },
    timers,
    onState,
  );
  return {
    ...supervisor,
    columns,
    show(lines) {
      shown = lines;
      display?.show(lines);
    },
  };
}
