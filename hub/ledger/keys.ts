import type { EventKey, RecordKey } from '../store/rows.ts';

/** The order in which a member's events are folded: whatever order they arrived in. */
export function compareKeys(a: EventKey, b: EventKey): number {
  return (
    a.atMs - b.atMs ||
    compareText(a.till, b.till) ||
    compareText(a.epoch, b.epoch) ||
    a.seq - b.seq ||
    compareText(a.hash, b.hash)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Names the ledger transaction of an event, once and for all: posting it twice breaks the ledger's key. */
export function txnOf({ till, epoch, seq, hash }: RecordKey): string {
  return till === '' ? `hub/${seq}` : `${till}/${epoch}/${seq}/${hash.slice(0, 8)}`;
}

/** A hub's own event comes after all it knew of the member when it decided. */
export function hubKeyAfter(last: EventKey | null, nowMs: number, seq: number): EventKey {
  const atMs = last === null ? nowMs : Math.max(nowMs, last.atMs + 1);
  return { till: '', epoch: '', seq, hash: '', atMs };
}
