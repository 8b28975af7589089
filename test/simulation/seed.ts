import { rmSync } from 'node:fs';
import { minuteMs, openChain, startMs } from './chain.ts';
import type { Chain } from './chain.ts';
import type { FaultCounts } from './faults.ts';
import { violations } from './checks/at-the-end.ts';
import { skippingTill } from './checks/skipping.ts';
import { beginWatch } from './checks/watch.ts';
import { beginMischief } from './mischief.ts';
import { beginPrices } from './prices.ts';

export type SeedResult = {
  seed: number;
  sales: number;
  simulatedMs: number;
  violations: string[];
  faults: FaultCounts;
  /** SHA-256 over all that went over the wires. */
  trace: string;
};

const [leastMs, spreadMs] = [60_000, 80_000];
/** Of so many tills or fewer the day is whole; of more it is shorter, for as many sales are rung. */
const usualTills = 3;
/** By then everything that hung has to be done. */
const healMs = 60 * minuteMs;
/** Longer than any retry, and than the hub takes to look again at what waits for something. */
const lastFeedMs = 90_000;

/** A chain of tills with everything that may happen to it, from one number. `calm`: nothing does. */
export async function simulate(seed: number, calm = false): Promise<SeedResult> {
  const chain = await openChain(seed);
  try {
    return await live(chain, seed, calm);
  } finally {
    rmSync(chain.root, { recursive: true, force: true });
  }
}

async function live(chain: Chain, seed: number, calm: boolean): Promise<SeedResult> {
  const { time, chance, hub, places, found, faults } = chain;
  chain.isHealed = calm;
  beginMischief(chain, seed);
  beginPrices(chain);
  beginWatch(chain);
  const dayMs = leastMs + chance.below(spreadMs);
  await time.run(time.nowMs() + Math.round(dayMs / Math.max(1, places.length / usualTills)));
  await heal(chain);
  await time.run(time.nowMs() + healMs, () => isSettled(chain));
  found.push(...unsettled(chain));
  found.push(...(await skippingTill(hub, new Date(time.nowMs()).toISOString())));
  // What still waited at the hub, and the last of the feed.
  for (const { till } of places) till.till()?.sync?.kick();
  await time.run(time.nowMs() + lastFeedMs);
  const { sales } = await hub.hub()!.summary();
  // What a crash leaves is what can be read beside the programs.
  for (const { till } of places) till.crash();
  hub.crash();
  found.push(...(await violations(chain)));
  return {
    seed,
    sales,
    simulatedMs: time.nowMs() - startMs,
    violations: [...new Set(found)],
    faults,
    trace: chain.trace(),
  };
}

/** Everything is up, the clocks are right, the network is whole, and the shop closes. */
async function heal(chain: Chain): Promise<void> {
  chain.isHealed = true;
  chain.isOpen = false;
  chain.hub.crashNoMore();
  // Another life of the hub begins other sessions, in which leases that nobody holds are given back.
  chain.hub.crash();
  await chain.hub.start();
  for (const { till } of chain.places) {
    Object.assign(till.clock, { offsetMs: 0, frozenAtMs: null });
    till.way.cut('both', 0);
    till.way.cut('answers', 0);
    till.crashNoMore();
    till.terminal.behave({ kind: 'approve' });
    if (till.isLame()) till.crash();
    if (!till.till() && !till.isLost) till.start();
  }
}

/** Asked after each event: what costs least first. */
function isSettled(chain: Chain): boolean {
  return chain.places.every(({ till, ended }) => ended || till.isLost) && unsettled(chain).length === 0;
}

/** 10: after healing outboxes are empty, counters cleared. */
function unsettled({ places }: Chain): string[] {
  return places.flatMap(({ till, ended }) => {
    if (till.isLost) return [];
    const status = till.till()?.sync?.status();
    const isClear = status?.state === 'online' && status.unpushed.count === 0;
    return [
      ...(isClear ? [] : [`${till.id} did not settle: ${JSON.stringify(status)}`]),
      ...(ended ? [] : [`the counter of ${till.id} is not cleared`]),
    ];
  });
}
