import type { FolderReceipt } from './folder.ts';

/**
 * What members must have under "1 % of everything, no more", from the rows of the folder alone. Shares no code with the engine:
 * plain integer arithmetic written from the rules. Lines of one good and price are one line of the receipt; points are a
 * hundredth of the receipt's sum, rounded down, dealt over its lines by largest remainder; a return takes each line's share
 * back by cumulative difference, rounded half up. Points are in hundredths, so 1 % of 1.00 is 1 point unit.
 */
type EarnedLine = { sku: string; price: number; quantity: number; earned: number; returned: number };

/** Keeps one number a member, and the lines of sales that had returns. */
export class OnePercent {
  readonly #points = new Map<string, number>();
  readonly #returnedSales = new Map<string, EarnedLine[]>();
  readonly #findSale: (receipt: string) => FolderReceipt | undefined;

  constructor(findSale: (receipt: string) => FolderReceipt | undefined) {
    this.#findSale = findSale;
  }

  add(receipt: FolderReceipt): void {
    if (receipt.kind === 'return') this.#takeBack(receipt);
    else if (receipt.member !== '') this.#earn(receipt);
  }

  points(): ReadonlyMap<string, number> {
    return this.#points;
  }

  #earn(receipt: FolderReceipt): void {
    this.#change(receipt.member, Math.floor(sumOf(receipt) / 100));
  }

  #takeBack(receipt: FolderReceipt): void {
    const lines = this.#earnedLines(receipt.ofReceipt);
    for (const wanted of receipt.lines) {
      const line = lines.find((each) => each.sku === wanted.sku && each.price === wanted.unitPriceMinor);
      if (!line) continue;
      const before = share(line.earned, line.returned, line.quantity);
      line.returned += wanted.quantity;
      this.#change(receipt.member, before - share(line.earned, line.returned, line.quantity));
    }
  }

  #earnedLines(sale: string): EarnedLine[] {
    const known = this.#returnedSales.get(sale);
    if (known) return known;
    const receipt = this.#findSale(sale);
    const lines = receipt && receipt.member !== '' ? earnedLines(receipt) : [];
    this.#returnedSales.set(sale, lines);
    return lines;
  }

  #change(member: string, by: number): void {
    this.#points.set(member, (this.#points.get(member) ?? 0) + by);
  }
}

function sumOf(receipt: FolderReceipt): number {
  return receipt.lines.reduce((total, line) => total + line.unitPriceMinor * line.quantity, 0);
}

function earnedLines(receipt: FolderReceipt): EarnedLine[] {
  const lines: EarnedLine[] = [];
  for (const { sku, unitPriceMinor: price, quantity } of receipt.lines) {
    const same = lines.find((line) => line.sku === sku && line.price === price);
    if (same) same.quantity += quantity;
    else lines.push({ sku, price, quantity, earned: 0, returned: 0 });
  }
  const sum = sumOf(receipt);
  if (sum > 0) deal(Math.floor(sum / 100), sum, lines);
  return lines;
}

/** earned x part / whole, half up. */
function share(earned: number, part: number, whole: number): number {
  return Math.floor((2 * earned * part + whole) / (2 * whole));
}

function deal(earned: number, sum: number, lines: EarnedLine[]): void {
  const rests = lines.map((line, index) => {
    const exact = earned * line.price * line.quantity;
    line.earned = Math.floor(exact / sum);
    return { index, rest: exact % sum };
  });
  let left = earned - lines.reduce((total, line) => total + line.earned, 0);
  for (const { index } of rests.toSorted((a, b) => b.rest - a.rest || a.index - b.index)) {
    if (left === 0) return;
    lines[index]!.earned += 1;
    left -= 1;
  }
}
