import type { DeviceFault } from '../../shared/i18n/devices.ts';
import { openSerialPort } from '../serial.node.ts';
import { encodeLines } from './encode.ts';
import type { TwoLines } from './encode.ts';
import { displayTemplates } from './template.ts';
import type { DisplayTemplateName } from './template.ts';

export type SerialDisplayConfig = { path: string; baudRate: number; template: DisplayTemplateName };

/** An open display. `show` returns at once: what the line can't keep up with is left out, and the last is shown. */
export type OpenDisplay = { show(lines: TwoLines): void; close(): Promise<void> };

/** Twenty characters twice at 9600 baud take 50 ms: a line that is not done after so long is dead. */
const drainMs = 2_000;

/** Opens the display once. Never rejects; reconnecting is the supervisor's. */
export async function openSerialDisplay(
  { path, baudRate, template }: SerialDisplayConfig,
  onLost: (fault: DeviceFault) => void,
): Promise<OpenDisplay | { fault: DeviceFault }> {
  const opened = await openSerialPort({ path, baudRate }, onLost);
  if ('fault' in opened) return opened;
  const { port, close } = opened;
  let wanted: TwoLines | null = null;
  let isBusy = false;

  function write(): void {
    if (wanted === null || isBusy) return;
    const bytes = encodeLines(wanted, displayTemplates[template]);
    wanted = null;
    isBusy = true;
    port.write(bytes);
    const done = () => {
      clearTimeout(timer);
      if (!isBusy) return;
      isBusy = false;
      write();
    };
    // `drain` has no time-out of its own.
    const timer = setTimeout(done, drainMs);
    port.drain(done);
  }

  return {
    show(lines) {
      wanted = lines;
      write();
    },
    close,
  };
}
