import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSimulatedTerminal } from '../../../drivers/terminal/simulated.ts';
import { cornerShop } from '../../../main/demo/shop.ts';
import { openIdentity } from '../../../main/identity/till-key.ts';
import { openPluginServer } from '../../../main/plugin/server.ts';
import { addToken, openTokens } from '../../../main/plugin/tokens.ts';
import { nodePorts } from '../../../main/ports.node.ts';
import { openTill } from '../../../main/till.ts';

/**
 * The demo shop's till with its plugin, `plugin-till.ts FOLDER HUB`, HUB as its hub said it: says where it is and who may ask, then its
 * memory at each line of input.
 */
const [dataDir = '', said = ''] = process.argv.slice(2);
const { url: hubUrl, ticket } = JSON.parse(said) as { url: string; ticket: { code: string; fingerprint: string } };
const fail = (error: unknown) => {
  throw error;
};
const till = openTill({ till: cornerShop().till, dataDir, hubUrl }, nodePorts, {
  identity: openIdentity({ keyDir: join(dataDir, 'keys'), random: nodePorts.random }),
  fetch: globalThis.fetch,
  printer: null,
  devices: null,
  terminal: createSimulatedTerminal(() => Promise.resolve()),
  report: fail,
});
await till.sync!.enrol(ticket);
while (till.sync!.status().state !== 'online') await sleep(10);
const token = addToken(dataDir, 'bench', nodePorts.random);
const server = await openPluginServer(
  { address: '127.0.0.1', port: 0 },
  {
    plugin: till.plugin,
    subscribe: till.subscribe,
    hostOf: openTokens(dataDir),
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
await till.close();
