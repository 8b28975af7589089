import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { hubAdminClient } from '../../main/cli/hub-admin.ts';
import { demoShop, demoTillId } from '../../main/demo/shop.ts';
import type { SyncStatus } from '../../main/sync/sync.ts';
import type { Method, Params, Results } from '../../shared/protocol/page.ts';
import programme from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { openCounter } from './cashier.ts';
import type { Counter, TillOfNow } from './cashier.ts';
import { startChild } from './child.ts';
import type { Child, ChildOptions } from './child.ts';
import { openDevices } from './devices.ts';
import type { Devices } from './devices.ts';
import type { HubPlace } from './programs/hub.ts';
import type { Chance } from './random.ts';

/** `opened` rejects where it dies before it is open. */
export type LiveHub = Child & { opened: Promise<void>; close(): Promise<void> };
export type LiveTill = LiveHub & TillOfNow & { sync(): Promise<SyncStatus>; caughtUp(): Promise<void> };

/** One shop on a real disk: a hub and a till that are started as often as they die, and what stands around them. */
export type World = {
  folder: string;
  /** What the programs noted before they died: acknowledged receipts, points at which they died. */
  notes: string;
  chance: Chance;
  devices: Devices;
  counter: Counter;
  hubPlace(): HubPlace;
  hub(options?: ProgramOptions): LiveHub;
  till(options?: ProgramOptions): LiveTill;
  /** What the till acknowledged, by receipt. */
  acknowledged(): Map<string, { number: number; netMinor: number }>;
  /** Points at which programs died by their own hand. */
  diedAt(): string[];
  /** Ends what still runs. */
  remove(): Promise<void>;
};

/** `tree`: the source to run, another release say; this one unless told. `hubUrl`: where the till finds the hub, if not at its own door. */
export type ProgramOptions = ChildOptions & { tree?: string; hubUrl?: string };

const thisTree = join(import.meta.dirname, '../..');
const program = (name: string, { tree = thisTree }: ProgramOptions) => join(tree, 'test/crash/programs', name);
const lookMs = 10;
const patienceMs = 30_000;

/** Memory where there is enough of it: the kernel keeps what a killed process wrote, on a disk or not. */
function fastFolder(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 512 * 1024 * 1024 ? memory : tmpdir();
}

export function openWorld(chance: Chance, under: string = fastFolder()): World {
  mkdirSync(under, { recursive: true });
  const folder = mkdtempSync(join(under, 'kopilka-crash-'));
  const notes = join(folder, 'notes.txt');
  const devices = openDevices(chance);
  const counter = openCounter(chance, acknowledged);
  const running = new Set<Child>();
  let place: HubPlace = { url: '', port: 0, token: '' };

  function noted(kind: string): string[] {
    const lines = existsSync(notes) ? readFileSync(notes, 'utf8').split('\n') : [];
    return lines.flatMap((line) => (line.startsWith(`${kind} `) ? [line.slice(kind.length + 1)] : []));
  }

  function acknowledged(): ReturnType<World['acknowledged']> {
    return new Map(
      noted('ack').map((line) => {
        const [receipt = '', number, netMinor] = line.split(' ');
        return [receipt, { number: Number(number), netMinor: Number(netMinor) }];
      }),
    );
  }

  function started(child: Child): Child {
    running.add(child);
    void child.exited.then(() => running.delete(child));
    return child;
  }

  return {
    folder,
    notes,
    chance,
    devices,
    counter,
    hubPlace: () => place,
    hub(options = {}) {
      const child = started(startChild(program('hub.ts', options), options));
      const opening = child.call<HubPlace>('open', { dataDir: join(folder, 'hub'), notes, port: place.port });
      const opened = opening.then((found) => void (place = found));
      return { ...child, opened, close: () => closed(child) };
    },
    till(options = {}) {
      const { services } = devices;
      const child = started(startChild(program('till.ts', options), { ...options, services }));
      const opened = child.call<void>('open', { folder, notes, hubUrl: options.hubUrl ?? place.url });
      return { ...liveTill(child), opened, close: () => closed(child) };
    },
    acknowledged,
    diedAt: () => noted('died'),
    async remove() {
      for (const child of running) child.kill();
      await Promise.all([...running].map(({ exited }) => exited));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function closed(child: Child): Promise<void> {
  await child.call('close');
  child.release();
  await child.exited;
}

/** The demo shop through the hub's own door, and its till enrolled with a first snapshot. */
export async function moveIn(world: World, till: LiveTill): Promise<void> {
  const { url, token } = world.hubPlace();
  const admin = hubAdminClient(url, token);
  await admin.importLines(demoShop(Date.now()));
  await admin.publish(programme, '2026-01-01T00:00:00+03:00');
  const { code, fingerprint } = await admin.enrolmentCode(demoTillId);
  await till.call('enrol', { code, fingerprint });
  await till.caughtUp();
}

function liveTill(child: Child): Omit<LiveTill, 'opened' | 'close'> {
  const sync = () => child.call<SyncStatus>('sync');
  return {
    ...child,
    handle: <M extends Method>(method: M, params: Params<M>) => child.call<Results[M]>('handle', { method, params }),
    sync,
    /** All pushed, all pulled. */
    async caughtUp() {
      for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += lookMs) {
        const { state, unpushed, feedAgeMs } = await sync();
        if (state === 'online' && unpushed.count === 0 && feedAgeMs !== null) return;
        await sleep(lookMs);
      }
      throw new Error(`the till does not catch up: ${JSON.stringify(await sync())}`);
    },
  };
}
