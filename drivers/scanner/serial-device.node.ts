import { SerialPort } from 'serialport';

/** By its place in the computer, or by the device itself, wherever it is plugged in (COM numbers move, USB identity stays). */
export type SerialDevice = { path: string } | { vendorId: string; productId: string; serialNumber: string | null };

/** A serial port there is now; what a port that is no USB device lacks is null. */
export type FoundPort = {
  path: string;
  maker: string | null;
  vendorId: string | null;
  productId: string | null;
  serialNumber: string | null;
};

/** Empty where the list can't be had: on Linux it needs udevadm, which a small system may lack. Never rejects. */
export async function listPorts(list: typeof SerialPort.list = () => SerialPort.list()): Promise<FoundPort[]> {
  const ports = await list().catch(() => []);
  return ports.map(({ path, manufacturer, vendorId, productId, serialNumber }) => ({
    path,
    maker: manufacturer ?? null,
    vendorId: vendorId?.toLowerCase() ?? null,
    productId: productId?.toLowerCase() ?? null,
    serialNumber: serialNumber ?? null,
  }));
}

/** Where the device is now; null when it is not plugged in. Of two alike without a serial number told, the first. */
export async function findPort(device: SerialDevice, list?: typeof SerialPort.list): Promise<string | null> {
  if ('path' in device) return device.path;
  const found = (await listPorts(list)).find(
    ({ vendorId, productId, serialNumber }) =>
      vendorId === device.vendorId.toLowerCase() &&
      productId === device.productId.toLowerCase() &&
      (device.serialNumber === null || serialNumber === device.serialNumber),
  );
  return found?.path ?? null;
}

const usb = /^usb:([\da-f]{4}):([\da-f]{4})(?::(.+))?$/i;

/** `usb:0c2e:0b61`, `usb:0c2e:0b61:SERIAL`, or the path of a port. */
export function parseSerialDevice(text: string): SerialDevice {
  const [, vendorId, productId, serialNumber = null] = usb.exec(text) ?? [];
  return vendorId !== undefined && productId !== undefined ? { vendorId, productId, serialNumber } : { path: text };
}

/** The name that finds this very device again, on whatever port. */
export function nameOfPort({ path, vendorId, productId, serialNumber }: FoundPort): string {
  if (vendorId === null || productId === null) return path;
  return ['usb', vendorId, productId, ...(serialNumber === null ? [] : [serialNumber])].join(':');
}
