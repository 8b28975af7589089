import type { Good, Price, Usage } from '../../shared/protocol/feed.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { giftGood } from '../../shared/protocol/gift-good.ts';
import { usageFacts } from '../../shared/protocol/usage.ts';
import type { Difference } from '../store/rows.ts';
import { differences } from './compare.ts';
import type { FactsCheck } from './facts.ts';

/**
 * Whether what a sale says of goods that rules may add, of promotions' usage and of partners' lists is what the till could know:
 * by the feed at the replica's position, and its own records that the facts name. A plain programme asks for none of it.
 */
export async function ruleFactsDifferences(check: FactsCheck, body: SaleBody, position: number): Promise<Difference[]> {
  const { facts } = body;
  const { reader, revisions, branch } = check;
  const rules = await revisions.rules(reader, facts.basis?.programme.hash ?? '');
  if (!rules) return [];
  const found: Difference[] = [];
  if (rules.goods.length > 0 || facts.goods) {
    found.push(...differences('facts.goods', facts.goods ?? [], await goodsAt(check, rules.goods, position)));
  }
  if ((rules.counted.length > 0 || facts.promotions) && !branch) {
    const known = await usageAt(check, body, rules.counted, position);
    found.push(...differences('facts.promotions', facts.promotions ?? [], known));
  }
  for (const list of facts.lists ?? []) {
    const fed = await reader.isListFed(check.shop, list, position);
    if (!fed) found.push({ path: `facts.lists.${list}`, till: list, hub: null });
  }
  return found;
}

async function goodsAt({ reader, revisions, shop }: FactsCheck, skus: readonly string[], position: number) {
  const goods = [];
  for (const sku of skus) {
    const good = (await revisions.at(reader, shop, 'good', sku, position)) as Good | null | undefined;
    const price = (await revisions.at(reader, shop, 'price', sku, position)) as Price | null | undefined;
    if (good && price) goods.push(giftGood(good, price.priceMinor));
  }
  return goods;
}

/** Usage changes with every other sale, so it is not remembered among revisions. */
async function usageAt(
  { reader, key, shop }: FactsCheck,
  { facts }: SaleBody,
  counted: readonly string[],
  position: number,
) {
  const fed = new Map<string, Usage>();
  const own = new Map<string, Usage>();
  for (const promotion of counted) {
    const found = await reader.revision(shop, 'usage', promotion, position);
    if (found?.doc) fed.set(promotion, JSON.parse(found.doc) as Usage);
    for (const { epoch, from, to } of facts.basis?.own ?? []) {
      const until = epoch === key.epoch ? Math.min(to, key.seq - 1) : to;
      const sums = own.get(promotion) ?? { promotion, uses: 0, given: 0 };
      const more = await reader.ownUsage(promotion, key.till, epoch, from, until);
      own.set(promotion, { promotion, uses: sums.uses + more.uses, given: sums.given + more.given });
    }
  }
  return usageFacts(counted, (promotion) => fed.get(promotion), own);
}
