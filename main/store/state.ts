import type { Place } from './records.ts';
import type { Sqlite } from './sqlite.ts';

export type State = ReturnType<typeof openState>;

/** Under which keys the journal keeps its own texts; those of others have a prefix. */
export const keys = {
  till: 'till',
  ack: 'ack',
  openSale: 'openSale',
  shift: 'shift',
  /** Where the chain begins to be without holes: the epoch that followed a salvage. */
  soundFrom: 'soundFrom',
  receiptNumber: 'receiptNumber',
  meta: (key: string) => `meta:${key}`,
} as const;

/** Small texts by key. Nobody else writes the file, so that what was read once is known until it is set, or a transaction fails. */
export function openState(db: Sqlite) {
  const known = new Map<string, string | null>();
  const get = db.prepare<[string], { text: string | null }>('select text from state where key = ?');
  const put = db.prepare<[string, string | null]>(
    'insert into state (key, text) values (?, ?) on conflict (key) do update set text = excluded.text',
  );
  return {
    get(key: string): string | null {
      const text = known.get(key);
      if (text !== undefined) return text;
      const read = get.get(key)?.text ?? null;
      known.set(key, read);
      return read;
    },
    /** An emptied text keeps its row: removing and adding it again would touch the index with every sale. */
    set(key: string, text: string | null): void {
      put.run(key, text);
      known.set(key, text);
    },
    /** What was set in a transaction did not happen. */
    forget: (): void => known.clear(),
  };
}

export function placeText({ epoch, seq }: Place): string {
  return JSON.stringify({ epoch, seq });
}

export function readPlace(text: string | null): Place | null {
  return text === null ? null : (JSON.parse(text) as Place);
}
