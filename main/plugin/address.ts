import { isIP } from 'node:net';

/** Where other tills ask. */
export type PluginAddress = { address: string; port: number };

export const pluginAddressForms = '7171, 127.0.0.1:7171, 192.168.0.5:7171';

/**
 * A port of loopback, or an address of this machine with one: then whoever is on that network and has a token may ask. All addresses at once
 * is none: a request must name the one it is for. Null: no such place.
 */
export function parsePluginAddress(text: string): PluginAddress | null {
  const parts = /^(?:\[?([\d.]+|[\da-f:]+)\]?:)?(\d{1,5})$/i.exec(text);
  const [address, port] = [parts?.[1] ?? '127.0.0.1', Number(parts?.[2] ?? -1)];
  if (isIP(address) === 0 || /^[0:.]+$/.test(address) || port < 0 || port > 65_535) return null;
  return { address, port };
}

export function isLoopback(address: string): boolean {
  return address === '::1' || /^127\.\d+\.\d+\.\d+$/.test(address);
}

/** Of the till's data folder, as long as it is asked there: the address, for commands of the same user. */
export const pluginUrlFile = 'plugin.url';
