import { openBrowserHost } from '../../host/browser.ts';
import type { BrowserHost } from '../../host/browser.ts';
import { ensurePage } from '../../host/bundle.ts';
import { nodePorts } from '../../ports.node.ts';
import type { Till } from '../../till.ts';
import type { DemoFolder } from './folder.ts';
import { forgetWindow, openWindow } from './window.ts';

export type DemoPage = Pick<BrowserHost, 'origin' | 'address'> & { opened: boolean; close(): Promise<void> };

/** Serves the till's page on loopback and opens a window on it, where there is a screen. */
export async function openPage(options: {
  root: string;
  folder: DemoFolder;
  till: Till;
  window: boolean;
  report: (error: unknown) => void;
}): Promise<DemoPage> {
  const { root, folder, till, report } = options;
  const pageFolder = await ensurePage(root);
  const host = await openBrowserHost({ till, pageFolder, ports: nodePorts, report });
  const forget = () => forgetWindow(folder.page);
  host.onOpened(forget);
  return {
    origin: host.origin,
    address: () => host.address(),
    opened: options.window && (await openWindow(host.address(), folder.page)),
    async close() {
      forget();
      await host.close();
    },
  };
}
