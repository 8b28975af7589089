import type { TestTill } from '../../hub/testing/till.ts';
import type { Replica } from '../../main/store/replica.ts';
import type { Client, SessionKey } from '../../main/sync/client.ts';
import { snapshotStep } from '../../main/sync/snapshot.ts';

/** Of the wire, which proves its requests itself. */
const asItIs: SessionKey = { session: '', nonce: '', nextCounter: () => 0, prove: () => '' };

/** From asking the hub to a replica in its place. */
export async function takeSnapshot(
  { wire }: TestTill,
  hubKey: string,
  replica: Replica,
  shop = 'shop-1',
): Promise<void> {
  const client: Client = {
    call: async ({ path, reply }) => reply.parse(await (await wire.get(path)).json()),
    stream: async (path, _, read) => read((await wire.get(path)).body!, () => undefined),
  };
  const deps = { client, replica, hubKey, shop };
  while ((await snapshotStep(deps, asItIs)) === 'coming');
}
