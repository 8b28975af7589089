import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { Usage } from '../../shared/protocol/feed.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { usageOfRecord } from '../../shared/protocol/usage.ts';
import type { Difference, EventKey } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

/**
 * Counts what a record adds to the usage of promotions with limits, and feeds it to the record's own shop with all else the record
 * brings: its tills fold what the hub has not applied over it. Other shops get it by `spreadUsage`. The answer: what it took beyond
 * a total or a budget, now that all shops are counted.
 */
export async function countUsage(
  tx: Tx,
  key: EventKey,
  shop: string,
  body: SaleBody | ReturnBody,
  { promotions }: Programme,
): Promise<Difference[]> {
  const beyond: Difference[] = [];
  for (const usage of usageOfRecord(body)) {
    const { promotion } = usage;
    const known = promotions.find(({ id }) => id === promotion);
    if (!known) continue;
    const { total, budget } = known.limits ?? {};
    // Else two shops that use up the last of it at once would each see its own use alone.
    if (total !== undefined || budget !== undefined) await tx.holdUsage(promotion);
    await tx.addUsage(key, shop, usage);
    const all = await tx.usage(promotion);
    await feedUsage(tx, shop, all);
    if (body.kind === 'sale') beyond.push(...overLimits(usage, all, { total, budget }));
  }
  return beyond;
}

type Limits = { total?: number | undefined; budget?: number | undefined };

function overLimits({ promotion, given }: Usage, all: Usage, { total, budget }: Limits): Difference[] {
  if (total !== undefined && all.uses > total) {
    return [{ path: `money.given.${promotion}.uses`, till: all.uses, hub: total }];
  }
  if (budget === undefined || all.given <= budget) return [];
  return [{ path: `money.given.${promotion}.given`, till: given, hub: Math.max(0, given - (all.given - budget)) }];
}

export async function feedUsage(tx: Tx, shop: string, { promotion, uses, given }: Usage): Promise<void> {
  const usage: Usage = { promotion, uses: Math.max(0, uses), given: Math.max(0, given) };
  await tx.addChange(shop, 'usage', promotion, JSON.stringify(usage));
}
