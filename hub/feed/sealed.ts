import { isSealedKind } from '../../shared/protocol/replica.ts';
import type { SealedDoc } from '../../shared/protocol/replica.ts';
import type { PlacedDocument } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

/**
 * Documents as a till is told them. The feed has sealed texts without their keys: with the key as it is now, or, once that is wiped, as the
 * tombstone they are.
 */
export async function withKeys(reader: Reader, documents: readonly PlacedDocument[]): Promise<PlacedDocument[]> {
  const keys = await reader.sealKeys(documents.flatMap((document) => sealedHash(document) ?? []));
  return documents.map((document) => {
    const hash = sealedHash(document);
    if (document.doc === null || hash === undefined) return document;
    const key = keys.get(hash);
    const doc = key === undefined ? null : `${document.doc.slice(0, -1)},"key":${JSON.stringify(key)}}`;
    return { ...document, doc };
  });
}

/** Of the sealed text that a document tells. */
export function sealedHash({ kind, doc }: PlacedDocument): string | undefined {
  return isSealedKind(kind) && doc !== null ? (JSON.parse(doc) as SealedDoc).hash : undefined;
}
