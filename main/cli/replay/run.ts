import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newPostgres, postgresToFile } from '../../../hub/store/move.ts';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { openBooks } from '../../replay/books.ts';
import type { Books } from '../../replay/books.ts';
import { openFolder } from '../../replay/folder.ts';
import type { Folder, FolderReceipt } from '../../replay/folder.ts';
import { OnePercent } from '../../replay/one-percent.ts';
import { cardOf } from '../../replay/rehearse.ts';
import { importLines, replayTill } from '../../replay/shop.ts';
import { hubAdminClient } from '../hub-admin.ts';
import { replayFiles } from './files.ts';
import type { FromHub, FromTill, ToHub, ToTill } from './messages.ts';
import { cutPieces } from './pieces.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';
import { sumOf, worstOf } from './several.ts';
import { tenths } from './tenths.ts';
import type { Tenth } from './tenths.ts';

const pieces = 60;

export type ReplayOptions = {
  dir: string;
  programme: Record<string, unknown>;
  offlineShare: number;
  tills: number;
  /** A PostgreSQL database that is no hub's yet, for the hub; undefined: a file. */
  store: string | undefined;
  /** Called as receipts are done. */
  onProgress(done: number, total: number): void;
};

export type Ended = Omit<Extract<FromTill, { kind: 'ended' }>, 'kind' | 'peakMemoryMb'> & {
  tills: number;
  peakMemoryMb: { till: number; hub: number };
  tenths: Tenth[];
  books: Books;
  seconds: number;
  /** What does not add up, in words. */
  faults: string[];
};

/** Plays the folder on tills and a hub of their own, and reads their books afterwards. */
export async function runReplay(options: ReplayOptions): Promise<Ended> {
  const files = replayFiles(mkdtempSync(join(tmpdir(), 'kopilka-replay-')));
  try {
    const folder = await openFolder(options.dir, files.scratch);
    try {
      const started = performance.now();
      const played = await play(folder, files, options);
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      if (options.store !== undefined) await postgresToFile(options.store, files.hubCopy);
      return { ...played, seconds, ...prove(folder, files, options, played) };
    } finally {
      folder.close();
    }
  } finally {
    rmSync(files.dir, { recursive: true, force: true });
  }
}

type Played = Omit<Ended, 'books' | 'seconds' | 'faults'>;
type Files = ReturnType<typeof replayFiles>;
type HubProgram = Program<ToHub, FromHub>;
type TillProgram = Program<ToTill, FromTill>;

async function play(folder: Folder, files: Files, options: ReplayOptions): Promise<Played> {
  const [first] = folder.receipts();
  if (!first)
    throw new KopilkaError('data.invalid', { file: 'receipts.csv.gz', line: 2, problem: 'there are no receipts' });
  const { store, tills: count } = options;
  if (store !== undefined) await newPostgres(store);
  const firstMs = Date.parse(first.moment);
  const place = store === undefined ? [] : [store];
  const hub: HubProgram = startProgram('./hub.ts', [files.dir, String(firstMs), String(count), ...place]);
  const tills: TillProgram[] = [];
  try {
    const { urls, token } = await hub.next('ready');
    const admin = hubAdminClient(urls[0]!, token);
    await admin.importLines(importLines(folder.about, folder.products(), firstMs, count));
    await admin.publish({ ...options.programme, currency: folder.about.currency }, first.moment);
    for (const [nth, url] of urls.entries()) {
      const id = replayTill(nth);
      const { code, fingerprint } = await admin.enrolmentCode(id);
      const { dir, enrolment } = files.till(id);
      mkdirSync(dir);
      writeFileSync(enrolment, JSON.stringify({ url, code, fingerprint }), { mode: 0o600 });
      tills.push(startProgram('./till.ts', [files.dir, id, String(firstMs)]));
    }
    await everyNext(hub, tills, 'ready');
    return await playPieces(folder, hub, tills, options);
  } finally {
    for (const till of tills) till.kill();
    hub.kill();
  }
}

