import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeWordHash } from '../../main/identity/hash.ts';
import { cardNumber } from '../../main/demo/members.ts';
import { openAccount } from '../../shared/loyalty/account.ts';
import type { KopilkaError } from '../../shared/protocol/errors.ts';
import { fedMember } from '../store/fed-members.ts';
import { demoTillId } from '../../main/demo/shop.ts';
import { document, openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
  counter.world.mood = 'offline';
  await counter.call('sale.add', { sku: 'g001' });
});
afterEach(() => counter.close());

const anna = cardNumber(1);
const boris = cardNumber(2);
const fresh = '770000000777';
const other = '770000000888';

const show = (value: string) => counter.call('sale.identify', { by: 'card', value });
const cards = async () => (await counter.call('member.cards', {})).cards;
const first = async () => (await cards())[0]!.id;
const fail = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: unknown) => (error as KopilkaError).code,
  );
const bodies = (kind: string) =>
  counter
    .records()
    .map(({ body }) => body)
    .filter((body) => body.kind === kind);
/** What the hub's feed says once it applied all of this till's journal. */
const applied = () => {
  const { epoch, seq } = counter.journal.head();
  return document('applied', { till: demoTillId, epoch, seq });
};

describe('a new card for a member who is known', () => {
  it('replaces the old one at once, with the hub out of reach, and after a restart too', async () => {
    await show(anna);
    const view = await counter.call('sale.issueCard', { card: fresh, replaces: await first() });
    expect(view.member).toMatchObject({ name: 'Анна', identification: 'card' });
    expect(bodies('card.issued')).toEqual([
      { kind: 'card.issued', member: 'm-1', card: fresh, replaces: anna, identification: 'card' },
    ]);
    expect((await cards()).map(({ tail }) => tail)).toEqual(['•••• 0777']);
    counter.restart();
    expect(await fail(show(anna))).toBe('card.replaced');
    await counter.call('sale.forgetMember', {});
    expect((await show(fresh)).member).toMatchObject({ id: 'm-1', identification: 'card' });
  });

  it('says why the old one is refused, whatever scanned it, and offers no registration of it', async () => {
    await show(anna);
    await counter.call('sale.issueCard', { card: fresh, replaces: await first() });
    await counter.call('sale.forgetMember', {});
    const view = await counter.call('sale.scan', { code: anna, source: 'wedge' });
    expect(view.member).toBeNull();
    expect(counter.notices.at(-1)).toMatchObject({
      tone: 'refused',
      code: 'card.replaced',
      args: { value: '•••• 0001' },
      action: null,
    });
    expect(await fail(counter.call('sale.register', { card: anna }))).toBe('card.replaced');
  });

  it('stands beside the old one where none is replaced', async () => {
    await show(anna);
    await counter.call('sale.issueCard', { card: fresh });
    expect((await cards()).map(({ tail }) => tail)).toEqual(['•••• 0001', '•••• 0777']);
    for (const card of [anna, fresh]) {
      await counter.call('sale.forgetMember', {});
      expect((await show(card)).member?.id).toBe('m-1');
    }
  });

  it('is refused where it is somebody’s, no card of the programme, or closed; and where the old one is not theirs', async () => {
    await show(boris);
    await counter.call('sale.issueCard', { card: fresh, replaces: await first() });
    await counter.call('sale.forgetMember', {});
    await show(anna);
    const before = counter.records().length;
    const issue = (card: string) => fail(counter.call('sale.issueCard', { card }));
    expect(await issue(fresh)).toBe('card.taken');
    expect(await issue(anna)).toBe('card.taken');
    expect(await issue(boris)).toBe('card.replaced');
    expect(await issue('1234')).toBe('card.unfit');
    expect(await fail(counter.call('sale.issueCard', { card: other, replaces: 'nothing' }))).toBe('card.notTheirs');
    expect(counter.records()).toHaveLength(before);
  });

  it('is not given for a phone alone, is given for a code word, and spends no more on this receipt than that', async () => {
    const said = { id: 'm-9', shops: ['demo'], cards: ['770000000999'], name: 'Пелагея Алёхина', phone: '79161234567' };
    const account = openAccount({ member: 'm-9', joined: '2026-01-01', tier: null });
    counter.feed(2, fedMember({ ...said, account, codeWord: codeWordHash('m-9', 'ёж') }));
    const call = (word?: string) =>
      counter.call('sale.identify', { by: 'phone', value: said.phone, ...(word === undefined ? {} : { word }) });
    await call();
    expect(await fail(counter.call('sale.issueCard', { card: fresh }))).toBe('card.unproven');
    await call('ёж');
    await counter.call('sale.issueCard', { card: fresh, replaces: await first() });
    expect((await show(fresh)).member?.identification).toBe('phoneCode');
    expect(bodies('card.issued')).toMatchObject([{ identification: 'phoneCode' }]);
    await counter.call('sale.cancel', {});
    await counter.call('sale.add', { sku: 'g001' });
    expect((await show(fresh)).member?.identification).toBe('card');
  });

  it('is given to one found by card tail and name', async () => {
    const said = { id: 'm-9', shops: ['demo'], cards: ['770000000999'], name: 'Пелагея Алёхина' };
    counter.feed(2, fedMember({ ...said, account: openAccount({ member: 'm-9', joined: '2026-01-01', tier: null }) }));
    await counter.call('sale.identify', { by: 'member', value: 'm-9' });
    await counter.call('sale.issueCard', { card: fresh, replaces: await first() });
    expect((await show(fresh)).member).toMatchObject({ id: 'm-9', identification: 'phone' });
    expect(await fail(counter.call('member.find', { tail: '0999', name: 'пел' }))).toBe('member.unknown');
  });

  it('replaces that of a member registered here, whom the feed has not brought yet', async () => {
    await counter.call('sale.register', { card: fresh });
    await counter.call('sale.issueCard', { card: other, replaces: await first() });
    await counter.call('sale.forgetMember', {});
    expect(await fail(show(fresh))).toBe('card.replaced');
    expect((await show(other)).member?.pending).toBe(true);
  });

  it('is the hub’s to tell of once it took the record', async () => {
    await show(anna);
    await counter.call('sale.issueCard', { card: fresh, replaces: await first() });
    await counter.call('sale.forgetMember', {});
    // The hub found that the new card is somebody else's, and kept the old one closed.
    const [hers] = fedMember({ id: 'm-2', shops: ['demo'], cards: [boris, fresh], account: known('m-2') });
    counter.feed(2, [hers!, applied()]);
    expect((await show(fresh)).member?.id).toBe('m-2');
  });
});

