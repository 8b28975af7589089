import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ean13 } from '../../main/demo/goods.ts';
import type { Discrepancy, HubSummary } from '../../shared/protocol/hub.ts';
import type { JournalRecord, SaleBody } from '../../shared/protocol/journal.ts';
import type { Counter } from '../crash/cashier.ts';
import { chanceOf } from '../crash/random.ts';
import { moveIn, openWorld } from '../crash/world.ts';
import type { LiveHub, LiveTill, World } from '../crash/world.ts';

/** The demo shop with its hub and till as programs of their own, enrolled and ready to sell. */
export async function openShop(): Promise<{ world: World; hub: LiveHub; till: LiveTill }> {
  const world = openWorld(chanceOf(1));
  const hub = world.hub();
  await hub.opened;
  const till = world.till();
  await till.opened;
  await moveIn(world, till);
  await world.counter.resume(till);
  return { world, hub, till };
}

/** Barcode of a good of the demo shop by its number. */
export const barcode = (number: number) => ean13(`24${String(number).padStart(10, '0')}`);

export async function scan(counter: Counter, ...codes: string[]): Promise<void> {
  for (const code of codes) await counter.say('sale.scan', { code, source: 'serial' });
}

/** Pays all in cash; the answer is the receipt. */
export async function payCash(counter: Counter): Promise<string> {
  const view = await counter.say('sale.payCash', { amountMinor: counter.shown?.totals.leftMinor ?? 0 });
  if (!view.done) throw new Error('the receipt is not done');
  return view.done.receipt;
}

export const summaryOf = (world: World) => ask<HubSummary>(world, 'summary');
export const discrepanciesOf = (world: World) => ask<Discrepancy[]>(world, 'discrepancies');

async function ask<T>(world: World, path: string): Promise<T> {
  const { url, token } = world.hubPlace();
  const reply = await fetch(`${url}/v1/admin/${path}`, { headers: { authorization: `Bearer ${token}` } });
  return (await reply.json()) as T;
}

export const journalFile = ({ folder }: World) => join(folder, 'till/journal.db');

/** What the journal holds, read from the file of a till that has ended. */
export function recordsOf(world: World): JournalRecord[] {
  const db = new Database(journalFile(world), { readonly: true });
  const rows = db.prepare<[], { bytes: Buffer }>('select bytes from records order by ord').all();
  db.close();
  return rows.map(({ bytes }) => JSON.parse(bytes.toString()) as JournalRecord);
}

export function saleOf(world: World, receipt: string): SaleBody {
  for (const { body } of recordsOf(world)) if (body.kind === 'sale' && body.receipt === receipt) return body;
  throw new Error(`no sale ${receipt}`);
}
