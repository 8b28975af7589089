type Work = () => unknown;
type Plan = { ours: number; theirs: number };

const turns = 10;
const warmUpMs = 500;

/**
 * Milliseconds of each of so many runs, after a warm-up. The two take turns, so that both meet the same machine however it is loaded;
 * few turns, because the first runs of each find the caches full of the other.
 */
export async function inTurns(
  ours: Work,
  theirs: Work,
  runs: Plan,
): Promise<{ ours: readonly number[]; theirs: readonly number[] }> {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (const work of [theirs, ours]) {
    const until = performance.now() + warmUpMs;
    while (performance.now() < until) await timed(work);
  }
  for (let turn = 0; turn < turns; turn += 1) {
    for (let run = 0; run < runs.theirs / turns; run += 1) times.theirs.push(await timed(theirs));
    for (let run = 0; run < runs.ours / turns; run += 1) times.ours.push(await timed(ours));
  }
  return times;
}

async function timed(work: Work): Promise<number> {
  const started = performance.now();
  const answer = work();
  if (answer instanceof Promise) await answer;
  return performance.now() - started;
}
