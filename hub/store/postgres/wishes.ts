import { openStates, wishRow, wishSql } from '../sqlite/wishes.ts';
import type { WishSql, WishSum, WishWrites } from '../sqlite/wishes.ts';
import { optional } from '../sqlite/tills.ts';
import type { WishReads } from '../store.ts';
import type { Source } from './source.ts';
import { keyedTables } from './tables.ts';
import type { Unit } from './unit.ts';

export function wishReads(source: Source): WishReads {
  const rows = async (text: string, values: (string | number | null)[]) =>
    (await source.rows<WishSql>(['wish'], text, values)).map(wishRow);
  return {
    wish: async (member, id) => optional(await source.row<WishSql>(keyedTables.wish, [member, id]), wishRow),
    wishById: async (id) => (await rows('select * from wish where id = $1 order by member limit 1', [id]))[0],
    wishesOf: (member) => rows('select * from wish where member = $1 order by at_ms, id', [member]),
    openWishes: ({ state, after, limit }) =>
      rows(
        `select * from wish where state in ${openStates} and state = coalesce($1, state) and (at_ms, id) > ($2, $3)
         order by at_ms, id limit $4`,
        [state, after?.atMs ?? -1, after?.id ?? '', limit],
      ),
    wishSums: ({ fromMs, untilMs }) =>
      source.rows<WishSum>(
        ['wish'],
        `select state, count(*) as wishes from wish where at_ms >= $1 and at_ms < $2 group by state order by state`,
        [fromMs, untilMs],
      ),
  };
}

export function wishWrites(unit: Unit): WishWrites {
  return {
    saveWish(row) {
      unit.put(keyedTables.wish, wishSql(row));
    },
  };
}
