import { firstPrev } from '../../shared/protocol/journal.ts';
import type { AlarmKind, ChainEnd } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';
import type { Incoming } from './decode.ts';

/** Where a record goes: the till's chain, a branch of it, or nowhere because the hub has it. */
export type Placed = { place: 'known' } | { place: 'chain' | 'branch'; alarm?: AlarmKind };

/**
 * `head` is the end of the chain so far. A second record at a seq, or one that follows such, is a branch: another life of the till.
 * One that follows nothing the hub has goes on in the chain with an alarm, for refusing it would stop all behind it.
 */
export async function placeOf(
  reader: Reader,
  till: string,
  epoch: string,
  head: ChainEnd | undefined,
  incoming: Incoming,
): Promise<Placed> {
  const { seq, hash, prev } = incoming;
  const headSeq = head?.seq ?? 0;
  if (seq === headSeq + 1 && prev !== null && prev === (head ? head.hash : startOf(incoming))) {
    return (await followsAll(reader, till, incoming)) ? { place: 'chain' } : { place: 'chain', alarm: 'unchained' };
  }
  const known = await reader.recordsAt(till, epoch, seq);
  if (known.some((each) => each.hash === hash)) return { place: 'known' };
  if (seq <= headSeq) return { place: 'branch', alarm: 'branch' };
  const before = seq === 1 ? [] : await reader.recordsAt(till, epoch, seq - 1);
  if (before.some((each) => each.hash === prev && each.hash !== head?.hash)) return { place: 'branch' };
  return prev === null ? { place: 'chain' } : { place: 'chain', alarm: 'unchained' };
}

/** What the first record of an epoch follows: the end of the life it names as its parent, or nothing. */
function startOf({ content }: Incoming): string {
  if (!('record' in content)) return firstPrev;
  const { body } = content.record;
  return body.kind === 'epoch.started' && body.parent ? body.parent.hash : firstPrev;
}

/** Whether the life that an epoch goes on from is at the hub up to where it ended. */
async function followsAll(reader: Reader, till: string, { content }: Incoming): Promise<boolean> {
  if (!('record' in content) || content.record.body.kind !== 'epoch.started') return true;
  const { parent } = content.record.body;
  if (!parent) return true;
  const ends = await reader.recordsAt(till, parent.epoch, parent.seq);
  return ends.some(({ hash }) => hash === parent.hash);
}
