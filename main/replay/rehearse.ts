import type { Method, Params, Results, ReturnableView, SaleView } from '../../shared/protocol/page.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { FolderReceipt, ReceiptLine } from './folder.ts';
import { replayCashier } from './shop.ts';

/** The till as its page sees it: the replay presses the same buttons. */
export type Pressing = { handle<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> };

/** Where a receipt of the folder is known in the till: the map grows on disk. */
export type ReceiptMap = { remember(receipt: string, id: string): void; find(receipt: string): string | undefined };

/** Runs what is measured and keeps how long it took. */
export type Meters = Record<'quote' | 'commit', <T>(work: () => Promise<T>) => Promise<T>>;

export type Tally = {
  receipts: number;
  returns: number;
  lines: number;
  returnLines: number;
  grossMinor: number;
  returnedMinor: number;
  /** Wishes to spend points that were refused because the hub was away. */
  redemptionsRefused: number;
  registered: number;
};

/** Members spend what they have as soon as the receipt lets them spend this much. */
const redeemFromPoints = 300;
const pieceThousandths = 1000;

/** Rings receipts on a till, one after another: a shift a day, every buyer with a card a member, every return against its sale. */
export class Rehearsal {
  readonly tally: Tally = {
    receipts: 0,
    returns: 0,
    lines: 0,
    returnLines: 0,
    grossMinor: 0,
    returnedMinor: 0,
    redemptionsRefused: 0,
    registered: 0,
  };
  readonly #till: Pressing;
  readonly #map: ReceiptMap;
  readonly #meters: Meters;
  #day = '';

  constructor(till: Pressing, map: ReceiptMap, meters: Meters) {
    this.#till = till;
    this.#map = map;
    this.#meters = meters;
  }

  async play(receipt: FolderReceipt): Promise<void> {
    await this.#startDay(receipt.moment);
    await (receipt.kind === 'sale' ? this.#sell(receipt) : this.#takeBack(receipt));
  }

  async end(): Promise<void> {
    if (this.#day !== '') await this.#till.handle('shift.close', { cashCountedMinor: null });
  }

  async #startDay(moment: string): Promise<void> {
    if (moment.slice(0, 10) === this.#day) return;
    if (this.#day === '') await this.#till.handle('cashier.signIn', { cashier: replayCashier });
    else await this.#till.handle('shift.close', { cashCountedMinor: null });
    this.#day = moment.slice(0, 10);
    await this.#till.handle('shift.open', { floatMinor: 0 });
  }

  async #sell(receipt: FolderReceipt): Promise<void> {
    let view = await this.#ring(receipt);
    if (receipt.member !== '') view = await this.#redeem(await this.#identify(receipt.member));
    const { done } = await this.#pay(view);
    if (!done) throw new Error(`receipt ${receipt.receipt} did not end`);
    this.#map.remember(receipt.receipt, done.receipt);
    this.tally.receipts += 1;
  }

  async #ring(receipt: FolderReceipt): Promise<SaleView> {
    const attributes = { shop: receipt.shop };
    let view: SaleView | null = null;
    for (const { sku, quantity, unitPriceMinor } of receipt.lines) {
      const line = { sku, quantity: quantity * pieceThousandths, priceMinor: unitPriceMinor, attributes };
      view = await this.#meters.quote(() => this.#till.handle('sale.add', line));
      this.tally.lines += 1;
      this.tally.grossMinor += quantity * unitPriceMinor;
    }
    if (view === null) throw new Error(`receipt ${receipt.receipt} has no lines`);
    return view;
  }

  async #identify(member: string): Promise<SaleView> {
    const card = cardOf(member);
    try {
      return await this.#till.handle('sale.identify', { by: 'card', value: card });
    } catch (error) {
      if (!(error instanceof KopilkaError) || error.code !== 'member.unknown') throw error;
      this.tally.registered += 1;
      return this.#till.handle('sale.register', { card });
    }
  }

  async #redeem(view: SaleView): Promise<SaleView> {
    const offer = view.redeem.find(({ allowed }) => allowed >= redeemFromPoints);
    if (!offer) return view;
    const after = await this.#till.handle('sale.redeem', { wallet: offer.wallet, points: 'all' });
    if (after.redeem.some(({ refused }) => refused !== null)) this.tally.redemptionsRefused += 1;
    return after;
  }

  #pay(view: SaleView): Promise<SaleView> {
    const { leftMinor } = view.totals;
    return this.#meters.commit(() =>
      leftMinor > 0
        ? this.#till.handle('sale.payCash', { amountMinor: leftMinor })
        : this.#till.handle('sale.finish', {}),
    );
  }

  async #takeBack(receipt: FolderReceipt): Promise<void> {
    const id = this.#map.find(receipt.ofReceipt);
    if (id === undefined) throw new Error(`return ${receipt.receipt}: its sale was not rung`);
    const lines = matchLines(receipt, await this.#till.handle('return.find', { code: id }));
    await this.#meters.commit(() => this.#till.handle('return.commit', { receipt: id, lines }));
    this.tally.returns += 1;
    this.tally.returnLines += receipt.lines.length;
    this.tally.returnedMinor += receipt.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  }
}

/** Folder members have short numbers; a card has twelve digits or more. */
export function cardOf(member: string): string {
  return `77-${member.padStart(8, '0')}`;
}

/** A return names sku, price and quantity: they are taken from the sale's lines of that sku and price, in order. */
function matchLines(receipt: FolderReceipt, sale: ReturnableView): { line: string; quantity: number }[] {
  const open = sale.lines.map((line) => ({ ...line, left: line.quantity - line.returned, taken: 0 }));
  for (const wanted of receipt.lines) {
    let left = wanted.quantity * pieceThousandths;
    for (const line of open.filter((each) => isSame(each, wanted))) {
      const quantity = Math.min(left, line.left);
      line.left -= quantity;
      line.taken += quantity;
      left -= quantity;
    }
    if (left > 0) throw new Error(`return ${receipt.receipt}: ${left} of ${wanted.sku} were not sold`);
  }
  return open.filter(({ taken }) => taken > 0).map(({ line, taken }) => ({ line, quantity: taken }));
}

function isSame(line: ReturnableView['lines'][number], wanted: ReceiptLine): boolean {
  return line.sku === wanted.sku && line.unitPriceMinor === wanted.unitPriceMinor;
}
