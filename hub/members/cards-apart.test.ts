import fc from 'fast-check';
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

describe('two tills apart', () => {
  it('a card they both replace stands twice, and a person is told', async () => {
    till.append(issued('anna', 'new-1', 'card-anna'), at);
    other.append(issued('anna', 'new-2', 'card-anna'), minute(2));
    await other.push();
    await till.push();
    await till.pull();
    expect(cardsOf(till, 'anna')?.toSorted()).toEqual(['new-1', 'new-2']);
    expect(await alarms()).toEqual(['replacedTwice anna']);
    const { items } = await test.hub.items({ kind: 'replacedTwice' });
    expect(items).toMatchObject([{ state: 'open', detail: 'anna', till: 'till-1' }]);
  });

  it('a new card that one of them gave to somebody already stays theirs, the old one stays closed, a person is told', async () => {
    till.append(issued('anna', 'new', 'card-anna'), at);
    other.register('carl', 'new', at);
    await other.push();
    await till.push();
    await till.pull();
    expect([cardsOf(till, 'anna'), cardsOf(till, 'carl')]).toEqual([[], ['new']]);
    expect(await alarms()).toEqual(['duplicateCard anna -> carl']);
    expect(closing(till, 'card-anna')).toBe('replaced');
  });
});

/** On PostgreSQL at its worst a run takes seconds. */
const numRuns = process.env['KOPILKA_TEST_STORE'] === 'postgres' ? 2 : 10;

/** Two members of their own for each run, with a card each; the deeds are told of them. */
let runs = 0;
async function newcomers(): Promise<(name: string) => string> {
  const run = (runs += 1);
  const named = (name: string) => `${name}-${run}`;
  const docs = ['dora', 'emil'].map((name) => ({ ...memberDoc(named(name)), cards: [named(`card-${name}`)] }));
  await test.hub.importLines(asText(docs.map((doc) => ({ kind: 'member', doc }))));
  return named;
}

describe('whatever is done with cards at two tills that do not hear of each other', () => {
  const card = fc.constantFrom('card-dora', 'card-emil', 'x', 'y', 'z');
  const deed = fc.record({
    at: fc.constantFrom(0, 1),
    member: fc.constantFrom('dora', 'emil'),
    card,
    replaces: fc.option(card, { nil: undefined }),
    isBlock: fc.boolean(),
  });

  it('one leads to one member at most and closed ones to none, told twice changes nothing, and feeds agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 10 }), async (deeds) => {
        const named = await newcomers();
        deeds.forEach(({ at: where, member, card: shown, replaces, isBlock }, index) => {
          const old = replaces === undefined ? undefined : named(replaces);
          const body = isBlock ? blocked(named(member), named(shown)) : issued(named(member), named(shown), old);
          [till, other][where]!.append(body, minute(index + 1));
        });
        await till.push();
        await other.push();
        const kept = async () => [await test.rows('document'), await test.rows('member'), await test.rows('item')];
        const before = await kept();
        await other.push();
        await till.push();
        expect(await kept()).toEqual(before);
        for (const each of [till, other]) await each.pull();
        expect(Object.fromEntries(other.documents)).toEqual(Object.fromEntries(till.documents));
        const shown = ['dora', 'emil'].flatMap((member) => cardsOf(till, named(member))!);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.filter((each) => closing(till, each) !== undefined)).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('what is closed does not hang on which till is heard first', async () => {
    const lost = fc.constantFrom('card-dora', 'x', 'y');
    const deedsOfOne = fc.array(fc.record({ lost, isBlock: fc.boolean() }), { maxLength: 4 });
    const told = async (apart: { lost: string; isBlock: boolean }[][], isReversed: boolean) => {
      const named = await newcomers();
      const dora = named('dora');
      const tills = [till, other];
      apart.forEach((deeds, index) => {
        for (const { lost: old, isBlock } of deeds)
          tills[index]!.append(isBlock ? blocked(dora, named(old)) : issued(dora, named(`new-${old}`), named(old)), at);
      });
      for (const each of isReversed ? tills.toReversed() : tills) await each.push();
      await till.pull();
      const cards = cardsOf(till, dora)!.map((each) => each.slice(0, each.lastIndexOf('-')));
      return [cards.toSorted(), ...['card-dora', 'x', 'y'].map((each) => closing(till, named(each)))];
    };
    await fc.assert(
      fc.asyncProperty(deedsOfOne, deedsOfOne, async (one, two) => {
        expect(await told([one, two], true)).toEqual(await told([one, two], false));
      }),
      { numRuns },
    );
  });
});
