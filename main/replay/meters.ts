import { createHistogram } from 'node:perf_hooks';

/** Latencies in constant memory, however long the folder. */
export function meter(): { add(ms: number): void; summary(): { p50: number; p99: number } } {
  const histogram = createHistogram({ lowest: 1, highest: 60_000_000, figures: 3 });
  const ms = (percent: number) => (histogram.count === 0 ? 0 : histogram.percentile(percent) / 1000);
  return {
    add: (value) => histogram.record(Math.max(1, Math.round(value * 1000))),
    summary: () => ({ p50: ms(50), p99: ms(99) }),
  };
}
