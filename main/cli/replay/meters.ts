import { createHistogram, performance } from 'node:perf_hooks';

/** Measures what it runs, in constant memory, however long the folder. */
export function meter() {
  const histogram = createHistogram({ lowest: 1, highest: 600_000_000, figures: 3 });
  const ms = (percent: number) => (histogram.count === 0 ? 0 : histogram.percentile(percent) / 1000);
  return {
    async measure<T>(work: () => Promise<T>): Promise<T> {
      const started = performance.now();
      const result = await work();
      histogram.record(Math.max(1, Math.round((performance.now() - started) * 1000)));
      return result;
    },
    summary: () => ({ p50: ms(50), p99: ms(99) }),
  };
}

export function memoryMb(): number {
  return Math.round(process.memoryUsage.rss() / 1024 / 1024);
}

export function peakMemoryMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
