import type { Usage } from '../../../shared/protocol/feed.ts';
import type { UsageReads, Writes } from '../store.ts';
import type { Statements } from './statements.ts';

type Sum = { uses: number; given: number };

export function usageReads(db: Statements): UsageReads {
  const total = db.prepare<[string], Sum>(
    'select ifnull(sum(uses), 0) as uses, ifnull(sum(given), 0) as given from usage where promotion = ?',
  );
  const totals = db.prepare<[], Usage>(
    'select promotion, sum(uses) as uses, sum(given) as given from usage group by promotion order by promotion',
  );
  const own = db.prepare<[string, string, string, number, number], Sum>(
    `select ifnull(sum(uses), 0) as uses, ifnull(sum(given), 0) as given from usage_record
     where promotion = ? and till = ? and epoch = ? and seq between ? and ?`,
  );
  return {
    usage: (promotion) => ({ promotion, ...total.get(promotion)! }),
    usages: () => totals.all(),
    ownUsage: (promotion, till, epoch, from, to) => own.get(promotion, till, epoch, from, to)!,
  };
}

export function usageWrites(db: Statements): Pick<Writes, 'holdUsage' | 'addUsage'> {
  const addRecord = db.prepare('insert into usage_record values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const add = db.prepare(
    `insert into usage values (?, ?, ?, ?) on conflict (promotion, shop) do update set uses = uses + excluded.uses,
     given = given + excluded.given`,
  );
  return {
    holdUsage: () => undefined,
    addUsage({ till, epoch, seq, hash, atMs }, shop, { promotion, uses, given }) {
      addRecord.run(promotion, till, epoch, seq, hash, shop, atMs, uses, given);
      add.run(promotion, shop, uses, given);
    },
  };
}
