import type { FeedDocument } from '../../shared/protocol/feed.ts';
import type { Checkpoint } from './documents.ts';
import { openStore, removeFile, written } from './replica-file.ts';

export type SnapshotWriter = {
  add(documents: readonly FeedDocument[]): void;
  /** Puts the new file in the place of the old one. */
  finish(pulledMs: number): void;
  abandon(): void;
};

/** Writes a snapshot into a file of its own; `replace` gets it when it is whole and closed. */
export function beginSnapshot(file: string, checkpoint: Checkpoint, replace: (ready: string) => void): SnapshotWriter {
  const { db, documents } = openStore(file);
  const add = db.transaction((batch: readonly FeedDocument[]) => {
    for (const document of batch) documents.apply(document);
  });
  return {
    add: (batch) => written(() => add.immediate(batch)),
    finish(pulledMs) {
      written(() => documents.setCheckpoint(checkpoint, pulledMs));
      // Closing writes the WAL into the file and syncs it: what is renamed into place is whole.
      db.close();
      replace(file);
    },
    abandon() {
      db.close();
      removeFile(file);
    },
  };
}
