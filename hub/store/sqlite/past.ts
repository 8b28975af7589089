import type { PastReader } from '../past.ts';
import { openReader } from './database.ts';

const atOnce = 500;

/** On a hub's file, by a connection that can only read. */
export function openPastReader(file: string): PastReader {
  const db = openReader(file);
  // Where they lie, in their order: the bytes are read as they are needed.
  const places = db
    .prepare<[number, number], number>(
      `select rowid from record where kind in ('sale', 'return') and state in ('booked', 'branch') and at_ms >= ? and at_ms < ?
       order by at_ms, till, epoch, seq`,
    )
    .pluck();
  const bytes = db.prepare<[number], Buffer>('select bytes from record where rowid = ?').pluck();
  const returned = db
    .prepare<[number, number], string>(
      `select distinct of_receipt from record where kind = 'return' and at_ms >= ? and at_ms < ?`,
    )
    .pluck();
  const programme = db.prepare<[string], string>('select text from programme where hash = ?').pluck();
  const document = db
    .prepare<[string, string, string], string | null>(
      'select doc from change where shop = ? and kind = ? and id = ? order by position desc limit 1',
    )
    .pluck();
  return {
    *receipts(fromMs, untilMs) {
      const all = Float64Array.from(places.all(fromMs, untilMs));
      for (let start = 0; start < all.length; start += atOnce) {
        for (const place of all.subarray(start, start + atOnce)) yield bytes.get(place)!.toString('utf8');
      }
    },
    returned: (fromMs, untilMs) => new Set(returned.all(fromMs, untilMs)),
    programme: (hash) => programme.get(hash),
    document: (shop, kind, id) => document.get(shop, kind, id),
    close: () => void db.close(),
  };
}
