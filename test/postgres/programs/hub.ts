import type { Log } from '../../../hub/ports.ts';
import { openHub } from '../../../hub/hub.ts';
import type { CrashPoint } from '../../../hub/ports.ts';
import { nodePorts } from '../../../hub/ports.node.ts';
import { noon } from '../../../hub/testing/hub.ts';

/**
 * A hub process on PostgreSQL whose time goes a hundred times as fast: `hub.ts FOLDER URL START_MS PUSHES`. The silence after which
 * another takes the lead lasts two seconds. It ends without a word after the commit of so many pushes, before it has answered.
 */
const [dataDir = '', url = '', startMs = '', pushes = ''] = process.argv.slice(2);
const speed = 100;

const ports = {
  ...nodePorts,
  clock: { nowMs: () => Date.parse(noon) + (Date.now() - Number(startMs)) * speed },
  timers: { after: (delayMs: number, run: () => void) => nodePorts.timers.after(delayMs / speed, run) },
};
let left = Number(pushes);
const crashPoint: CrashPoint = (point) => {
  if (point === 'ingest.committed' && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
};
const log: Log = (line) => line.level === 'error' && console.error(line.error);
const hub = await openHub({ dataDir, ports, crashPoint, postgres: { url }, log });
const listening = await hub.listen();
process.send!({ url: listening.url, token: hub.adminToken });
process.on('disconnect', () => void hub.close());
