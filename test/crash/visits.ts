import { cardNumber } from '../../main/demo/members.ts';
import { demoGoods, weightLabel } from '../../main/demo/goods.ts';
import { demoCashierId } from '../../main/demo/shop.ts';
import type { ErrorCode } from '../../shared/protocol/errors.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import { memberCard } from './cashier.ts';
import type { Counter } from './cashier.ts';

/** A customer at the counter, from the first scan to the paper. */
export type Visit = (counter: Counter) => Promise<void>;

const veraCard = cardNumber(3);
const pieces = demoGoods.flatMap(({ good }) => (good.byWeight ? [] : good.barcodes.slice(0, 1)));
const apples = () => weightLabel(15, 1234);

async function scan(counter: Counter, ...codes: string[]): Promise<SaleView | null> {
  for (const code of codes) await counter.say('sale.scan', { code, source: 'serial' });
  return counter.shown;
}

const goods = (counter: Counter, count: number) =>
  scan(counter, ...Array.from({ length: count }, () => counter.chance.pick([...pieces, apples()])));

const leftMinor = (counter: Counter) => counter.shown?.totals.leftMinor ?? 0;

/** Declined, the customer finds cash; unknown, the terminal is asked; a gift alone costs nothing. `settle` does the rest. */
const payCard = (counter: Counter, amountMinor?: number) =>
  counter.ask('sale.payCard', amountMinor === undefined ? {} : { amountMinor }, [
    'payment.declined',
    'payment.nothingLeft',
  ]);

const cash: Visit = async (counter) => {
  await goods(counter, 1 + counter.chance.below(3));
  await counter.say('sale.payCash', { amountMinor: leftMinor(counter) + counter.chance.below(5) * 100 });
};

/** The right to take back is with another till, or nobody says where. */
const noRight: ErrorCode[] = ['return.elsewhere', 'return.offline', 'return.notFound', 'return.allBack'];

/** Takes a piece of the receipt's first line back that is not back yet. Answers why it could not be found, if so. */
async function takeBack(counter: Counter, receipt: string): Promise<ErrorCode | null> {
  const found = await counter.ask('return.find', { code: receipt }, noRight);
  if (typeof found === 'string') return found;
  const line = found.lines.find(({ quantity, returned }) => quantity > returned);
  if (!line) return null;
  const left = line.quantity - line.returned;
  const lines = [{ line: line.line, quantity: left % 1000 === 0 ? 1000 : left }];
  const may: ErrorCode[] = [...noRight, 'payment.unknown', 'return.moreThanSold', 'return.memberAway'];
  if (typeof (await counter.ask('return.quote', { receipt, lines }, may)) === 'string') return null;
  await counter.ask('return.commit', { receipt, lines }, may);
  return null;
}

/** Of a receipt of another till: told to try again in a minute, the customer waits while another one is served. */
export async function giveBackElsewhere(
  counter: Counter,
  receipts: readonly string[],
  wait: () => Promise<void>,
): Promise<void> {
  if (receipts.length === 0) return;
  const receipt = counter.chance.pick(receipts);
  for (let time = 0; time < 3; time += 1) {
    if ((await takeBack(counter, receipt)) !== 'return.elsewhere') return;
    await cash(counter);
    await wait();
  }
}

