import { once } from 'node:events';
import { openHub } from '../../../hub/hub.ts';
import { nodePorts } from '../../../hub/ports.node.ts';
import { furnish } from '../../../main/cli/demo/start.ts';
import { hubAdminClient } from '../../../main/cli/hub-admin.ts';
import { cornerShop } from '../../../main/demo/shop.ts';

/** The demo shop's hub, `plugin-hub.ts FOLDER`: says where it is and with what its till introduces itself; ends with its input. */
const hub = await openHub({
  dataDir: process.argv[2] ?? '',
  ports: nodePorts,
  log(line) {
    if (line.level === 'error') throw line.error;
  },
});
const { url } = await hub.listen();
const shop = cornerShop();
const admin = hubAdminClient(url, hub.adminToken);
await furnish(admin, shop, nodePorts.clock.nowMs());
console.log(JSON.stringify({ url, ticket: await admin.enrolmentCode(shop.till) }));
await once(process.stdin.resume(), 'end');
await hub.close();
