import { peek } from './files.ts';

/** What second lives put at stake: written down as a copy of a till begins to live, read by the checks at the end. */
export type Copies = {
  /** Tills of which a copy came to life. */
  tills: Set<string>;
  /** The hub came from a backup. */
  hub: boolean;
  /** Points under leases that a copy believed open, each once per copy (G4). */
  exposedPoints: number;
  /** Restored tills whose token the hub has moved on from: somebody is told. */
  outdated: Set<string>;
  /** What lay open in copies: a receipt in it may be ended by each of them. */
  open: string[];
};

export function noCopies(): Copies {
  return { tills: new Set(), hub: false, exposedPoints: 0, outdated: new Set(), open: [] };
}

/** A copy of a till comes to life from this folder. */
export function noteCopy(copies: Copies, till: string, folder: string): void {
  copies.tills.add(till);
  peek(folder, 'journal.db', (db) => {
    const leases = db.prepare<[], string>("select left_lots from leases where state = 'open'").pluck().all();
    for (const lots of leases) {
      for (const { points } of JSON.parse(lots) as { points: number }[]) copies.exposedPoints += points;
    }
    copies.open.push(...db.prepare<[], string>('select text from state where text is not null').pluck().all());
    copies.open.push(...db.prepare<[], string>('select text from parked').pluck().all());
    copies.open.push(...db.prepare<[], string>('select receipt from parked').pluck().all());
  });
}

export function isSingleLife({ tills, hub }: Copies): boolean {
  return tills.size === 0 && !hub;
}

/** A till was restored to this folder. The hub takes the token it handed out last and the last that came back, and no older one. */
export function noteRestored(copies: Copies, till: string, folder: string, hubFolder: string): void {
  noteCopy(copies, till, folder);
  const shown = peek(folder, 'journal.db', (db) =>
    db.prepare<[], string>("select text from state where key = 'meta:sync.token'").pluck().get(),
  );
  const good = peek(hubFolder, 'hub.db', (db) =>
    db
      .prepare<[string], { issued: string | null; confirmed: string | null }>(
        'select token_issued as issued, token_confirmed as confirmed from till where till = ?',
      )
      .get(till)!,
  );
  // A hub that came from a backup has handed out none yet.
  if (good.issued !== null && shown !== good.issued && shown !== good.confirmed) copies.outdated.add(till);
}
