import type { Sqlite } from './sqlite.ts';

/** Members with at least so many receipts at this till since a day, at most so many of them. */
export type RegularsWanted = { since: string; receipts: number; members: number };

/** Those with the most receipts first. Costs a look at every record since. */
export function openRegulars(db: Sqlite): (wanted: RegularsWanted) => string[] {
  const found = db
    .prepare<[string, number, number], string>(
      `select member from records where kind = 'sale' and member is not null and at >= ?
       group by member having count(*) >= ? order by count(*) desc, member limit ?`,
    )
    .pluck();
  return ({ since, receipts, members }) => found.all(since, receipts, members);
}
