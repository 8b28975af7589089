import { mulDiv } from '../../../money/money.ts';
import type { FactLine, GiftGood } from '../../facts.ts';
import type { Candidate, GiftUnits, Run, WorkLine } from '../types.ts';
import { unitsFloor } from './floors.ts';

/** What is to be given: so many thousandths of a good, which may bring a line of its own where they were not scanned. */
type Wanted = {
  sku: string;
  quantity: number;
  /** Null: only what was scanned is given. */
  good: GiftGood | null;
  /** A gift adds its line only where none was scanned at all; a free good adds what is missing. */
  fills: boolean;
  label: { id: string; gift: string | null; free: string | null };
};

/** Takes the units of a gift, or of a free good, out of the lines that are sold. */
export function setAside(run: Run, candidate: Candidate): GiftUnits {
  const wanted = wantedBy(run, candidate);
  const lines = takeScanned(run, wanted);
  let missing = wanted.quantity;
  for (const index of lines) missing -= run.lines[index]!.quantity;
  const { good } = wanted;
  const adds = good !== null && missing > 0 && (lines.length === 0 || wanted.fills);
  if (adds && !good.byWeight && !good.marked) {
    const fact: FactLine = { ...good, id: wanted.label.id, quantity: missing };
    const origin = { fact, from: [], unitPriceMinor: good.unitPriceMinor, place: run.plan.lines.length };
    lines.push(addLine(run, wanted, origin, missing, lines.length));
    missing = 0;
  }
  return { candidate, lines, quantity: wanted.quantity - missing };
}

function wantedBy(run: Run, { rule, entitlement }: Candidate): Wanted {
  const { give, id } = rule;
  if (give.kind === 'freeGood') {
    const { sku, units, from } = give;
    const good = from === 'extra' ? (run.plan.context.facts.goods?.find((each) => each.sku === sku) ?? null) : null;
    return { sku, quantity: units * 1000, good, fills: true, label: { id: `free:${id}`, gift: null, free: id } };
  }
  const { quantity, ...good } = entitlement!.gift!;
  const gift = entitlement!.id;
  return { sku: good.sku, quantity, good, fills: false, label: { id: `gift:${gift}`, gift, free: null } };
}

/** Scanned units in the order of lines. What is not taken of them stays to be paid. */
function takeScanned(run: Run, wanted: Wanted): number[] {
  const lines: number[] = [];
  let { quantity } = wanted;
  for (let place = 0; place < run.plan.lines.length && quantity > 0; place += 1) {
    const line = run.lines[place]!;
    if (line.fact.sku !== wanted.sku || line.quantity === 0) continue;
    const taken = Math.min(quantity, line.quantity);
    quantity -= taken;
    lines.push(addLine(run, wanted, line, taken, lines.length));
    setQuantity(run, line, line.quantity - taken);
  }
  return lines;
}

function setQuantity(run: Run, line: WorkLine, quantity: number): void {
  line.quantity = quantity;
  line.grossMinor = mulDiv(line.unitPriceMinor, quantity, 1000, 'halfUp');
  line.leftMinor = line.grossMinor;
  line.floorMinor = Math.max(unitsFloor(line, quantity), run.plan.context.facts.shop.lineFloorMinor ?? 0);
}

function addLine(
  run: Run,
  { label }: Wanted,
  { fact, from, unitPriceMinor, place }: Pick<WorkLine, 'fact' | 'from' | 'unitPriceMinor' | 'place'>,
  quantity: number,
  ordinal: number,
): number {
  const grossMinor = mulDiv(unitPriceMinor, quantity, 1000, 'halfUp');
  run.lines.push({
    id: ordinal === 0 ? label.id : `${label.id}:${ordinal + 1}`,
    fact,
    from,
    unitPriceMinor,
    place,
    gift: label.gift,
    free: label.free,
    split: false,
    quantity,
    grossMinor,
    leftMinor: grossMinor,
    redeemedMinor: 0,
    floorMinor: 0,
    closed: 0,
  });
  return run.lines.length - 1;
}

/** Units that are given and not sold: they count in nothing. */
export function isGiven({ gift, free }: Pick<WorkLine, 'gift' | 'free'>): boolean {
  return gift !== null || free !== null;
}
