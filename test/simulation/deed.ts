import type { Chain, Place } from './chain.ts';
import type { TillLife } from './till-life.ts';

/** Whether it was done now; what waits for a named point counts itself when it comes. */
export type Deed = (chain: Chain) => boolean;

export const reviveMs = 8_000;
const looksAtIt = 6;

/** At a till that is there; false from the deed: it could not be done. */
export function atSome({ places, chance }: Chain, deed: (place: Place) => boolean | void): boolean {
  const alive = places.filter(({ till }) => till.till());
  return alive.length > 0 && deed(chance.pick(alive)) !== false;
}

/** It may die a little later than it was told to: somebody looks after it several times. */
export function revive({ time, chance }: Chain, till: TillLife): void {
  for (let look = 1; look <= looksAtIt; look += 1) {
    time.after(look * reviveMs + chance.below(reviveMs), () => {
      if (!till.till() && !till.isLost) till.start();
    });
  }
}

export function reviveHub({ time, chance, hub, told }: Chain): void {
  for (let look = 1; look <= looksAtIt; look += 1) {
    time.after(look * reviveMs + chance.below(reviveMs), () => void (hub.hub() ?? hub.start().catch(told)));
  }
}
