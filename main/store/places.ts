import type { Sqlite } from './sqlite.ts';

/** A place in the journal: a record by its epoch and seq, or with seq 0 the place before the epoch's first. */
export type Place = { epoch: string; seq: number };

/** Records of one epoch, both ends included. */
export type Range = { epoch: string; from: number; to: number };

/** Where in the table of records a place is, by indexes alone: it takes no longer in a long journal. */
export function openPlaces(db: Sqlite) {
  const exact = db.prepare<[string, number], { ord: number }>('select ord from records where epoch = ? and seq = ?');
  // SQLite plans a range anew for each value it is given, which takes ten times as long as the look-up: for what is not there only.
  const upTo = db.prepare<[string, number], { ord: number }>(
    'select ord from records where epoch = ? and seq <= ? order by seq desc limit 1',
  );
  const placeAt = db.prepare<[number], Place>('select epoch, seq from records where ord = ?');
  const endOf = db.prepare<[string], { ord: number; seq: number }>(
    'select ord, seq from records where epoch = ? order by seq desc limit 1',
  );
  return {
    /** How many records there are up to the place, itself included; all of an earlier life where the place is unknown: 0. */
    ordOf(place: Place | null): number {
      if (place === null) return 0;
      const found = exact.get(place.epoch, place.seq) ?? upTo.get(place.epoch, place.seq);
      return found?.ord ?? 0;
    },

    /** What follows the ord. An epoch lies together, so each is told by its first record and its last. */
    ranges(ord: number): Range[] {
      const found: Range[] = [];
      for (let first = placeAt.get(ord + 1); first;) {
        const { epoch, seq } = first;
        const end = endOf.get(epoch)!;
        found.push({ epoch, from: seq, to: end.seq });
        first = placeAt.get(end.ord + 1);
      }
      return found;
    },
  };
}
