/** Consecutive receipts with the network either there or away. */
export type Piece<T> = { online: boolean; items: T[] };

const batch = 100;

/**
 * Cuts a stream into batches so that the given share of it, in at least `pieces` pieces spread evenly, runs with the network away.
 * Each of the rounds begins online and ends offline.
 */
export function* cutPieces<T>(
  items: Iterable<T>,
  total: number,
  share: number,
  pieces: number,
): IterableIterator<Piece<T>> {
  const isOnline = (index: number) => ((index * pieces) / total) % 1 < 1 - share;
  let piece: Piece<T> = { online: true, items: [] };
  let index = 0;
  for (const item of items) {
    const online = isOnline(index);
    if (piece.items.length > 0 && (online !== piece.online || piece.items.length === batch)) {
      yield piece;
      piece = { online, items: [] };
    }
    piece.online = online;
    piece.items.push(item);
    index += 1;
  }
  if (piece.items.length > 0) yield piece;
}
