import { afterEach, describe, expect, it } from 'vitest';
import { errorText } from '../../shared/protocol/errors.ts';
import type { ErrorCode } from '../../shared/protocol/errors.ts';
import type { AttentionView } from '../../shared/protocol/page.ts';
import { openShop, vera } from './shop.ts';
import type { TestPlace, TestShop } from './shop.ts';

let shop: TestShop;
afterEach(() => shop.close());

async function attention({ call }: TestPlace): Promise<string[]> {
  const { documents } = await call('collection.pull', { collection: 'attention', checkpoint: 0, limit: 50 });
  return (documents as AttentionView[]).map(({ code, args }) => errorText(code as ErrorCode, args, 'ru'));
}

describe('a gift that two tills gave', () => {
  it('is told in plain words at the till that the hub asks about, until a person closes it there', async () => {
    shop = await openShop(2, { rights: true });
    const [one, two] = shop.tills as [TestPlace, TestPlace];
    await two.cut();
    expect(await one.takeGift(vera.card, vera.gift)).toBe(true);
    await one.settled();
    expect(await two.takeGift(vera.card, vera.gift)).toBe(true);
    await two.join();
    await shop.settled();
    const { items } = await shop.hub.items({ state: 'open' });
    expect(items).toMatchObject([{ kind: 'duplicateGift' }]);
    // In the same second either may be the first.
    const [asked, other] = items[0]!.till === one.id ? [one, two] : [two, one];
    expect(await attention(asked)).toEqual([
      'Один подарок отдан дважды, второй раз — с чеком 1. Для покупателя ничего не меняется; управляющий решит в хабе.',
    ]);
    expect(await attention(other)).toEqual([]);
    await shop.hub.closeItem(items[0]!.id, { why: 'Vera liked it' });
    await shop.settled();
    expect(await attention(asked)).toEqual([]);
  });
});
