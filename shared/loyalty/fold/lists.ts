import type { Account } from '../account.ts';

type Lists = 'terms' | 'uses' | 'counters' | 'history' | 'bought';

/** An empty list is left out, so that an account is the same whether it never had one or has none left. */
export function setList<Key extends Lists>(draft: Account, key: Key, list: NonNullable<Account[Key]>): void {
  if (list.length === 0) delete draft[key];
  else draft[key] = list;
}
