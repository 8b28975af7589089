import { mulDiv } from '../../shared/money/money.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Good } from '../../shared/protocol/feed.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import type { Approval, Params } from '../../shared/protocol/page.ts';
import { approve } from '../shift/pins.ts';
import type { Desk } from './desk.ts';
import { ring, rungLines, shownLine, withPrice, withQuantity } from './lines.ts';
import { notice } from './notices.ts';
import type { OpenSale } from './open-sale.ts';
import type { Rung } from './view.ts';

/** Commands on goods: each is one evaluation and one write. */

export const oneThousandths = 1000;

export type Wanted = {
  quantity?: number | undefined;
  priceMinor?: number | undefined;
  /** The host till's own discount on the whole line. */
  hostDiscountMinor?: number | undefined;
  /** The marking code as it was read: raw. */
  mark?: string | undefined;
  /** Of the receipt, as a host till tells them with a line. */
  attributes?: Record<string, string> | undefined;
};

/**
 * Rings a good by hand or for a host till. A price that comes with it in place of the catalogue's, or a discount, is for whom the
 * shop lets change prices: throws `cashier.notAllowed`.
 */
export function addByHand(desk: Desk, sku: string, wanted: Wanted): void {
  const { priceMinor, hostDiscountMinor } = wanted;
  const catalogueMinor = desk.deps.replica.get('price', sku)?.priceMinor;
  const isOverride = priceMinor !== undefined && catalogueMinor !== undefined && priceMinor !== catalogueMinor;
  if (isOverride || hostDiscountMinor !== undefined) refusePriceChange(desk);
  addGood(desk, sku, wanted);
}

/** Rings a good by its number. Throws `good.unknown`, `good.noPrice`, `good.weight`, `good.wholePieces`, `good.markTwice`. */
export function addGood(desk: Desk, sku: string, wanted: Wanted = {}): void {
  ringGood(desk, goodNumbered(desk, sku), wanted);
}

/** Throws `good.unknown`. */
export function goodNumbered({ deps }: Desk, sku: string): Good {
  const good = deps.replica.get('good', sku);
  if (!good) throw new KopilkaError('good.unknown', { code: sku });
  return good;
}

export function ringGood(desk: Desk, good: Good, wanted: Wanted): void {
  const { priceMinor, attributes } = wanted;
  const before = pinnedAtFirstLine(desk);
  const catalogueMinor = catalogueOf(desk, good);
  const told = attributes ? { ...before, attributes: { ...before.attributes, ...attributes } } : before;
  const sale = withGood(desk, told, good, wanted);
  const overridden = catalogueMinor !== null && priceMinor !== undefined && priceMinor !== catalogueMinor;
  const records: RecordBody[] = overridden
    ? [{ kind: 'price.overridden', ...lastRung(sale), fromMinor: catalogueMinor, toMinor: priceMinor }]
    : [];
  desk.keep(sale, { records });
  if (good.ageLimit !== undefined && !hadAgeLimit(before, good.ageLimit)) {
    const name = good.name[desk.around.locale()];
    desk.deps.tell(notice('look', 'notice.ageLimit', { age: good.ageLimit, name }));
  }
}

/** The sale with one more good, and nothing written. Throws as `addGood`. */
export function withGood(desk: Desk, sale: OpenSale, good: Good, wanted: Wanted & { id?: string }): OpenSale {
  const { id, quantity, priceMinor, hostDiscountMinor, mark } = wanted;
  const catalogueMinor = catalogueOf(desk, good);
  if (catalogueMinor === null && priceMinor === undefined) throw new KopilkaError('good.noPrice', { sku: good.sku });
  if (good.byWeight && quantity === undefined) throw new KopilkaError('good.weight', { sku: good.sku });
  const thousandths = quantity ?? oneThousandths;
  refusePartOfPiece(good, thousandths);
  if (mark !== undefined && sale.lines.some((line) => line.mark === mark)) throw new KopilkaError('good.markTwice');
  return ring(sale, {
    good,
    quantity: thousandths,
    catalogueMinor,
    ...(id === undefined ? {} : { id }),
    ...(priceMinor === undefined ? {} : { priceMinor }),
    ...(hostDiscountMinor === undefined ? {} : { hostDiscountMinor }),
    ...(mark === undefined ? {} : { mark }),
  });
}

