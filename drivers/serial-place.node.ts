import { SerialPort } from 'serialport';

/**
 * Where a serial device is: the path of a port, or `usb:0c2e:0b61[:SERIAL]`, the device itself, wherever it is plugged in (COM numbers
 * move, USB identity stays).
 */
const usbPlace = /^usb:([\da-f]{4}):([\da-f]{4})(?::(.+))?$/i;

export const serialPlaceForms = 'COM3 | /dev/ttyUSB0 | usb:VENDOR:PRODUCT:SERIAL';

export function isSerialPlace(text: string): boolean {
  return usbPlace.test(text) || /^COM\d{1,3}$/i.test(text) || /^\/[^\0,]+$/.test(text);
}

/** A serial port there is now; what a port that is no USB device lacks is null. */
export type FoundPort = {
  path: string;
  maker: string | null;
  vendorId: string | null;
  productId: string | null;
  serialNumber: string | null;
};

type List = typeof SerialPort.list;
const listAll: List = () => SerialPort.list();

/** Null where the list can't be had: on Linux it needs udevadm, which a small system may lack. Never rejects. */
export async function listPorts(list: List = listAll): Promise<FoundPort[] | null> {
  const ports = await list().catch(() => null);
  if (ports === null) return null;
  return ports.map(({ path, manufacturer, vendorId, productId, serialNumber }) => ({
    path,
    maker: manufacturer ?? null,
    vendorId: vendorId?.toLowerCase() ?? null,
    productId: productId?.toLowerCase() ?? null,
    serialNumber: serialNumber ?? null,
  }));
}

/** The port's path now; null when the device is not plugged in. Of two alike without a serial number told, the first. */
export async function pathOfPlace(place: string, list?: List): Promise<string | null> {
  const usb = usbPlace.exec(place);
  if (!usb) return place;
  const [, vendor, product, serial] = usb;
  const found = (await listPorts(list))?.find(
    ({ vendorId, productId, serialNumber }) =>
      vendorId === vendor?.toLowerCase() &&
      productId === product?.toLowerCase() &&
      (serial === undefined || serialNumber === serial),
  );
  return found?.path ?? null;
}

/** What finds this very device again, on whatever port. */
export function placeOfPort({ path, vendorId, productId, serialNumber }: FoundPort): string {
  if (vendorId === null || productId === null) return path;
  return ['usb', vendorId, productId, ...(serialNumber === null ? [] : [serialNumber])].join(':');
}
