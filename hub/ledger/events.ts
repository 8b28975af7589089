import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import { eventsOfRecord, isWholeReturn } from '../../shared/protocol/events.ts';
import type { JournalRecord, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { MemberEventRow, RecordKey } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';

/** What a stored event does to its member's account; null when nothing. */
export async function storedEvent(reader: Reader, row: MemberEventRow): Promise<AccountEvent | null> {
  if (row.event !== null) return JSON.parse(row.event) as AccountEvent;
  return hubEvent(reader, row.till, await storedRecord(reader, row));
}

/** Throws when the hub has no such record: it never loses one it has an event of. */
export async function storedRecord(reader: Reader, key: RecordKey): Promise<JournalRecord> {
  const text = await reader.recordText(key);
  if (text === undefined) throw new Error(`no record ${key.till} ${key.epoch} ${key.seq} ${key.hash}`);
  return JSON.parse(text) as JournalRecord;
}

/**
 * What a till's record does at the hub. As at the till, but for leases: the hub opens one when it grants it, never on a till's
 * word, and a till spends and closes only its own.
 */
export async function hubEvent(
  reader: Reader,
  till: string,
  record: Pick<JournalRecord, 'body'>,
): Promise<AccountEvent | null> {
  const { body } = record;
  if (body.kind === 'lease.accepted') return null;
  if (body.kind === 'lease.closed' && (await reader.grant(till, body.lease)) === undefined) return null;
  const wholeReturn = body.kind === 'return' && (await takesAllBack(reader, till, body));
  const event = eventsOfRecord(record, { wholeReturn })?.event ?? null;
  return event?.kind === 'sale' ? withOwnLeases(reader, till, event) : event;
}

type SaleEvent = Extract<AccountEvent, { kind: 'sale' }>;

async function withOwnLeases(reader: Reader, till: string, event: SaleEvent): Promise<SaleEvent> {
  const named = new Set(event.leasesClosed);
  for (const { lease } of event.holder?.rights ?? []) named.add(lease);
  for (const each of event.money.movements) if (each.kind === 'redeem' && each.lease) named.add(each.lease);
  const foreign = new Set<string>();
  for (const lease of named) if ((await reader.grant(till, lease)) === undefined) foreign.add(lease);
  if (foreign.size === 0) return event;
  const movements = event.money.movements.map((movement) => {
    if (movement.kind !== 'redeem' || movement.lease === undefined || !foreign.has(movement.lease)) return movement;
    const { lease: _, ...unbacked } = movement;
    return unbacked;
  });
  const leasesClosed = event.leasesClosed.filter((lease) => !foreign.has(lease));
  const holder = event.holder && {
    till: event.holder.till,
    rights: event.holder.rights.filter(({ lease }) => !foreign.has(lease)),
  };
  return { ...event, money: { ...event.money, movements }, leasesClosed, ...(holder ? { holder } : {}) };
}

async function takesAllBack(reader: Reader, till: string, body: ReturnBody): Promise<boolean> {
  const sale = await saleOf(reader, till, body.ofReceipt);
  return sale !== undefined && isWholeReturn(sale.money.lines, body.returned, body.lines);
}

/** The sale of a receipt: the till's own where there are several, else the first the hub has. */
export async function saleOf(reader: Reader, till: string, receipt: string): Promise<SaleBody | undefined> {
  const keys = await reader.sales(receipt);
  const key = keys.find((each) => each.till === till) ?? keys[0];
  if (!key) return undefined;
  const { body } = await storedRecord(reader, key);
  return body.kind === 'sale' ? body : undefined;
}
