import { join } from 'node:path';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import type { CrashPoint } from '../../main/ports.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Method, Params, ReceiptView, Results } from '../../shared/protocol/page.ts';
import { Died, diesAt, newLife, ports } from './dead.ts';
import { copyFiles } from './files.ts';
import type { Lame, Room } from './files.ts';
import { openWay } from './network.ts';
import type { Network, Way } from './network.ts';
import { older } from './older.ts';

export type SimulatedTerminal = ReturnType<typeof createSimulatedTerminal>;

/** What the cashier's screen said of a receipt: a sale's points and sum; null for a return. */
export type Told = { earned: { wallet: string; points: number }[]; dueMinor: number } | null;

/** A till that may die at any moment; paper and terminal stand beside it. */
export type TillLife = {
  id: string;
  /** Its key is made of it. */
  number: number;
  /** It began as a copy of another. */
  readonly isTwin: boolean;
  /** What it acknowledged, ever, and what it showed as it did. */
  acknowledged: Map<string, Told>;
  /** It never comes back. */
  readonly isLost: boolean;
  lose(): void;
  way: Way;
  terminal: SimulatedTerminal;
  till(): Till | null;
  folder(): string;
  start(lame?: Lame): void;
  /** Its disk is small, or it is of the version before, as long as it lives. */
  isLame(): boolean;
  crash(): void;
  /** `died`: told when it did. */
  crashAt(point: CrashPoint, times: number, died: () => void): void;
  crashNoMore(): void;
  /** Begins as a copy of another's folder. */
  adopt(folder: string): void;
  /** Added to its clock; frozen, it stands where it stood. */
  clock: { offsetMs: number; frozenAtMs: number | null };
  backUp(): void;
  hasBackup(): boolean;
  restore(): void;
  /** Says a command; the counter is busy for a while. Throws `Died` where the till is not there any more. */
  say<M extends Method>(method: M, params: Params<M>): Promise<Results[M]>;
};

/** Of a cashier in a hurry: the program's own waits are as they are, and a day full of sales is a short one. */
const [handMs, thinkMs] = [50, 1_000];
/** A snapshot that is coming in outlives its till too. */
export const tillFiles = ['journal.db', 'journal.db-wal', 'replica.db', 'replica.db-wal'].concat(
  ['part', 'part.json', 'part.synced'].map((coming) => `replica.db.${coming}`),
);
export const hubUrl = 'http://hub.sim';

export function openTillLife(
  id: string,
  number: number,
  root: string,
  network: Network,
  told: (error: unknown) => void,
): TillLife {
  const { time, chance } = network;
  const terminal = createSimulatedTerminal(() => time.sleep(200 + chance.below(2000)));
  const clock: TillLife['clock'] = { offsetMs: 0, frozenAtMs: null };
  const nowMs = () => clock.frozenAtMs ?? time.nowMs() + clock.offsetMs;
  const acknowledged: TillLife['acknowledged'] = new Map();
  const way = openWay(network);
  let lives = 0;
  let isTwin = false;
  let isLost = false;
  let folder = join(root, `${id}-0`);
  let backup: string | null = null;
  let life = newLife();
  life.end();
  let till: Till | null = null;
  let lame: Lame | undefined;
  let at: ((name: string) => void) | null = null;

  function crash(): void {
    if (life.dead) return;
    life.end();
    till = null;
    at = null;
    move(folder);
  }

  const config = () => ({
    till: id,
    dataDir: folder,
    hubUrl,
    demo: [],
    ...(lame?.room ? { maxPages: lame.room.maxPages } : {}),
  });

  function move(from: string): void {
    lives += 1;
    const next = join(root, `${id}-${lives}`);
    copyFiles(from, next, tillFiles);
    folder = next;
  }

  return {
    id,
    number,
    get isTwin() {
      return isTwin;
    },
    get isLost() {
      return isLost;
    },
    lose() {
      crash();
      isLost = true;
    },
    acknowledged,
    way,
    terminal,
    clock,
    till: () => till,
    folder: () => folder,
    start(given) {
      lame = given;
      life = newLife();
      const own = life;
      const open = lame?.isOlder ? older.openTill : openTill;
      const opened = open(config(), ports(own, time, chance, nowMs), {
        identity: identityOf(new Uint8Array(32).fill(number)),
        fetch: (url, init) => (own.dead ? new Promise(() => undefined) : way.fetch(url, init)),
        printer: null,
        devices: null,
        terminal,
        crash(name) {
          // Whatever in the program caught its death goes on to here.
          if (own.dead) throw new Died(name);
          at?.(name);
        },
        report: (error) => void (own.dead || error instanceof Died || isExpected(error, lame?.room) || told(error)),
      });
      opened.subscribe((event) => {
        if (own.dead || event.topic !== 'sale' || !event.data.done) return;
        const { receipt, earned, dueMinor } = event.data.done;
        acknowledged.set(receipt, { earned, dueMinor });
      });
      till = opened;
    },
    isLame: () => lame !== undefined,
    crash,
    crashAt(point, times, died) {
      at = diesAt(point, times, () => {
        died();
        crash();
      });
    },
    crashNoMore: () => void (at = null),
    adopt(from) {
      isTwin = true;
      move(from);
    },
    backUp() {
      backup = join(root, `${id}-backup-${lives}-${time.nowMs()}`);
      copyFiles(folder, backup, tillFiles);
    },
    hasBackup: () => backup !== null,
    restore() {
      crash();
      if (backup !== null) move(backup);
    },
    async say<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
      const own = life;
      await time.sleep(handMs + chance.below(thinkMs));
      if (!till || own.dead) throw new Died('the till is down');
      const answer = await Promise.race([till.handle(method, params), own.died]).catch((error: unknown) => {
        isExpected(error, lame?.room);
        throw error;
      });
      if (own.dead) throw new Died('it died while it answered');
      if (method === 'return.commit') acknowledged.set((answer as ReceiptView).id, null);
      return answer;
    },
  };
}

/** That the disk is full where it is. */
function isExpected(error: unknown, room: Room | undefined): boolean {
  const isFull = room !== undefined && error instanceof KopilkaError && error.code === 'journal.diskFull';
  if (isFull) room.full();
  return isFull;
}
