import type { Sqlite } from './sqlite.ts';

export type HostBasket = { host: string; id: string; text: string; atMs: number };
export type HostReceiptKind = 'sale' | 'return';
export type HostReceipt = { receipt: string; hash: string; answer: string };
type Key = { host: string; kind: HostReceiptKind; id: string };

export type HostStore = ReturnType<typeof openHostStore>;

/** What other tills began and committed here, by their names and their own ids. */
export function openHostStore(db: Sqlite, write: <T>(work: () => T) => T) {
  const basket = db.prepare<[string, string], { text: string }>(
    'select text from host_baskets where host = ? and id = ?',
  );
  const baskets = db.prepare<[], HostBasket>('select host, id, text, at_ms as atMs from host_baskets order by rowid');
  const keep = db.prepare<[string, string, string, number]>(
    `insert into host_baskets (host, id, text, at_ms) values (?, ?, ?, ?)
     on conflict (host, id) do update set text = excluded.text, at_ms = excluded.at_ms`,
  );
  const drop = db.prepare<[string, string]>('delete from host_baskets where host = ? and id = ?');
  const receipt = db.prepare<[string, string, string], HostReceipt>(
    'select receipt, hash, answer from host_receipts where host = ? and kind = ? and id = ?',
  );
  const add = db.prepare<[string, string, string, string, string, string, number]>(
    'insert into host_receipts (host, kind, id, receipt, hash, answer, at_ms) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const kept = db.prepare<[number]>(`select 1 from host_receipts where answer <> '' and at_ms between 1 and ? limit 1`);
  const forget = db.prepare<[number]>(
    `update host_receipts set answer = '' where answer <> '' and at_ms between 1 and ?`,
  );
  return {
    basket: (host: string, id: string): string | null => basket.get(host, id)?.text ?? null,
    baskets: (): HostBasket[] => baskets.all(),
    keepBasket: ({ host, id, text, atMs }: HostBasket): void => void keep.run(host, id, text, atMs),
    dropBasket: (host: string, id: string): void => void drop.run(host, id),
    receipt: ({ host, kind, id }: Key): HostReceipt | undefined => receipt.get(host, kind, id),
    /** Throws where there is one of that id: a receipt is never booked twice. */
    addReceipt: ({ host, kind, id, receipt: of, hash, answer }: Key & HostReceipt, atMs: number): void =>
      void add.run(host, kind, id, of, hash, answer, atMs),
    /** Empties the answers of receipts booked before a moment: their ids stay, or they could be booked again. */
    forgetAnswers(beforeMs: number): void {
      if (kept.get(beforeMs) !== undefined) write(() => forget.run(beforeMs));
    },
  };
}
