import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../hub/store/store.ts';
import { stores } from './stores.ts';
import type { Fresh } from './stores.ts';

const person = { member: 'anna', hash: 'h1', text: 'sealed', phone: 'hashed' };
const key = 'k'.repeat(43);

for (const [kind, open] of Object.entries(stores))
  describe(`the hub's store on ${kind}`, () => {
    let fresh: Fresh;
    let store: Store;
    beforeEach(async () => {
      fresh = await open();
      store = fresh.store;
    });
    afterEach(() => fresh.remove());

    describe('of persons', () => {
      it('keeps what was saved last of a member, until it is removed', async () => {
        await store.write(async (tx) => {
          await tx.savePerson(person);
          await tx.savePerson({ ...person, hash: 'h2', phone: null });
          expect(await tx.person('anna')).toEqual({ ...person, hash: 'h2', phone: null });
        });
        expect(await store.reader.person('anna')).toEqual({ ...person, hash: 'h2', phone: null });
        await store.write(async (tx) => tx.removePerson('anna'));
        expect(await store.reader.person('anna')).toBeUndefined();
      });

      it('keeps the first key of a text, and none that was wiped, not even when it comes again', async () => {
        await store.write(async (tx) => {
          await tx.addSealKey('h1', key);
          await tx.addSealKey('h1', 'x'.repeat(43));
          expect(await tx.sealKey('h1')).toBe(key);
          await tx.addSealKey('h2', key);
        });
        await store.write(async (tx) => {
          await tx.wipeSealKey('h1');
          await tx.wipeSealKey('h3');
        });
        await store.write(async (tx) => tx.addSealKey('h1', key));
        expect(await store.reader.sealKey('h1')).toBeUndefined();
        expect(await store.reader.sealKey('h2')).toBe(key);
        expect(await store.reader.sealKey('h3')).toBeUndefined();
        await store.scrub();
        expect(await store.reader.sealKey('h2')).toBe(key);
      });

      it('tells who had a member erased', async () => {
        const erasure = { member: 'anna', atMs: 5, by: 'olga', why: 'letter' };
        await store.write(async (tx) => tx.addErasure(erasure));
        expect(await store.reader.erasure('anna')).toEqual(erasure);
        expect(await store.reader.erasure('boris')).toBeUndefined();
      });

      it("takes a document out of one shop's feed, before and after others, and may put another in", async () => {
        await store.write(async (tx) => {
          for (const shop of ['a', 'b'])
            for (const id of ['anna', 'boris']) await tx.addChange(shop, 'person', id, '1');
          await tx.takePositions();
        });
        await store.write(async (tx) => {
          await tx.addChange('a', 'person', 'anna', '2');
          await tx.removeChanges('a', 'person', 'anna');
          await tx.addChange('a', 'person', 'anna', null);
          await tx.takePositions();
        });
        expect(await store.reader.changes('a', 0, 9)).toEqual([
          { position: 1, kind: 'person', id: 'boris', doc: '1' },
          { position: 2, kind: 'person', id: 'anna', doc: null },
        ]);
        expect(await store.reader.changes('b', 0, 9)).toHaveLength(2);
      });

      it('writes over what was written of one member, and of nobody else', async () => {
        const happening = { atMs: 3, kind: 'survey', name: null, answer: 'b' };
        const place = (seq: number) => ({ till: '', epoch: '', seq, hash: '', atMs: seq });
        await store.write(async (tx) => {
          for (const member of ['anna', 'boris']) {
            for (const seq of [1, 2]) await tx.addEvent(member, place(seq), `event ${seq}`, null);
            await tx.addEvent(member, { ...place(3), till: 'till-1' }, null, null);
            for (const id of ['x', 'y']) await tx.addHappening({ ...happening, id: `${member} ${id}`, member });
            for (const shop of ['a', 'b']) await tx.addChange(shop, 'member', member, '1');
          }
          await tx.takePositions();
        });
        await store.write(async (tx) => {
          await tx.addChange('a', 'member', 'anna', '2');
          await tx.takePositions();
        });
        await store.write(async (tx) => {
          await tx.editEvents('anna', (event) => event.replace('event 2', 'other'));
          await tx.editHappenings('anna', ({ id, answer }) => (id.endsWith('x') ? null : `${answer}!`));
          await tx.editChanges('a', 'member', 'anna', (doc) => `${doc}!`);
        });
        const events = async (member: string) => (await store.reader.events(member)).map(({ event }) => event);
        const happenings = async (member: string) =>
          (await store.reader.happenings(member)).map(({ id, answer }) => `${id} ${answer}`);
        expect([await events('anna'), await events('boris')]).toEqual([
          ['event 1', 'other', null],
          ['event 1', 'event 2', null],
        ]);
        expect([await happenings('anna'), await happenings('boris')]).toEqual([
          ['anna y b!'],
          ['boris x b', 'boris y b'],
        ]);
        const docs = async (shop: string) =>
          (await store.reader.changes(shop, 0, 9)).map(({ id, doc }) => `${id} ${doc}`);
        expect(await docs('a')).toEqual(['anna 1!', 'boris 1', 'anna 2!']);
        expect(await docs('b')).toEqual(['anna 1', 'boris 1']);
      });

      it("lists the sides of a member's transactions, and what happened to them", async () => {
        const entry = { member: 'anna', txn: 't', wallet: 'bonus', side: 'member', points: 5 };
        const happening = { id: 'e1', member: 'anna', atMs: 3, kind: 'survey', name: null, answer: '{}' };
        await store.write(async (tx) => {
          await tx.addEntry({ ...entry, side: 'issued', points: -5 });
          await tx.addEntry(entry);
          await tx.addEntry({ ...entry, member: 'boris' });
          await tx.addHappening(happening);
          await tx.addHappening({ ...happening, id: 'e0', atMs: 4 });
          await tx.addHappening({ ...happening, id: 'e2', member: 'boris' });
        });
        expect(await store.reader.entries('anna')).toEqual([{ ...entry, side: 'issued', points: -5 }, entry]);
        expect((await store.reader.happenings('anna')).map(({ id }) => id)).toEqual(['e1', 'e0']);
      });
    });
  });
