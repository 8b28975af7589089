import * as z from 'zod/mini';
import { Id } from '../loyalty/basics.ts';
import { baudRates, deviceTests } from './device-kinds.ts';
import type { DeviceKind, DeviceTest } from './device-kinds.ts';

/** The devices of a till: how each is set up, and what a page is told of it. A cash drawer hangs on the printer. */

/** Where a device is: a port's path, `usb:VENDOR:PRODUCT[:SERIAL]` wherever it is plugged in, or a printer's address. */
const Place = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const BaudRate = z.literal(baudRates);

const PrinterSetting = z.strictObject({
  at: Place,
  profile: Id,
  /** What the printed test page showed, where the profile's own is wrong: `cp866:17`. */
  codepage: z.nullable(z.string().check(z.maxLength(40))),
});
const ScannerSetting = z.strictObject({ at: Place });
const DisplaySetting = z.strictObject({ at: Place, baudRate: BaudRate, template: Id, locale: z.enum(['ru', 'en']) });
const ScaleSetting = z.strictObject({ at: Place, baudRate: BaudRate, template: Id });

/** All that is set up; null: none. */
export const DeviceSettings = z.strictObject({
  printer: z.nullable(PrinterSetting),
  scanner: z.nullable(ScannerSetting),
  display: z.nullable(DisplaySetting),
  scale: z.nullable(ScaleSetting),
});
export type DeviceSettings = z.infer<typeof DeviceSettings>;

/** One device set up otherwise; null takes it away. */
export const DeviceChange = z.discriminatedUnion('device', [
  z.strictObject({ device: z.literal('printer'), setting: z.nullable(PrinterSetting) }),
  z.strictObject({ device: z.literal('scanner'), setting: z.nullable(ScannerSetting) }),
  z.strictObject({ device: z.literal('display'), setting: z.nullable(DisplaySetting) }),
  z.strictObject({ device: z.literal('scale'), setting: z.nullable(ScaleSetting) }),
]);
export type DeviceChange = z.infer<typeof DeviceChange>;

export type DeviceView = {
  state: 'absent' | 'opening' | 'ready' | 'fault';
  reason: string | null;
  pendingJobs: number;
};

export type DevicesView = {
  /** False: the devices come with the till, as in a demo; they can be tried and not changed. */
  canSet: boolean;
  settings: DeviceSettings;
  devices: Record<DeviceKind, DeviceView & { tests: DeviceTest[] }>;
  models: {
    printer: { id: string; name: string; widthChars: number }[];
    display: { id: string; name: string }[];
    scale: { id: string; name: string }[];
  };
};

export type FoundPlace = { at: string; name: string };
export type FoundDevices = {
  serial: FoundPlace[];
  printers: FoundPlace[];
  /** This machine would not list its serial ports. */
  isListMissing: boolean;
  /** Whether something answers at the address that was asked; null: none was. */
  answer: 'answers' | 'refuses' | 'silent' | null;
};

/** What lies on the scale, or why nobody can tell. `none`: no scale is set up. */
export type WeightView =
  { kind: 'weight'; grams: number } | { kind: 'moving' | 'less' | 'unreadable' | 'silent' | 'none' } | DeviceTrouble;
type DeviceTrouble = { kind: 'fault'; reason: string };

/** What the till would take a code for. */
export type CodeKind =
  | 'receipt'
  | 'staffBadge'
  | 'invitation'
  | 'memberCard'
  | 'coupon'
  | 'weighed'
  | 'priced'
  | 'product'
  | 'sku'
  | 'phone'
  | 'brokenMark'
  | 'unknown';

export type DeviceTestView =
  /** `unheard`: sent to a printer that never tells. */
  | { kind: 'printed' | 'unheard' | 'noScan' }
  | { kind: 'shown'; lines: [string, string] }
  | { kind: 'read'; weight: WeightView }
  | { kind: 'scanned'; code: string; meaning: CodeKind; good: { ru: string; en: string } | null }
  | DeviceTrouble;

const Nothing = z.strictObject({});

/** Method of the page -> schema of its params. */
export const deviceCommands = {
  /** Of a manager: what is plugged in and how it is -> DevicesView. */
  'devices.list': Nothing,
  /** What could be set up: ports that are there, and whether something answers at `address` -> FoundDevices. */
  'devices.find': z.strictObject({ address: z.optional(z.string().check(z.minLength(1), z.maxLength(200))) }),
  /** -> DevicesView after it. The device is opened as it is now set up, while the till goes on selling. */
  'devices.set': DeviceChange,
  /** -> DeviceTestView. `scan` waits for the next code, which goes nowhere else. */
  'devices.test': z.strictObject({ test: z.enum(deviceTests) }),
  /** The next code is the sale's again. */
  'devices.endTest': Nothing,
  /** What lies on the scale -> WeightView. */
  'scale.read': Nothing,
} as const;

export type DeviceResults = {
  'devices.list': DevicesView;
  'devices.find': FoundDevices;
  'devices.set': DevicesView;
  'devices.test': DeviceTestView;
  'scale.read': WeightView;
};
