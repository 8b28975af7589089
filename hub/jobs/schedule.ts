import type { JobsReply } from '../../shared/protocol/hub.ts';
import type { EventDeps } from '../events/answer.ts';
import type { IngestDeps } from '../ingest/ingest.ts';
import { bookKnown } from '../ingest/known-now.ts';
import type { Timers } from '../ports.ts';
import type { Store } from '../store/store.ts';
import type { Watch } from '../watch/watch.ts';
import { answerPending } from '../reconcile/pending.ts';
import { runDays } from './day/day.ts';
import { expirePoints } from './expiry.ts';
import { startHousekeeping } from './housekeeping.ts';
import type { Housekeeping } from './housekeeping.ts';
import type { Leadership } from './leader.ts';
import { leaveShops } from './leave-shops.ts';
import { pruneFeed } from './prune-feed.ts';
import { checkSignatures } from './signatures.ts';
import { spreadMembers } from './spread-members.ts';
import { spreadUsage } from './spread-usage.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export type ScheduleDeps = {
  leadership: Leadership;
  ingest: IngestDeps;
  eventing: EventDeps;
  timers: Timers;
  /** Whoever moves the clock also says when points lapse and days go by. */
  movedByHand: boolean;
  watch: Watch;
  /** Drops files of this process that may be kept no longer, whoever leads. */
  tidy: () => Promise<void>;
  tell: (error: unknown) => void;
};

export type Schedule = {
  /** A hub that serves goes through the day's work and tells its shops of each other; one opened for a command does not. */
  beginServing(): void;
  /** Resolves when what was under way has ended. */
  stop(): Promise<void>;
};

/** Runs the hub's jobs in their time, on the one process that leads. What waited for a newer hub is booked and answered before this resolves. */
export async function openSchedule(deps: ScheduleDeps): Promise<Schedule> {
  const { leadership, ingest, eventing, timers, movedByHand, watch, tidy, tell } = deps;
  /** Only the process that leads has done it. */
  const job = (name: string, work: (store: Store) => Promise<unknown>) => ({
    name,
    async run() {
      const done = await leadership.run(async (store) => ({ answer: await work(store) }));
      if (done) watch.jobDone(name);
    },
  });
  const running: Housekeeping[] = [];
  function begin(everyMs: number, jobs: ReturnType<typeof job>[]): void {
    for (const { name } of jobs) watch.jobDue(name);
    const runs = jobs.map(({ run }) => run);
    running.push(startHousekeeping(timers, runs, tell, everyMs));
  }
  const answerWaiting = job('pending', async (store) => {
    await bookKnown({ ...ingest, store, clock: eventing.clock });
    await answerPending({ ...ingest, store });
  });
  const expire = job('expiry', (store) => expirePoints(store, eventing.clock.nowMs()));
  const all = job('day', (store) => doJobs({ ...eventing, store }, eventing.clock.nowMs()));
  const usage = job('usage', spreadUsage);
  const kept = {
    name: 'snapshots',
    async run() {
      await tidy();
      watch.jobDone('snapshots');
    },
  };
  await answerWaiting.run();
  // A return may have come before its sale, from another till.
  begin(minuteMs, [answerWaiting]);
  if (!movedByHand) begin(hourMs, [expire]);
  let serving = false;
  return {
    beginServing() {
      if (serving) return;
      serving = true;
      begin(minuteMs, [usage]);
      begin(hourMs, movedByHand ? [kept] : [all, kept]);
    },
    async stop() {
      for (const each of running) await each.stop();
    },
  };
}

/** All that is due by a moment. */
export async function doJobs(eventing: EventDeps, atMs: number): Promise<JobsReply> {
  const { store } = eventing;
  await checkSignatures(store);
  const days = await runDays({ ...eventing, clock: { nowMs: () => atMs } }, atMs);
  return {
    at: new Date(atMs).toISOString(),
    days,
    expired: await expirePoints(store, atMs),
    usage: await spreadUsage(store),
    distant: await spreadMembers(store, atMs),
    left: await leaveShops(store, atMs),
    pruned: await pruneFeed(store, atMs),
  };
}
