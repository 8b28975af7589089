import { renameSync } from 'node:fs';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { SnapshotManifest } from '../../shared/protocol/replica.ts';
import { arrivedFile, beginArrival, dropArrival, resumeArrival } from './arrival.ts';
import type { Arrival } from './arrival.ts';
import type { Checkpoint } from './documents.ts';
import { checkpointOf } from './replica-file.ts';

/** A snapshot that is whole. `moveTo` puts its file in another's place, once. */
export type Arrived = { checkpoint: Checkpoint; moveTo(file: string): void };

/** The snapshots that come in for a replica, one at a time; one that is whole may wait to be placed while another begins. `maxBytes`: room on the disk. */
export function openArrivals(file: string, maxBytes: number) {
  let arriving = resumeArrival(file);
  /** Where the one that is whole lies: it makes room for another. */
  let waiting: { file: string } | null = null;
  let aside = 0;

  function stop(): void {
    arriving?.close();
    arriving = null;
  }

  function drop(): void {
    stop();
    if (!waiting) return dropArrival(file);
    const elsewhere = `${file}.new-${(aside += 1)}`;
    renameSync(waiting.file, elsewhere);
    waiting.file = elsewhere;
    waiting = null;
  }

  return {
    arriving: (): Arrival | null => arriving,
    begin(manifest: SnapshotManifest): Arrival {
      drop();
      arriving = beginArrival(file, manifest, maxBytes);
      return arriving;
    },
    drop,
    /** The one that came is ready to be placed. Throws `hub.badReply` where it is not what its manifest says. */
    arrived(): Arrived {
      if (!arriving) throw new Error('no snapshot is coming in');
      const { generation, shop, position } = arriving.manifest;
      const found = checkpointOf(arrivedFile(file));
      stop();
      if (found?.generation !== generation || found.shop !== shop || found.position !== position) {
        dropArrival(file);
        throw new KopilkaError('hub.badReply', { problem: 'snapshot: it is not what its manifest says' });
      }
      const ready = { file: arrivedFile(file) };
      waiting = ready;
      return {
        checkpoint: { generation, shop, position },
        moveTo(place) {
          renameSync(ready.file, place);
          if (ready !== waiting) return;
          waiting = null;
          dropArrival(file);
        },
      };
    },
    close: stop,
  };
}
