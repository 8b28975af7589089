import { findPort, parseSerialDevice } from './scanner/serial-device.node.ts';

/** `usb:0483:5740` or `usb:0483:5740:SERIAL`: the device itself, wherever it is plugged in (COM numbers move, USB identity stays). */
const usbPlace = /^usb:([\da-f]{4}):([\da-f]{4})(?::(.+))?$/i;

export function isSerialPlace(text: string): boolean {
  return usbPlace.test(text) || /^COM\d{1,3}$/i.test(text) || /^\/[^\0,]+$/.test(text);
}

export const serialPlaceForms = 'COM3 | /dev/ttyUSB0 | usb:VENDOR:PRODUCT:SERIAL';

type ListedPort = { path: string; vendorId?: string; productId?: string; serialNumber?: string };

/** What names a listed port best: its USB identity where it has one. */
export function placeOfPort({ path, vendorId, productId, serialNumber }: ListedPort): string {
  if (!vendorId || !productId) return path;
  return `usb:${vendorId}:${productId}${serialNumber ? `:${serialNumber}` : ''}`.toLowerCase();
}

/** The port's path; null where the device is not plugged in, or where the machine won't list its ports (on Linux udevadm does). */
export function pathOfPlace(place: string): Promise<string | null> {
  return findPort(parseSerialDevice(place));
}
