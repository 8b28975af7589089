import { describe, expect, it } from 'vitest';
import { isSerialPlace, listPorts, pathOfPlace, placeOfPort } from './serial-place.node.ts';

type List = NonNullable<Parameters<typeof listPorts>[0]>;
const port = (path: string, vendorId?: string, productId?: string, serialNumber?: string) => ({
  path,
  manufacturer: undefined,
  serialNumber,
  pnpId: undefined,
  locationId: undefined,
  productId,
  vendorId,
});
const listOf =
  (...ports: ReturnType<typeof port>[]): List =>
  () =>
    Promise.resolve(ports);

const scanner = 'usb:0c2e:0b61:S1';

describe('a serial device', () => {
  it('is found by what it is, whatever number its port has today', async () => {
    expect(await pathOfPlace(scanner, listOf(port('COM1'), port('COM3', '0C2E', '0B61', 'S1')))).toBe('COM3');
    const moved = listOf(port('COM7', '0C2E', '0B61', 'S1'), port('COM3', '1a86', '7523'));
    expect(await pathOfPlace(scanner.toUpperCase(), moved)).toBe('COM7');
  });

  it('is told from its like by the serial number, where that was named', async () => {
    const two = listOf(port('COM3', '0c2e', '0b61', 'S2'), port('COM4', '0c2e', '0b61', 'S1'));
    expect(await pathOfPlace(scanner, two)).toBe('COM4');
    expect(await pathOfPlace('usb:0c2e:0b61', two)).toBe('COM3');
    expect(await pathOfPlace('usb:0c2e:0b61:S3', two)).toBeNull();
  });

  it('is not there where ports can’t be listed, and one named by its path still is', async () => {
    const rejects: List = () => Promise.reject(new Error('spawn udevadm ENOENT'));
    expect(await listPorts(rejects)).toBeNull();
    expect(await pathOfPlace(scanner, rejects)).toBeNull();
    expect(await pathOfPlace('COM3', rejects)).toBe('COM3');
  });

  it('has a name that finds it again', async () => {
    const list = listOf(port('COM3', '0C2E', '0B61', 'S:1'), port('COM1'));
    const names = (await listPorts(list))!.map(placeOfPort);
    expect(names).toEqual(['usb:0c2e:0b61:S:1', 'COM1']);
    for (const [at, name] of names.entries()) {
      expect([await pathOfPlace(name, list), isSerialPlace(name)]).toEqual([['COM3', 'COM1'][at], true]);
    }
  });
});
