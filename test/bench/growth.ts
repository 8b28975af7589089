import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestHub } from '../../hub/testing/hub.ts';
import { lot, memberDoc } from '../../hub/testing/shop.ts';
import type { TestTill } from '../../hub/testing/till.ts';
import { openReplica } from '../../main/store/replica.ts';
import { takeSnapshot } from '../sync/take-snapshot.ts';
import type { Chart, Point } from './chart.ts';
import { openCommits, sale } from './commit.ts';
import { memberOf, ring, takeRequest, timed } from './ingest-load.ts';
import { hubOf } from './many-members.ts';
import { percentile } from './row.ts';

/** What must not grow with a shop: a look-up with its members, a commit with the till's journal, a push with the hub's tills. */
const memberCounts = [1_000, 10_000, 100_000, 1_000_000];
const journalLengths = [1_000, 10_000, 100_000];
const tillCounts = [1, 10, 100, 1_000];

const members = 100;
const atOnce = 500;

/** Of one size: `run` answers the milliseconds of one go. */
type Sized = { run(): Promise<number>; close(): Promise<void> | void };

export async function measureGrowth(onPoint: (told: string) => void): Promise<Chart[]> {
  const chart = async (
    title: string,
    xLabel: string,
    name: string,
    counts: readonly number[],
    open: (count: number) => Promise<Sized>,
    runs: number,
  ): Promise<Chart> => {
    onPoint(title);
    const points = await inTurns(counts, open, runs);
    for (const { x, y } of points) onPoint(`${name} ${x}: ${y.toPrecision(3)} ms`);
    return { title, xLabel, yLabel: 'milliseconds', series: [{ name, points }] };
  };
  return [
    await chart('by members of the shop', 'members', 'look-up', memberCounts, openLookUp, 5_000),
    await chart("by records in the till's journal", 'records', 'commit', journalLengths, openCommit, 500),
    await chart('by tills of the hub', 'tills', 'push', tillCounts, openPush, 1_000),
  ];
}

/** All sizes take turns, so that all meet the same machine: the quarter mark of the later half of so many runs each. */
async function inTurns(
  counts: readonly number[],
  open: (count: number) => Promise<Sized>,
  runs: number,
): Promise<Point[]> {
  const all = [];
  for (const count of counts) all.push({ count, sized: await open(count), times: [] as number[] });
  for (let run = 0; run < runs; run += 1) for (const { sized, times } of all) times.push(await sized.run());
  for (const { sized } of all) await sized.close();
  return all.map(({ count, times }) => ({ x: count, y: percentile(times.slice(runs / 2), 25) }));
}

/** A member by card, from a replica that the till had by a snapshot. */
async function openLookUp(count: number): Promise<Sized> {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-growth-'));
  const { test, till, hubKey } = await hubOf(count);
  const replica = openReplica(join(folder, 'replica.db'));
  await takeSnapshot(till, hubKey, replica);
  await test.close();
  let nth = 0;
  return {
    run() {
      const card = `card-m${(nth = (nth + 348_951) % count)}`;
      return timed(() => {
        const found = replica.get('member', replica.findMemberByCard(card) ?? '');
        return found ? Promise.resolve() : Promise.reject(new Error(`nobody has ${card}`));
      });
    },
    close() {
      replica.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A sale on top of so many. */
async function openCommit(length: number): Promise<Sized> {
  const { commit, close } = openCommits();
  let number = 0;
  const sales = (count: number) => Array.from({ length: count }, () => sale((number += 1)));
  for (let filled = 0; filled < length; filled += atOnce) commit(sales(atOnce));
  return {
    run() {
      const [body] = sales(1);
      return timed(() => Promise.resolve(commit([body!])));
    },
    close,
  };
}

/** A receipt of one of so many tills, each in a session of its own, taken by the hub over its HTTP interface (no socket). */
async function openPush(count: number): Promise<Sized> {
  const ids = Array.from({ length: count }, (_, nth) => `till-${nth + 1}`);
  const docs = Array.from({ length: members }, (_, n) => memberDoc(`m${n}`, { lots: [lot(`o${n}`, 100_00)] }));
  const test = await openTestHub(ids, docs);
  await test.hub.listen();
  const tills: TestTill[] = [];
  for (const id of ids) {
    const till = await test.till(id);
    await till.push();
    tills.push(till);
  }
  let nth = 0;
  return {
    async run() {
      const till = tills[nth % count]!;
      await till.pull();
      ring(till, nth, memberOf(nth, members));
      nth += 1;
      const { request } = takeRequest(till);
      return timed(async () => {
        const reply = await till.wire.send(request);
        if (reply.status !== 200) throw new Error(await reply.text());
      });
    },
    close: () => test.close(),
  };
}
