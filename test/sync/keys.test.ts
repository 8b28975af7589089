import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changeHubKey, openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts } from '../../hub/ports.node.ts';
import { temporaryFolder } from '../store/journals.ts';
import { enrolAt, hubBehindProxy, settled, startTill } from './parts.ts';
import type { Proxy } from './proxy.ts';

const root = temporaryFolder('keys');
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));

let hub: Hub;
let proxy: Proxy;
let hubFolder: string;
let port: number;
let folder: string;
let till: ReturnType<typeof startTill>;

beforeEach(async () => {
  hubFolder = newFolder();
  folder = newFolder();
  ({ hub, port, proxy } = await hubBehindProxy(hubFolder));
  till = startTill(folder, proxy.url);
  await enrolAt(hub, till);
  till.cashIn(1);
  await settled(till);
});
afterEach(async () => {
  await till.stop();
  await proxy.shut();
  await hub.close();
});

const config = () => ({ dataDir: hubFolder, ports: nodePorts });
const records = async () => (await hub.summary()).records;

async function reopen(): Promise<void> {
  hub = await openHub(config());
  await hub.listen({ port });
}

describe("the hub's key", () => {
  it('changes while it is closed, twice too, and its tills follow by themselves', async () => {
    const before = hub.fingerprint;
    await hub.close();
    const fingerprints = [await changeHubKey(config()), await changeHubKey(config())];
    await reopen();
    expect(new Set([before, ...fingerprints]).size).toBe(3);
    expect(hub.fingerprint).toBe(fingerprints[1]);
    till.cashIn(1);
    await settled(till);
    expect(await records()).toBe(3);
    // What it learned outlives a start.
    await till.stop();
    till = startTill(folder, proxy.url);
    till.cashIn(1);
    await settled(till);
    expect(await records()).toBe(4);
  });

  it('that broke off between database and file is the new one', async () => {
    await hub.close();
    const file = join(hubFolder, 'hub.key');
    const old = readFileSync(file);
    const next = await changeHubKey(config());
    // As it stood before the last step: the old seed in its place, the new one beside it.
    renameSync(file, `${file}.next`);
    writeFileSync(file, old);
    await reopen();
    expect([hub.fingerprint, existsSync(`${file}.next`)]).toEqual([next, false]);
  });

  it('that nobody vouched for is refused: the till tells that it is another hub', async () => {
    await hub.close();
    await proxy.shut();
    const other = await hubBehindProxy(newFolder());
    await till.stop();
    till = startTill(folder, other.proxy.url);
    await expect.poll(() => till.sync.status().problem?.code).toMatch(/hub\.(otherKey|unknownTill)/);
    await other.proxy.shut();
    await other.hub.close();
    await reopen();
  });
});

describe("a till's key", () => {
  it('changes at the hub, and the old one is nothing there any more', async () => {
    const before = till.identity.publicKey;
    await till.sync.rotateKey();
    till.cashIn(1);
    await settled(till);
    expect(till.identity.publicKey).not.toBe(before);
    expect(await records()).toBe(3);
    await till.stop();
    till = startTill(folder, proxy.url);
    till.cashIn(1);
    await settled(till);
    expect(await records()).toBe(4);
  });

  it('goes on from wherever its change broke off', async () => {
    const before = till.identity.publicKey;
    // Prepared, and the hub never heard of it.
    till.identity.rotation!.prepare();
    await till.stop();
    till = startTill(folder, proxy.url);
    till.cashIn(1);
    await settled(till);
    expect(till.identity.publicKey).toBe(before);
    const wanted = till.identity.rotation!.pending()!.publicKey;
    await till.sync.rotateKey();
    till.cashIn(1);
    await settled(till);
    expect([till.identity.publicKey, till.identity.rotation!.pending()]).toEqual([wanted, null]);
  });
});
