import type { Sqlite } from './sqlite.ts';

/** Documents this version can't read, as they came, for the one that can. */
export function openHeld(db: Sqlite) {
  const hold = db.prepare<[string, string, string]>('insert or replace into held (kind, id, json) values (?, ?, ?)');
  const release = db.prepare<[string, string]>('delete from held where kind = ? and id = ?');
  const text = db.prepare<[string, string], string>('select json from held where kind = ? and id = ?').pluck();
  const all = db.prepare<[], { kind: string; id: string; json: string }>('select kind, id, json from held');
  return {
    hold: (kind: string, id: string, doc: unknown): void => void hold.run(kind, id, JSON.stringify(doc)),
    release: (kind: string, id: string): void => void release.run(kind, id),
    text: (kind: string, id: string): string | undefined => text.get(kind, id),
    all: () => all.all(),
  };
}
