import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import type { TestTill } from '../testing/till.ts';

const yearMs = 365 * 24 * 3_600_000;
let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2']);
  till = await test.till('till-1');
});
afterEach(() => test.close());

/** The till calls, by a clock that is ahead of the hub's by so much, an hour after the last time. */
async function call(aheadMs: number): Promise<void> {
  test.clock.set(test.clock.nowMs() + 3_600_000);
  await till.session(new Date(test.clock.nowMs() + aheadMs).toISOString());
}

const items = async (state?: 'open') => (await test.hub.items({ kind: 'clock', ...(state ? { state } : {}) })).items;
const close = async () => test.hub.closeItem((await items('open'))[0]!.id, { why: 'told the shop' });

describe('a till whose clock is wrong', () => {
  it('is an item, one however often it calls, of its own beside that of another', async () => {
    await call(3 * yearMs);
    await call(3 * yearMs);
    await call(-yearMs);
    const other = await test.till('till-2');
    await other.session(noon);
    expect((await items()).toSorted((a, b) => (a.till < b.till ? -1 : 1))).toMatchObject([
      { till: 'till-1', detail: `${(-3 * yearMs) / 1000} s`, state: 'open', member: null, stakeMinor: null },
      { till: 'till-2', detail: '10800 s', state: 'open' },
    ]);
    expect(await test.hub.item((await items())[0]!.id)).toMatchObject({ differences: [], till: null });
  });

  it('by a minute is none', async () => {
    await call(60_000);
    await call(-119_000);
    expect(await items()).toEqual([]);
  });

  it('stays closed when a person closed it, until the clock was right or is off by something else', async () => {
    await call(yearMs);
    await close();
    await call(yearMs + 1000);
    expect(await items('open')).toEqual([]);
    await call(2 * yearMs);
    expect(await items('open')).toHaveLength(1);
    await close();
    await call(0);
    expect(await items('open')).toEqual([]);
    await call(2 * yearMs);
    expect(await items('open')).toHaveLength(1);
    expect(await items()).toHaveLength(3);
  });

  it('and stands still is a new item once it is off by more than a person was told', async () => {
    for (let hour = 0; hour < 3; hour += 1) await call(-hour * 3_600_000);
    expect(await items()).toHaveLength(1);
    await close();
    await call(-3 * 3_600_000);
    expect(await items('open')).toHaveLength(1);
  });

  it('is not told of where it tells no time', async () => {
    await till.session();
    expect(await items()).toEqual([]);
  });
});
