/** Figures of several tills as one: counts by name are added up. */
export function sumOf<Counts extends Record<string, number>>(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const each of all) for (const [name, count] of Object.entries(each)) sum[name] = (sum[name] ?? 0) + count;
  return sum as Counts;
}

/** Of times, what the slowest till had. */
export function worstOf(all: readonly { p50: number; p99: number }[]): { p50: number; p99: number } {
  return { p50: Math.max(...all.map(({ p50 }) => p50)), p99: Math.max(...all.map(({ p99 }) => p99)) };
}
