import type { DeviceFault } from '../../../shared/i18n/devices.ts';
import { openSerialPort } from '../../serial.node.ts';
import { Machine } from './machine.ts';
import type { MachineOptions } from './machine.ts';

export type TtyEmulator = { readonly machine: Machine; close(): Promise<void> };

export type TtyEmulatorOptions = Omit<MachineOptions, 'after'> & {
  path: string;
  baudRate: number;
  onLost(fault: DeviceFault): void;
};

/** An emulated printer at the other end of a serial cable, or of a pair of ptys. A reboot breaks no connection here: it goes deaf. */
export async function startTtyEmulator({
  path,
  baudRate,
  onLost,
  ...options
}: TtyEmulatorOptions): Promise<TtyEmulator | { fault: DeviceFault }> {
  const opened = await openSerialPort({ path, baudRate }, onLost);
  if ('fault' in opened) return opened;
  const { port } = opened;
  const timers = new Set<NodeJS.Timeout>();
  const machine = new Machine({ ...options, after: (ms, run) => void timers.add(setTimeout(run, ms)) });
  const plugIn = () => {
    const incoming = machine.connect({
      say: (bytes) => void port.write(bytes),
      pause: () => void port.pause(),
      resume: () => void port.resume(),
      drop: plugIn,
    });
    port.removeAllListeners('data').on('data', (bytes: Buffer) => incoming.receive(bytes));
  };
  plugIn();
  return {
    machine,
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      return opened.close();
    },
  };
}
