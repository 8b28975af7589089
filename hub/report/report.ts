import { mulDiv } from '../../shared/money/money.ts';
import type { Programme, Promotion } from '../../shared/loyalty/programme/schema.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { HubReport, ReportQuery } from '../../shared/protocol/report.ts';
import type { Clock } from '../ports.ts';
import type { ReceiptSum, UsageSum } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';
import { causesOf, settlementsOf } from './money.ts';
import { countPeople, levelReports, linkReports } from './people.ts';
import type { People } from './people.ts';
import { rewardsByLevel, rewardsIn, rewardsOfAgent } from './rewards.ts';
import { walletReports } from './wallets.ts';
import { wishesIn } from './wishes.ts';

const everMs = Number.MAX_SAFE_INTEGER;
const firstDay = '0000-00-00';
const lastDay = '9999-99-99';

/** Throws `hub.noProgramme` where none was published, or none of that id. */
export async function hubReport(reader: Reader, clock: Clock, query: ReportQuery): Promise<HubReport> {
  const { from, to } = query;
  const programme = await reportedProgramme(reader, clock, query);
  const [fromMs, untilMs] = [from === undefined ? 0 : Date.parse(from), to === undefined ? everMs : Date.parse(to)];
  const within = { fromMs, untilMs };
  const money = { ...within, programme: programme.id };
  const flows = await reader.ledgerFlows(within);
  const before = fromMs === 0 ? flows : await reader.ledgerFlows({ fromMs: 0, untilMs });
  const receipts = (await reader.receiptSums(within)).filter((each) => each.programme === programme.id);
  const sums = await reader.moneySums(money);
  const people = await countPeople(reader, {
    from: from?.slice(0, 10) ?? firstDay,
    until: to?.slice(0, 10) ?? lastDay,
  });
  const texts: string[] = [];
  for await (const text of reader.eventTexts(within)) texts.push(text);
  const rewards = rewardsIn(texts, programme);
  const wallets = walletReports(programme, [...(await reader.openingFlows()), ...before], flows);
  const turnoverMinor = turnover(receipts);
  const { id, version, name, currency } = programme;
  return {
    programme: { id, version, name, currency },
    from: from ?? null,
    to: to ?? null,
    receipts: counted(receipts),
    turnoverMinor,
    discountMinor: receipts.reduce((sum, { discountMinor }) => sum + discountMinor, 0),
    wallets,
    costBp: cost(wallets, turnoverMinor),
    settlements: settlementsOf(sums),
    causes: causesOf(programme, sums, await reader.moneySums({ ...money, fromMs: 0 })),
    referrals: levelReports(people),
    referralRewards: rewardsByLevel(rewards, programme),
    agents: agentsOf(people, (agent) => rewardsOfAgent(rewards, agent)),
    links: linkReports(programme, people),
    promotions: promotionsOf(programme, await reader.usageSums(within), await reader.usages()),
    privileges: (await reader.privilegeSums(within)).flatMap((each) => named(programme.promotions, each.rule, each)),
    tiers: (programme.tiers ?? []).map((tier) => ({
      tier: tier.id,
      name: tier.name,
      members: people.byTier.get(tier.id)?.members ?? 0,
    })),
    wishes: await wishesIn(reader, within),
  };
}

/** The newest version of it; without an id, the one in force. */
async function reportedProgramme(reader: Reader, clock: Clock, { programme: id }: ReportQuery): Promise<Programme> {
  const rows = await reader.programmes();
  const candidates = rows
    .filter((row) => (id === undefined ? Date.parse(row.from) <= clock.nowMs() : row.id === id))
    .toSorted((a, b) => Date.parse(a.from) - Date.parse(b.from) || a.version - b.version);
  const row = candidates.at(-1) ?? (id === undefined ? rows.at(-1) : undefined);
  if (!row) throw new KopilkaError('hub.noProgramme', { moment: id ?? new Date(clock.nowMs()).toISOString() });
  return JSON.parse(row.text) as Programme;
}

function counted(receipts: readonly ReceiptSum[]): HubReport['receipts'] {
  const count = (isCounted: (each: ReceiptSum) => boolean) =>
    receipts.filter(isCounted).reduce((sum, each) => sum + each.receipts, 0);
  return {
    sales: count(({ kind }) => kind === 'sale'),
    returns: count(({ kind }) => kind === 'return'),
    withMember: count(({ kind, known }) => kind === 'sale' && known === 1),
  };
}

function turnover(receipts: readonly ReceiptSum[]): number {
  const known = receipts.filter((each) => each.known === 1);
  return known.reduce((sum, { netMinor, refundMinor }) => sum + netMinor - refundMinor, 0);
}

function cost(wallets: HubReport['wallets'], turnoverMinor: number): number | null {
  const redeemedMinor = wallets.reduce((sum, each) => sum + each.redeemedMinor, 0);
  return turnoverMinor <= 0 ? null : mulDiv(Math.max(0, redeemedMinor), 10_000, turnoverMinor, 'halfUp');
}

function agentsOf(
  { byAgent }: People,
  rewards: (agent: string) => HubReport['agents'][number]['rewards'],
): HubReport['agents'] {
  return [...byAgent]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([agent, { members, turnoverMinor }]) => ({
      agent,
      clients: members,
      turnoverMinor,
      rewards: rewards(agent),
    }));
}

function promotionsOf(
  { promotions }: Programme,
  used: readonly UsageSum[],
  inAll: readonly UsageSum[],
): HubReport['promotions'] {
  const of = (sums: readonly UsageSum[], id: string) =>
    sums.find(({ promotion }) => promotion === id) ?? { uses: 0, given: 0 };
  return promotions
    .filter(({ limits }) => limits !== undefined)
    .map(({ id, name, give, limits }) => ({
      promotion: id,
      name,
      unit: unitOf(give),
      uses: of(used, id).uses,
      given: of(used, id).given,
      usesInAll: of(inAll, id).uses,
      givenInAll: of(inAll, id).given,
      total: limits?.total ?? null,
      budget: limits?.budget ?? null,
    }));
}

function unitOf(give: Promotion['give']): string {
  return 'wallet' in give ? give.wallet : 'minor';
}

function named<T extends { rule: string }>(promotions: readonly Promotion[], rule: string, row: T) {
  const promotion = promotions.find(({ id }) => id === rule);
  return promotion ? [{ ...row, name: promotion.name }] : [];
}
