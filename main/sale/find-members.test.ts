import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccount } from '../../shared/loyalty/account.ts';
import type { KopilkaError } from '../../shared/protocol/errors.ts';
import { openCounter } from '../../test/sale/counter.ts';
import type { TestCounter } from '../../test/sale/counter.ts';
import { fedMember } from '../../test/store/fed-members.ts';
import { mostFound } from './find-members.ts';

let counter: TestCounter;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
});
afterEach(() => counter.close());

const member = (id: string, card: string, name?: string, phone?: string) =>
  fedMember({
    id,
    shops: ['demo'],
    cards: [card],
    account: openAccount({ member: id, joined: '2026-01-01', tier: null, lots: [] }),
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  });

const find = (tail: string, name: string) => counter.call('member.find', { tail, name });
const refusal = (tail: string, name: string) =>
  find(tail, name).then(
    () => 'found',
    (error: unknown) => (error as KopilkaError).code,
  );

describe('a member found by the tail of the card and the beginning of the name', () => {
  beforeEach(() =>
    counter.feed(2, [
      ...member('m-1', '7709990004242', 'Пелагея Алёхина', '79161234567'),
      ...member('m-2', '7709990014242', 'Пётр Салтыков-Щедрин'),
      ...member('m-3', '7709990024243', 'Пелагея Иная'),
      ...member('m-4', '7709990034242'),
    ]),
  );

  it('is told by letters and digits alone: no name, no phone, no card', async () => {
    const found = await find('4242', 'пел');
    expect(found).toEqual({ members: [{ id: 'm-1', name: 'П••• А•••', tail: '•••• 4242' }] });
    expect(JSON.stringify(found)).not.toMatch(/Пелагея|Алёхина|9161234567|770999/);
  });

  it.each([
    ['алех', 'm-1'],
    ['ПЕЛАГЕЯ АЛЁ', 'm-1'],
    ['щедр', 'm-2'],
    ['салтыков щедрин', 'm-2'],
  ])('answers to %s, however it is written', async (name, id) => {
    expect((await find('4242', name)).members.map((found) => found.id)).toEqual([id]);
  });

  it('is nobody where only a part of it is right', async () => {
    expect(await refusal('4243', 'алех')).toBe('member.unknown');
    expect(await refusal('4242', 'лехина')).toBe('member.unknown');
  });

  it.each([
    ['', ''],
    ['424', 'пелагея'],
    ['4242', 'п'],
    ['4242', 'п 1'],
    ['••••', 'пелагея'],
  ])('is not looked for by too little: %s, %s', async (tail, name) => {
    expect(await refusal(tail, name)).toBe('member.sayMore');
  });

  it('is not one of a list that anybody could page through', async () => {
    const many = Array.from({ length: mostFound }, (_, index) =>
      member(`n-${index}`, `77088800${index}4242`, 'Пелагея'),
    );
    counter.feed(3, many.slice(1).flat());
    expect((await find('4242', 'пелагея')).members).toHaveLength(mostFound);
    counter.feed(4, many.flat());
    expect(await refusal('4242', 'пелагея')).toBe('member.tooMany');
    expect((await find('4242', 'пелагея а')).members.map(({ id }) => id)).toEqual(['m-1']);
  });

  it('is known as weakly as by a phone once chosen, and a card shown before stays', async () => {
    const chosen = await counter.call('sale.identify', { by: 'member', value: 'm-1' });
    expect(chosen.member).toMatchObject({ id: 'm-1', identification: 'phone' });
    await counter.call('sale.identify', { by: 'card', value: '7709990004242' });
    const again = await counter.call('sale.identify', { by: 'member', value: 'm-1' });
    expect(again.member).toMatchObject({ id: 'm-1', identification: 'card' });
  });

  it('is not taken by an id that no such search could have told', async () => {
    for (const value of ['m-4', 'nobody']) {
      await expect(counter.call('sale.identify', { by: 'member', value })).rejects.toMatchObject({
        code: 'member.unknown',
      });
    }
  });

  it('is found where they were registered before the hub knows', async () => {
    const person = { name: 'Захар Новый', phone: '89160000001', consent: true };
    await counter.call('sale.register', { card: '770000005151', person });
    await counter.call('sale.cancel', {});
    const { members } = await find('5151', 'зах');
    expect(members).toEqual([{ id: expect.any(String) as string, name: 'З••• Н•••', tail: '•••• 5151' }]);
    expect((await counter.call('sale.identify', { by: 'member', value: members[0]!.id })).member?.pending).toBe(true);
  });

  it('is not looked for by who is not signed in', async () => {
    await counter.call('shift.close', { cashCountedMinor: null });
    expect(await refusal('4242', 'пелагея')).toBe('shift.closed');
  });
});
