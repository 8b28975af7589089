import type { CashierMember, CashierSum } from '../rows.ts';
import type { ReportReads } from '../store.ts';
import type { Source } from './source.ts';

const record = `cast(convert_from(bytes, 'UTF8') as json)`;
const text = (path: string) => `(${record} #>> '{${path}}')`;
const amount = (path: string) => `coalesce(cast(${text(path)} as bigint), 0)`;
const flag = (condition: string) => `case when ${condition} then 1 else 0 end`;
const pathOf = {
  netMinor: 'body,money,totals,netMinor',
  refundMinor: 'body,money,totals,refundMinor',
  redeemedMinor: 'body,money,totals,redeemedMinor',
  grossMinor: 'body,grossMinor',
} as const;
const sums = ['netMinor', 'refundMinor', 'redeemedMinor', 'grossMinor'] as const;
const ofCashiers = `state in ('booked', 'branch') and at_ms >= $1 and at_ms < $2
  and kind in ('sale', 'return', 'receipt.attached', 'line.voided', 'receipt.cancelled', 'price.overridden')`;

export function cashierReads(source: Source): Pick<ReportReads, 'cashierSums' | 'cashierMembers'> {
  return {
    cashierSums: ({ fromMs, untilMs }) =>
      source.rows<CashierSum>(
        ['record'],
        `select cashier, kind, level, redeemed, late, "afterMember", known, count(*) as records,
           ${sums.map((name) => `cast(sum("${name}") as bigint) as "${name}"`).join(', ')}
         from (select ${text('cashier')} as cashier, kind, ${text('body,facts,spending,level')} as level,
             ${flag(`${amount('body,money,totals,redeemedMinor')} > 0`)} as redeemed,
             ${flag(`${text('body,lateMember')} is not null`)} as late,
             ${flag(`${text('body,afterMember')} = 'true'`)} as "afterMember",
             ${flag(`${text('body,facts,member,id')} is not null`)} as known,
             ${sums.map((name) => `${amount(pathOf[name])} as "${name}"`).join(', ')}
           from record where ${ofCashiers}) as told
         where cashier is not null group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3 nulls first, 4, 5, 6, 7`,
        [fromMs, untilMs],
      ),
    cashierMembers: ({ fromMs, untilMs }, most) =>
      source.rows<CashierMember>(
        ['record'],
        `select cashier, member, receipts from (
           select *, row_number() over (partition by cashier order by receipts desc, member) as nth from (
             select ${text('cashier')} as cashier, ${text('body,facts,member,id')} as member, count(*) as receipts
             from record where ${ofCashiers} and kind = 'sale' group by 1, 2) as counted
           where cashier is not null and member is not null) as ranked
         where nth <= $3 order by cashier, nth`,
        [fromMs, untilMs, most],
      ),
  };
}
