import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoShop, demoShopId, demoTillId } from '../../main/demo/shop.ts';
import programme from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { chanceOf } from '../crash/random.ts';
import type { Chance } from '../crash/random.ts';
import { openWire } from './checks/wire.ts';
import { noCopies } from './copies.ts';
import type { Copies } from './copies.ts';
import { openCashier } from './counter.ts';
import type { Cashier } from './counter.ts';
import { noFaults } from './faults.ts';
import type { FaultCounts } from './faults.ts';
import { openHubLife } from './hub-life.ts';
import type { HubLife } from './hub-life.ts';
import type { Network } from './network.ts';
import { openTillLife } from './till-life.ts';
import type { TillLife } from './till-life.ts';
import { openTime } from './time.ts';
import type { Time } from './time.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';

/** A till of the chain and who works at it. */
export type Place = { till: TillLife; cashier: Cashier; ended: boolean };

/** A hub and its tills, what lies between them, and what is found to be wrong. */
export type Chain = {
  root: string;
  chance: Chance;
  time: Time;
  hub: HubLife;
  network: Network;
  places: Place[];
  faults: FaultCounts;
  found: string[];
  /** Nothing befalls anything any more, or yet. */
  isHealed: boolean;
  /** Customers come. */
  isOpen: boolean;
  copies: Copies;
  told(error: unknown): void;
  /** SHA-256 over all that went over the wires so far. */
  trace(): string;
};

export const startMs = Date.UTC(2026, 2, 2, 5);
export const minuteMs = 60_000;
const enrolMs = 5_000;
const troublePercent = 4;
const mostTills = 12;

/** Opened, moved in, enrolled; nobody works yet. */
export async function openChain(seed: number): Promise<Chain> {
  const chance = chanceOf(seed);
  const time = openTime(startMs);
  const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'kopilka-sim-'));
  const found: string[] = [];
  const told = (error: unknown) =>
    void found.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const hub = openHubLife(root, time, chance, told);
  const trace = createHash('sha256');
  const chain: Chain = {
    root,
    chance,
    time,
    hub,
    network: {
      time,
      chance,
      faults: noFaults(),
      troublePercent: () => (chain.isHealed ? 0 : troublePercent),
      door: () => hub.door(),
      note: (text) => void trace.update(`${time.nowMs()} ${text}\n`),
      answered: openWire(hub, (fault) => void found.push(fault)),
    },
    places: [],
    faults: noFaults(),
    found,
    isHealed: true,
    isOpen: true,
    copies: noCopies(),
    told,
    trace: () => trace.copy().digest('hex'),
  };
  chain.faults = chain.network.faults;
  await moveIn(chain, 1 + chance.below(chance.below(8) === 0 ? mostTills : 3));
  return chain;
}

async function moveIn(chain: Chain, count: number): Promise<void> {
  const { hub, time, root, network, told } = chain;
  await hub.start();
  const ids = Array.from({ length: count }, (_, index) => (index === 0 ? demoTillId : `till-${index + 1}`));
  const more = ids.slice(1).map((id) => ({ kind: 'till' as const, doc: { id, shop: demoShopId, name: id } }));
  // Nameless: who a member is decides nothing here, and sealing it would take the hub's chance.
  const shop = demoShop(startMs).map((line) => (line.kind === 'member' ? nameless(line) : line));
  await hub.hub()!.importLines([...shop, ...more].map((line) => JSON.stringify(line)));
  await hub.hub()!.publish(programme, '2026-01-01T00:00:00+03:00');
  for (const [index, id] of ids.entries()) {
    const till = openTillLife(id, index + 1, root, network, told);
    till.start();
    const ticket = await hub.hub()!.enrolmentCode(id);
    const enrolling = till.till()!.sync!.enrol(ticket);
    await time.run(time.nowMs() + enrolMs);
    await enrolling;
    employ(chain, till);
  }
}

/** Somebody works there until the shop closes. */
export function employ(chain: Chain, till: TillLife): void {
  const elsewhere = () => chain.places.flatMap(({ till: other }) => (other.id === till.id ? [] : salesOf(other)));
  const cashier = openCashier(till, chain.network, elsewhere, (fault) => void chain.found.push(fault));
  const place: Place = { till, cashier, ended: false };
  chain.places.push(place);
  void cashier.work(() => chain.isOpen).then(() => (place.ended = true));
}

function salesOf({ acknowledged }: TillLife): string[] {
  return [...acknowledged].flatMap(([receipt, told]) => (told === null ? [] : [receipt]));
}

function nameless({ kind, doc }: ImportLine): ImportLine {
  const { id, shops, cards, account } = doc;
  return { kind, doc: { id, shops, cards, account } };
}
