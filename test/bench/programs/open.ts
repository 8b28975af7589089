import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What any program has to do that looks a good up in the same database: `open.ts FOLDER`. */
const [folder = ''] = process.argv.slice(2);
const db = new Database(join(folder, 'till', 'replica.db'));
const found = db.prepare(`select json from documents where kind = 'good' and id = ?`).get('milk');
if (!found) throw new Error('nothing was found');
process.send!({ memoryMb: process.memoryUsage.rss() / 1024 / 1024 });
process.disconnect();
