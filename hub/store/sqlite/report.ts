import type { ReportReads } from '../store.ts';
import type { CashierMember, CashierSum, LedgerFlow, MemberRow, ReceiptSum, UsageSum } from '../rows.ts';
import type { Statements } from './statements.ts';
import { memberColumns, memberRow } from './members.ts';
import type { MemberSql } from './members.ts';

/** How a member's event names its transaction in the ledger: see hub/ledger/keys.ts. */
const txn = `iif(e.till = '', 'hub/' || e.seq, e.till || '/' || e.epoch || '/' || e.seq || '/' || substr(e.hash, 1, 8))`;
const flow = `wallet, side, sum(max(points, 0)) as plus, sum(max(-points, 0)) as minus`;
const money = (path: string) => `ifnull(sum(json_extract(cast(bytes as text), '$.body.money.totals.${path}')), 0)`;
const programmeOf = `json_extract(cast(bytes as text), '$.body.facts.basis.programme.id')`;
const hasMember = `json_extract(cast(bytes as text), '$.body.facts.member.id') is not null`;

const at = (path: string) => `json_extract(cast(bytes as text), '$.${path}')`;
const ofCashiers = `state in ('booked', 'branch') and at_ms >= ? and at_ms < ? and ${at('cashier')} is not null
  and kind in ('sale', 'return', 'receipt.attached', 'line.voided', 'receipt.cancelled', 'price.overridden')`;

type Within = [number, number];

/** Sums that are asked for now and then, by people: they may read much and write nothing. */
export function reportReads(db: Statements): ReportReads {
  // By the events in their order, each of which finds its entries by the ledger's key.
  const flows = db.prepare<Within, LedgerFlow>(
    `select ${flow} from member_event as e cross join ledger as l on l.member = e.member and l.txn = ${txn}
     where e.at_ms >= ? and e.at_ms < ? group by wallet, side`,
  );
  const opening = db.prepare<[], LedgerFlow>(
    `select ${flow} from ledger where txn = 'opening' or txn like 'opening/%' group by wallet, side`,
  );
  const late = db.prepare<Within, LedgerFlow>(
    `select ${flow} from ledger as l cross join member_event as e on e.member = l.member
       and substr(l.txn, 6 + instr(substr(l.txn, 6), '/')) = ${txn}
     where l.txn >= 'late/' and l.txn < 'late0' and e.at_ms >= ? and e.at_ms < ? group by wallet, side`,
  );
  const receipts = db.prepare<Within, ReceiptSum>(
    `select ${programmeOf} as programme, kind, ${hasMember} as known, count(*) as receipts,
       ${money('grossMinor')} as grossMinor, ${money('discountMinor')} as discountMinor,
       ${money('redeemedMinor')} as redeemedMinor, ${money('netMinor')} as netMinor, ${money('refundMinor')} as refundMinor
     from record where kind in ('sale', 'return') and state in ('booked', 'branch') and at_ms >= ? and at_ms < ?
     group by 1, 2, 3`,
  );
  const privileges = db.prepare<Within, { rule: string; times: number; costMinor: number }>(
    `select json_extract(p.value, '$.rule') as rule, count(*) as times,
       sum(json_extract(p.value, '$.costMinor')) as costMinor
     from record, json_each(cast(bytes as text), '$.body.money.privileges') as p
     where kind = 'sale' and at_ms >= ? and at_ms < ? group by 1 order by 1`,
  );
  const used = db.prepare<Within, UsageSum>(
    `select promotion, sum(uses) as uses, sum(given) as given from usage_record where at_ms >= ? and at_ms < ?
     group by promotion order by promotion`,
  );
  const cashiers = db.prepare<Within, CashierSum>(
    `select ${at('cashier')} as cashier, kind, ${at('body.facts.spending.level')} as level,
       ifnull(${at('body.money.totals.redeemedMinor')}, 0) > 0 as redeemed, ${at('body.lateMember')} is not null as late,
       ifnull(${at('body.afterMember')}, 0) as afterMember, ${hasMember} as known, count(*) as records,
       ${money('netMinor')} as netMinor, ${money('refundMinor')} as refundMinor, ${money('redeemedMinor')} as redeemedMinor,
       ifnull(sum(${at('body.grossMinor')}), 0) as grossMinor
     from record where ${ofCashiers} group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7`,
  );
  const repeated = db.prepare<[...Within, number], CashierMember>(
    `select cashier, member, receipts from (
       select *, row_number() over (partition by cashier order by receipts desc, member) as nth from (
         select ${at('cashier')} as cashier, ${at('body.facts.member.id')} as member, count(*) as receipts
         from record where ${ofCashiers} and kind = 'sale' and ${hasMember} group by 1, 2))
     where nth <= ? order by cashier, nth`,
  );
  const events = db.prepare<Within, { event: string }>(
    'select event from member_event where event is not null and at_ms >= ? and at_ms < ?',
  );
  const members = db.prepare<[string, number], MemberSql>(
    `select ${memberColumns} from member where member > ? order by member limit ?`,
  );
  return {
    openingFlows: () => opening.all(),
    ledgerFlows: ({ fromMs, untilMs }) => [...flows.all(fromMs, untilMs), ...late.all(fromMs, untilMs)],
    receiptSums: ({ fromMs, untilMs }) => receipts.all(fromMs, untilMs),
    privilegeSums: ({ fromMs, untilMs }) => privileges.all(fromMs, untilMs),
    usageSums: ({ fromMs, untilMs }) => used.all(fromMs, untilMs),
    cashierSums: ({ fromMs, untilMs }) => cashiers.all(fromMs, untilMs),
    cashierMembers: ({ fromMs, untilMs }, most) => repeated.all(fromMs, untilMs, most),
    *eventTexts({ fromMs, untilMs }) {
      for (const { event } of events.iterate(fromMs, untilMs)) yield event;
    },
    members: (after, limit): MemberRow[] => members.all(after, limit).map(memberRow),
  };
}
