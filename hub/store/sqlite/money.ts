import type { MoneySum } from '../rows.ts';
import type { MoneyReads, Writes } from '../store.ts';
import type { Statements } from './statements.ts';

export type MoneySql = Omit<MoneySum, 'amountMinor'> & { amount_minor: number };

export function moneyReads(db: Statements): MoneyReads {
  const sums = db.prepare<[number, number, string | null, string | null], MoneySql>(
    `select programme, currency, reason, rule, side, other, sum(amount_minor) as amount_minor from money
     where at_ms >= ? and at_ms < ? and (? is null or programme = ?)
     group by programme, currency, reason, rule, side, other
     order by programme, currency, reason, rule, side, other`,
  );
  return {
    moneySums: ({ fromMs, untilMs, programme }) =>
      sums.all(fromMs, untilMs, programme, programme).map(({ amount_minor: amountMinor, ...row }) => ({
        ...row,
        amountMinor,
      })),
  };
}

export function moneyWrites(db: Statements): Pick<Writes, 'addMoney'> {
  const add = db.prepare('insert into money values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  return {
    addMoney({ shop, txn, reason, rule, side, other, atMs, programme, currency, amountMinor }) {
      add.run(shop, txn, reason, rule, side, other, atMs, programme, currency, amountMinor);
    },
  };
}
