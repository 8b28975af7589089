import type { Clock } from '../ports.ts';
import type { Store, Tx } from '../store/store.ts';

/** Of the hub processes on one database the one whose jobs run. `term` grows by one with each change, and fences off who led before. */
type Leader = { holder: string; term: number; untilMs: number };

export type LeadershipDeps = {
  store: Store;
  clock: Clock;
  /** This process, by a name no other has. */
  holder: string;
  /** Nobody else can be on the database: who led before is gone. */
  sole: boolean;
};

export type Leadership = {
  /**
   * Does the work as the leader; null where another process leads. Every transaction through the store that `work` gets checks, in
   * itself, that the lead was not taken meanwhile: it throws then, and nothing of it is kept. `anyway`: a person asked for it, the lead
   * is taken.
   */
  run<T>(work: (store: Store) => Promise<T>, options?: { anyway?: boolean }): Promise<T | null>;
  /** Lets another take the lead at once. */
  resign(): Promise<void>;
};

const leaderKey = 'jobs.leader';
/** Longer than the shortest time between two jobs, so that who leads goes on leading. Clocks that differ change who leads, never what is true. */
const leaseMs = 3 * 60_000;

export function openLeadership({ store, clock, holder, sole }: LeadershipDeps): Leadership {
  const extended = (term: number): string => {
    const leader: Leader = { holder, term, untilMs: clock.nowMs() + leaseMs };
    return JSON.stringify(leader);
  };

  function lead(anyway: boolean): Promise<number | null> {
    return store.write(async (tx) => {
      const leader = await leaderOf(tx);
      const mine = leader?.holder === holder;
      if (leader && !mine && !anyway && leader.untilMs > clock.nowMs()) return null;
      const term = mine ? leader.term : (leader?.term ?? 0) + 1;
      await tx.setMeta(leaderKey, extended(term));
      return term;
    });
  }

  /** Holds the leader's row from its first statement on: who would take the lead waits for the commit. */
  const fenced = (term: number): Store => ({
    ...store,
    write: (work) =>
      store.write(async (tx) => {
        const leader = await leaderOf(tx);
        if (leader?.holder !== holder || leader.term !== term) {
          throw new Error(`the jobs of term ${term} stop: the lead was taken, it is term ${leader?.term ?? 0} now`);
        }
        if (leader.untilMs - clock.nowMs() < leaseMs / 2) await tx.setMeta(leaderKey, extended(term));
        return work(tx);
      }),
  });

  return {
    async run(work, { anyway = sole } = {}) {
      const term = await lead(anyway);
      return term === null ? null : work(fenced(term));
    },
    async resign() {
      await store.write(async (tx) => {
        const leader = await leaderOf(tx);
        if (leader?.holder === holder) await tx.setMeta(leaderKey, JSON.stringify({ ...leader, untilMs: 0 }));
      });
    },
  };
}

async function leaderOf(tx: Tx): Promise<Leader | undefined> {
  const text = await tx.meta(leaderKey);
  return text === undefined ? undefined : (JSON.parse(text) as Leader);
}
