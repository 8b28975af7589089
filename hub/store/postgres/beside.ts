import type { Usage } from '../../../shared/protocol/feed.ts';
import type { HappeningSql } from '../sqlite/happenings.ts';
import type { MoneySql } from '../sqlite/money.ts';
import { happeningRow } from '../sqlite/happenings.ts';
import { optional } from '../sqlite/tills.ts';
import type { HappeningReads, MoneyReads, UsageReads, Writes } from '../store.ts';
import type { Source } from './source.ts';
import { addedTables, keyedTables, summedTables } from './tables.ts';
import type { Unit } from './unit.ts';

const usageSums = 'cast(coalesce(sum(uses), 0) as bigint) as uses, cast(coalesce(sum(given), 0) as bigint) as given';

/** A row of no shop, that counts nothing, is what all shops wait for. */
const holdUsage = `insert into usage (promotion, shop, uses, given) values ($1, '', 0, 0)
  on conflict (promotion, shop) do update set uses = usage.uses`;

/** What happens beside a member's account: usage of promotions, events and their answers, money between parties. */
export function besideReads(source: Source): UsageReads & HappeningReads & MoneyReads {
  return {
    async usage(promotion) {
      const [row] = await source.rows<{ uses: number; given: number }>(
        ['usage'],
        `select ${usageSums} from usage where promotion = $1`,
        [promotion],
      );
      return { promotion, ...row! };
    },
    usages: () =>
      source.rows<Usage>(['usage'], `select promotion, ${usageSums} from usage group by promotion order by promotion`),
    async ownUsage(promotion, till, epoch, from, to) {
      const [row] = await source.rows<{ uses: number; given: number }>(
        ['usage_record'],
        `select ${usageSums} from usage_record
         where promotion = $1 and till = $2 and epoch = $3 and seq between $4 and $5`,
        [promotion, till, epoch, from, to],
      );
      return row!;
    },
    happening: async (id) => optional(await source.row<HappeningSql>(keyedTables.happening, [id]), happeningRow),
    async happenings(member) {
      const text = `select ${keyedTables.happening.columns.join(', ')} from happening where member = $1 order by at_ms, id`;
      return (await source.rows<HappeningSql>(['happening'], text, [member])).map(happeningRow);
    },
    async joinedBy(link) {
      const [row] = await source.rows<{ count: number }>(
        ['joining'],
        'select count(*) as count from joining where link = $1',
        [link],
      );
      return row!.count;
    },
    welcomed: async (identifier) => (await source.row<{ member: string }>(keyedTables.welcome, [identifier]))?.member,
    async moneySums({ fromMs, untilMs, programme }) {
      const rows = await source.rows<MoneySql>(
        ['money'],
        `select programme, currency, reason, rule, side, other, cast(sum(amount_minor) as bigint) as amount_minor
         from money where at_ms >= $1 and at_ms < $2 and (cast($3 as text) is null or programme = $3)
         group by programme, currency, reason, rule, side, other
         order by programme, currency, reason, rule, side, other`,
        [fromMs, untilMs, programme],
      );
      return rows.map(({ amount_minor: amountMinor, ...row }) => ({ ...row, amountMinor }));
    },
  };
}

type BesideWrites = Pick<Writes, 'holdUsage' | 'addUsage' | 'addHappening' | 'addJoining' | 'addWelcome' | 'addMoney'>;

export function besideWrites(unit: Unit): BesideWrites {
  return {
    holdUsage(promotion) {
      unit.post([{ text: holdUsage, values: [promotion] }]);
    },
    addUsage({ till, epoch, seq, hash, atMs }, shop, { promotion, uses, given }) {
      unit.add(addedTables.usageRecord, { promotion, till, epoch, seq, hash, shop, at_ms: atMs, uses, given });
      unit.sum(summedTables.usage, { promotion, shop, uses, given });
    },
    addHappening({ id, member, atMs, kind, name, answer }) {
      unit.put(keyedTables.happening, { id, member, at_ms: atMs, kind, name, answer });
    },
    addJoining(link, member, atMs) {
      unit.add(addedTables.joining, { link, member, at_ms: atMs });
    },
    async addWelcome(identifier, member) {
      const before = await unit.row<{ member: string }>(keyedTables.welcome, [identifier]);
      if (!before) unit.put(keyedTables.welcome, { identifier, member });
    },
    addMoney({ shop, txn, reason, rule, side, other, atMs, programme, currency, amountMinor }) {
      const owed = { programme, currency, amount_minor: amountMinor };
      unit.add(addedTables.money, { shop, txn, reason, rule, side, other, at_ms: atMs, ...owed });
    },
  };
}
