import type { FeedChange, FeedDocument } from '../../shared/protocol/feed.ts';
import type { FeedReply } from '../../shared/protocol/hub.ts';
import { withKeys } from './sealed.ts';
import type { PlacedDocument } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

/** A position of more documents than this (a big import) is had faster as a snapshot. */
const mostDocuments = 20_000;
const pageDocuments = 2000;

export type FeedQuestion = { generation: string; position: number; limit?: number };

/**
 * What changed for a shop's tills after a position: whole positions only, at least one if there is any. Who has less than the feed still goes
 * back to takes a snapshot: asked last, for what a page lacks was dropped after the horizon had moved over it.
 */
export async function feedPage(
  reader: Reader,
  generation: string,
  shop: string,
  asked: FeedQuestion,
): Promise<FeedReply> {
  const page = await pageOf(reader, generation, shop, asked);
  if (asked.position >= (await reader.feedSpan(shop)).horizon) return page;
  return { ...page, changes: [], position: asked.position, resnapshot: true };
}

async function pageOf(reader: Reader, generation: string, shop: string, asked: FeedQuestion): Promise<FeedReply> {
  const { head } = await reader.feedSpan(shop);
  const reply = { generation, shop, changes: [], position: asked.position, head, resnapshot: false };
  if (asked.generation !== generation || asked.position > head) return { ...reply, resnapshot: true };
  const limit = Math.min(asked.limit ?? pageDocuments, pageDocuments);
  const rows = (await reader.changes(shop, asked.position, limit + 1)).filter(({ position }) => position <= head);
  if (rows.length <= limit) return { ...reply, changes: await grouped(reader, rows), position: head };
  // The last position may go on beyond what was read.
  const cut = rows.at(-1)!.position;
  const whole = rows.filter(({ position }) => position < cut);
  if (whole.length > 0) return { ...reply, changes: await grouped(reader, whole), position: whole.at(-1)!.position };
  const all = await reader.changesAt(shop, cut, mostDocuments + 1);
  if (all.length > mostDocuments) return { ...reply, resnapshot: true };
  return { ...reply, changes: await grouped(reader, all), position: cut };
}

async function grouped(reader: Reader, rows: readonly PlacedDocument[]): Promise<FeedChange[]> {
  const changes: FeedChange[] = [];
  for (const row of await withKeys(reader, rows)) {
    const last = changes.at(-1);
    if (last?.position === row.position) last.documents.push(feedDocument(row));
    else changes.push({ position: row.position, documents: [feedDocument(row)] });
  }
  return changes;
}

export function feedDocument({ kind, id, doc }: PlacedDocument): FeedDocument {
  return { kind, id, doc: doc === null ? null : (JSON.parse(doc) as Record<string, unknown>) };
}
