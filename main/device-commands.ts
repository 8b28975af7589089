import { KopilkaError } from '../shared/protocol/errors.ts';
import type { DeviceTest } from '../shared/protocol/device-kinds.ts';
import type { DeviceChange, DeviceSettings, DevicesView } from '../shared/protocol/devices.ts';
import type { StatusView } from '../shared/protocol/page.ts';
import { parseAddress } from '../drivers/printer/address.ts';
import type { DeviceSetup } from './devices/setup.ts';
import { deviceTests } from './device-tests.ts';
import type { Desk } from './sale/desk.ts';
import { remakeWaiting } from './sale/paper.ts';
import type { ScanRead } from './sale/scan.ts';
import type { Handler } from './sale/service.ts';
import { noDevices } from './till-devices.ts';
import type { Devices } from './till-devices.ts';

type DeviceMethod = `devices.${'list' | 'find' | 'set' | 'test' | 'endTest'}` | 'scale.read';

export type DeviceCommands = {
  commands: { [M in DeviceMethod]: Handler<M> };
  /** Whether somebody waited for just any code: then it is not the sale's. */
  caught(read: ScanRead): boolean;
};

type Parts = {
  desk: Desk;
  devices: Devices;
  setup: DeviceSetup | null;
  status(): StatusView;
  onSet(settings: DeviceSettings): void;
};

/** What a manager sees, tries and sets up, and the weight that anyone at the till may ask for. */
export function deviceCommands({ desk, devices, setup, status, onSet }: Parts): DeviceCommands {
  let settings = setup?.settings ?? noDevices;
  const tests = deviceTests(desk, devices);
  const list = () => devicesView(desk, setup, settings, status());

  function set(change: DeviceChange): void {
    if (!setup) throw new KopilkaError('device.fixed');
    setup.check(change);
    refuseTakenPlace(change, settings);
    const next: DeviceSettings = { ...settings, [change.device]: change.setting };
    const paper = change.device === 'printer' ? setup.printer(change.setting) : null;
    desk.write({
      records: [
        { kind: 'device.set', device: change.device, setting: change.setting && JSON.stringify(change.setting) },
      ],
      also() {
        if (paper) remakeWaiting(desk, paper.printer.profile, paper.logo);
        // Last: what can't be kept is not recorded either.
        setup.keep(next);
      },
    });
    settings = next;
    if (paper) Object.assign(desk.deps.settings, { printer: paper.printer.profile, logo: paper.logo });
    devices.reopen(change, paper?.printer ?? null);
    onSet(settings);
  }

  return {
    caught: tests.caught,
    commands: {
      'devices.list'() {
        refuseCashier(desk);
        return list();
      },
      'devices.find'({ address }) {
        refuseCashier(desk);
        if (!setup) throw new KopilkaError('device.fixed');
        return setup.find(address);
      },
      'devices.set'(change) {
        refuseCashier(desk);
        set(change);
        return list();
      },
      'devices.test'({ test }) {
        refuseCashier(desk);
        return tests.run(test);
      },
      'devices.endTest'() {
        tests.end();
        return {};
      },
      'scale.read'() {
        if (!desk.around.cashier()) throw new KopilkaError('cashier.signedOut');
        return devices.weigh();
      },
    },
  };
}

/** Throws `cashier.signedOut`, `cashier.notAllowed`. */
function refuseCashier(desk: Desk): void {
  const cashier = desk.around.cashier();
  if (!cashier) throw new KopilkaError('cashier.signedOut');
  if (cashier.role !== 'manager') throw new KopilkaError('cashier.notAllowed', { name: cashier.name });
}

function devicesView(
  { deps }: Desk,
  setup: DeviceSetup | null,
  settings: DeviceSettings,
  { printer, scanner, display, scale }: StatusView,
): DevicesView {
  const ofPrinter: DeviceTest[] = ['page', 'drawer', ...(deps.settings.printer?.beeper ? ['beep' as const] : [])];
  return {
    canSet: setup !== null,
    settings,
    devices: {
      printer: { ...printer, tests: deps.settings.printer ? ofPrinter : [] },
      scanner: { ...scanner, tests: ['scan'] },
      display: { ...display, tests: settings.display ? ['lines'] : [] },
      scale: { ...scale, tests: settings.scale ? ['weight'] : [] },
    },
    models: setup?.models ?? { printer: [], display: [], scale: [] },
  };
}

/** One port serves one device. */
function refuseTakenPlace({ device, setting }: DeviceChange, settings: DeviceSettings): void {
  if (setting === null) return;
  const wanted = portOf(setting.at);
  const others = Object.entries(settings).flatMap(([kind, other]) => (kind === device || !other ? [] : [other.at]));
  if (others.some((at) => portOf(at) === wanted)) throw new KopilkaError('device.placeTaken', { place: wanted });
}

/** `serial:COM3,9600` is at COM3. */
function portOf(at: string): string {
  const address = parseAddress(at);
  return (address?.kind === 'serial' ? address.path : at).toLowerCase();
}
