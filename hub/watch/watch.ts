import type { Clock } from '../ports.ts';

/** What this process saw since it began, for /metrics. */
export type Watch = {
  request(route: string, status: number, ms: number): void;
  /** A till had pushed all it had, and asked for what comes after a position of its shop's feed. */
  pulled(till: string, shop: string, position: number): void;
  /** A job is to be done from now on. */
  jobDue(name: string): void;
  jobDone(name: string): void;
  seen(): Seen;
};

export type Seen = {
  requests: { route: string; status: number; count: number; ms: number }[];
  pulls: { till: string; shop: string; position: number; ageMs: number }[];
  jobs: { name: string; ageMs: number }[];
};

export function openWatch(clock: Clock): Watch {
  const requests = new Map<string, Seen['requests'][number]>();
  const pulls = new Map<string, { till: string; shop: string; position: number; atMs: number }>();
  const jobs = new Map<string, number>();
  return {
    request(route, status, ms) {
      const key = `${status} ${route}`;
      const sum = requests.get(key) ?? { route, status, count: 0, ms: 0 };
      requests.set(key, { ...sum, count: sum.count + 1, ms: sum.ms + ms });
    },
    pulled: (till, shop, position) => void pulls.set(till, { till, shop, position, atMs: clock.nowMs() }),
    jobDue: (name) => void jobs.set(name, clock.nowMs()),
    jobDone: (name) => void jobs.set(name, clock.nowMs()),
    seen() {
      const nowMs = clock.nowMs();
      return {
        requests: [...requests.values()],
        pulls: [...pulls.values()].map(({ atMs, ...pull }) => ({ ...pull, ageMs: nowMs - atMs })),
        jobs: [...jobs].map(([name, atMs]) => ({ name, ageMs: nowMs - atMs })),
      };
    },
  };
}
