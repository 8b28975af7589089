import { signal } from '@preact/signals-core';
import type { ReadonlySignal } from '@preact/signals-core';

/** As much of an RxDB query (or any list that changes) as the bridge needs. */
type Observed<D> = { subscribe: (next: (documents: readonly D[]) => void) => { unsubscribe: () => void } };

/**
 * A list that changes, as a signal. The query runs only while something on the screen reads the signal: `watched` subscribes,
 * `unwatched` lets go, so that a closed panel costs nothing and nothing hangs on garbage collection. Make it once per query, not
 * once per render.
 */
export function listSignal<D>(observe: () => Observed<D>): ReadonlySignal<readonly D[] | null> {
  let subscription: { unsubscribe: () => void } | undefined;
  const list = signal<readonly D[] | null>(null, {
    watched() {
      subscription = observe().subscribe((documents) => {
        list.value = documents;
      });
    },
    unwatched() {
      subscription?.unsubscribe();
      subscription = undefined;
    },
  });
  return list;
}
