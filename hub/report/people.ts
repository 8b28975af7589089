import type { Account } from '../../shared/loyalty/account.ts';
import { mulDiv } from '../../shared/money/money.ts';
import type { Link, Programme } from '../../shared/loyalty/programme/schema.ts';
import type { HubReport, LinkReport } from '../../shared/protocol/report.ts';
import type { Reader } from '../store/store.ts';

type Sum = { members: number; buyers: number; purchases: number; turnoverMinor: number };
const membersAtOnce = 1000;

/** Who joined by what, who brought whom, who leads whom and who stands where: one walk over all members. */
export type People = {
  byLink: Map<string, Sum>;
  byLevel: Map<number, Sum>;
  byAgent: Map<string, Sum>;
  byTier: Map<string, Sum>;
};

/** `joined`: local days; a member counts among a link's if they joined within them. */
export async function countPeople(reader: Reader, joined: { from: string; until: string }): Promise<People> {
  const people: People = { byLink: new Map(), byLevel: new Map(), byAgent: new Map(), byTier: new Map() };
  let after = '';
  for (;;) {
    const rows = await reader.members(after, membersAtOnce);
    for (const { account } of rows) {
      const { tier, agent, referrers = [], joinedBy } = account;
      if (tier !== null) add(people.byTier, tier, account);
      if (agent !== undefined) add(people.byAgent, agent, account);
      if (referrers.length > 0) add(people.byLevel, referrers.length, account);
      const isWithin = account.joined >= joined.from && account.joined < joined.until;
      if (joinedBy !== undefined && isWithin) add(people.byLink, joinedBy, account);
    }
    const last = rows.at(-1);
    if (!last || rows.length < membersAtOnce) return people;
    after = last.member;
  }
}

function add<Key>(sums: Map<Key, Sum>, key: Key, { purchaseCount, spendMinor }: Account): void {
  const known = sums.get(key) ?? { members: 0, buyers: 0, purchases: 0, turnoverMinor: 0 };
  sums.set(key, {
    members: known.members + 1,
    buyers: known.buyers + (purchaseCount > 0 ? 1 : 0),
    purchases: known.purchases + purchaseCount,
    turnoverMinor: known.turnoverMinor + spendMinor,
  });
}

export function linkReports({ links = [] }: Programme, { byLink }: People): LinkReport[] {
  return links.map((link) => linkReport(link, byLink.get(link.id)));
}

function linkReport({ id, name, costMinor = 0 }: Link, sum: Sum | undefined): LinkReport {
  const {
    members: joined,
    buyers: bought,
    purchases,
    turnoverMinor,
  } = sum ?? {
    members: 0,
    buyers: 0,
    purchases: 0,
    turnoverMinor: 0,
  };
  return {
    link: id,
    name,
    joined,
    bought,
    purchases,
    turnoverMinor,
    averageReceiptMinor: perOne(turnoverMinor, purchases),
    costMinor,
    costPerMemberMinor: perOne(costMinor, joined),
    costPerBuyerMinor: perOne(costMinor, bought),
  };
}

function perOne(amountMinor: number, count: number): number | null {
  return count === 0 ? null : mulDiv(Math.max(0, amountMinor), 1, count, 'halfUp');
}

export function levelReports({ byLevel }: People): HubReport['referrals'] {
  return [...byLevel]
    .toSorted(([a], [b]) => a - b)
    .map(([level, { members, turnoverMinor }]) => ({ level, members, turnoverMinor }));
}