const known = (id: string) => counter.replica.get('member', id)!.account;

describe('a card that is blocked', () => {
  it('identifies nobody at once, on the receipt that it is shown on neither', async () => {
    await show(anna);
    const view = await counter.call('sale.blockCard', { card: await first() });
    expect(view.member).toBeNull();
    expect(bodies('card.blocked')).toEqual([{ kind: 'card.blocked', member: 'm-1', card: anna }]);
    expect(await fail(show(anna))).toBe('card.blocked');
    const sale = await counter.call('sale.payCash', { amountMinor: 1000_00 });
    expect(sale.done?.earned).toEqual([]);
  });

  it('leaves the member who is here by phone', async () => {
    await counter.call('sale.identify', { by: 'phone', value: '79000000001' });
    const view = await counter.call('sale.blockCard', { card: await first() });
    expect(view.member?.id).toBe('m-1');
    expect(await cards()).toEqual([]);
    expect(await fail(counter.call('sale.blockCard', { card: 'nothing' }))).toBe('card.notTheirs');
  });

  it('identifies again when the hub says so', async () => {
    await show(anna);
    await counter.call('sale.blockCard', { card: await first() });
    counter.feed(2, [applied()]);
    expect((await show(anna)).member?.id).toBe('m-1');
  });
});

it('nobody’s cards are listed, given out or blocked', async () => {
  expect(await fail(counter.call('member.cards', {}))).toBe('sale.noMember');
  expect(await fail(counter.call('sale.issueCard', { card: fresh }))).toBe('sale.noMember');
  expect(await fail(counter.call('sale.blockCard', { card: 'x' }))).toBe('sale.noMember');
});
