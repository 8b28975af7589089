import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import { openTillAsSet } from '../../main/cli/till/open.ts';
import { tillSettings } from '../../main/cli/till/settings.ts';
import { demoShop, demoTillId } from '../../main/demo/shop.ts';
import type { Till } from '../../main/till.ts';

export type ShopTill = {
  till: Till;
  dataDir: string;
  failures: unknown[];
  /** `between`: while its files are nobody's. */
  reopen(between: () => void): Promise<void>;
  close(): Promise<void>;
};

/** A till as a shop runs it, with its settings in its folder, at a hub that knows the demo shop; a manager is signed in, the shift open. */
export async function openShopTill(): Promise<ShopTill> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-devices-'));
  const failures: unknown[] = [];
  const hub: Hub = await openHub({ dataDir: join(folder, 'hub'), ports: hubPorts });
  const { url } = await hub.listen();
  await hub.importLines(demoShop(Date.now()).map((line) => JSON.stringify(line)));
  const programme: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../examples/demo-shop/programme.json'), 'utf8'),
  );
  await hub.publish(programme, '2026-01-01T00:00:00+03:00');
  const places = { dataDir: join(folder, 'till'), keyDir: join(folder, 'keys') };
  const open = () =>
    openTillAsSet(
      { ...places, settings: tillSettings(places.dataDir, { till: demoTillId, hub: url }, 'en') },
      (error) => void failures.push(error),
    );
  const shop: ShopTill = {
    till: open(),
    dataDir: places.dataDir,
    failures,
    async reopen(between) {
      await shop.till.close();
      between();
      shop.till = open();
    },
    async close() {
      await shop.till.close();
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await shop.till.sync!.enrol(await hub.enrolmentCode(demoTillId));
  await signIn(shop.till);
  return shop;
}

async function signIn(till: Till): Promise<void> {
  const known = async () => (await till.handle('page.hello', {})).cashiers.length;
  await expect.poll(known, { timeout: 20_000 }).toBeGreaterThan(0);
  await till.handle('cashier.signIn', { cashier: 'max' });
  await till.handle('shift.open', { floatMinor: 0 });
}
