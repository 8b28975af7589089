import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ingestPoints } from '../../hub/ports.ts';
import { crashPoints } from '../../main/ports.ts';
import { employ, minuteMs } from './chain.ts';
import type { Chain, Place } from './chain.ts';
import type { FaultKind } from './faults.ts';
import { openTillLife } from './till-life.ts';
import type { TillLife } from './till-life.ts';

/** Whether it was done now; what waits for a named point counts itself when it comes. */
type Deed = (chain: Chain) => boolean;

const yearMs = 365 * 24 * 60 * minuteMs;
const [reviveMs, looksAtIt] = [2 * minuteMs, 6];

const deeds: Partial<Record<FaultKind, Deed>> = {
  partition: (chain) => atSome(chain, ({ till }) => till.way.cut('both', minuteMs + chain.chance.below(15 * minuteMs))),
  oneWayPartition: (chain) =>
    atSome(chain, ({ till }) => till.way.cut('answers', minuteMs + chain.chance.below(10 * minuteMs))),

  tillCrash: (chain) =>
    atSome(chain, ({ till }) => {
      till.crash();
      revive(chain, till);
    }),
  tillCrashAtPoint: (chain) =>
    atSome(chain, ({ till }) => {
      till.crashAt(chain.chance.pick(crashPoints), 1 + chain.chance.below(5), () => {
        chain.faults.tillCrashAtPoint += 1;
      });
      revive(chain, till);
      return false;
    }),
  hubCrash(chain) {
    if (!chain.hub.hub()) return false;
    chain.hub.crash();
    reviveHub(chain);
    return true;
  },
  hubCrashAtPoint(chain) {
    chain.hub.crashAt(chain.chance.pick(ingestPoints), 1 + chain.chance.below(4), () => {
      chain.faults.hubCrashAtPoint += 1;
    });
    reviveHub(chain);
    return false;
  },

  clockJump: (chain) =>
    atSome(chain, ({ till }) => {
      till.clock.offsetMs += (chain.chance.below(120) - 60) * minuteMs;
    }),
  clockYearsOff: (chain) =>
    atSome(chain, ({ till }) => {
      till.clock.offsetMs += chain.chance.pick([-yearMs, yearMs]);
      chain.time.after(reviveMs, () => void (till.clock.offsetMs = 0));
    }),
  clockFrozen: (chain) =>
    atSome(chain, ({ till }) => {
      till.clock.frozenAtMs = chain.time.nowMs() + till.clock.offsetMs;
      chain.time.after(reviveMs, () => void (till.clock.frozenAtMs = null));
    }),
};

/** A second life of a till, or an older hub: what then is over, is over on both sides. */
const lives: Partial<Record<FaultKind, Deed>> = {
  tillRestored: (chain) =>
    atSome(chain, ({ till, cashier }) => {
      if (!till.hasBackup()) {
        till.backUp();
        return false;
      }
      till.restore();
      // What the lost disk had and never pushed is lost with it, and so is the promise to it.
      const pushed = receiptsAtHub(chain);
      for (const receipt of till.acknowledged) if (!pushed.has(receipt)) till.acknowledged.delete(receipt);
      cashier.forget();
      chain.isSingleLife = false;
      revive(chain, till);
      return true;
    }),
  tillCloned: (chain) =>
    atSome(chain, ({ till }) => {
      if (chain.places.some(({ till: { isTwin } }) => isTwin)) return false;
      const twin = openTillLife(till.id, till.number, join(chain.root, 'twin'), chain.network, chain.told);
      twin.adopt(till.folder());
      twin.start();
      employ(chain, twin);
      chain.isSingleLife = false;
      return true;
    }),
  hubRestored({ hub, ...chain }) {
    if (!hub.hub()) return false;
    if (!hub.hasBackup()) {
      hub.backUp();
      return false;
    }
    void hub.restore().then(() => reviveHub({ hub, ...chain }), chain.told);
    return true;
  },
};

/** Something happens every few minutes until all is healed. Every other seed knows no second lives. */
export function beginMischief(chain: Chain, seed: number): void {
  const possible = Object.entries(seed % 2 === 0 ? { ...deeds, ...lives } : deeds) as [FaultKind, Deed][];
  const stir = () => {
    if (chain.isHealed) return;
    const [kind, deed] = chain.chance.pick(possible);
    if (deed(chain)) {
      chain.faults[kind] += 1;
      if (kind === 'hubRestored') chain.isSingleLife = false;
    }
    chain.time.after(chain.chance.below(3 * minuteMs), stir);
  };
  chain.time.after(minuteMs, stir);
}

/** At a till that is there; false from the deed: it could not be done. */
function atSome({ places, chance }: Chain, deed: (place: Place) => boolean | void): boolean {
  const alive = places.filter(({ till }) => till.till());
  return alive.length > 0 && deed(chance.pick(alive)) !== false;
}

function receiptsAtHub({ hub }: Chain): ReadonlySet<string> {
  const db = new Database(join(hub.folder(), 'hub.db'), { readonly: true });
  const receipts = db.prepare<[], string>('select receipt from record where receipt is not null').pluck().all();
  db.close();
  return new Set(receipts);
}

/** It may die a little later than it was told to: somebody looks after it several times. */
function revive({ time, chance }: Chain, till: TillLife): void {
  for (let look = 1; look <= looksAtIt; look += 1) {
    time.after(look * reviveMs + chance.below(minuteMs), () => void (till.till() ?? till.start()));
  }
}

function reviveHub({ time, chance, hub, told }: Chain): void {
  for (let look = 1; look <= looksAtIt; look += 1) {
    time.after(look * reviveMs + chance.below(minuteMs), () => void (hub.hub() ?? hub.start().catch(told)));
  }
}
