import { flushCompileCache } from 'node:module';
import { openHub } from '../../../hub/hub.ts';
import type { Hub } from '../../../hub/hub.ts';
import { nodePorts } from '../../../hub/ports.node.ts';
import { serveParent } from './channel.ts';
import { killAt } from './kill-at.ts';

export type HubOrder = { dataDir: string; notes: string; port: number };
export type HubPlace = { url: string; port: number; token: string };

/** A hub that may die at any of its named points. */
let hub: Hub | undefined;

serveParent({
  async open({ dataDir, notes, port }: HubOrder): Promise<HubPlace> {
    hub = await openHub({ dataDir, ports: nodePorts, crashPoint: killAt(notes) });
    const { url } = await hub.listen({ port });
    flushCompileCache();
    return { url, port: Number(new URL(url).port), token: hub.adminToken };
  },
  close: () => hub?.close(),
});
