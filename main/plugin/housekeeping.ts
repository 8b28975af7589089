import type { SaleDeps } from '../sale/deps.ts';
import type { Baskets } from './baskets.ts';

const hourMs = 3_600_000;
/** A year and what it takes to close its books. */
export const answersKeptMs = 400 * 24 * hourMs;

/** Hour by hour: what hosts left open is cancelled, and what nobody will ask for is forgotten. The answer ends it. */
export function keepHouse({ ports, journal, report }: SaleDeps, baskets: Baskets): () => void {
  let cancel = ports.timers.after(hourMs, clean);

  function clean(): void {
    try {
      baskets.cancelUntouched();
      journal.hosts.forgetAnswers(ports.clock.nowMs() - answersKeptMs);
    } catch (error) {
      // A disk that refuses is told of by whoever sells: it is tried again.
      report(error);
    }
    cancel = ports.timers.after(hourMs, clean);
  }

  return () => cancel();
}
