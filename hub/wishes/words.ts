import type { SealedPart } from '../../shared/protocol/person.ts';
import { sealedHash, unsealWish } from '../identity/sealed.ts';
import { wipeSealed } from '../members/persons.ts';
import type { WishRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { closeWish } from './tell.ts';

/** Keeps a member's own words, sealed as they came; null where nobody can read them, or may any more. */
export async function keepWords(tx: Tx, member: string, part: SealedPart | undefined): Promise<WishRow['words']> {
  if (!part || unsealWish(part) === null || (await tx.erasure(member))) return null;
  const hash = sealedHash(part.text);
  await tx.addSealKey(hash, part.key);
  return (await tx.sealKey(hash)) === undefined ? null : { hash, text: part.text };
}

/** Wipes what a member asked for in their own words: what is not bought by then nobody can get them. Answers whether there was any. */
export async function forgetWords(tx: Tx, member: string): Promise<boolean> {
  const worded = (await tx.wishesOf(member)).filter(({ words }) => words !== null);
  for (const wish of worded) {
    await wipeSealed(tx, wish.words!.hash);
    await tx.removeChanges(wish.shop, 'wish', wish.id);
    await closeWish(tx, { ...wish, words: null }, wish.state === 'bought' ? 'bought' : 'dropped');
  }
  return worded.length > 0;
}
