import { mulDiv } from '../../../money/money.ts';
import { closes } from '../../compile/types.ts';
import type { FactLine } from '../../facts.ts';
import type { BaseLine, Plan, Run, WorkLine } from '../types.ts';
import { unitsFloor } from './floors.ts';
import { setAside } from './set-aside.ts';

/** Mark-free scans of one good at one price become one line, where the first of them stood. */
export function joinScans(facts: readonly FactLine[]): BaseLine[] {
  const lines: BaseLine[] = [];
  const prices: number[] = [];
  // A scan has a twin only at a price met before: a basket of different prices never pays for the map.
  let bySku: Map<string, BaseLine[]> | undefined;
  for (const fact of facts) {
    const unitPriceMinor = fact.priceOverrideMinor ?? fact.unitPriceMinor;
    if (bySku === undefined && prices.includes(unitPriceMinor)) bySku = joinableBySku(lines);
    const mayJoin = bySku !== undefined && joins(fact);
    const twins = mayJoin ? bySku!.get(fact.sku) : undefined;
    const twin = twins?.find((line) => isSameGood(line.fact, fact));
    if (twin) {
      twin.quantity += fact.quantity;
      twin.from.push(fact.id);
      continue;
    }
    const line: BaseLine = { fact, from: [fact.id], quantity: fact.quantity, unitPriceMinor };
    lines.push(line);
    if (bySku === undefined) prices.push(unitPriceMinor);
    else if (twins) twins.push(line);
    else if (mayJoin) bySku.set(fact.sku, [line]);
  }
  return lines;
}

function joinableBySku(lines: readonly BaseLine[]): Map<string, BaseLine[]> {
  const bySku = new Map<string, BaseLine[]>();
  for (const line of lines) {
    if (!joins(line.fact)) continue;
    const others = bySku.get(line.fact.sku);
    if (others) others.push(line);
    else bySku.set(line.fact.sku, [line]);
  }
  return bySku;
}

/** A mark, a weighing or the host's own discount makes a scan a line of its own. */
function joins({ mark, byWeight, hostDiscountMinor }: FactLine): boolean {
  return mark === undefined && !byWeight && hostDiscountMinor === undefined;
}

function isSameGood(a: FactLine, b: FactLine): boolean {
  return (
    (a.priceOverrideMinor ?? a.unitPriceMinor) === (b.priceOverrideMinor ?? b.unitPriceMinor) &&
    a.unitPriceMinor === b.unitPriceMinor &&
    a.vatRateBp === b.vatRateBp &&
    a.minPriceMinor === b.minPriceMinor &&
    a.discountable === b.discountable &&
    a.redeemable === b.redeemable &&
    a.accruable === b.accruable &&
    a.kind === b.kind &&
    a.brand === b.brand &&
    a.partner === b.partner &&
    isSameList(a.categories, b.categories) &&
    isSameList(a.tags, b.tags)
  );
}

function isSameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  return a.every((value, index) => value === b[index]);
}

/** Fresh lines for a run: nothing taken off yet. */
export function workLines({ lines, context }: Plan): WorkLine[] {
  const shopFloorMinor = context.facts.shop.lineFloorMinor ?? 0;
  const fresh: WorkLine[] = [];
  for (let place = 0; place < lines.length; place += 1) fresh.push(workLine(lines[place]!, place, shopFloorMinor));
  return fresh;
}

/** The units of allowed gifts and free goods get lines of their own. */
export function setGiftsAside(run: Run): void {
  for (const candidate of run.plan.phases[6])
    if (candidate.failed === null && run.choice.get(candidate) !== false) run.gifts.push(setAside(run, candidate));
}

function workLine({ fact, from, quantity, unitPriceMinor }: BaseLine, place: number, shopFloorMinor: number): WorkLine {
  const grossMinor = mulDiv(unitPriceMinor, quantity, 1000, 'halfUp');
  return {
    id: fact.id,
    fact,
    from,
    unitPriceMinor,
    place,
    gift: null,
    free: null,
    split: false,
    quantity,
    grossMinor,
    leftMinor: grossMinor,
    redeemedMinor: 0,
    floorMinor: Math.max(unitsFloor({ fact }, quantity), shopFloorMinor),
    closed: closedByFlags(fact),
  };
}

function closedByFlags({ discountable, accruable, redeemable }: FactLine): number {
  return (
    (discountable === false ? closes.discounts : 0) |
    (accruable === false ? closes.accrual : 0) |
    (redeemable === false ? closes.redemption : 0)
  );
}
