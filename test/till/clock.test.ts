import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodePorts } from '../../main/ports.node.ts';
import { openShops } from '../personal/shops.ts';

const hourMs = 3_600_000;
let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
});
afterEach(() => shops.close());

/** The world by a clock that is ahead. */
const ahead = (ms: number) => ({ ...nodePorts, clock: { nowMs: () => nodePorts.clock.nowMs() + ms } });

describe('a till whose clock is wrong', () => {
  it('tells its page by how much, and its hub a person', async () => {
    const { till } = await shops.begin('till-1', ahead(2 * hourMs));
    const { clockOffMs } = (await till.handle('page.hello', {})).status.hub;
    expect(Math.abs((clockOffMs ?? 0) + 2 * hourMs)).toBeLessThan(60_000);
    expect((await shops.hub.items({ kind: 'clock' })).items).toMatchObject([{ till: 'till-1', state: 'open' }]);
  }, 30_000);

  it('by seconds tells nobody', async () => {
    const { till } = await shops.begin('till-1', ahead(20_000));
    expect((await till.handle('page.hello', {})).status.hub.clockOffMs).toBeNull();
    expect((await shops.hub.items({ kind: 'clock' })).items).toEqual([]);
  }, 30_000);
});
