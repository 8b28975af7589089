import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordBody } from '../../shared/protocol/journal.ts';
import { listHash } from '../identity/hash.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, lot, memberDoc, shopDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;
let other: TestTill;
const members = [memberDoc('anna', { lots: [lot('l', 100_00)] }), memberDoc('boris')];
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], members);
  const far = [
    { kind: 'shop', doc: { ...shopDoc, id: 'shop-2' } },
    { kind: 'till', doc: { id: 'till-9', shop: 'shop-2', name: '' } },
  ] as const;
  await test.hub.importLines(asText([...far]));
  [till, other] = [await test.till('till-1'), await test.till('till-2')];
});
afterEach(() => test.close());

const minute = (count: number) => new Date(Date.UTC(2026, 2, 1, 9, count)).toISOString();
const at = minute(1);
const issued = (member: string, card: string, replaces?: string): RecordBody => ({
  kind: 'card.issued',
  member,
  card,
  ...(replaces === undefined ? {} : { replaces }),
  identification: 'phoneCode',
});
const blocked = (member: string, card: string): RecordBody => ({ kind: 'card.blocked', member, card });
const alarms = async () => (await test.hub.alarms()).map(({ kind, detail }) => `${kind} ${detail}`);
const hashOf = (each: TestTill, card: string) => listHash(each.doc('numberKey', 'numbers')!.key, card);
const cardsOf = (each: TestTill, member: string) => each.doc('member', member)?.cards;
const closing = (each: TestTill, card: string) => each.doc('closedCard', hashOf(each, card))?.why;

describe('a card that was replaced at a till', () => {
  it('is told to all shops at once as closed, and the new one as theirs, where they never were too', async () => {
    const far = await test.till('till-9');
    till.append(issued('anna', 'new', 'card-anna'), at);
    await till.push();
    for (const each of [till, other, far]) await each.pull();
    expect([cardsOf(till, 'anna'), closing(till, 'card-anna')]).toEqual([['new'], 'replaced']);
    expect(closing(other, 'card-anna')).toBe('replaced');
    expect(closing(far, 'card-anna')).toBe('replaced');
    expect(far.doc('distant', 'anna')?.cards).toEqual([hashOf(far, 'new')]);
    expect([...far.documents.keys()].filter((key) => key.includes('anna'))).toEqual(['distant anna']);
    expect(JSON.stringify([...far.documents.values()])).not.toContain('card-anna');
    expect(await alarms()).toEqual([]);
  });

  it('leaves points and receipts where they were, and what is sold after it is found equal', async () => {
    till.append(issued('anna', 'new', 'card-anna'), at);
    till.sell({ member: 'anna', lines: [{ sku: 'coffee' }], at: minute(2) });
    await till.push();
    const { verdicts, ledgerSum } = await test.hub.summary();
    expect([verdicts, ledgerSum]).toEqual([{ equal: 1, different: 0, pending: 0 }, 0]);
    const { cards, records, account } = await test.hub.exportMember('anna');
    expect([cards, account.purchaseCount]).toEqual([['new'], 1]);
    expect(records.map(({ body }) => body.kind)).toEqual(['card.issued', 'sale']);
  });

  it('is nobody’s to have again: a registration of it is an alias of its member', async () => {
    till.append(issued('anna', 'new', 'card-anna'), at);
    other.register('thief', 'card-anna', at);
    await till.push();
    await other.push();
    await other.pull();
    expect(await alarms()).toEqual(['duplicateCard thief -> anna']);
    expect([cardsOf(other, 'anna'), other.doc('member', 'thief')]).toEqual([['new'], undefined]);
  });

  it('of another than who asks stays theirs', async () => {
    till.append(issued('anna', 'new', 'card-boris'), at);
    await till.push();
    await till.pull();
    expect([cardsOf(till, 'anna'), cardsOf(till, 'boris')]).toEqual([['card-anna', 'new'], ['card-boris']]);
    expect(await alarms()).toEqual(['duplicateCard anna -> boris']);
  });

  it('stays replaced after an import that knows nothing of it, and the new one stays theirs', async () => {
    till.append(issued('anna', 'new', 'card-anna'), at);
    await till.push();
    await test.hub.importLines(asText([{ kind: 'member', doc: members[0]! }]));
    await till.pull();
    expect([cardsOf(till, 'anna'), closing(till, 'card-anna')]).toEqual([['new'], 'replaced']);
    const carl = { ...memberDoc('carl'), cards: ['card-anna'] };
    await expect(test.hub.importLines(asText([{ kind: 'member', doc: carl }]))).rejects.toThrow('is of member anna');
  });

  it('of a member whose registration could not be read yet is theirs when it is', async () => {
    till.sell({ member: 'anna', lines: [{ sku: 'milk' }], at });
    till.append(issued('ghost', 'new', 'lost'), minute(2));
    till.append(
      { kind: 'member.registered', member: 'ghost', joined: '2026-02-01', cards: ['lost', 'more'], tier: 'gold' },
      at,
    );
    await till.push();
    await till.pull();
    expect(till.doc('member', 'ghost')).toMatchObject({
      cards: ['more', 'new'],
      account: { joined: '2026-02-01', tier: 'gold' },
    });
    expect(await alarms()).toEqual([]);
  });
});

describe('a card that was blocked at a till', () => {
  it('identifies nobody anywhere, and again when the office says so, by whom and why', async () => {
    const far = await test.till('till-9');
    till.append(blocked('anna', 'card-anna'), at);
    await till.push();
    for (const each of [till, far]) await each.pull();
    expect([cardsOf(till, 'anna'), closing(till, 'card-anna'), closing(far, 'card-anna')]).toEqual([
      [],
      'blocked',
      'blocked',
    ]);
    expect(await test.hub.unblockCard('card-anna', 'found at home')).toEqual({ member: 'anna' });
    for (const each of [till, far]) await each.pull();
    expect([cardsOf(till, 'anna'), closing(till, 'card-anna'), closing(far, 'card-anna')]).toEqual([
      ['card-anna'],
      undefined,
      undefined,
    ]);
    expect(far.doc('distant', 'anna')?.cards).toEqual([hashOf(far, 'card-anna')]);
    const { entries } = await test.hub.audit({});
    const deed = entries.find(({ action }) => action === 'card.unblock');
    expect(deed).toMatchObject({ subject: 'anna', why: 'found at home' });
  });

  it('and replaced, in whatever order, is not the office’s to give back', async () => {
    other.append(blocked('anna', 'card-anna'), minute(2));
    till.append(issued('anna', 'new', 'card-anna'), at);
    await other.push();
    await till.push();
    await till.pull();
    expect([cardsOf(till, 'anna'), closing(till, 'card-anna')]).toEqual([['new'], 'replaced']);
    for (const card of ['card-anna', 'new', 'nobody’s'])
      await expect(test.hub.unblockCard(card, 'found at home')).rejects.toMatchObject({ code: 'card.notBlocked' });
  });

  it('is told to a shop that is new', async () => {
    till.append(blocked('anna', 'card-anna'), at);
    await till.push();
    const far = { kind: 'till', doc: { id: 'till-5', shop: 'shop-5', name: '' } } as const;
    await test.hub.importLines(asText([{ kind: 'shop', doc: { ...shopDoc, id: 'shop-5' } }, far]));
    expect(closing(await test.till('till-5'), 'card-anna')).toBe('blocked');
  });
});
