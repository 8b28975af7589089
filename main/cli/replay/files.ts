import { join } from 'node:path';

/** Where a replay keeps what is its own. */
export function replayFiles(dir: string) {
  return {
    dir,
    scratch: join(dir, 'folder.db'),
    hubData: join(dir, 'hub'),
    hub: join(dir, 'hub', 'hub.db'),
    /** What a hub on PostgreSQL came to, as a file to prove the books by. */
    hubCopy: join(dir, 'copy.db'),
    till: (id: string) => tillFiles(join(dir, id)),
  };
}

/** The till's key lies outside its data folder, as everywhere. */
function tillFiles(dir: string) {
  const data = join(dir, 'till');
  return {
    dir,
    map: join(dir, 'receipts.db'),
    enrolment: join(dir, 'enrolment.json'),
    keys: join(dir, 'keys'),
    data,
    journal: join(data, 'journal.db'),
    replica: join(data, 'replica.db'),
  };
}
