import type { Printer } from '../drivers/printer/job.ts';
import type { HelloView, StatusView } from '../shared/protocol/page.ts';
import { followSale } from './customer-side.ts';
import { deviceCommands } from './device-commands.ts';
import type { DeviceCommands } from './device-commands.ts';
import { journalJobs } from './devices/journal-jobs.ts';
import type { DeviceSetup } from './devices/setup.ts';
import type { Desk } from './sale/desk.ts';
import type { ScanRead } from './sale/scan.ts';
import { openDevices } from './till-devices.ts';
import type { Devices } from './till-devices.ts';
import type { TillEvents } from './till-events.ts';

export type DeviceSide = DeviceCommands & Pick<Devices, 'state' | 'printSoon' | 'close'>;

type Sources = {
  desk: Desk;
  printer: Printer | null;
  setup: DeviceSetup | null;
  hello(): HelloView;
  status(): StatusView;
  events: Pick<TillEvents, 'subscribe' | 'paperChanged' | 'statusChanged'>;
  onScan(read: ScanRead): void;
};

/** The till's devices, what its page may do with them, and what its customers see. */
export function openDeviceSide(sources: Sources): DeviceSide {
  const { desk, printer, setup, hello, status, events, onScan } = sources;
  const { journal, ports, report } = desk.deps;
  const devices = openDevices({
    printer,
    setup,
    timers: ports.timers,
    jobs: journalJobs(journal, () => desk.by()),
    onScan,
    onPaper: () => events.paperChanged(),
    onState: () => events.statusChanged(),
    report,
  });
  const customer = followSale({ hello, devices, subscribe: events.subscribe });
  // Not at once: what it shows first is of a till that stands.
  const cancel = setup ? ports.timers.after(0, () => customer.deviceSet(setup.settings)) : () => {};
  return {
    state: devices.state,
    printSoon: devices.printSoon,
    async close() {
      cancel();
      customer.close();
      await devices.close();
    },
    ...deviceCommands({ desk, devices, status, setup, onSet: customer.deviceSet }),
  };
}
