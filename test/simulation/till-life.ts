import { join } from 'node:path';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import type { CrashPoint } from '../../main/ports.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import type { Method, Params, ReceiptView, Results } from '../../shared/protocol/page.ts';
import { Died, diesAt, newLife, ports } from './dead.ts';
import { copyFiles } from './hub-life.ts';
import { openWay } from './network.ts';
import type { Network, Way } from './network.ts';

export type SimulatedTerminal = ReturnType<typeof createSimulatedTerminal>;

/** A till that may die at any moment; paper and terminal stand beside it. */
export type TillLife = {
  id: string;
  /** Its key is made of it. */
  number: number;
  /** It began as a copy of another. */
  readonly isTwin: boolean;
  /** What it acknowledged, ever. */
  acknowledged: Set<string>;
  way: Way;
  terminal: SimulatedTerminal;
  till(): Till | null;
  folder(): string;
  start(): void;
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

const kept = ['journal.db', 'journal.db-wal', 'replica.db', 'replica.db-wal'];
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
  const acknowledged = new Set<string>();
  const way = openWay(network);
  let lives = 0;
  let isTwin = false;
  let folder = join(root, `${id}-0`);
  let backup: string | null = null;
  let life = newLife();
  life.end();
  let till: Till | null = null;
  let at: ((name: string) => void) | null = null;

  function crash(): void {
    if (life.dead) return;
    life.end();
    till = null;
    at = null;
    move(folder);
  }

  function move(from: string): void {
    lives += 1;
    const next = join(root, `${id}-${lives}`);
    copyFiles(from, next, kept);
    folder = next;
  }

  return {
    id,
    number,
    get isTwin() {
      return isTwin;
    },
    acknowledged,
    way,
    terminal,
    clock,
    till: () => till,
    folder: () => folder,
    start() {
      life = newLife();
      const own = life;
      const opened = openTill({ till: id, dataDir: folder, hubUrl, demo: [] }, ports(own, time, chance, nowMs), {
        identity: identityOf(new Uint8Array(32).fill(number)),
        fetch: (url, init) => (own.dead ? new Promise(() => undefined) : way.fetch(url, init)),
        printer: null,
        scanner: null,
        terminal,
        crash(name) {
          if (own === life) at?.(name);
        },
        report: (error) => void (own.dead || error instanceof Died || told(error)),
      });
      opened.subscribe((event) => {
        if (own === life && event.topic === 'sale' && event.data.done) acknowledged.add(event.data.done.receipt);
      });
      till = opened;
    },
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
      copyFiles(folder, backup, kept);
    },
    hasBackup: () => backup !== null,
    restore() {
      crash();
      if (backup !== null) move(backup);
    },
    async say<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
      await time.sleep(300 + chance.below(8000));
      const own = life;
      if (!till || own.dead) throw new Died('the till is down');
      const answer = await Promise.race([till.handle(method, params), own.died]);
      if (own.dead) throw new Died('it died while it answered');
      if (method === 'return.commit') acknowledged.add((answer as ReceiptView).id);
      return answer;
    },
  };
}
