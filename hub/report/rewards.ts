import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import type { Movement } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { HubReport } from '../../shared/protocol/report.ts';

type Reward = { rule: string; who: 'member' | 'referrer' | 'agent'; member: string; wallet: string; points: number };

/** What referrers and agents got of others' purchases and registrations, less what returns took back. */
export function rewardsIn(texts: Iterable<string>, programme: Programme): Reward[] {
  const whoBy = new Map((programme.activities ?? []).map(({ id, to }) => [id, to?.who ?? 'member']));
  const sums = new Map<string, Reward>();
  for (const text of texts) {
    for (const reward of rewardsOf(JSON.parse(text) as AccountEvent, whoBy)) {
      const key = JSON.stringify([reward.rule, reward.member, reward.wallet]);
      const known = sums.get(key);
      sums.set(key, { ...reward, points: (known?.points ?? 0) + reward.points });
    }
  }
  return [...sums.values()].filter(({ who }) => who !== 'member');
}

function rewardsOf(event: AccountEvent, whoBy: ReadonlyMap<string, Reward['who']>): Reward[] {
  if (event.kind === 'shared') {
    const { rule, who, member, wallet, points } = event.share;
    return [{ rule, who, member, wallet, points }];
  }
  if (event.kind === 'unshared') {
    const { rule, member, wallet, points } = event.share;
    return [{ rule, who: whoBy.get(rule) ?? 'referrer', member, wallet, points: -points }];
  }
  if (event.kind !== 'reacted') return [];
  const { rule, who, member, movements } = event.reaction;
  const accrued = movements.filter((each): each is Extract<Movement, { kind: 'accrue' }> => each.kind === 'accrue');
  return accrued.map(({ wallet, points }) => ({ rule, who, member, wallet, points }));
}

export function rewardsByLevel(
  rewards: readonly Reward[],
  { activities = [] }: Programme,
): HubReport['referralRewards'] {
  const levelOf = new Map(activities.map(({ id, to }) => [id, to?.who === 'referrer' ? to.level : undefined]));
  const sums = new Map<string, HubReport['referralRewards'][number]>();
  for (const { rule, wallet, points } of rewards) {
    const level = levelOf.get(rule);
    if (level === undefined) continue;
    const known = sums.get(`${level} ${wallet}`);
    sums.set(`${level} ${wallet}`, { level, wallet, points: (known?.points ?? 0) + points });
  }
  return [...sums.values()].toSorted((a, b) => a.level - b.level || (a.wallet < b.wallet ? -1 : 1));
}

export function rewardsOfAgent(rewards: readonly Reward[], agent: string): { wallet: string; points: number }[] {
  const sums = new Map<string, number>();
  for (const { who, member, wallet, points } of rewards) {
    if (who === 'agent' && member === agent) sums.set(wallet, (sums.get(wallet) ?? 0) + points);
  }
  return [...sums].map(([wallet, points]) => ({ wallet, points }));
}
