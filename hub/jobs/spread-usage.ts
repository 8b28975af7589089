import type { Usage } from '../../shared/protocol/feed.ts';
import { feedUsage } from '../ledger/usage.ts';
import { same } from '../reconcile/compare.ts';
import type { Store } from '../store/store.ts';

/**
 * Tells every shop how far promotions are used up in all of them. A sale tells its own shop at once; the others wait for this, so
 * that a sale writes into one shop's feed only. Repeatable: what a shop knows already is not told again. Answers how much it told.
 */
export async function spreadUsage(store: Store): Promise<number> {
  const { reader } = store;
  const usages = await reader.usages();
  if (usages.length === 0) return 0;
  return store.write(async (tx) => {
    let told = 0;
    for (const usage of await tx.usages()) {
      for (const shop of await tx.shops()) {
        const fed = await tx.revision(shop, 'usage', usage.promotion, Number.MAX_SAFE_INTEGER);
        if (fed?.doc && same(JSON.parse(fed.doc), atLeastZero(usage))) continue;
        await feedUsage(tx, shop, usage);
        told += 1;
      }
    }
    await tx.takePositions();
    return told;
  });
}

function atLeastZero({ promotion, uses, given }: Usage): Usage {
  return { promotion, uses: Math.max(0, uses), given: Math.max(0, given) };
}
