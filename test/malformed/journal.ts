import { firstBreak } from '../../main/store/chain.ts';
import { sha256 } from '../../main/identity/hash.ts';
import type { Row } from '../../main/store/records.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { firstPrev } from '../../shared/protocol/journal.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import type { Chance } from '../crash/random.ts';
import { mangled, textOf } from './mangle.ts';

const record: JournalRecord = {
  v: 1,
  till: 'till-1',
  epoch: 'e',
  seq: 1,
  prev: firstPrev,
  at: '2026-03-01T12:01:00+03:00',
  shift: null,
  cashier: 'olga',
  body: { kind: 'cash.in', amountMinor: 100, reason: 'change' },
};

/** A row of a till's journal that says what it should not; its hash is that of its bytes more often than not. */
export function readBadRecord(chance: Chance): 'taken' | 'refused' {
  const bytes = Buffer.from(textOf(chance.below(3) === 0 ? record : mangled(record, chance), chance));
  const hash = chance.below(4) === 0 ? sha256(canonicalJson(record)) : sha256(bytes);
  const row: Row = { ord: 1, epoch: 'e', seq: 1, hash, kind: 'cash.in', bytes };
  return firstBreak([row]) === null ? 'taken' : 'refused';
}