const visits = {
  cash,

  async pointsAndSplitPayment(counter) {
    await goods(counter, 2);
    await scan(counter, memberCard(counter.chance));
    await counter.say('sale.redeem', { wallet: 'bonus', points: counter.chance.pick([500, 2000, 'all'] as const) });
    await goods(counter, 1);
    const cashMinor = Math.floor(leftMinor(counter) / 2);
    if (cashMinor > 0) await counter.say('sale.payCash', { amountMinor: cashMinor });
    await payCard(counter);
  },

  async gift(counter) {
    await goods(counter, 1);
    const view = await scan(counter, veraCard);
    const gift = view?.gifts.find(({ given }) => !given);
    if (gift) await counter.say('sale.giveGift', { entitlement: gift.entitlement });
    await payCard(counter);
  },

  async parked(counter) {
    const view = await goods(counter, 2);
    const receipt = view?.receipt ?? '';
    await counter.say('sale.park', {});
    counter.promise(receipt, 'receipt', 'receipt.parked');
    await cash(counter);
    await counter.say('sale.resume', { receipt });
    counter.promise(receipt, 'receipt', 'receipt.resumed');
    await payCard(counter);
  },

  async giveBack(counter) {
    const receipt = counter.sold.length > 0 ? counter.chance.pick(counter.sold) : null;
    if (receipt !== null) await takeBack(counter, receipt);
  },

  async regretted(counter) {
    await goods(counter, 2);
    await payCard(counter);
    await counter.settle();
    const receipt = counter.sold.at(-1) ?? '';
    const found = await counter.ask('return.find', { code: receipt }, noRight);
    if (typeof found === 'string') return;
    const lines = found.lines.slice(0, 1).map(({ line, quantity }) => ({ line, quantity }));
    await counter.ask('return.commit', { receipt, lines }, [...noRight, 'payment.unknown']);
  },

  /** Spends what a receipt earned, and brings the goods back: a debt, which the next receipt pays off, at whatever till. */
  async spentAndBroughtBack(counter) {
    await goods(counter, 2);
    await scan(counter, veraCard);
    await payCard(counter);
    await counter.settle();
    const receipt = counter.sold.at(-1) ?? '';
    await goods(counter, 3);
    await scan(counter, veraCard);
    await counter.say('sale.redeem', { wallet: 'bonus', points: 'all' });
    await payCard(counter);
    await counter.settle();
    const found = await counter.say('return.find', { code: receipt });
    const lines = found.lines.map(({ line, quantity }) => ({ line, quantity }));
    await counter.ask('return.commit', { receipt, lines }, ['payment.unknown']);
  },

  async registration(counter) {
    await goods(counter, 1);
    const card = cardNumber(10_000_000 + counter.nextNumber());
    await counter.say('sale.register', { card });
    counter.promise(card, 'cards[0]', 'member.registered');
    await goods(counter, 1);
    await payCard(counter);
  },

  async changeOfMind(counter) {
    await goods(counter, 2);
    const first = counter.shown?.lines[0];
    if (first && !first.byWeight) await counter.say('sale.setQuantity', { line: first.id, quantity: 3000 });
    await scan(counter, memberCard(counter.chance));
    const last = counter.shown?.lines.at(-1);
    if (last) await counter.say('sale.voidLine', { line: last.id });
    await counter.say('sale.redeem', { wallet: 'bonus', points: 300 });
    const receipt = counter.shown?.receipt ?? '';
    await counter.say('sale.cancel', {});
    counter.promise(receipt, 'receipt', 'receipt.cancelled');
  },

  async cardGivenBack(counter) {
    await goods(counter, 2);
    await payCard(counter, 1 + Math.floor(leftMinor(counter) / 3));
    const payment = counter.shown?.payments.find(({ state }) => state === 'approved');
    if (payment) await counter.ask('sale.refundPayment', { payment: payment.id }, ['payment.declined']);
  },

  async shift(counter) {
    const reason = `change ${counter.nextNumber()}`;
    await counter.say('cash.in', { amountMinor: 5000, reason });
    counter.promise(reason, 'reason', 'cash.in');
    await counter.say('shift.close', { cashCountedMinor: null });
    await counter.say('cashier.signIn', { cashier: demoCashierId });
    await counter.say('shift.open', { floatMinor: 1000_00 });
  },
} satisfies Record<string, Visit>;

/** Serves customers, every kind of visit before one comes again, as long as it is `open`. */
export async function serve(counter: Counter, open: () => boolean, more: readonly Visit[] = []): Promise<void> {
  let queue: Visit[] = [];
  while (open()) {
    if (queue.length === 0) queue = counter.chance.shuffled([...Object.values(visits), ...more]);
    await queue.pop()!(counter);
    await counter.settle();
  }
}
