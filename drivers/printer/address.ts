import { flowControls } from './flow.ts';
import type { FlowControl } from './flow.ts';

/** Where a printer is, as a person writes it in the till's settings. */
export type PrinterAddress =
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'serial'; path: string; baudRate: number; flow: FlowControl }
  | { kind: 'device'; path: string }
  | { kind: 'share'; path: string }
  | { kind: 'folder'; format: 'png' | 'pdf'; folder: string };

/** For whoever wrote something else. */
export const addressForms = [
  'HOST:PORT',
  'serial:PORT[,BAUD[,none|rtscts|xonxoff]]',
  '/dev/usb/lp0',
  String.raw`\\HOST\PRINTER`,
  'png:DIR',
  'pdf:DIR',
].join(' | ');

const usualBaudRate = 9600;

/** Null where it is none of `addressForms`. */
export function parseAddress(text: string): PrinterAddress | null {
  const folder = /^(png|pdf):(.+)$/.exec(text);
  if (folder) return { kind: 'folder', format: folder[1] as 'png' | 'pdf', folder: folder[2]! };
  if (text.startsWith('serial:')) return serialAddress(text.slice('serial:'.length));
  if (/^\/dev\/[\w/.-]+$/.test(text)) return { kind: 'device', path: text };
  // Two parts alone: a third would name a file in a shared folder.
  if (/^\\\\[^\\/:*?"<>|]+\\[^\\/:*?"<>|]+$/.test(text)) return { kind: 'share', path: text };
  const tcp = /^(?:\[([\da-fA-F:.]+)\]|([^\s:[\]/\\]+)):(\d{1,5})$/.exec(text);
  const port = Number(tcp?.[3]);
  return tcp && port >= 1 && port <= 65_535 ? { kind: 'tcp', host: (tcp[1] ?? tcp[2])!, port } : null;
}

function serialAddress(text: string): PrinterAddress | null {
  const [path = '', baud = String(usualBaudRate), flow = 'none', ...more] = text.split(',');
  const known = flowControls.find((each) => each === flow);
  if (path === '' || !/^\d{3,7}$/.test(baud) || !known || more.length > 0) return null;
  return { kind: 'serial', path, baudRate: Number(baud), flow: known };
}
