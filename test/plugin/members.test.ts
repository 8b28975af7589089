import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import demo from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { cardNumber } from '../../main/demo/members.ts';
import { anna, dear, openHost, vera } from './host.ts';
import type { TestHost } from './host.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openHost();
});
afterAll(async () => {
  await host.close();
  expect(host.bugs).toEqual([]);
});

const line = { id: 'a', ...dear, quantity: 1000 };
const fresh = cardNumber(5151);
const person = { name: 'Пётр', phone: '8 (900) 123-45-67', consent: true };

describe('a host', () => {
  it('makes somebody a member offline, sells to them at once, and the hub knows them later', async () => {
    const client = host.client();
    await host.place.cut();
    const member = await client.register({ card: fresh, person });
    expect(member).toMatchObject({ name: 'Пётр', identification: 'card', pending: true, tier: { id: 'bronze' } });
    expect(await client.identify({ phone: '+7 900 123 45 67' })).toMatchObject({ id: member.id });
    const sale = { lines: [line], member: { card: fresh } };
    const sold = await client.commit({
      receipt: 'new',
      sale,
      payments: [{ kind: 'cash', amountMinor: dear.priceMinor }],
    });
    expect(sold).toMatchObject({ member: member.id });
    expect(sold.totals.earned).not.toEqual([]);
    host.place.plug();
    await host.shop.settled();
    expect(await host.shop.hub.exportMember(member.id)).toMatchObject({ member: member.id });
    expect(await client.identify({ card: fresh })).toMatchObject({ id: member.id, pending: false });
  }, 60_000);

  it('registers no card that is taken or of another programme, and keeps nothing told without consent', async () => {
    const client = host.client();
    const open = (await host.place.call('page.hello', {})).sale;
    const refused = async (body: Parameters<typeof client.register>[0], status: number, code: string) =>
      expect(client.register(body)).rejects.toMatchObject({ status, code });
    await refused({ card: anna.card }, 409, 'card.taken');
    await refused({ card: '990000000001' }, 422, 'card.unfit');
    await refused({ card: cardNumber(6001), person: { ...person, consent: false } }, 422, 'member.noConsent');
    await refused({ card: cardNumber(6001), person: { ...person, phone: '12' } }, 422, 'member.phoneUnfit');
    await refused({ card: '1' }, 400, 'request.invalid');
    await expect(client.identify({ card: cardNumber(6001) })).rejects.toMatchObject({ code: 'member.unknown' });
    expect((await host.place.call('page.hello', {})).sale).toEqual(open);
  });

  it('is told what waits for a member wherever it asks, and takes it by its entitlement', async () => {
    const client = host.client();
    const member = { card: vera.card };
    const [waiting] = (await client.identify(member)).gifts;
    expect(waiting).toMatchObject({ entitlement: vera.gift, sku: 'g038', given: false, refused: null });
    const empty = await client.quote({ lines: [], member });
    expect(empty.member!.gifts).toEqual([waiting]);
    const taken = await client.putBasket('gift', { lines: [], member, gifts: [waiting!.entitlement] });
    expect(taken.lines).toMatchObject([{ line: `gift:${vera.gift}`, gift: vera.gift, netMinor: 0 }]);
    expect(taken.member!.gifts).toEqual([{ ...waiting, given: true }]);
    await client.cancelBasket('gift');
  });

  it('asks for what a member would have, once however often, and withdraws it', async () => {
    const client = host.client();
    const wish = { wish: '17', member: { card: anna.card }, good: { name: 'Чайник со свистком' } };
    const { wishes } = await client.askWish(wish);
    expect(await client.askWish(wish)).toMatchObject({ wishes });
    expect(wishes).toMatchObject([{ sku: null, name: { ru: 'Чайник со свистком' }, quantity: 1000, state: 'asked' }]);
    await host.shop.settled();
    expect((await host.shop.hub.wishes({})).wishes).toMatchObject([{ id: wishes![0]!.id, name: 'Чайник со свистком' }]);
    expect(await client.identify(wish.member)).toMatchObject({ wishes });
    const dropping = { wish: wishes![0]!.id, member: wish.member };
    expect(await client.dropWish(dropping)).toMatchObject({ wishes: [] });
    await expect(client.dropWish(dropping)).rejects.toMatchObject({ status: 404, code: 'wish.unknown' });
    expect(await client.askWish(wish)).toMatchObject({ wishes: [] });
    const unknown = { ...wish, wish: '18', good: { sku: 'nothing' } };
    await expect(client.askWish(unknown)).rejects.toMatchObject({ status: 422, code: 'good.unknown' });
    await host.shop.settled();
    expect((await host.shop.hub.wishes({})).wishes).toEqual([]);
  });

  it('prints how many of the wishes have arrived, and not what', async () => {
    const client = host.client();
    const member = { card: anna.card };
    const { wishes } = await client.askWish({ wish: '19', member, good: { name: 'Чайник со свистком' } });
    await host.shop.settled();
    const moving = { wishes: [{ id: wishes![0]!.id }] };
    for (const state of ['ordered', 'arrived'] as const) await host.shop.hub.moveWishes({ ...moving, state });
    await host.shop.settled();
    const payments = [{ kind: 'cash' as const, amountMinor: dear.priceMinor }];
    const { bonusLines } = await client.commit({ receipt: 'arrived', sale: { lines: [line], member }, payments });
    const said = bonusLines.map((text) => text.trim()).join(' ');
    expect(said).toContain('Вас ждёт то, о чём вы просили: 1');
    expect(said).not.toContain('Чайник');
  });

  it('is told from what age goods are sold', async () => {
    const wine = { id: 'wine', sku: 'g057', quantity: 1000, priceMinor: 599_00 };
    const quote = await host.client().quote({ lines: [line, wine] });
    const ages = quote.lines.map(({ line: id, ageLimit }) => ({ id, ageLimit }));
    expect(ages).toEqual([
      { id: 'a', ageLimit: undefined },
      { id: 'wine', ageLimit: 18 },
    ]);
  });

  it('tells its channel, and rules may ask for it', async () => {
    const rule = {
      id: 'only-web',
      name: { ru: 'В интернете −10 %', en: 'On the web −10 %' },
      when: { channels: ['web'] },
      give: { kind: 'linePercent', rateBp: 1000 },
    };
    const programme = { ...demo, version: 2, promotions: [...demo.promotions, rule] };
    await host.shop.hub.publish(programme, '2026-01-02T00:00:00+03:00');
    await host.shop.settled();
    const client = host.client();
    const web = await client.quote({ lines: [line], channel: 'web' });
    expect(web.lines[0]!.discounts).toMatchObject([{ rule: 'only-web', amountMinor: 49_90 }]);
    for (const channel of ['shop', 'app', undefined] as const) {
      const quote = await client.quote({ lines: [line], ...(channel === undefined ? {} : { channel }) });
      expect(quote.totals.discountMinor).toBe(0);
      expect(quote.rejections).toContainEqual(
        expect.objectContaining({ rule: 'only-web', reason: 'place.channel' }) as unknown,
      );
    }
  });
});
