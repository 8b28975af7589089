import type { WishRow } from '../rows.ts';
import type { WishReads, Writes } from '../store.ts';
import type { Statements } from './statements.ts';
import { optional } from './tills.ts';

export type WishSql = { member: string; id: string; at_ms: number; state: string; doc: string };
export type WishSum = { state: WishRow['state']; wishes: number };
export type WishWrites = Pick<Writes, 'saveWish'>;

/** As the index of open wishes says it. */
export const openStates = `('asked', 'ordered', 'arrived')`;

export function wishReads(db: Statements): WishReads {
  const one = db.prepare<[string, string], WishSql>('select * from wish where member = ? and id = ?');
  const byId = db.prepare<[string], WishSql>('select * from wish where id = ? order by member limit 1');
  const ofMember = db.prepare<[string], WishSql>('select * from wish where member = ? order by at_ms, id');
  const open = db.prepare<[string | null, number, string, number], WishSql>(
    `select * from wish where state in ${openStates} and state = coalesce(?, state) and (at_ms, id) > (?, ?)
     order by at_ms, id limit ?`,
  );
  const sums = db.prepare<[number, number], WishSum>(
    'select state, count(*) as wishes from wish where at_ms >= ? and at_ms < ? group by state order by state',
  );
  return {
    wish: (member, id) => optional(one.get(member, id), wishRow),
    wishById: (id) => optional(byId.get(id), wishRow),
    wishesOf: (member) => ofMember.all(member).map(wishRow),
    openWishes: ({ state, after, limit }) => open.all(state, after?.atMs ?? -1, after?.id ?? '', limit).map(wishRow),
    wishSums: ({ fromMs, untilMs }) => sums.all(fromMs, untilMs),
  };
}

export function wishWrites(db: Statements): WishWrites {
  const save = db.prepare(
    `insert into wish values (?, ?, ?, ?, ?)
     on conflict (member, id) do update set at_ms = excluded.at_ms, state = excluded.state, doc = excluded.doc`,
  );
  return {
    saveWish(row) {
      const { member, id, at_ms: atMs, state, doc } = wishSql(row);
      save.run(member, id, atMs, state, doc);
    },
  };
}

export function wishSql({ member, id, atMs, state, ...doc }: WishRow): WishSql {
  return { member, id, at_ms: atMs, state, doc: JSON.stringify(doc) };
}

export function wishRow({ member, id, at_ms: atMs, state, doc }: WishSql): WishRow {
  return { member, id, atMs, state, ...(JSON.parse(doc) as object) } as WishRow;
}
