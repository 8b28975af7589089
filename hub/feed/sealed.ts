import type { PlacedDocument } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

/**
 * A document as a till is told it. The feed has persons without their keys: with the key as it is now, or, once that is wiped, as the
 * tombstone they are.
 */
export async function withKey(reader: Reader, document: PlacedDocument): Promise<PlacedDocument> {
  if (document.kind !== 'person' || document.doc === null) return document;
  const { hash } = JSON.parse(document.doc) as { hash: string };
  const key = await reader.sealKey(hash);
  const doc = key === undefined ? null : `${document.doc.slice(0, -1)},"key":${JSON.stringify(key)}}`;
  return { ...document, doc };
}
