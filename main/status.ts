import { isWrongClock } from '../shared/protocol/wrong-clock.ts';
import type { DeviceView } from '../shared/protocol/devices.ts';
import type { StatusView } from '../shared/protocol/page.ts';
import type { FiscalStation } from './fiscal/station.ts';
import type { Devices } from './till-devices.ts';
import type { DeviceState } from './devices/state.ts';
import type { Desk } from './sale/desk.ts';
import type { Sync } from './sync/sync.ts';

export type StatusSources = {
  desk: Desk;
  sync: Sync | null;
  devices: Pick<Devices, 'state'>;
  fiscal: Pick<FiscalStation, 'state'>;
  /** The demo shows its real network switch. */
  demo: boolean;
};

/** How the till is: connection with the age of its data, devices, who sells in which shift. */
export function statusView({ desk, sync, devices, fiscal, demo }: StatusSources): StatusView {
  const { journal } = desk.deps;
  const cashier = desk.around.cashier();
  return {
    hub: desk.deps.settings.isTraining ? pretendedHub : hubView(desk, sync),
    printer: deviceView(devices.state('printer'), journal.printJobs.count('queued')),
    scanner: deviceView(devices.state('scanner'), 0),
    display: deviceView(devices.state('display'), 0),
    scale: deviceView(devices.state('scale'), 0),
    fiscal: deviceView(fiscal.state(), journal.fiscalTasks.open()),
    cashier: cashier ? { id: cashier.id, name: cashier.name, role: cashier.role } : null,
    shift: desk.shift && { id: desk.shift.id, openedAt: desk.shift.openedAt },
    today: desk.around.now().slice(0, 10),
    network: demo && sync ? sync.networkIsOn() : null,
  };
}

function hubView({ deps: { journal, ports } }: Desk, sync: Sync | null): StatusView['hub'] {
  const hub = sync?.status();
  const { oldestAt } = journal.unpushed();
  const offsetMs = hub?.clockOffsetMs ?? 0;
  return {
    state: hub?.state ?? 'notEnrolled',
    ageMs: hub?.feedAgeMs ?? null,
    waiting: journal.unpushedReceipts(),
    oldestWaitingMs: oldestAt === null ? null : Math.max(0, ports.clock.nowMs() - Date.parse(oldestAt)),
    clockOffMs: isWrongClock(offsetMs) ? offsetMs : null,
  };
}

/** Practice waits for nobody. */
const pretendedHub: StatusView['hub'] = {
  state: 'online',
  ageMs: null,
  waiting: 0,
  oldestWaitingMs: null,
  clockOffMs: null,
};

function deviceView(device: DeviceState, pendingJobs: number): DeviceView {
  if (device.kind === 'fault') return { state: 'fault', reason: device.reason, pendingJobs };
  return { state: device.kind === 'closed' ? 'absent' : device.kind, reason: null, pendingJobs };
}
