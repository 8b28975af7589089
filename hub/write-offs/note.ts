import type { OutcomeLine, ReturnLine } from '../../shared/loyalty/outcome.ts';
import { mulDiv } from '../../shared/money/money.ts';
import type { ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { WriteOff } from '../../shared/protocol/write-offs.ts';
import type { EventKey } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

/** Notes what the gifts of a receipt took out of stock, or brought back: once, however often the record is booked. */
export async function noteWriteOffs(
  tx: Tx,
  shop: string,
  { till, atMs }: EventKey,
  body: SaleBody | ReturnBody,
): Promise<void> {
  const { receipt, number, facts } = body;
  const about = { at: facts.moment, shop, till, receipt, number };
  if (body.kind === 'sale') {
    for (const line of body.money.lines) {
      if (line.gift === undefined) continue;
      const writeOff = { ...about, ...given(body, line, line.gift) };
      await tx.addWriteOff({ id: writeOff.id, atMs, writeOff, confirmed: null });
    }
    return;
  }
  for (const line of body.money.lines) {
    if (line.gift === undefined) continue;
    const sold = await tx.writeOff(idOf(body.ofReceipt, line.line));
    const writeOff = { ...about, ...returned(receipt, line, line.gift, sold?.writeOff) };
    await tx.addWriteOff({ id: writeOff.id, atMs, writeOff, confirmed: null });
  }
}

type Told = Omit<WriteOff, 'at' | 'shop' | 'till' | 'receipt' | 'number'>;

function given({ receipt, facts }: SaleBody, line: OutcomeLine, entitlement: string): Told {
  const right = facts.member?.entitlements.find(({ id }) => id === entitlement);
  const scanned = facts.lines.find(({ id }) => line.from.includes(id));
  const unitCostMinor = (scanned ?? right?.gift)?.costMinor;
  return {
    id: idOf(receipt, line.id),
    kind: 'given',
    channel: facts.channel,
    sku: line.sku,
    quantity: line.quantity,
    costMinor: unitCostMinor === undefined ? null : mulDiv(unitCostMinor, line.quantity, 1000, 'halfUp'),
    priceMinor: line.grossMinor,
    entitlement,
    rule: right?.promotion ?? null,
  };
}

/** Its part of what the sale's write-off said. */
function returned(
  receipt: string,
  { line, sku, quantity }: ReturnLine,
  entitlement: string,
  sold: WriteOff | undefined,
): Told {
  const part = (minor: number | null | undefined) =>
    sold === undefined || minor === null || minor === undefined
      ? null
      : mulDiv(minor, quantity, sold.quantity, 'halfUp');
  return {
    id: idOf(receipt, line),
    kind: 'returned',
    channel: sold?.channel ?? null,
    sku,
    quantity,
    costMinor: part(sold?.costMinor),
    priceMinor: part(sold?.priceMinor),
    entitlement,
    rule: sold?.rule ?? null,
  };
}

function idOf(receipt: string, line: string): string {
  return `${receipt}:${line}`;
}
