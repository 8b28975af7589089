import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { requestHash } from '../identity/hash.ts';
import type { Desk } from '../sale/desk.ts';
import type { HostReceiptKind } from '../store/host-store.ts';
import type { OneAtATime } from './one-at-a-time.ts';
import type { Telling } from './seats.ts';

export type Key = { host: string; kind: HostReceiptKind; id: string };

/** The answer that a receipt had. Throws `plugin.receiptUnknown`, and `plugin.receiptOld` where it is kept no more. */
export function booked({ deps }: Desk, key: Key): unknown {
  const receipt = deps.journal.hosts.receipt(key);
  if (!receipt) throw new KopilkaError('plugin.receiptUnknown', { receipt: key.id });
  if (receipt.answer === '') throw new KopilkaError('plugin.receiptOld', { receipt: key.id });
  return JSON.parse(receipt.answer);
}

type Answering<T> = (desk: Desk, ...receipt: Parameters<Telling> extends [Desk, unknown, ...infer R] ? R : never) => T;

/** Books once: what was booked under an id is answered again, and other content under it is refused. */
export function booking(counter: Desk, inTurn: OneAtATime) {
  return <T>(
    key: Key,
    body: unknown,
    work: (telling: (answer: Answering<T>) => Telling) => Promise<void>,
  ): Promise<T> =>
    inTurn(JSON.stringify(key), async () => {
      const hash = requestHash(counter.deps.pinKey, canonicalJson(body));
      const before = counter.deps.journal.hosts.receipt(key);
      if (before && before.hash !== hash) throw new KopilkaError('plugin.receiptTaken', { receipt: key.id });
      if (!before) {
        await work((answer) => (desk, tx, record, data) => {
          const text = JSON.stringify(answer(desk, record, data));
          tx.addHostReceipt({ ...key, receipt: record.receipt, hash, answer: text });
        });
      }
      return booked(counter, key) as T;
    });
}

/** Makes of an answer what writes it with its receipt. */
export type TellingOf<T> = (answer: Answering<T>) => Telling;
