import type { Random } from '../ports.ts';

/** How long to wait between attempts. */

/** The feed is asked this often while nothing else happens. */
const pollMs = 5000;
const firstRetryMs = 500;
const lastRetryMs = 15_000;
/**
 * However eagerly a sale wants to be pushed, a hub that is down is not asked more often; and of a till that sells many times a second one
 * push takes what was rung meanwhile.
 */
export const leastMs = 250;
/** However long a hub, or a proxy before it, asks to be left alone. */
const mostAskedMs = 120_000;

/** Tills that lost a hub together do not come back together: from half the wait to all of it. */
export function retryMs(failures: number, random: Random): number {
  return jittered(Math.min(lastRetryMs, firstRetryMs * 2 ** Math.min(failures - 1, 10)), random);
}

/**
 * So long the hub is left alone after a failure, whatever there is to push. `askedMs`: for how long it asked; tills that were told the same do
 * not come back together: from all of it to half as much again.
 */
export function leastWaitMs(askedMs: number | null, random: Random): number {
  const boundMs = Math.min(mostAskedMs, askedMs ?? 0);
  return Math.max(leastMs, boundMs + jittered(boundMs, random) - Math.round(boundMs / 2));
}

export function nextPollMs(random: Random): number {
  return jittered(pollMs, random);
}

function jittered(ms: number, random: Random): number {
  const [high = 0, low = 0] = random.bytes(2);
  return Math.round(ms / 2 + (ms / 2) * ((high * 256 + low) / 65_535));
}
