/** Consecutive receipts, and for which of the tills the network is there meanwhile. */
export type Piece<T> = { online: boolean[]; items: T[] };

const batch = 100;

/**
 * Cuts a stream into batches so that each till has the network away for the given share of it, in at least `pieces` pieces spread evenly.
 * Each of the rounds begins online and ends offline; tills go away in turns.
 */
export function* cutPieces<T>(
  items: Iterable<T>,
  total: number,
  share: number,
  pieces: number,
  tills: number,
): IterableIterator<Piece<T>> {
  const onlineAt = (index: number) =>
    Array.from({ length: tills }, (_, till) => ((index * pieces) / total + till / tills) % 1 < 1 - share);
  let piece: Piece<T> | null = null;
  let index = 0;
  for (const item of items) {
    const online = onlineAt(index);
    if (piece && (piece.items.length === batch || online.join() !== piece.online.join())) {
      yield piece;
      piece = null;
    }
    piece ??= { online, items: [] };
    piece.items.push(item);
    index += 1;
  }
  if (piece) yield piece;
}
