import { availableLots } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { Distant } from '../../shared/protocol/feed.ts';
import { listHash } from '../identity/hash.ts';
import type { MemberRow, Profile } from '../store/rows.ts';

/** A member as the shops know them that they do not visit: cards as keyed hashes, tier and balance. */
export function distantDocument({ member, profile, account }: MemberRow, key: string): Distant {
  const { joined, blocked, tier } = account;
  return {
    member,
    cards: (JSON.parse(profile) as Profile).cards.map((card) => listHash(key, card)),
    joined,
    ...(blocked === undefined ? {} : { blocked }),
    tier,
    balances: balancesOf(account),
  };
}

function balancesOf(account: Account): Distant['balances'] {
  const sums = new Map<string, number>();
  for (const { wallet, points } of availableLots(account)) sums.set(wallet, (sums.get(wallet) ?? 0) + points);
  return [...sums].map(([wallet, points]) => ({ wallet, points }));
}
