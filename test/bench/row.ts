/** One line of `npm run bench -- --json`. `timesBetter` above 1 means ours is better; `atLeast` is the goal. */
export type Row = {
  name: string;
  value: number;
  unit: string;
  peer: string;
  peerValue: number;
  timesBetter: number;
  atLeast: number;
};

export type Bench = { readonly name: string; run(): Promise<Row[]> };

/** For times: less is better. */
export function timeRow(name: string, ours: number, peer: string, theirs: number, unit: string, atLeast: number): Row {
  return { name, value: round(ours), unit, peer, peerValue: round(theirs), timesBetter: round(theirs / ours), atLeast };
}

/** For rates: more is better. */
export function rateRow(name: string, ours: number, peer: string, theirs: number, unit: string, atLeast: number): Row {
  return { name, value: round(ours), unit, peer, peerValue: round(theirs), timesBetter: round(ours / theirs), atLeast };
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
