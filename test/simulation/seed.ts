import { rmSync } from 'node:fs';
import { minuteMs, openChain, startMs } from './chain.ts';
import type { Chain } from './chain.ts';
import type { FaultCounts } from './faults.ts';
import { violations } from './invariants.ts';
import { beginMischief } from './mischief.ts';

export type SeedResult = {
  seed: number;
  sales: number;
  simulatedMs: number;
  violations: string[];
  faults: FaultCounts;
  /** SHA-256 over all that went over the wires. */
  trace: string;
};

const [leastMs, spreadMinutes] = [15 * minuteMs, 30];
/** By then everything that hung has to be done. */
const healMs = 6 * 60 * minuteMs;

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
  await time.run(time.nowMs() + leastMs + chance.below(spreadMinutes) * minuteMs);
  await heal(chain);
  await time.run(time.nowMs() + healMs, () => isSettled(chain));
  found.push(...unsettled(chain));
  // The last of the feed.
  for (const { till } of places) till.till()?.sync?.kick();
  await time.run(time.nowMs() + 10 * minuteMs);
  const { sales } = await hub.hub()!.summary();
  // What a crash leaves is what can be read beside the programs.
  for (const { till } of places) till.crash();
  hub.crash();
  found.push(...violations(chain));
  return { seed, sales, simulatedMs: time.nowMs() - startMs, violations: found, faults, trace: chain.trace() };
}

/** Everything is up, the clocks are right, the network is whole, and the shop closes. */
async function heal(chain: Chain): Promise<void> {
  chain.isHealed = true;
  chain.isOpen = false;
  chain.hub.crashNoMore();
  if (!chain.hub.hub()) await chain.hub.start();
  for (const { till } of chain.places) {
    Object.assign(till.clock, { offsetMs: 0, frozenAtMs: null });
    till.way.cut('both', 0);
    till.way.cut('answers', 0);
    till.crashNoMore();
    if (!till.till()) till.start();
  }
}

function isSettled(chain: Chain): boolean {
  return unsettled(chain).length === 0;
}

/** 10: after healing outboxes are empty, counters cleared. */
function unsettled({ places }: Chain): string[] {
  return places.flatMap(({ till, ended }) => {
    const status = till.till()?.sync?.status();
    const isClear = status?.state === 'online' && status.unpushed.count === 0;
    return [
      ...(isClear ? [] : [`${till.id} did not settle: ${JSON.stringify(status)}`]),
      ...(ended ? [] : [`the counter of ${till.id} is not cleared`]),
    ];
  });
}
