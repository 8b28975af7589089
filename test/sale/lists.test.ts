import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withHashes } from '../../hub/members/list-hashes.ts';
import { ean13 } from '../../main/demo/goods.ts';
import { ListPart } from '../../shared/protocol/feed.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { document, openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const barcode = ean13('240000000038');
const part = (list: string, numbers: string[], key = 'partner-secret-1') =>
  document('list', ListPart.parse(withHashes({ list, part: '1', key, numbers })));
const factsOfLast = () => (counter.records().at(-1)!.body as SaleBody).facts;

async function buy() {
  await counter.call('sale.scan', { code: barcode, source: 'serial' });
  await counter.call('sale.payCash', { amountMinor: counter.view().totals.leftMinor });
  return factsOfLast();
}

describe("a partner's list", () => {
  it('knows a phone by its keyed hash, and nobody has to be a member', async () => {
    counter.feed(2, [
      part('mobile', ['79990001122', '79990003344']),
      part('bank', ['79990003344'], 'another-secret-22'),
    ]);
    await counter.call('sale.identify', { by: 'phone', value: '+7 999 000-33-44' });
    expect(await buy()).toMatchObject({ lists: ['bank', 'mobile'], member: null });
  });

  it('holds no number that anybody could read', () => {
    expect(JSON.stringify(part('mobile', ['79990001122']))).not.toContain('9990001122');
  });

  it('knows nobody else, and forgets whom it no longer has', async () => {
    counter.feed(2, [part('mobile', ['79990001122'])]);
    const shown = counter.call('sale.identify', { by: 'phone', value: '+7 999 000-55-66' });
    await expect(shown).rejects.toMatchObject({ code: 'member.unknown' });
    counter.feed(3, [part('mobile', ['79990005566'])]);
    await counter.call('sale.identify', { by: 'phone', value: '+7 999 000-55-66' });
    const gone = counter.call('sale.identify', { by: 'phone', value: '+7 999 000-11-22' });
    await expect(gone).rejects.toMatchObject({ code: 'member.unknown' });
    expect((await buy()).lists).toEqual(['mobile']);
  });

  it('goes with the buyer who takes their card back', async () => {
    counter.feed(2, [part('mobile', ['79990001122'])]);
    await counter.call('sale.identify', { by: 'phone', value: '+7 999 000-11-22' });
    await counter.call('sale.forgetMember', {});
    expect((await buy()).lists).toBeUndefined();
  });
});
