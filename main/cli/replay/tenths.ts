/** How fast receipts were rung in a tenth of the folder, and the most memory its programs were seen with. */
export type Tenth = { receiptsPerSecond: number; tillMb: number; hubMb: number };

type Sums = { receipts: number; ms: number; tillMb: number; hubMb: number };

/** Told of each piece as it is done: speed and memory must not depend on how much was rung before. */
export function tenths(total: number, nowMs: () => number) {
  const sums: Sums[] = [];
  let done = 0;
  let lastMs = nowMs();
  return {
    add(receipts: number, { tillMb, hubMb }: Pick<Tenth, 'tillMb' | 'hubMb'>): void {
      const index = Math.floor((done * 10) / total);
      const sum = (sums[index] ??= { receipts: 0, ms: 0, tillMb: 0, hubMb: 0 });
      const now = nowMs();
      sum.receipts += receipts;
      sum.ms += now - lastMs;
      sum.tillMb = Math.max(sum.tillMb, tillMb);
      sum.hubMb = Math.max(sum.hubMb, hubMb);
      done += receipts;
      lastMs = now;
    },
    /** Of a short folder some tenths have no piece of their own. */
    all: (): Tenth[] =>
      Object.values(sums).map(({ receipts, ms, tillMb, hubMb }) => {
        return { receiptsPerSecond: Math.round((receipts * 1000) / Math.max(1, ms)), tillMb, hubMb };
      }),
  };
}
