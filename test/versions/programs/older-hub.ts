import type { Hub } from '../../../hub/hub.ts';
import { serveParent } from '../../crash/programs/channel.ts';
import { loadMutant } from '../../simulation/mutants/loader.ts';

export type OlderHub = { dataDir: string; nowMs: number; without: string[] };

/** A hub of the version before: records of some kinds it does not know. */
let hub: Hub | undefined;

serveParent({
  async open({ dataDir, nowMs, without }: OlderHub): Promise<{ url: string; token: string }> {
    loadMutant({
      name: 'older hub',
      file: 'hub/ingest/decode.ts',
      from: '!knownKinds.has(kind)',
      to: `(!knownKinds.has(kind) || ${JSON.stringify(without)}.includes(kind))`,
    });
    const { openHub } = await import('../../../hub/hub.ts');
    const { manualClock, nodePorts } = await import('../../../hub/ports.node.ts');
    const clock = manualClock(nowMs);
    hub = await openHub({ dataDir, ports: { ...nodePorts, clock }, manualClock: clock });
    const { url } = await hub.listen();
    return { url, token: hub.adminToken };
  },
  close: () => hub?.close(),
});
