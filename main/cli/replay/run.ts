import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { openBooks } from '../../replay/books.ts';
import type { Books } from '../../replay/books.ts';
import { openFolder } from '../../replay/folder.ts';
import type { Folder } from '../../replay/folder.ts';
import { OnePercent } from '../../replay/one-percent.ts';
import { cardOf } from '../../replay/rehearse.ts';
import { importLines, replayTill } from '../../replay/shop.ts';
import { hubAdminClient } from '../hub-admin.ts';
import { replayFiles } from './files.ts';
import type { FromHub, FromTill, ToHub, ToTill } from './messages.ts';
import { cutPieces } from './pieces.ts';
import { startProgram } from './program.ts';
import { tenths } from './tenths.ts';
import type { Tenth } from './tenths.ts';

const pieces = 60;

export type ReplayOptions = {
  dir: string;
  programme: Record<string, unknown>;
  offlineShare: number;
  /** Called as receipts are done. */
  onProgress(done: number, total: number): void;
};

export type Ended = Omit<Extract<FromTill, { kind: 'ended' }>, 'kind' | 'peakMemoryMb'> & {
  peakMemoryMb: { till: number; hub: number };
  tenths: Tenth[];
  books: Books;
  seconds: number;
  /** What does not add up, in words. */
  faults: string[];
};

/** Plays the folder on a till and a hub of their own, and reads their books afterwards. */
export async function runReplay(options: ReplayOptions): Promise<Ended> {
  const files = replayFiles(mkdtempSync(join(tmpdir(), 'kopilka-replay-')));
  try {
    const folder = await openFolder(options.dir, files.scratch);
    try {
      const started = performance.now();
      const played = await play(folder, files, options);
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      return { ...played, seconds, ...prove(folder, files, options.programme, played) };
    } finally {
      folder.close();
    }
  } finally {
    rmSync(files.dir, { recursive: true, force: true });
  }
}

type Played = Omit<Ended, 'books' | 'seconds' | 'faults'>;

async function play(folder: Folder, files: ReturnType<typeof replayFiles>, options: ReplayOptions): Promise<Played> {
  const [first] = folder.receipts();
  if (!first)
    throw new KopilkaError('data.invalid', { file: 'receipts.csv.gz', line: 2, problem: 'there are no receipts' });
  const firstMs = Date.parse(first.moment);
  const hub = startProgram<ToHub, FromHub>('./hub.ts', [files.dir, String(firstMs)]);
  let till: ReturnType<typeof startProgram<ToTill, FromTill>> | null = null;
  try {
    const { url, token } = await hub.next('ready');
    const admin = hubAdminClient(url, token);
    await admin.importLines(importLines(folder.about, folder.products(), firstMs));
    await admin.publish({ ...options.programme, currency: folder.about.currency }, first.moment);
    const { code, fingerprint } = await admin.enrolmentCode(replayTill);
    writeFileSync(files.enrolment, JSON.stringify({ url, code, fingerprint }), { mode: 0o600 });
    till = startProgram<ToTill, FromTill>('./till.ts', [files.dir, String(firstMs)]);
    await till.next('ready');
    return await playPieces(folder, hub, till, options);
  } finally {
    till?.kill();
    hub.kill();
  }
}

async function playPieces(
  folder: Folder,
  hub: ReturnType<typeof startProgram<ToHub, FromHub>>,
  till: ReturnType<typeof startProgram<ToTill, FromTill>>,
  options: ReplayOptions,
): Promise<Played> {
  const { totals } = folder.about;
  const total = totals.receipts + totals.returns;
  const parts = tenths(total, () => performance.now());
  let done = 0;
  let lastMs = 0;
  for (const { online, items } of cutPieces(folder.receipts(), total, options.offlineShare, pieces)) {
    lastMs = Date.parse(items.at(-1)?.moment ?? '');
    hub.tell({ kind: 'listen', on: online, nowMs: lastMs });
    const { memoryMb: hubMb } = await hub.next('listening');
    till.tell({ kind: 'play', receipts: items });
    const { memoryMb: tillMb } = await till.next('played');
    parts.add(items.length, { tillMb, hubMb });
    done += items.length;
    options.onProgress(done, total);
  }
  hub.tell({ kind: 'listen', on: true, nowMs: lastMs });
  await hub.next('listening');
  till.tell({ kind: 'end' });
  const { kind: _, peakMemoryMb: tillMb, ...ended } = await till.next('ended');
  hub.tell({ kind: 'end' });
  const { peakMemoryMb: hubMb } = await hub.next('ended');
  return { ...ended, peakMemoryMb: { till: tillMb, hub: hubMb }, tenths: parts.all() };
}

/** Reads folder and databases, and says what does not add up. */
function prove(
  folder: Folder,
  files: ReturnType<typeof replayFiles>,
  programme: Record<string, unknown>,
  { tally }: Played,
): { books: Books; faults: string[] } {
  const reader = openBooks(files.journal, files.hub);
  const books = reader.read();
  const { totals } = folder.about;
  const rung = { ...tally, receipts: books.receipts, returns: books.returns, grossMinor: books.grossMinor };
  const faults = [...books.faults];
  for (const name of Object.keys(totals) as (keyof typeof totals)[]) {
    if (rung[name] !== totals[name]) faults.push(`${name}: ${rung[name]} rung, ${totals[name]} in the folder`);
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
