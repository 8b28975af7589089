import type { MemberSql } from '../sqlite/members.ts';
import { memberRow } from '../sqlite/members.ts';
import type { LedgerFlow, ReceiptSum, UsageSum } from '../rows.ts';
import type { ReportReads } from '../store.ts';
import { cashierReads } from './cashiers.ts';
import { membersAfter } from './members.ts';
import type { Source } from './source.ts';

/** How a member's event names its transaction in the ledger: see hub/ledger/keys.ts. */
const txn = `case when e.till = '' then 'hub/' || cast(e.seq as text)
  else e.till || '/' || e.epoch || '/' || cast(e.seq as text) || '/' || substr(e.hash, 1, 8) end`;
const flow = `wallet, side, cast(sum(greatest(points, 0)) as bigint) as plus,
  cast(sum(greatest(-points, 0)) as bigint) as minus`;
const record = `cast(convert_from(bytes, 'UTF8') as json)`;
const money = (path: string, name: string) =>
  `cast(coalesce(sum(cast(${record} #>> '{body,money,totals,${path}}' as bigint)), 0) as bigint) as "${name}"`;
const totals = ['grossMinor', 'discountMinor', 'redeemedMinor', 'netMinor', 'refundMinor'] as const;
const within = 'at_ms >= $1 and at_ms < $2';
const eventsAtOnce = 1000;

type EventPlace = { member: string; till: string; epoch: string; seq: number; hash: string; event: string };

/** Sums that are asked for now and then, by people: they may read much and write nothing. */
export function reportReads(source: Source): ReportReads {
  const flows = (of: string, values: number[]) =>
    source.rows<LedgerFlow>(['ledger', 'member_event'], `select ${flow} from ${of} group by wallet, side`, values);
  return {
    openingFlows: () => flows(`ledger where txn = 'opening' or txn like 'opening/%'`, []),
    async ledgerFlows({ fromMs, untilMs }) {
      const events = `member_event as e join ledger as l on l.member = e.member`;
      const own = `${events} and l.txn = ${txn} where e.${within.replace('and ', 'and e.')}`;
      // `late/<number>/<the event's own name>`
      const late = `${events} and l.txn like 'late/%' and substr(l.txn, 6 + strpos(substr(l.txn, 6), '/')) = ${txn}
        where e.${within.replace('and ', 'and e.')}`;
      return [...(await flows(own, [fromMs, untilMs])), ...(await flows(late, [fromMs, untilMs]))];
    },
    receiptSums: ({ fromMs, untilMs }) =>
      source.rows<ReceiptSum>(
        ['record'],
        `select ${record} #>> '{body,facts,basis,programme,id}' as programme, kind,
           case when ${record} #>> '{body,facts,member,id}' is null then 0 else 1 end as known, count(*) as receipts,
           ${totals.map((name) => money(name, name)).join(', ')}
         from record where kind in ('sale', 'return') and state in ('booked', 'branch') and ${within}
         group by 1, 2, 3 order by 1, 2, 3`,
        [fromMs, untilMs],
      ),
    privilegeSums: ({ fromMs, untilMs }) =>
      source.rows<{ rule: string; times: number; costMinor: number }>(
        ['record'],
        `select p.value ->> 'rule' as rule, count(*) as times,
           cast(coalesce(sum(cast(p.value ->> 'costMinor' as bigint)), 0) as bigint) as "costMinor"
         from record, json_array_elements(${record} #> '{body,money,privileges}') as p(value)
         where kind = 'sale' and state in ('booked', 'branch') and ${within} group by 1 order by 1`,
        [fromMs, untilMs],
      ),
    usageSums: ({ fromMs, untilMs }) =>
      source.rows<UsageSum>(
        ['usage_record'],
        `select promotion, cast(sum(uses) as bigint) as uses, cast(sum(given) as bigint) as given from usage_record
         where ${within} group by promotion order by promotion`,
        [fromMs, untilMs],
      ),
    ...cashierReads(source),
    async *eventTexts({ fromMs, untilMs }) {
      let after = ['', '', '', -1, ''] as [string, string, string, number, string];
      for (;;) {
        const rows = await source.rows<EventPlace>(
          ['member_event'],
          `select member, till, epoch, seq, hash, event from member_event
           where event is not null and ${within} and (member, till, epoch, seq, hash) > ($3, $4, $5, $6, $7)
           order by member, till, epoch, seq, hash limit ${eventsAtOnce}`,
          [fromMs, untilMs, ...after],
        );
        for (const { event } of rows) yield event;
        const last = rows.at(-1);
        if (!last || rows.length < eventsAtOnce) return;
        after = [last.member, last.till, last.epoch, last.seq, last.hash];
      }
    },
    members: async (after, limit) =>
      (await source.rows<MemberSql>(['member'], membersAfter, [after, limit])).map(memberRow),
  };
}
