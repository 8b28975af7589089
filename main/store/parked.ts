import type { Sqlite } from './sqlite.ts';

export type Parked = ReturnType<typeof openParked>;

/** Receipts set aside, oldest first. */
export function openParked(db: Sqlite) {
  const park = db.prepare<[string, string]>('insert or replace into parked (receipt, text) values (?, ?)');
  const unpark = db.prepare<[string]>('delete from parked where receipt = ?');
  const all = db.prepare<[], { receipt: string; text: string }>('select receipt, text from parked order by rowid');
  return {
    park: (receipt: string, text: string): void => void park.run(receipt, text),
    unpark: (receipt: string): void => void unpark.run(receipt),
    all: () => all.all(),
  };
}
