import type { Method, Params, Results, ReturnableView, SaleView } from '../../shared/protocol/page.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { FolderReceipt, ReceiptLine } from './folder.ts';
import { replayCashier } from './shop.ts';

/** The till as its page sees it: the replay presses the same buttons. */
export type Pressing = { handle<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> };

/** Where a receipt of the folder is known in the till: the map grows on disk. */
export type ReceiptMap = { remember(receipt: string, id: string): void; find(receipt: string): string | undefined };

export type Meters = { quote(ms: number): void; commit(ms: number): void };

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

export type Rehearsal = { play(receipt: FolderReceipt): Promise<void>; readonly tally: Tally; end(): Promise<void> };

/** Members spend what they have as soon as the receipt lets them spend this much. */
const redeemFromPoints = 300;
const pieceThousandths = 1000;

/** Rings receipts on a till, one after another: a shift a day, every buyer with a card a member, every return against its sale. */
export function rehearsal(till: Pressing, map: ReceiptMap, meters: Meters, nowMs: () => number): Rehearsal {
  const tally: Tally = {
    receipts: 0,
    returns: 0,
    lines: 0,
    returnLines: 0,
    grossMinor: 0,
    returnedMinor: 0,
    redemptionsRefused: 0,
    registered: 0,
  };
  let day = '';

  async function startDay(moment: string): Promise<void> {
    if (moment.slice(0, 10) === day) return;
    if (day === '') await till.handle('cashier.signIn', { cashier: replayCashier });
    else await till.handle('shift.close', { cashCountedMinor: null });
    day = moment.slice(0, 10);
    await till.handle('shift.open', { floatMinor: 0 });
  }

  async function ring(receipt: FolderReceipt): Promise<void> {
    for (const { sku, quantity, unitPriceMinor } of receipt.lines) {
      const started = nowMs();
      await till.handle('sale.add', { sku, quantity: quantity * pieceThousandths, priceMinor: unitPriceMinor });
      meters.quote(nowMs() - started);
      tally.lines += 1;
      tally.grossMinor += quantity * unitPriceMinor;
    }
    await till.handle('sale.setAttribute', { name: 'shop', value: receipt.shop });
    if (receipt.member !== '') await identify(receipt.member);
  }

  async function identify(card: string): Promise<void> {
    try {
      await till.handle('sale.identify', { by: 'card', value: cardOf(card) });
    } catch (error) {
      if (!(error instanceof KopilkaError) || error.code !== 'member.unknown') throw error;
      await till.handle('sale.register', { card: cardOf(card) });
      tally.registered += 1;
    }
  }

  async function redeem(view: SaleView): Promise<SaleView> {
    const offer = view.redeem.find(({ allowed }) => allowed >= redeemFromPoints);
    if (!offer) return view;
    const after = await till.handle('sale.redeem', { wallet: offer.wallet, points: 'all' });
    if (after.redeem.some(({ refused }) => refused !== null)) tally.redemptionsRefused += 1;
    return after;
  }

  async function pay(view: SaleView): Promise<SaleView> {
    const started = nowMs();
    const { leftMinor } = view.totals;
    const done =
      leftMinor > 0
        ? await till.handle('sale.payCash', { amountMinor: leftMinor })
        : await till.handle('sale.finish', {});
    meters.commit(nowMs() - started);
    return done;
  }

  async function sell(receipt: FolderReceipt): Promise<void> {
    await ring(receipt);
    const { sale } = await till.handle('page.hello', {});
    const done = await pay(await redeem(sale));
    if (!done.done) throw new Error(`receipt ${receipt.receipt} did not end`);
    map.remember(receipt.receipt, done.done.receipt);
    tally.receipts += 1;
  }

  async function takeBack(receipt: FolderReceipt): Promise<void> {
    const id = map.find(receipt.ofReceipt);
    if (id === undefined) throw new Error(`return ${receipt.receipt}: its sale was not rung`);
    const sale = await till.handle('return.find', { code: id });
    const lines = matchLines(receipt, sale);
    const started = nowMs();
    await till.handle('return.commit', { receipt: id, lines });
    meters.commit(nowMs() - started);
    tally.returns += 1;
    tally.returnLines += receipt.lines.length;
    tally.returnedMinor += receipt.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0);
  }

  return {
    tally,
    async play(receipt) {
      await startDay(receipt.moment);
      await (receipt.kind === 'sale' ? sell(receipt) : takeBack(receipt));
    },
    async end() {
      if (day !== '') await till.handle('shift.close', { cashCountedMinor: null });
    },
  };
}

/** Folder members have short numbers; a card has twelve digits or more. */
function cardOf(member: string): string {
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
