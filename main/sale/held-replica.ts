import { forgotten } from '../store/replica.ts';
import type { Replica } from '../store/replica.ts';

export type ReplicaMoved = (changed: 'all' | readonly { kind: string; id: string }[]) => void;

export type HeldReplica = {
  /** The replica as the feed fills it: what it brings while the counter is busy waits here. */
  feed: Replica;
  /** Takes in what waits, if the counter is free. Never throws. */
  release(): void;
};

/**
 * Keeps the replica still under an open receipt: its prices, its member and its programme are of one position, the one its
 * facts name, so that the hub can make the same facts again. What waits is in memory alone; after a crash the feed brings it anew.
 */
export function holdReplica(
  replica: Replica,
  isBusy: () => boolean,
  moved: ReplicaMoved,
  report: (error: unknown) => void,
): HeldReplica {
  let waiting: { take: () => void; checkpoint: ReturnType<Replica['checkpoint']>; pulledMs: number | null }[] = [];

  /** An empty replica has nothing an open receipt could stand on. */
  const isHeld = () => waiting.length > 0 || (isBusy() && replica.checkpoint() !== null);

  function arrive(arrival: (typeof waiting)[number]): void {
    if (isHeld()) waiting.push(arrival);
    else arrival.take();
  }

  const feed: Replica = {
    ...replica,
    checkpoint: () => waiting.at(-1)?.checkpoint ?? replica.checkpoint(),
    pulledMs: () => waiting.findLast(({ pulledMs }) => pulledMs !== null)?.pulledMs ?? replica.pulledMs(),
    damaged: () => waiting.length === 0 && replica.damaged(),
    applyChanges(changes, checkpoint, pulledMs) {
      // Persons and wishes decide nothing of a receipt: what is to be forgotten is so at once, on the open screen too.
      const gone = isHeld() ? forgotten(changes) : [];
      if (gone.length > 0) {
        replica.forget(gone);
        moved(gone);
      }
      arrive({
        checkpoint,
        pulledMs,
        take() {
          replica.applyChanges(changes, checkpoint, pulledMs);
          moved(changes.flatMap(({ documents }) => documents.map(({ kind, id }) => ({ kind, id }))));
        },
      });
    },
    arrived() {
      const { checkpoint, place } = replica.arrived();
      return {
        checkpoint,
        place() {
          arrive({
            checkpoint,
            pulledMs: null,
            take() {
              place();
              moved('all');
            },
          });
        },
      };
    },
  };

  return {
    feed,
    release() {
      if (waiting.length === 0 || isBusy()) return;
      const arrivals = waiting;
      waiting = [];
      try {
        for (const { take } of arrivals) take();
      } catch (error) {
        // What did not get in the feed brings again: it goes on from where the replica stands.
        report(error);
      }
    },
  };
}
