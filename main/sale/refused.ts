import { tellRejection } from '../../shared/i18n/tell-reasons.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorArgs } from '../../shared/protocol/errors.ts';
import type { SaleDeps } from './deps.ts';
import { notice } from './notices.ts';
import { namesIn, ruleName } from './reasons.ts';
import type { Surroundings } from './surroundings.ts';
import type { Rung } from './view.ts';

/** Goods that may not be sold to this buyer: told as soon as they are rung, and no money is taken for them. */

type Refused = NonNullable<Rung['outcome']['refused']>[number];

/** Throws `sale.notForBuyer` with the first such good and why. */
export function refuseClosedGoods(rung: Rung, around: Surroundings): void {
  const [first] = rung.outcome.refused ?? [];
  if (first) throw new KopilkaError('sale.notForBuyer', tellRefused(first, rung, around));
}

/** Tells of those that were not refused before: a good just rung, or one whose buyer's card was taken away. */
export function noticeClosedGoods(
  { tell }: Pick<SaleDeps, 'tell'>,
  around: Surroundings,
  before: Rung | null,
  rung: Rung,
): void {
  const { refused = [] } = rung.outcome;
  if (refused.length === 0) return;
  const known = new Set(before?.sale.receipt === rung.sale.receipt ? before.outcome.refused?.map(keyOf) : []);
  for (const each of refused) {
    if (!known.has(keyOf(each))) tell(notice('refused', 'sale.notForBuyer', tellRefused(each, rung, around)));
  }
}

function keyOf({ line, access }: Refused): string {
  return `${line} ${access}`;
}

function tellRefused({ line, access }: Refused, { sale, outcome, programme }: Rung, around: Surroundings): ErrorArgs {
  const locale = around.locale();
  const sku = outcome.lines.find(({ id }) => id === line)?.sku ?? line;
  const rejection = outcome.rejections.find(({ rule }) => rule === access);
  const rule = ruleName(programme, access)?.[locale] ?? access;
  const why = rejection ? `${rule}: ${tellRejection(rejection, namesIn(programme, locale))}` : rule;
  return { good: sale.goods[sku]?.name[locale] ?? sku, why };
}
