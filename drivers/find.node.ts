import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import type { FoundDevices, FoundPlace } from '../shared/protocol/devices.ts';
import { listPorts, placeOfPort } from './serial-place.node.ts';

/** A printer that is on answers at once; one that is not is not waited for. */
const answerMs = 2_000;

/** What is plugged in here. No network is searched: an address is looked at only when a person names it. */
export async function findDevices(address: { host: string; port: number } | null): Promise<FoundDevices> {
  const [serial, printers, answer] = await Promise.all([serialPorts(), usbPrinters(), address && answerAt(address)]);
  return { serial: serial ?? [], isListMissing: serial === null, printers, answer };
}

async function serialPorts(): Promise<FoundPlace[] | null> {
  const ports = await listPorts();
  return (
    ports?.map((port) => ({
      at: placeOfPort(port),
      name: [port.path, port.maker].filter(Boolean).join(' · '),
    })) ?? null
  );
}

/** Linux makes a device file of each USB printer; elsewhere there is no such folder. */
async function usbPrinters(): Promise<FoundPlace[]> {
  const names = await readdir('/dev/usb').catch(() => []);
  const printers = names.filter((name) => /^lp\d+$/.test(name)).toSorted();
  return Promise.all(printers.map(async (name) => ({ at: `/dev/usb/${name}`, name: await usbName(name) })));
}

/** `MFG:EPSON;MDL:TM-T20II;...` as the printer calls itself. */
async function usbName(name: string): Promise<string> {
  const told = await readFile(`/sys/class/usbmisc/${name}/device/ieee1284_id`, 'latin1').catch(() => '');
  const part = (key: string) => new RegExp(`(?:^|;)(?:${key}):([^;]+)`, 'i').exec(told)?.[1]?.trim();
  return [`/dev/usb/${name}`, part('MFG|MANUFACTURER'), part('MDL|MODEL')].filter(Boolean).join(' · ');
}

function answerAt({ host, port }: { host: string; port: number }): Promise<FoundDevices['answer']> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: answerMs });
    const end = (answer: FoundDevices['answer']) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end('answers'));
    socket.once('timeout', () => end('silent'));
    socket.on('error', (error) => end('code' in error && error.code === 'ECONNREFUSED' ? 'refuses' : 'silent'));
  });
}
