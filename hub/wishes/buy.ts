import type { OutcomeLine } from '../../shared/loyalty/outcome.ts';
import { mulDiv } from '../../shared/money/money.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { WriteOff } from '../../shared/protocol/write-offs.ts';
import type { MemberRow, WishPurchase, WishRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { boughtQuantity, closeWish, isOpen, saveOpenWish } from './tell.ts';

/** Where and when a receipt was booked. */
export type Place = { shop: string; till: string; atMs: number };

const states: readonly WishRow['state'][] = ['arrived', 'ordered', 'asked'];

/**
 * What a member's receipt does to their wishes. A sale buys those of its goods that were asked before it: what has arrived first, then what is
 * ordered, then the rest, oldest first. One that is wholly bought is a write-off, and what comes back of it is another one.
 */
export async function noteWishes(
  tx: Tx,
  row: Pick<MemberRow, 'member' | 'shops' | 'wishes'>,
  place: Place,
  body: SaleBody | ReturnBody,
): Promise<void> {
  if (row.wishes === 0) return;
  const wishes = await tx.wishesOf(row.member);
  const touched = body.kind === 'sale' ? buy(wishes, place.atMs, body) : await takeBack(tx, wishes, place, body);
  for (const wish of touched) {
    if (!isOpen(wish)) await tx.saveWish(wish);
    else if (boughtQuantity(wish) < wish.quantity) await saveOpenWish(tx, wish, row);
    else {
      await closeWish(tx, wish, 'bought');
      if (body.kind === 'sale') await writeOff(tx, place, body, boughtOut(wish, body));
    }
  }
}

/** Writes the purchases down in the wishes. Answers those that got any. */
function buy(wishes: readonly WishRow[], atMs: number, { receipt, facts, money }: SaleBody): Set<WishRow> {
  const touched = new Set<WishRow>();
  const waiting = states.flatMap((state) => wishes.filter((wish) => wish.state === state && wish.atMs <= atMs));
  for (const line of money.lines) {
    if (line.gift !== undefined) continue;
    let left = line.quantity;
    for (const wish of waiting.filter(({ sku }) => sku === line.sku)) {
      const quantity = Math.min(left, wish.quantity - boughtQuantity(wish));
      // A receipt that two lives of a till tell of was paid once.
      const isKnown = wish.purchases.some((each) => each.receipt === receipt && each.line === line.id);
      if (quantity === 0 || isKnown) continue;
      wish.purchases.push({ receipt, line: line.id, quantity, returned: 0, ...partOf(line, facts, quantity) });
      touched.add(wish);
      left -= quantity;
    }
  }
  return touched;
}

function partOf(
  line: OutcomeLine,
  facts: SaleBody['facts'],
  quantity: number,
): Pick<WishPurchase, 'costMinor' | 'priceMinor'> {
  const unitCostMinor = facts.lines.find(({ id }) => line.from.includes(id))?.costMinor;
  return {
    costMinor: unitCostMinor === undefined ? null : mulDiv(unitCostMinor, quantity, 1000, 'halfUp'),
    priceMinor: mulDiv(line.grossMinor, quantity, line.quantity, 'halfUp'),
  };
}

/** What comes back comes from the wishes it was bought for, the last first. */
async function takeBack(tx: Tx, wishes: readonly WishRow[], place: Place, body: ReturnBody): Promise<Set<WishRow>> {
  const touched = new Set<WishRow>();
  for (const line of body.money.lines) {
    let left = line.quantity;
    for (const wish of wishes.toReversed()) {
      const bought = wish.purchases.find((each) => each.receipt === body.ofReceipt && each.line === line.line);
      const quantity = Math.min(left, bought ? bought.quantity - bought.returned : 0);
      if (!bought || quantity === 0) continue;
      bought.returned += quantity;
      touched.add(wish);
      left -= quantity;
      if (wish.state === 'bought')
        await writeOff(tx, place, body, cameBack(wish, body, line.line, shareOf(bought, quantity), quantity));
    }
  }
  return touched;
}

type Told = Omit<WriteOff, 'at' | 'shop' | 'till' | 'receipt' | 'number' | 'rule'>;

async function writeOff(tx: Tx, { shop, till, atMs }: Place, body: SaleBody | ReturnBody, told: Told): Promise<void> {
  const { receipt, number, facts } = body;
  const about = { at: facts.moment, shop, till, receipt, number, rule: null };
  await tx.addWriteOff({ id: told.id, atMs, writeOff: { ...about, ...told }, confirmed: null });
}

/** All its purchases together, less what came back before it was whole. */
function boughtOut({ id, sku, quantity, purchases }: WishRow, { receipt, facts }: SaleBody): Told {
  const left = purchases.map((each) => shareOf(each, each.quantity - each.returned));
  const isKnown = left.every(({ costMinor }) => costMinor !== null);
  return {
    id: `${receipt}:wish:${id}`,
    kind: 'wish',
    channel: facts.channel,
    sku: sku!,
    quantity,
    costMinor: isKnown ? left.reduce((sum, { costMinor }) => sum + costMinor!, 0) : null,
    priceMinor: left.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
    entitlement: id,
  };
}

function cameBack(
  { id, sku }: WishRow,
  { receipt }: ReturnBody,
  line: string,
  share: Pick<WriteOff, 'costMinor' | 'priceMinor'>,
  quantity: number,
): Told {
  const name = `${receipt}:${line}:wish:${id}`;
  return { id: name, kind: 'wishReturned', channel: null, sku: sku!, quantity, ...share, entitlement: id };
}

function shareOf({ quantity: all, costMinor, priceMinor }: WishPurchase, quantity: number) {
  return {
    costMinor: costMinor === null ? null : mulDiv(costMinor, quantity, all, 'halfUp'),
    priceMinor: mulDiv(priceMinor, quantity, all, 'halfUp'),
  };
}
