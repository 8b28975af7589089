import type { Awaitable } from './store.ts';

/** What a look back needs of a hub's database, as it was when it was opened. Nothing is written. */
export type PastReader = {
  /** Texts of the records of sales and returns, in order of their moments, one at a time. */
  receipts(fromMs: number, untilMs: number): Iterable<string> | AsyncIterable<string>;
  /** Sales of which something came back. */
  returned(fromMs: number, untilMs: number): Awaitable<ReadonlySet<string>>;
  programme(hash: string): Awaitable<string | undefined>;
  /** A document of a shop as it is now; null: taken back. */
  document(shop: string, kind: string, id: string): Awaitable<string | null | undefined>;
  close(): Awaitable<void>;
};