async function playPieces(
  folder: Folder,
  hub: HubProgram,
  tills: readonly TillProgram[],
  options: ReplayOptions,
): Promise<Played> {
  const { totals } = folder.about;
  const total = totals.receipts + totals.returns;
  const parts = tenths(total, () => performance.now());
  let done = 0;
  let lastMs = 0;
  for (const { online, items } of cutPieces(folder.receipts(), total, options.offlineShare, pieces, tills.length)) {
    lastMs = Date.parse(items.at(-1)?.moment ?? '');
    hub.tell({ kind: 'listen', online, nowMs: lastMs });
    const { memoryMb: hubMb } = await hub.next('listening');
    for (const [nth, till] of tills.entries()) {
      till.tell({ kind: 'play', receipts: items.filter((receipt) => tillOf(receipt, tills.length) === nth) });
    }
    const played = await everyNext(hub, tills, 'played');
    parts.add(items.length, { tillMb: Math.max(...played.map(({ memoryMb }) => memoryMb)), hubMb });
    done += items.length;
    options.onProgress(done, total);
  }
  hub.tell({ kind: 'listen', online: tills.map(() => true), nowMs: lastMs });
  await hub.next('listening');
  for (const till of tills) till.tell({ kind: 'close' });
  await everyNext(hub, tills, 'closed');
  for (const till of tills) till.tell({ kind: 'end' });
  const ended = await everyNext(hub, tills, 'ended');
  hub.tell({ kind: 'end' });
  const { peakMemoryMb: hubMb } = await hub.next('ended');
  return {
    tally: sumOf(ended.map(({ tally }) => tally)),
    quoteMs: worstOf(ended.map(({ quoteMs }) => quoteMs)),
    commitMs: worstOf(ended.map(({ commitMs }) => commitMs)),
    refusedConnections: ended.reduce((sum, each) => sum + each.refusedConnections, 0),
    tills: tills.length,
    peakMemoryMb: { till: Math.max(...ended.map(({ peakMemoryMb }) => peakMemoryMb)), hub: hubMb },
    tenths: parts.all(),
  };
}

/** What every till says next. Rejects with what the first of them failed of, or the hub that they wait for. */
function everyNext<Kind extends FromTill['kind']>(hub: HubProgram, tills: readonly TillProgram[], kind: Kind) {
  return Promise.race([hub.failed, Promise.all(tills.map((till) => till.next(kind)))]);
}

/** Any till, whoever buys; a return goes to the one that sold. */
function tillOf({ kind, receipt, ofReceipt }: FolderReceipt, tills: number): number {
  let hash = 0;
  for (const each of kind === 'sale' ? receipt : ofReceipt) hash = (hash * 31 + each.codePointAt(0)!) % 1_000_003;
  return hash % tills;
}

/** Reads folder and databases, and says what does not add up. */
function prove(
  folder: Folder,
  files: Files,
  { programme, store, tills: count }: ReplayOptions,
  { tally }: Played,
): { books: Books; faults: string[] } {
  const tills = Array.from({ length: count }, (_, nth) => files.till(replayTill(nth)));
  const reader = openBooks(
    tills.map(({ journal }) => journal),
    store === undefined ? files.hub : files.hubCopy,
  );
  const books = reader.read();
  const { totals } = folder.about;
  const rung = { ...tally, receipts: books.receipts, returns: books.returns, grossMinor: books.grossMinor };
  const faults = [...books.faults];
  for (const name of Object.keys(totals) as (keyof typeof totals)[]) {
    if (rung[name] !== totals[name]) faults.push(`${name}: ${rung[name]} rung, ${totals[name]} in the folder`);
  }
  for (const [nth, { replica }] of tills.entries()) {
    const different = reader.differentAt(replica);
    if (different > 0) faults.push(`${replayTill(nth)} has ${different} accounts otherwise than the hub`);
  }
  if (isOnePercent(programme)) faults.push(...onePercentFaults(folder, reader.pointsOfCard));
  reader.close();
  return { books, faults };
}

/** 1 % of everything and no more: one promotion, and nothing it asks for but a member. */
function isOnePercent(programme: Record<string, unknown>): boolean {
  const text = JSON.stringify(programme['promotions']);
  const example = JSON.parse(readFileSync(onePercentFile, 'utf8')) as Record<string, unknown>;
  return text === JSON.stringify(example['promotions']);
}

export const onePercentFile = new URL('../../../examples/replay/one-percent.json', import.meta.url);

function onePercentFaults(folder: Folder, pointsOfCard: (card: string) => number | undefined): string[] {
  const expected = new OnePercent((receipt) => folder.receipt(receipt));
  for (const receipt of folder.receipts()) expected.add(receipt);
  return [...expected.points()].flatMap(([member, points]) => {
    const found = pointsOfCard(cardOf(member));
    return found === points
      ? []
      : [`member ${member}: ${points} points by the rows, ${found ?? 'no account'} at the hub`];
  });
}
