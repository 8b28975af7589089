import { serve } from '@hono/node-server';
import { isLoopback } from './address.ts';
import type { PluginAddress } from './address.ts';
import { pluginApp } from './app.ts';
import type { PluginAppParts } from './app.ts';

export type PluginServer = { url: string; close(): Promise<void> };

const requestMs = 30_000;
const headersMs = 10_000;

/** Serves other tills. Throws what listening throws: a port that is taken. */
export function openPluginServer(
  { address, port }: PluginAddress,
  parts: Omit<PluginAppParts, 'addresses'>,
): Promise<PluginServer> {
  let addresses: readonly string[] = [];
  const app = pluginApp({ ...parts, addresses: () => addresses });
  const serverOptions = { requestTimeout: requestMs, headersTimeout: headersMs };
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: address, port, serverOptions }, (found) => {
      const name = address.includes(':') ? `[${address}]` : address;
      const names = isLoopback(address) ? [name, 'localhost'] : [name];
      addresses = names.map((each) => `${each}:${found.port}`);
      resolve({
        url: `http://${name}:${found.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', reject);
  });
}
