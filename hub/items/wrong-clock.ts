import { isWrongClock } from '../../shared/protocol/wrong-clock.ts';
import { firstPrev } from '../../shared/protocol/journal.ts';
import type { ChainEnd } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { openItem } from './told.ts';

const clockKey = (till: string) => `clock/${till}`;
/** The item that was raised last, and what it told. */
type Told = { item: string; offsetMs: number };

/**
 * One open item a till whose clock is wrong, however often it calls. Closed, there is another only where the clock was set right and is wrong
 * again, or is off by something else. `offsetMs`: hub's clock less the till's.
 */
export async function noteClock(
  tx: Tx,
  { till, epoch, head }: { till: string; epoch: string; head: ChainEnd | undefined },
  offsetMs: number,
  atMs: number,
): Promise<void> {
  const key = clockKey(till);
  const text = (await tx.meta(key)) ?? '';
  const isWrong = isWrongClock(offsetMs);
  if (text === '' && !isWrong) return;
  const told = text === '' ? undefined : (JSON.parse(text) as Told);
  if (told && (await tx.item(told.item))?.closed === null) return;
  if (!isWrong) return tx.setMeta(key, '');
  if (told && !isWrongClock(offsetMs - told.offsetMs)) return;
  const { seq, hash } = head ?? { seq: 1, hash: firstPrev };
  const item = ['clock', till, atMs].join('.');
  const detail = `${Math.round(offsetMs / 1000)} s`;
  const nothing = { receipt: null, member: null, stakeMinor: null };
  await openItem(tx, { id: item, kind: 'clock', atMs, till, epoch, seq, hash, detail, ...nothing });
  await tx.setMeta(key, JSON.stringify({ item, offsetMs } satisfies Told));
}
