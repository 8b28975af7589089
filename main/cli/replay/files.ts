import { join } from 'node:path';

/** Where a replay keeps what is its own; the till's key lies outside its data folder, as everywhere. */
export function replayFiles(dir: string) {
  const tillData = join(dir, 'till');
  const hubData = join(dir, 'hub');
  return {
    dir,
    scratch: join(dir, 'folder.db'),
    map: join(dir, 'receipts.db'),
    enrolment: join(dir, 'enrolment.json'),
    tillData,
    tillKeys: join(dir, 'keys'),
    hubData,
    journal: join(tillData, 'journal.db'),
    hub: join(hubData, 'hub.db'),
  };
}
