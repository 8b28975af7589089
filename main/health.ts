import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { protocols } from '../shared/protocol/hub.ts';
import type { HealthView } from '../shared/protocol/page.ts';
import { replicaVersion } from '../shared/protocol/replica.ts';
import type { Desk } from './sale/desk.ts';
import { journalMigrations } from './store/journal-schema.ts';

export type HealthSources = { desk: Desk; dataDir: string };

/** Which versions run here, and what room the till's files take and have. */
export function healthView({ desk, dataDir }: HealthSources): HealthView {
  const { journal, replica, engines, till } = desk.deps;
  const programme = replica.programmeAt(desk.around.now());
  return {
    version: packageJson.version,
    node: process.versions.node,
    system: `${process.platform} ${process.arch}`,
    till,
    engine: engines.newest.name,
    programme: programme ? { hash: programme.hash, from: programme.from } : null,
    protocol: protocols.newest,
    journalSchema: journalMigrations.length,
    replicaSchema: replicaVersion,
    waitingRecords: journal.unpushed().count,
    journalBytes: bytesOf(join(dataDir, 'journal.db')),
    replicaBytes: bytesOf(join(dataDir, 'replica.db')),
    freeBytes: freeBytes(dataDir),
  };
}

/** With its log. */
function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce((sum, part) => sum + (statSync(part, { throwIfNoEntry: false })?.size ?? 0), 0);
}

function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
