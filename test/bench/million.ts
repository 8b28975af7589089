import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, copyFileSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openReplica } from '../../main/store/replica.ts';
import { readSnapshot } from '../../main/sync/snapshot.ts';
import { inTurns } from './in-turns.ts';
import { hubOf } from './many-members.ts';
import { median, timeRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/**
 * A shop of a million members: their snapshot from a hub into a till's replica, the look-up of one by card, and a till that starts with
 * them. Takes some minutes.
 */
const members = 1_000_000;
const starts = 7;

export const millionBench: Bench = {
  name: 'million',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-million-'));
    try {
      mkdirSync(join(folder, 'till'));
      const file = join(folder, 'till', 'replica.db');
      return [await snapshotRow(file), await lookUpRow(file), ...(await startRows(folder))];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** From the request to a replica that is in its place, against a copy of that file, flushed and opened. */
async function snapshotRow(file: string): Promise<Row> {
  const { test, till, hubKey } = await hubOf(members);
  const replica = openReplica(file);
  const ourMs = await timed(async () => {
    const { body } = await till.wire.get('/v1/snapshot');
    await readSnapshot(body!, () => undefined, { replica, hubKey, shop: 'shop-1', nowMs: () => 0 });
  });
  replica.close();
  await test.close();
  const theirMs = await timed(async () => {
    copyFileSync(file, copyOf(file));
    const handle = openSync(copyOf(file), 'r+');
    fsyncSync(handle);
    closeSync(handle);
    await Promise.resolve(openReplica(copyOf(file)).close());
  });
  return timeRow('snapshot-1m', ourMs / 1000, 'copying and opening the file', theirMs / 1000, 's', 0.5);
}

/** A till lets nobody else open its file. */
const copyOf = (file: string) => `${file}.copy`;

/** The members of cards far from each other, parsed. */
async function lookUpRow(file: string): Promise<Row> {
  const replica = openReplica(file);
  const db = new Database(copyOf(file), { readonly: true });
  const find = db.prepare<[string], { json: string }>(
    `select json from keys join documents on documents.kind = 'member' and documents.id = keys.id
     where keys.kind = 'card' and keys.key = ?`,
  );
  let nth = 0;
  const card = () => `card-m${(nth = (nth + 348_951) % members)}`;
  const found = (member: unknown) => {
    if (!member) throw new Error(`nobody has card ${nth}`);
  };
  const ours = () => found(replica.get('member', replica.findMemberByCard(card()) ?? ''));
  const theirs = () => found(JSON.parse(find.get(card())?.json ?? 'null'));
  const times = await inTurns(ours, theirs, { ours: 20_000, theirs: 20_000 });
  replica.close();
  db.close();
  return timeRow('card-lookup-1m', median(times.ours), 'prepared select', median(times.theirs), 'ms', 0.5);
}

/** From nothing to the first good on the screen, against a Node that opens the same file and finds a good in it. */
async function startRows(folder: string): Promise<Row[]> {
  const [ours, theirs]: [Started[], Started[]] = [[], []];
  for (let nth = 0; nth < starts; nth += 1) {
    theirs.push(await start('open.ts', folder));
    ours.push(await start('scan.ts', folder));
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, 'till', `journal.db${suffix}`), { force: true });
  }
  const peer = 'node that opens the same database';
  const of = (all: readonly Started[], key: keyof Started) => median(all.map((each) => each[key]));
  return [
    timeRow('till-start', of(ours, 'ms'), peer, of(theirs, 'ms'), 'ms', 0.1),
    timeRow('till-memory', of(ours, 'memoryMb'), peer, of(theirs, 'memoryMb'), 'MB', 0.2),
  ];
}

type Started = { ms: number; memoryMb: number };

async function start(program: string, folder: string): Promise<Started> {
  const began = performance.now();
  const child = fork(join(import.meta.dirname, 'programs', program), [folder]);
  const [{ memoryMb }] = (await once(child, 'message')) as [{ memoryMb: number }];
  const ms = performance.now() - began;
  await once(child, 'exit');
  return { ms, memoryMb };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
