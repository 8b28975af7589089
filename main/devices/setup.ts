import type { OpenDisplay } from '../../drivers/display/serial.node.ts';
import type { Printer } from '../../drivers/printer/job.ts';
import type { Dots } from '../../drivers/printer/symbols/dots.ts';
import type { OpenScale } from '../../drivers/scale/serial.node.ts';
import type { Scan } from '../../drivers/scanner/scan.ts';
import type { DeviceFault } from '../../shared/i18n/devices.ts';
import type { DeviceChange, DeviceSettings, DevicesView, FoundDevices } from '../../shared/protocol/devices.ts';
import type { HeldDevice } from './supervisor.ts';

type Set<K extends keyof DeviceSettings> = NonNullable<DeviceSettings[K]>;
type Lost = (fault: DeviceFault) => void;

/** How this till's devices are opened, and where it is kept what they are. */
export type DeviceSetup = {
  /** As it was kept last. */
  settings: DeviceSettings;
  models: DevicesView['models'];
  columnsOf(display: Set<'display'>): number;
  /** Throws `device.placeUnknown`, `device.modelUnknown`, `device.codepageUnknown`. */
  check(change: DeviceChange): void;
  /** All of it or nothing of it is on the disk after. Throws `device.notKept`. */
  keep(settings: DeviceSettings): void;
  /** Null: receipts are drawn on the screen alone. Opens nothing yet. */
  printer(setting: DeviceSettings['printer']): { printer: Printer; logo: Dots | null };
  scanner(setting: Set<'scanner'>, onScan: (scan: Scan) => void): HeldDevice;
  openDisplay(setting: Set<'display'>, lost: Lost): Promise<OpenDisplay | { fault: DeviceFault }>;
  openScale(setting: Set<'scale'>, lost: Lost): Promise<OpenScale | { fault: DeviceFault }>;
  find(address: string | undefined): Promise<FoundDevices>;
};
