import { isWholeReturn } from '../../shared/protocol/events.ts';
import type { ReturnedLine } from '../../shared/loyalty/engine.ts';
import type {
  LeaseGrant,
  RecordBody,
  ReturnBody,
  SaleBody,
  UnverifiedReturnBody,
} from '../../shared/protocol/journal.ts';
import { saleOf, storedRecord } from '../ledger/events.ts';
import type { Difference, RecordKey } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';
import { differences } from './compare.ts';

/**
 * What the till says came back before must be what it could know: what the grant of its return right told, and what it took under that
 * right itself. Whether nothing is left is told along with it.
 */
export async function returnedDifferences(reader: Reader, key: RecordKey, body: ReturnBody): Promise<Difference[]> {
  const earlier = new Map<string, number>();
  const right = await rightNamed(reader, key.till, body);
  add(earlier, right?.returned ?? []);
  for (const other of await reader.returnsOf(body.ofReceipt)) {
    if (other.till !== key.till || (other.epoch === key.epoch && other.seq >= key.seq)) continue;
    const { body: taken } = await storedRecord(reader, other);
    if (taken.kind === 'return' && taken.lease === body.lease) add(earlier, taken.lines);
  }
  const said = new Map<string, number>();
  add(said, body.returned);
  return [
    ...differences('returned', Object.fromEntries(said), Object.fromEntries(earlier)),
    ...(await wholeDifferences(reader, key.till, body)),
  ];
}

async function wholeDifferences(reader: Reader, till: string, body: ReturnBody): Promise<Difference[]> {
  if (body.lease === undefined) return differences('whole', body.whole, undefined);
  const sale = await saleOf(reader, till, body.ofReceipt);
  const whole = sale !== undefined && isWholeReturn(sale.money.lines, body.returned, body.lines);
  return differences('whole', body.whole ?? false, whole);
}

/**
 * No more of a line comes back than was sold, all tills together, and only where the right to take it back is: at the till that sold, or
 * under a lease.
 */
export async function unheldReturn(
  reader: Reader,
  till: string,
  body: ReturnBody,
  sale: SaleBody,
): Promise<Difference[]> {
  const isHeld = body.lease === undefined ? sale.facts.till === till : await rightNamed(reader, till, body);
  const beyond = await overReturned(reader, body, sale);
  return isHeld ? beyond : [...beyond, { path: 'lease', till: body.lease ?? null, hub: 'lease' }];
}

/** What came back of a sale, all tills together, in order; of goods that nobody could check those that the receipt then left. */
export async function returnedLines(
  reader: Reader,
  sale: SaleBody,
  isLeftOut: (body: RecordBody, key: RecordKey) => boolean = () => false,
): Promise<ReturnedLine[]> {
  const returned: ReturnedLine[] = [];
  for (const key of await reader.returnsOf(sale.receipt)) {
    const { body } = await storedRecord(reader, key);
    if (isLeftOut(body, key)) continue;
    if (body.kind === 'return') returned.push(...body.lines);
    else if (body.kind === 'return.unverified') returned.push(...coveredLines(sale, returned, body.lines));
  }
  return returned;
}

/** Which lines of the sale the goods may be of, as far as these are not back yet. */
export function coveredLines(
  { money }: SaleBody,
  returned: readonly ReturnedLine[],
  goods: UnverifiedReturnBody['lines'],
): ReturnedLine[] {
  const left = new Map(money.lines.map(({ id, quantity }) => [id, quantity]));
  for (const { line, quantity } of returned) left.set(line, (left.get(line) ?? 0) - quantity);
  return goods.flatMap(({ sku, quantity: wanted }) => {
    let rest = wanted;
    return money.lines.flatMap((line) => {
      const quantity = line.sku === sku ? Math.min(rest, Math.max(0, left.get(line.id)!)) : 0;
      if (quantity === 0) return [];
      rest -= quantity;
      left.set(line.id, left.get(line.id)! - quantity);
      return [{ line: line.id, quantity }];
    });
  });
}

async function overReturned(reader: Reader, body: ReturnBody, sale: SaleBody): Promise<Difference[]> {
  const taken = new Map<string, number>();
  // Its own return may stand twice: two lives of a till ended it.
  const isOwn = (other: RecordBody) => other.kind === 'return' && other.receipt === body.receipt;
  add(taken, await returnedLines(reader, sale, isOwn));
  const found: Difference[] = [];
  for (const { line, quantity } of body.lines) {
    const sold = sale.money.lines.find((each) => each.id === line)?.quantity ?? 0;
    const left = sold - (taken.get(line) ?? 0);
    if (quantity > left) found.push({ path: `lines.${line}`, till: quantity, hub: Math.max(0, left) });
  }
  return found;
}

async function rightNamed(reader: Reader, till: string, body: ReturnBody): Promise<LeaseGrant['returns']> {
  const row = body.lease === undefined ? undefined : await reader.grant(till, body.lease);
  const returns = row && (JSON.parse(row.grant) as LeaseGrant).returns;
  return returns?.receipt === body.ofReceipt ? returns : undefined;
}

function add(sums: Map<string, number>, lines: ReturnBody['lines']): void {
  for (const { line, quantity } of lines) sums.set(line, (sums.get(line) ?? 0) + quantity);
}
