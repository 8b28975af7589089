import { createPicturePrinter } from '../../../drivers/printer/picture/printer.ts';
import { drawnProfile } from '../../../drivers/printer/profiles.ts';
import { createSimulatedTerminal } from '../../../drivers/terminal/simulated.ts';
import { openHub } from '../../../hub/hub.ts';
import type { Hub } from '../../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../../hub/ports.node.ts';
import { openIdentity } from '../../identity/till-key.ts';
import type { Clock, Ports } from '../../ports.ts';
import { nodePorts } from '../../ports.node.ts';
import type { DemoShop } from '../../demo/shop.ts';
import type { Till } from '../../till.ts';
import { openTrainableTill } from '../till/trainable.ts';
import { hubAdminClient } from '../hub-admin.ts';
import type { HubAdminClient } from '../hub-admin.ts';
import type { DemoFolder } from './folder.ts';

const dayMs = 86_400_000;
/** What a customer takes to tap a card. */
const cardMs = 1200;
/** The hub is on this machine: the first snapshot comes within this, or the till begins without it. */
const firstSyncMs = 10_000;
const lookMs = 25;

export type Demo = { hub: Hub; hubUrl: string; till: Till; close(): Promise<void> };

/** A hub and a till in one process, each behind its own doors: they meet over HTTP alone. */
export async function startDemo(
  folder: DemoFolder,
  shop: DemoShop,
  report: (error: unknown) => void,
  clock: Clock = nodePorts.clock,
): Promise<Demo> {
  const hub = await openHub({
    dataDir: folder.hub,
    ports: { ...hubPorts, clock },
    log: (line) => line.level === 'error' && report(line.error),
  });
  const { url } = await hub.listen();
  const admin = hubAdminClient(url, hub.adminToken);
  await folder.furnish(() => furnish(admin, shop, clock.nowMs()));
  const till = openDemoTill(folder, shop, url, { ...nodePorts, clock }, report);
  if (till.sync?.status().state === 'notEnrolled') await till.sync.enrol(await admin.enrolmentCode(shop.till));
  await firstSync(till);
  await openForBusiness(till, shop);
  return {
    hub,
    hubUrl: url,
    till,
    async close() {
      await till.close();
      await hub.close();
    },
  };
}

/** The shop comes in through the hub's own doors. */
export async function furnish(admin: HubAdminClient, shop: DemoShop, nowMs: number): Promise<void> {
  await admin.importLines(shop.lines(nowMs));
  const programme: unknown = JSON.parse(shop.programme());
  await admin.publish(programme, new Date(nowMs - dayMs).toISOString());
}

function openDemoTill(
  folder: DemoFolder,
  shop: DemoShop,
  hubUrl: string,
  ports: Ports,
  report: (error: unknown) => void,
): Till {
  const config = { till: shop.till, dataDir: folder.till, hubUrl, demo: shop.codes };
  return openTrainableTill(config, ports, {
    identity: openIdentity({ keyDir: folder.keys, random: ports.random }),
    fetch: globalThis.fetch,
    // The page asks for a receipt's picture when it shows one: nothing is kept here.
    printer: createPicturePrinter(drawnProfile(), () => undefined),
    devices: null,
    terminal: createSimulatedTerminal(() => pause(cardMs)),
    report,
  });
}

/** A till that never saw its shop can't sell; one that did may begin with the hub away. */
async function firstSync(till: Till): Promise<void> {
  for (let waitedMs = 0; waitedMs < firstSyncMs; waitedMs += lookMs) {
    if (till.sync?.status().state === 'online') return;
    await pause(lookMs);
  }
}

/** A newcomer sells at once: somebody is signed in and the shift is open. */
async function openForBusiness(till: Till, { cashier }: DemoShop): Promise<void> {
  const { status } = await till.handle('page.hello', {});
  if (status.cashier === null) await till.handle('cashier.signIn', { cashier });
  if (status.shift === null) await till.handle('shift.open', { floatMinor: 3_000_00 });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void nodePorts.timers.after(ms, resolve));
}
