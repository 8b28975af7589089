import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memberDoc } from '../../hub/testing/shop.ts';
import { openReplica } from '../../main/store/replica.ts';
import type { SyncStatus } from '../../main/sync/sync.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import { startChild } from '../crash/child.ts';
import type { Child } from '../crash/child.ts';
import { caughtUp, filesWith, openShops, tillSeed } from '../personal/shops.ts';
import type { OlderTill } from './programs/older-till.ts';

const program = fileURLToPath(new URL('./programs/older-till.ts', import.meta.url));
const name = 'Пелагея Непомнящая';
const card = '770000000777';

let shops: Awaited<ReturnType<typeof openShops>>;
let older: Child;
const folder = () => join(shops.folder, 'till-1');

/** A till of the version before, which does not know who persons are, caught up with its hub. */
beforeEach(async () => {
  shops = await openShops();
  await shops.hub.importLines([
    JSON.stringify({ kind: 'member', doc: { ...memberDoc('pelageya'), name, cards: [card] } }),
  ]);
  older = startChild(program);
  const seed = [...tillSeed('till-1')];
  const order: OlderTill = { till: 'till-1', dataDir: folder(), hubUrl: shops.url, seed, without: ['person'] };
  await older.call('open', order);
  const { code, fingerprint } = await shops.hub.enrolmentCode('till-1');
  await older.call('enrol', { code, fingerprint });
  await settled();
});
afterEach(async () => {
  older.release();
  await older.exited;
  await shops.close();
});

async function settled(): Promise<void> {
  const { lastContactMs: before } = await older.call<SyncStatus>('sync');
  for (let tries = 0; tries < 500; tries += 1) {
    const { state, unpushed, lastContactMs } = await older.call<SyncStatus>('sync');
    if (state === 'online' && unpushed.count === 0 && (lastContactMs ?? 0) > (before ?? 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the older till does not catch up');
}

describe('documents of a kind that a till does not know yet', () => {
  it('are kept, and known to the next version from its first moment, with no word of the hub', async () => {
    // As of now by a new name: the latest is what counts.
    const doc = { ...memberDoc('pelageya'), name: `${name} II`, cards: [card] };
    await shops.hub.importLines([JSON.stringify({ kind: 'member', doc })]);
    await settled();
    await older.call('handle', { method: 'cashier.signIn', params: { cashier: 'olga' } });
    await older.call('handle', { method: 'shift.open', params: { floatMinor: 0 } });
    const identified = { method: 'sale.identify', params: { by: 'card', value: card } };
    expect((await older.call<SaleView>('handle', identified)).member).toMatchObject({ name: '•••• 0777' });
    await older.call('close');
    const replica = openReplica(join(folder(), 'replica.db'));
    expect([replica.heldCount(), replica.get('person', 'pelageya')?.member]).toEqual([0, 'pelageya']);
    replica.close();
    const { till } = await shops.open('till-1');
    expect((await till.handle('page.hello', {})).sale.member).toMatchObject({ name: `${name} II` });
    await caughtUp(till);
  }, 60_000);

  it('that came in the file of a snapshot are known to the next version as well', async () => {
    await older.call('close');
    const { till } = await shops.open('till-1');
    await till.handle('cashier.signIn', { cashier: 'olga' });
    await till.handle('shift.open', { floatMinor: 0 });
    expect((await till.handle('sale.identify', { by: 'card', value: card })).member).toMatchObject({ name });
  }, 60_000);

  it('are let go of when the hub takes them back: no key of somebody erased stays', async () => {
    const db = new Database(join(shops.folder, 'hub/hub.db'), { readonly: true });
    const key = db.prepare<[], string>('select key from seal_key').pluck().get() ?? '';
    db.close();
    expect(filesWith(folder(), [key]).length).toBeGreaterThan(0);
    await shops.hub.eraseMember('pelageya', { by: 'olga', why: 'letter 12' });
    await settled();
    expect(filesWith(folder(), [key])).toEqual([]);
    await older.call('close');
    const { till } = await shops.open('till-1');
    await caughtUp(till);
    expect(filesWith(folder(), [key])).toEqual([]);
  }, 60_000);
});
