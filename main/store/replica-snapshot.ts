import { closeSync, fsyncSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { FeedDocument } from '../../shared/protocol/feed.ts';
import { openDocuments } from './documents.ts';
import type { Checkpoint } from './documents.ts';
import { limitPages, removeFile, written } from './replica-file.ts';
import { replicaSchema } from './replica-schema.ts';
import type { Sqlite } from './sqlite.ts';

export type SnapshotWriter = {
  add(documents: readonly FeedDocument[]): void;
  /** Puts the new file in the place of the old one. */
  finish(pulledMs: number): void;
  abandon(): void;
};

/** Writes a snapshot into a file of its own; `replace` gets it when it is whole, closed and on the disk. */
export function beginSnapshot(
  { file, checkpoint, maxPages }: { file: string; checkpoint: Checkpoint; maxPages: number | undefined },
  replace: (ready: string) => void,
): SnapshotWriter {
  const db = openDraft(file);
  limitPages(db, maxPages);
  const documents = openDocuments(db);
  const add = db.transaction((batch: readonly FeedDocument[]) => {
    for (const document of batch) documents.load(document);
  });
  return {
    add: (batch) => written(() => add.immediate(batch)),
    finish(pulledMs) {
      written(() => documents.setCheckpoint(checkpoint, pulledMs));
      db.close();
      syncFile(file);
      replace(file);
    },
    abandon() {
      db.close();
      removeFile(file);
    },
  };
}

/** Nobody reads it until it is whole, so it has no log and waits for no disk: a crash only costs the file. */
function openDraft(file: string): Sqlite {
  const db = new Database(file);
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('cache_size = -65536');
  db.exec(replicaSchema);
  return db;
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
