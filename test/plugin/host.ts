import { connect } from '../../client/client.ts';
import type { Client } from '../../client/client.ts';
import { addToken, openTokens } from '../../main/plugin/tokens.ts';
import { openPluginServer } from '../../main/plugin/server.ts';
import type { PluginServer } from '../../main/plugin/server.ts';
import { nodePorts } from '../../main/ports.node.ts';
import type { Offline } from '../../shared/loyalty/programme/offline.ts';
import { anna, openShop, vera } from '../guarantees/shop.ts';

export { anna, vera };
/** 499.00 each: half of it may be paid with points. */
export const dear = { sku: 'g038', priceMinor: 499_00 };

/** The demo shop with one till, its plugin served on a port of its own, and a host that has a token. */
export async function openHost(offline?: Offline) {
  const shop = await openShop(1, offline);
  const place = shop.tills[0]!;
  const token = addToken(place.folder, 'front', nodePorts.random);
  const bugs: unknown[] = [];
  let server: PluginServer = await serve();

  function serve(port = 0): Promise<PluginServer> {
    const { till } = place;
    return openPluginServer(
      { address: '127.0.0.1', port },
      {
        plugin: till.plugin,
        subscribe: till.subscribe,
        hostOf: openTokens(place.folder),
        timers: nodePorts.timers,
        report: (error) => void bugs.push(error),
      },
    );
  }

  const client = (as = token): Client => connect({ url: server.url, token: as });
  return {
    shop,
    place,
    token,
    bugs,
    client,
    get url() {
      return server.url;
    },
    /** As after a crash: another process on the same files and the same port. */
    async restart(): Promise<void> {
      const port = Number(new URL(server.url).port);
      await server.close();
      await place.restart();
      server = await serve(port);
    },
    async close(): Promise<void> {
      await server.close();
      await shop.close();
    },
  };
}

export type TestHost = Awaited<ReturnType<typeof openHost>>;

/** What a fiscal register asks of positions: whole prices, and sums that are exact. */
export function positionsMinor(lines: { positions: { quantity: number; unitNetMinor: number; netMinor: number }[] }[]) {
  return lines.flatMap(({ positions }) => positions).reduce((sum, { netMinor }) => sum + netMinor, 0);
}
