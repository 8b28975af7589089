import { join } from 'node:path';
import { openIdentity } from '../../../main/identity/till-key.ts';
import { nodePorts } from '../../../main/ports.node.ts';
import { openTill } from '../../../main/till.ts';

/** A till that starts on a folder, opens its shift and scans a good: `scan.ts FOLDER`. Then it tells how much memory it holds, in MB. */
const [folder = ''] = process.argv.slice(2);
const till = openTill({ till: 'till-1', dataDir: join(folder, 'till'), hubUrl: null }, nodePorts, {
  identity: openIdentity({ keyDir: join(folder, 'keys'), random: nodePorts.random }),
  fetch: globalThis.fetch,
  printer: null,
  devices: null,
  terminal: null,
  report: (error) => {
    throw error;
  },
});
await till.handle('cashier.signIn', { cashier: 'olga' });
await till.handle('shift.open', { floatMinor: 0 });
const { lines } = await till.handle('sale.scan', { code: '4006381333931', source: 'wedge' });
if (lines.length !== 1) throw new Error('nothing was scanned');
process.send!({ memoryMb: process.memoryUsage.rss() / 1024 / 1024 });
process.disconnect();
await till.close();
