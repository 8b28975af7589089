import { ingestPoints } from '../../hub/ports.ts';
import { crashPoints } from '../../main/ports.ts';
import { minuteMs } from './chain.ts';
import type { Chain } from './chain.ts';
import { atSome, revive, reviveHub, reviveMs } from './deed.ts';
import type { Deed } from './deed.ts';
import type { FaultKind } from './faults.ts';
import { keptByNobody } from './checks/journal.ts';
import { peek, spoilIndex, tearCheckpoint } from './files.ts';
import type { Lame } from './files.ts';
import type { TillLife } from './till-life.ts';
import { dropUnknown, forgetLost, lives, receiptsAtHub } from './lives.ts';

const yearMs = 365 * 24 * 60 * minuteMs;
const [cutMs, spreadMs, stirMs] = [4_000, minuteMs, 8_000];
const [sparePages, lameMs] = [5, 25_000];

const deeds: Partial<Record<FaultKind, Deed>> = {
  partition: (chain) => atSome(chain, ({ till }) => till.way.cut('both', cutMs + chain.chance.below(spreadMs))),
  oneWayPartition: (chain) =>
    atSome(chain, ({ till }) => till.way.cut('answers', cutMs + chain.chance.below(spreadMs))),

  tillCrash: (chain) =>
    atSome(chain, ({ till }) => {
      till.crash();
      revive(chain, till);
    }),
  tillCrashAtPoint(chain) {
    const { chance, faults, places } = chain;
    for (const { till } of places.filter(({ till: each }) => each.till())) {
      till.crashAt(chance.pick(crashPoints), 1 + chance.below(2), () => {
        faults.tillCrashAtPoint += 1;
        revive(chain, till);
      });
    }
    return false;
  },
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

  /** A crash that tears what a checkpoint was about to write. */
  tornCheckpoint(chain) {
    const { hub, chance } = chain;
    if (hub.hub() && chance.below(2) === 0) {
      hub.crash();
      reviveHub(chain);
      return tearCheckpoint(hub.folder(), 'hub.db', chance);
    }
    return atSome(chain, ({ till }) => {
      till.crash();
      revive(chain, till);
      const torn = ['journal.db', 'replica.db'].map((name) => tearCheckpoint(till.folder(), name, chance));
      return torn.includes(true);
    });
  },

  /** Starts again with little room left; after a while somebody makes more. */
  tillDiskFull: (chain) =>
    atSome(chain, ({ till }) => {
      till.crash();
      const isNew = once();
      const room = {
        maxPages: pagesOf(till.folder(), 'journal.db') + chain.chance.below(sparePages),
        full: () => void (isNew() && (chain.faults.tillDiskFull += 1)),
      };
      limpFor(lameMs, chain, till, { room });
      return false;
    }),
  hubDiskFull(chain) {
    const { hub, chance } = chain;
    if (!hub.hub()) return false;
    hub.crash();
    const isNew = once();
    const maxPages = pagesOf(hub.folder(), 'hub.db') + chance.below(sparePages);
    limpHubFor(lameMs, chain, { room: { maxPages, full: () => void (isNew() && (chain.faults.hubDiskFull += 1)) } });
    return false;
  },
  /** A disk that could not be read, a mistake of ours: the transaction under way fails, and the hub goes on. */
  hubStumbles(chain) {
    chain.hub.stumbleAt(chain.chance.pick(ingestPoints), 1 + chain.chance.below(4), () => {
      chain.faults.hubStumbles += 1;
    });
    return false;
  },
  /** A page that holds no record goes bad: what the till finds at its start is salvaged, all of it. */
  journalSpoilt: (chain) =>
    atSome(chain, ({ till }) => {
      till.crash();
      spoilIndex(till.folder(), 'journal.db', chain.chance);
      till.start();
      chain.found.push(...keptByNobody(till));
    }),
  /** A hub of the version before speaks to no till of today, until it is updated too. */
  hubOlder(chain) {
    if (!chain.hub.hub()) return false;
    chain.hub.crash();
    limpHubFor(lameMs, chain, { isOlder: true });
    return true;
  },

  /** For good: what it had not pushed is lost with it, and that is no more than it said. */
  tillLost: (chain) =>
    atSome(chain, ({ till }) => {
      if (chain.places.filter(({ till: { isLost } }) => !isLost).length < 2 || chain.chance.below(3) > 0) return false;
      const told = till.till()!.sync!.status().unpushed.count;
      till.lose();
      const lost = dropUnknown(till, receiptsAtHub(chain));
      forgetLost(chain);
      // A hub brought back from a backup has less than it had acknowledged, and the till may not have heard of that yet.
      if (lost > told && chain.faults.hubRestored === 0)
        chain.found.push(`${till.id} took ${lost} receipts with it and had said ${told} records`);
      return true;
    }),

  /** What was charged is not told, or nothing arrives. */
  terminalFails: (chain) =>
    atSome(chain, ({ till: { terminal } }) => {
      terminal.behave({ kind: chain.chance.pick(['timeOut', 'lost'] as const) });
      chain.time.after(reviveMs, () => terminal.behave({ kind: 'approve' }));
    }),

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

/** Not where tills live twice: by the protocol before a till can't tell its own records at the hub from another life's. */
const versions: Partial<Record<FaultKind, Deed>> = {
  /** Starts as the version before, which speaks the protocol before and knows a kind of document less; after a while it is updated. */
  tillOlder: (chain) =>
    atSome(chain, ({ till }) => {
      till.crash();
      limpFor(lameMs + chain.chance.below(lameMs), chain, till, { isOlder: true });
    }),
};

/** Something happens every some seconds until all is healed. Every other seed knows no second lives. */
export function beginMischief(chain: Chain, seed: number): void {
  const second = Object.entries(lives);
  // Of these each takes two: a backup, and then its coming to life.
  const more = seed % 2 === 0 ? [...second, ...second] : Object.entries(versions);
  const possible = [...Object.entries(deeds), ...more] as [FaultKind, Deed][];
  const stir = () => {
    if (chain.isHealed) return;
    const [kind, deed] = chain.chance.pick(possible);
    if (deed(chain)) chain.faults[kind] += 1;
    chain.time.after(chain.chance.below(stirMs), stir);
  };
  chain.time.after(cutMs, stir);
}

/** A dead till starts as it should not be; somebody mends it and starts it again. */
function limpFor(ms: number, chain: Chain, till: TillLife, lame: Lame): void {
  till.start(lame);
  chain.time.after(ms, () => {
    if (chain.isHealed) return;
    till.crash();
    revive(chain, till);
  });
}

function limpHubFor(ms: number, chain: Chain, lame: Lame): void {
  chain.hub.start(lame).catch(chain.told);
  chain.time.after(ms, () => {
    if (chain.isHealed) return;
    chain.hub.crash();
    reviveHub(chain);
  });
}

function pagesOf(folder: string, name: string): number {
  return peek(folder, name, (db) => db.pragma('page_count', { simple: true }) as number);
}

/** True the first time it is asked. */
function once(): () => boolean {
  let asked = 0;
  return () => (asked += 1) === 1;
}
