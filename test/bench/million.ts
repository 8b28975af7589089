import { fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, copyFileSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openReplica } from '../../main/store/replica.ts';
import type { Replica } from '../../main/store/replica.ts';
import { replicaSchema } from '../../shared/protocol/replica.ts';
import { takeSnapshot } from '../sync/take-snapshot.ts';
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
const turns = 5;

export const millionBench: Bench = {
  name: 'million',
  async run(): Promise<Row[]> {
    const folder = mkdtempSync(join(tmpdir(), 'kopilka-million-'));
    try {
      mkdirSync(join(folder, 'till'));
      const file = join(folder, 'till', 'replica.db');
      return [...(await snapshotRows(file)), await lookUpRow(file), ...(await startRows(folder))];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/**
 * The till's side, from the request to the first member found by card, against a copy of that file, flushed, opened and asked the same; and what
 * the hub takes to make it, against the same rows put into such a file by one statement a table.
 */
async function snapshotRows(file: string): Promise<Row[]> {
  const { test, till, hubKey } = await hubOf(members);
  // The hub's own waits keep no process alive.
  const awake = setInterval(() => undefined, 1000);
  const buildMs = await timed(async () => {
    while (((await (await till.wire.get('/v1/replica')).json()) as { kind: string }).kind !== 'ready');
  });
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns; turn += 1) {
    for (const each of [file, copyOf(file)]) rmSync(each, { force: true });
    ours.push(
      await timed(async () => {
        const replica = openReplica(file);
        await takeSnapshot(till, hubKey, replica);
        firstMember(replica);
        replica.close();
      }),
    );
    theirs.push(await timed(() => Promise.resolve(copyAndOpen(file))));
  }
  clearInterval(awake);
  await test.close();
  const insertMs = await timed(() => Promise.resolve(insertAll(file)));
  const peer = 'copying and opening the file';
  return [
    timeRow('snapshot-1m', median(ours) / 1000, peer, median(theirs) / 1000, 's', 0.5),
    timeRow('snapshot-1m-build', buildMs / 1000, 'the same rows by SQL alone', insertMs / 1000, 's', 0.2),
  ];
}

function copyAndOpen(file: string): void {
  copyFileSync(file, copyOf(file));
  const handle = openSync(copyOf(file), 'r+');
  fsyncSync(handle);
  closeSync(handle);
  const replica = openReplica(copyOf(file));
  firstMember(replica);
  replica.close();
}

function firstMember(replica: Replica): void {
  if (!replica.get('member', replica.findMemberByCard('card-m0') ?? '')) throw new Error('nobody is found');
}

function insertAll(file: string): void {
  const db = new Database(`${file}.rows`);
  db.pragma('journal_mode = OFF');
  db.exec(replicaSchema);
  db.exec(`attach '${file}' as made`);
  for (const table of ['documents', 'keys', 'seal_keys', 'held', 'state'])
    db.exec(`insert into main.${table} select * from made.${table}`);
  db.close();
  rmSync(`${file}.rows`);
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
