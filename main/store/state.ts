import type { Sqlite } from './sqlite.ts';

export type State = ReturnType<typeof openState>;

/** Small texts by key, in the journal's own transactions. Keys of others are kept under `meta:`. */
export function openState(db: Sqlite) {
  const get = db.prepare<[string], { text: string }>('select text from state where key = ?');
  const put = db.prepare<[string, string]>(
    'insert into state (key, text) values (?, ?) on conflict (key) do update set text = excluded.text',
  );
  const remove = db.prepare<[string]>('delete from state where key = ?');
  return {
    get: (key: string): string | null => get.get(key)?.text ?? null,
    set(key: string, text: string | null): void {
      if (text === null) remove.run(key);
      else put.run(key, text);
    },
  };
}