function catalogueOf({ deps }: Desk, { sku }: Good): number | null {
  return deps.replica.get('price', sku)?.priceMinor ?? null;
}

/** Moment, programme and catalogue are those of the first line, however long before it a card was shown. */
function pinnedAtFirstLine(desk: Desk): OpenSale {
  const sale = desk.begin();
  return sale.lines.length > 0 || sale.rung > 0 ? sale : { ...sale, ...desk.pin() };
}

function lastRung(sale: OpenSale): { receipt: string; line: string; sku: string } {
  const line = sale.lines.at(-1)!;
  return { receipt: sale.receipt, line: line.id, sku: line.sku };
}

function hadAgeLimit(sale: OpenSale, age: number): boolean {
  return sale.lines.some((line) => (sale.goods[line.sku]?.ageLimit ?? 0) >= age);
}

function refusePartOfPiece(good: Good, quantity: number): void {
  if (!good.byWeight && quantity % oneThousandths !== 0) throw new KopilkaError('good.wholePieces', { sku: good.sku });
}

export function setQuantity(desk: Desk, line: string, quantity: number): void {
  const { sale, shown } = lineOf(desk, line);
  refusePartOfPiece(sale.goods[shown.sku]!, quantity);
  const less = shown.quantity - quantity;
  desk.keep(withQuantity(sale, shown, quantity), { records: less > 0 ? [voided(desk.open(), line, less)] : [] });
}

export function voidLine(desk: Desk, line: string): void {
  const { sale, shown } = lineOf(desk, line);
  desk.keep(withQuantity(sale, shown, 0), { records: [voided(desk.open(), shown.id, shown.quantity)] });
}

/** Throws `cashier.notAllowed` where the shop lets only a manager change prices and none approves; then as `approve`. */
export function setPrice(desk: Desk, { line, priceMinor, approval }: Params<'sale.setPrice'>): void {
  if (!approval) refusePriceChange(desk);
  const { sale, shown } = lineOf(desk, line);
  if (priceMinor === shown.unitPriceMinor) return;
  const approved = approval && !mayChangePrices(desk) ? [priceApproved(desk, sale, line, approval)] : [];
  const changed = rungLines(sale, shown).map(({ id, sku, unitPriceMinor, overrideMinor }): RecordBody => ({
    kind: 'price.overridden',
    receipt: sale.receipt,
    line: id,
    sku,
    fromMinor: overrideMinor ?? unitPriceMinor,
    toMinor: priceMinor,
  }));
  desk.keep(withPrice(sale, shown, priceMinor), { records: [...approved, ...changed] });
}

function priceApproved(desk: Desk, { receipt }: OpenSale, line: string, { manager, pin }: Approval): RecordBody {
  approve(desk, manager, pin);
  return { kind: 'approval.given', act: 'price', receipt, line, approvedBy: manager };
}

function refusePriceChange(desk: Desk): void {
  if (!mayChangePrices(desk)) throw new KopilkaError('cashier.notAllowed', { name: desk.ready().cashier.name });
}

function mayChangePrices(desk: Desk): boolean {
  return desk.deps.settings.priceOverride === 'anyone' || desk.ready().cashier.role === 'manager';
}

function lineOf(desk: Desk, line: string) {
  desk.ready();
  const rung = desk.open();
  const shown = shownLine(rung.outcome, line);
  if (!shown) throw new KopilkaError('sale.lineUnknown', { line });
  return { sale: rung.sale, shown };
}

/** What the journal says of goods taken off the receipt: how much, and whether a member was already known. */
function voided({ sale, outcome }: Rung, line: string, quantity: number): RecordBody {
  const shown = shownLine(outcome, line)!;
  const grossMinor = mulDiv(shown.grossMinor, quantity, shown.quantity, 'halfUp');
  const { sku } = shown;
  return {
    kind: 'line.voided',
    receipt: sale.receipt,
    line,
    sku,
    quantity,
    grossMinor,
    afterMember: sale.member !== null,
  };
}
