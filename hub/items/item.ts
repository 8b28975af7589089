import { isReceipt } from '../../shared/protocol/journal.ts';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { Item, ItemKind } from '../../shared/protocol/office.ts';
import type { AlarmKind, AlarmRow, Difference, ItemRow, RecordKey, VerdictRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { limitStakeMinor } from './stake.ts';
import { openItem } from './told.ts';

/** The same for the same matter, however often it is noted. */
export function itemId(kind: ItemKind, { till, epoch, seq, hash }: RecordKey): string {
  return [kind, till, epoch, seq, hash.slice(0, 8)].join('.');
}

const kinds: Partial<Record<AlarmKind, ItemKind>> = { poison: 'quarantined' };

/** Raises an alarm, once: a person should look at it. `body`: of its record, where that can be read. */
export async function raiseAlarm(
  tx: Tx,
  alarm: AlarmRow & { atMs: number },
  body: RecordBody | null = null,
): Promise<void> {
  const { till, epoch, seq, hash, kind: alarmKind, detail, atMs } = alarm;
  await tx.addAlarm({ till, epoch, seq, hash, kind: alarmKind, detail });
  const kind = kinds[alarmKind] ?? (alarmKind as ItemKind);
  const receipt = body !== null && isReceipt(body) ? body : null;
  await openItem(tx, {
    id: itemId(kind, alarm),
    kind,
    atMs,
    till,
    epoch,
    seq,
    hash,
    detail,
    receipt: receipt?.receipt ?? null,
    member: receipt?.facts.member?.id ?? null,
    stakeMinor: receipt === null ? null : dueMinor(receipt.money.totals),
  });
}

/** Most differences are of one place; the item itself has them all. */
const pathsTold = 3;

/** `hubDueMinor`: what the hub would have had paid; null where that can't be told. */
export async function noteDiscrepancy(
  tx: Tx,
  verdict: VerdictRow,
  body: Extract<RecordBody, { kind: 'sale' | 'return' }>,
  hubDueMinor: number | null,
): Promise<void> {
  const { till, epoch, seq, hash, receipt, differences } = verdict;
  const kind = discrepancyItem(verdict.kind ?? 'limit', differences);
  await openItem(tx, {
    id: itemId(kind, verdict),
    kind,
    till,
    epoch,
    seq,
    hash,
    receipt,
    atMs: Date.parse(body.facts.moment),
    member: body.facts.member?.id ?? null,
    detail: differences
      .slice(0, pathsTold)
      .map(({ path }) => path)
      .join(', '),
    stakeMinor: verdict.kind === 'limit' ? limitStakeMinor(body, differences) : stakeOf(body, hubDueMinor),
  });
}

function stakeOf(body: Extract<RecordBody, { kind: 'sale' | 'return' }>, hubDueMinor: number | null): number | null {
  if (hubDueMinor === null) return null;
  const paidMinor = body.payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return Math.abs(paidMinor - hubDueMinor);
}

/** A limit is told apart by what it is about. */
function discrepancyItem(kind: NonNullable<VerdictRow['kind']>, differences: readonly Difference[]): ItemKind {
  if (kind !== 'limit') return kind;
  const isOf = (start: string) => differences.some(({ path }) => path.startsWith(start));
  if (isOf('money.totals.redeemed.')) return 'overdraft';
  if (isOf('money.entitlements.used.')) return 'duplicateGift';
  return isOf('lines.') ? 'duplicateReturn' : 'limit';
}

export function itemOf({ atMs, closed, ...row }: ItemRow): Item {
  return { ...row, at: new Date(atMs).toISOString(), state: closed === null ? 'open' : 'closed', closed };
}
