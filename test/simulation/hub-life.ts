import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { newGeneration } from '../../hub/enrol/generation.ts';
import { openHub } from '../../hub/hub.ts';
import { sha256 } from '../../hub/identity/hash.ts';
import { demoShopId } from '../../main/demo/shop.ts';
import type { Hub } from '../../hub/hub.ts';
import type { IngestPoint, Ports } from '../../hub/ports.ts';
import { openSqliteStore } from '../../hub/store/sqlite/store.ts';
import { Died, diesAt, newLife, Stumbled, stumblesAt, ports as portsOf } from './dead.ts';
import type { Life } from './dead.ts';
import { copyFiles } from './files.ts';
import type { Lame, Room } from './files.ts';
import { older } from './older.ts';
import type { Chance } from '../crash/random.ts';
import type { Time } from './time.ts';

type Door = (request: Request) => Promise<Response>;

/** A hub that may die at any moment: what it had committed by then is what the next one opens. */
export type HubLife = {
  /** Null while it is down. */
  hub(): Hub | null;
  /** Of this life of it: another life has another. */
  door(): Door | null;
  folder(): string;
  start(lame?: Lame): Promise<void>;
  /** Its disk is small, or it is of the version before, as long as it lives. */
  isLame(): boolean;
  /** What it has committed, beside it. Throws where it is down. */
  reader(): Database.Database;
  /** Now. */
  crash(): void;
  /** At the n-th passing of a named point from now on. `died`: told when it did. */
  crashAt(point: IngestPoint, times: number, died: () => void): void;
  /** Something beneath it fails at the n-th passing of a named point, and it lives on. `stumbled`: told when it did. */
  stumbleAt(point: IngestPoint, times: number, stumbled: () => void): void;
  crashNoMore(): void;
  backUp(): void;
  hasBackup(): boolean;
  /** From the backup, as another generation. */
  restore(): Promise<void>;
};

/** The snapshot it keeps of its one shop outlives it too. */
const kept = `snapshots/${sha256(demoShopId).slice(0, 32)}`;
export const hubFiles = ['hub.db', 'hub.db-wal', 'hub.key', 'admin.token', `${kept}.json`, `${kept}.blocks`];

export function openHubLife(root: string, time: Time, chance: Chance, told: (error: unknown) => void): HubLife {
  let lives = 0;
  let folder = join(root, 'hub-0');
  let life = newLife();
  let hub: Hub | null = null;
  let door: Door | null = null;
  let reader: Database.Database | null = null;
  let isLame = false;
  let at: ((name: string) => void) | null = null;
  const backup = join(root, 'hub-backup');
  const hubPorts = (of: Life): Ports => portsOf(of, time, chance, () => time.nowMs());

  function crash(): void {
    if (life.dead) return;
    life.end();
    hub = null;
    door = null;
    reader?.close();
    reader = null;
    at = null;
    lives += 1;
    const next = join(root, `hub-${lives}`);
    copyFiles(folder, next, hubFiles);
    folder = next;
  }

  return {
    hub: () => hub,
    door: () => door,
    folder: () => folder,
    isLame: () => isLame,
    async start(lame) {
      isLame = lame !== undefined;
      const room = lame?.room;
      life = newLife();
      const own = life;
      mkdirSync(folder, { recursive: true });
      const opened = await (lame?.isOlder ? older.openHub : openHub)({
        dataDir: folder,
        ports: hubPorts(own),
        crashPoint(name) {
          if (own.dead) throw new Died(name);
          at?.(name);
        },
        log(line) {
          const isOurs = line.level !== 'error' || line.error instanceof Stumbled;
          if (isOurs || own.dead || isExpected(line.error, room)) return;
          told(line.error);
        },
        ...(room ? { maxPages: room.maxPages } : {}),
      });
      hub = opened;
      door = async (request) => opened.app.fetch(request);
    },
    reader() {
      if (life.dead) throw new Error('the hub is down');
      return (reader ??= new Database(join(folder, 'hub.db'), { readonly: true }));
    },
    crash,
    crashAt(point, times, died) {
      at = diesAt(point, times, () => {
        died();
        crash();
      });
    },
    stumbleAt: (point, times, stumbled) => void (at = stumblesAt(point, times, stumbled)),
    crashNoMore: () => void (at = null),
    backUp() {
      rmSync(backup, { recursive: true, force: true });
      copyFiles(folder, backup, hubFiles);
    },
    hasBackup: () => existsSync(backup),
    async restore() {
      crash();
      rmSync(folder, { recursive: true, force: true });
      copyFiles(backup, folder, hubFiles);
      const store = openSqliteStore(join(folder, 'hub.db'));
      await newGeneration(store, hubPorts(newLife()).random);
      await store.close();
    },
  };
}

/** That the disk is full where it is. */
function isExpected(error: unknown, room: Room | undefined): boolean {
  const isFull = room !== undefined && error instanceof Database.SqliteError && error.code === 'SQLITE_FULL';
  if (isFull) room.full();
  return isFull;
}
