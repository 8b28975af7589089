import { shopIn } from '../demo/folder-shop.ts';
import { demoFolder } from '../cli/demo/folder.ts';
import { startDemo } from '../cli/demo/start.ts';
import { openTillAsSet } from '../cli/till/open.ts';
import { tillSettings } from '../cli/till/settings.ts';
import type { Till } from '../till.ts';
import { pageUrl } from './electron-security.ts';

/** What the desktop app may run behind its window. */
type Shop = Pick<Till, 'handle' | 'subscribe' | 'close'>;

/** The demo's hub and till, both in this process, as in a browser. Throws `demo.running` where they already run. */
export async function openDemoShop(
  { path, shop }: { path: string; shop: string | undefined },
  fresh: boolean,
  report: (error: unknown) => void,
): Promise<Shop> {
  const folder = demoFolder(path, fresh);
  const demo = await startDemo(folder, shopIn(shop), report);
  folder.claim(pageUrl);
  return {
    handle: (method, params) => demo.till.handle(method, params),
    subscribe: (listener) => demo.till.subscribe(listener),
    async close() {
      folder.release();
      await demo.close();
    },
  };
}

/** A shop's own till, as `kopilka till` set it up. Throws `usage.missing` where it never did. */
export function openOwnTill(dataDir: string, keyDir: string, report: (error: unknown) => void): Shop {
  return openTillAsSet({ dataDir, keyDir, settings: tillSettings(dataDir, {}, 'en') }, report);
}
