import { describe, expect, it } from 'vitest';
import { findPort, listPorts, nameOfPort, parseSerialDevice } from './serial-device.node.ts';

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

const scanner = { vendorId: '0c2e', productId: '0b61', serialNumber: 'S1' };

describe('a serial device', () => {
  it('is found by what it is, whatever number its port has today', async () => {
    expect(await findPort(scanner, listOf(port('COM1'), port('COM3', '0C2E', '0B61', 'S1')))).toBe('COM3');
    expect(await findPort(scanner, listOf(port('COM7', '0C2E', '0B61', 'S1'), port('COM3', '1a86', '7523')))).toBe(
      'COM7',
    );
  });

  it('is told from its like by the serial number, where that was named', async () => {
    const two = listOf(port('COM3', '0c2e', '0b61', 'S2'), port('COM4', '0c2e', '0b61', 'S1'));
    expect(await findPort(scanner, two)).toBe('COM4');
    expect(await findPort({ ...scanner, serialNumber: null }, two)).toBe('COM3');
    expect(await findPort({ ...scanner, serialNumber: 'S3' }, two)).toBeNull();
  });

  it('is not there where ports can’t be listed, and one named by its path still is', async () => {
    const rejects: List = () => Promise.reject(new Error('spawn udevadm ENOENT'));
    expect(await listPorts(rejects)).toEqual([]);
    expect(await findPort(scanner, rejects)).toBeNull();
    expect(await findPort({ path: 'COM3' }, rejects)).toBe('COM3');
  });

  it('has a name that finds it again', async () => {
    const [found, plain] = await listPorts(listOf(port('COM3', '0C2E', '0B61', 'S:1'), port('COM1')));
    expect(nameOfPort(found!)).toBe('usb:0c2e:0b61:S:1');
    expect(parseSerialDevice(nameOfPort(found!))).toEqual({ ...scanner, serialNumber: 'S:1' });
    expect(parseSerialDevice('usb:0c2e:0b61')).toEqual({ ...scanner, serialNumber: null });
    expect(parseSerialDevice(nameOfPort(plain!))).toEqual({ path: 'COM1' });
  });
});
