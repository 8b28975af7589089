import type { DeviceFault } from '../../shared/i18n/devices.ts';

/** How a device is, as the screen shows it. `absent`: nothing is plugged in there, which is no alarm but is watched. */
export type DeviceState =
  | { kind: 'absent' }
  | { kind: 'opening' }
  | { kind: 'ready'; paperLow: boolean }
  | { kind: 'fault'; reason: DeviceFault }
  | { kind: 'closed' };

export function faultState(reason: DeviceFault): DeviceState {
  return reason === 'absent' ? { kind: 'absent' } : { kind: 'fault', reason };
}

export function sameState(a: DeviceState, b: DeviceState): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const firstMs = 500;
const mostMs = 15_000;

/** How long to leave a device in peace after so many attempts in a row failed (1 is the first): half a second, doubling to fifteen. */
export function backOffMs(failures: number): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 10));
}
