import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { demoFolder } from '../../../main/cli/demo/folder.ts';
import { startDemo } from '../../../main/cli/demo/start.ts';
import { cornerShop } from '../../../main/demo/shop.ts';
import { openPluginServer } from '../../../main/plugin/server.ts';
import { addToken, openTokens } from '../../../main/plugin/tokens.ts';
import { nodePorts } from '../../../main/ports.node.ts';

/** The demo's hub and till with its plugin, `plugin-till.ts FOLDER`: says where it is and who may ask, then its memory at each line of input. */
const folder = process.argv[2] ?? '';
const fail = (error: unknown) => {
  throw error;
};
const demo = await startDemo(demoFolder(join(folder, 'demo'), false), cornerShop(), fail);
const tokens = join(folder, 'tokens');
mkdirSync(tokens);
const token = addToken(tokens, 'bench', nodePorts.random);
const server = await openPluginServer(
  { address: '127.0.0.1', port: 0 },
  {
    plugin: demo.till.plugin,
    subscribe: demo.till.subscribe,
    hostOf: openTokens(tokens),
    timers: nodePorts.timers,
    report: fail,
  },
);
console.log(JSON.stringify({ url: server.url, token }));
for await (const _ of createInterface({ input: process.stdin })) {
  globalThis.gc?.();
  console.log(JSON.stringify({ megabytes: process.memoryUsage().heapUsed / 1024 / 1024 }));
}
await server.close();
await demo.close();
