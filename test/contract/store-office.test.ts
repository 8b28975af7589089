import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ItemRow } from '../../hub/store/rows.ts';
import type { Store } from '../../hub/store/store.ts';
import { key, recordRow, signed } from './store-rows.ts';
import { stores } from './stores.ts';
import type { Fresh } from './stores.ts';

for (const [kind, open] of Object.entries(stores))
  describe(`the hub's store on ${kind}`, () => {
    let fresh: Fresh;
    let store: Store;
    beforeEach(async () => {
      fresh = await open();
      store = fresh.store;
    });
    afterEach(() => fresh.remove());

    describe('of items', () => {
      const item = (id: string, atMs: number, more: Partial<ItemRow> = {}): ItemRow => ({
        ...key(1),
        id,
        kind: 'facts',
        atMs,
        receipt: 'r1',
        member: null,
        detail: 'd',
        stakeMinor: 5,
        closed: null,
        ...more,
      });
      const all = { state: null, kind: null, after: null, limit: 10 } as const;
      const ids = async (wish: Parameters<Store['reader']['items']>[0]) =>
        (await store.reader.items(wish)).map(({ id }) => id);

      it('keeps one as it was first noted, in order of moment and id', async () => {
        await store.write(async (tx) => {
          await tx.addItem(item('b', 2));
          await tx.addItem(item('a', 2));
          await tx.addItem(item('c', 1, { kind: 'branch', receipt: null, stakeMinor: null }));
          await tx.addItem(item('a', 9, { detail: 'again' }));
        });
        expect(await store.reader.item('a')).toEqual(item('a', 2));
        expect(await store.reader.item('z')).toBeUndefined();
        expect(await ids(all)).toEqual(['c', 'a', 'b']);
        expect(await ids({ ...all, kind: 'facts', limit: 1 })).toEqual(['a']);
        expect(await ids({ ...all, after: { atMs: 2, id: 'a' } })).toEqual(['b']);
      });

      it('closes one, and counts those that are open', async () => {
        const closed = { by: 'eva', at: '2026-03-01T12:00:00Z', why: 'seen' };
        await store.write(async (tx) => {
          await tx.addItem(item('a', 1));
          await tx.addItem(item('b', 2));
          await tx.addItem(item('c', 3, { kind: 'branch' }));
          await tx.closeItem('b', closed);
          expect((await tx.item('b'))?.closed).toEqual(closed);
        });
        expect(await ids({ ...all, state: 'open' })).toEqual(['a', 'c']);
        expect(await ids({ ...all, state: 'open', kind: 'branch' })).toEqual(['c']);
        expect(await store.reader.items({ ...all, state: 'closed' })).toEqual([item('b', 2, { closed })]);
        expect(await store.reader.openItems()).toEqual([
          { kind: 'branch', count: 1 },
          { kind: 'facts', count: 1 },
        ]);
      });

      it('holds records back until they are released, in the order of the journal', async () => {
        const epoch = (name: string, ordinal: number) => ({ epoch: name, ordinal, seq: 1, hash: 'h', signed });
        await store.write(async (tx) => {
          await tx.saveEpoch('till-1', epoch('epoch-1', 0));
          await tx.saveEpoch('till-1', epoch('epoch-0', 1));
          await tx.addRecord(recordRow(1, 'later', { epoch: 'epoch-0', state: 'held', atMs: 1 }));
          await tx.addRecord(recordRow(2, 'b', { state: 'heldBranch' }));
          await tx.addRecord(recordRow(1, 'a', { state: 'held' }));
          await tx.addRecord(recordRow(3, 'booked'));
          expect(await tx.sales('r1')).toEqual([]);
        });
        const held = await store.reader.heldRecords('till-1', 10);
        expect(held.map(({ text, state }) => `${text} ${state}`)).toEqual(['a held', 'b heldBranch', 'later held']);
        await store.write(async (tx) => {
          await tx.releaseRecord(key(1), 'booked');
          await tx.releaseRecord(key(2), 'rejected');
          expect(await tx.sales('r1')).toEqual([key(1)]);
        });
        expect(await store.reader.heldCount('till-1')).toBe(1);
        expect(await store.reader.recordsAt('till-1', 'epoch-1', 2)).toEqual([{ hash: 'hash-2', state: 'rejected' }]);
      });
    });

    describe('of records that no hub could read yet', () => {
      it('finds them page by page, in the order of each till, and lets them be booked with the receipts they name', async () => {
        await store.write(async (tx) => {
          await tx.addRecord(recordRow(3, 'c', { till: 'till-0', state: 'unknown', receipt: null }));
          await tx.addRecord(recordRow(2, 'b', { state: 'unknownBranch', atMs: 7, receipt: null }));
          await tx.addRecord(recordRow(1, 'a', { state: 'unknown', atMs: 9, receipt: null }));
          await tx.addRecord(recordRow(4, 'd', { state: 'invalid' }));
          await tx.addRecord(recordRow(5, 'e'));
        });
        const first = await store.reader.unknownRecords(null, 2);
        expect(first.map(({ text, state }) => `${text} ${state}`)).toEqual(['c unknown', 'b unknownBranch']);
        const rest = await store.reader.unknownRecords(first[1]!, 2);
        expect(rest.map(({ text }) => text)).toEqual(['a']);
        await store.write(async (tx) => {
          await tx.releaseRecord(key(1), 'booked', { receipt: 'r9', ofReceipt: null });
          expect(await tx.sales('r9')).toEqual([key(1)]);
        });
        expect((await store.reader.unknownRecords(null, 9)).map(({ text }) => text)).toEqual(['c', 'b']);
      });
    });

    describe('of people', () => {
      const eva = { name: 'eva', role: 'manager', verifier: 'v', failures: 0, lockedUntilMs: 0 } as const;

      it('keeps them by name, as they were saved last', async () => {
        await store.write(async (tx) => {
          await tx.saveUser({ ...eva, name: 'zoe' });
          await tx.saveUser(eva);
          await tx.saveUser({ ...eva, failures: 5, lockedUntilMs: 9e12 });
        });
        expect(await store.reader.users()).toEqual([
          { ...eva, failures: 5, lockedUntilMs: 9e12 },
          { ...eva, name: 'zoe' },
        ]);
        await store.write(async (tx) => tx.removeUser('zoe'));
        expect(await store.reader.user('zoe')).toBeUndefined();
      });

      it('ends one session, or all of a person', async () => {
        const session = (hash: string, name: string) => ({ hash, name, expiresMs: 7 });
        await store.write(async (tx) => {
          for (const [hash, name] of [
            ['a', 'eva'],
            ['b', 'eva'],
            ['c', 'eva'],
            ['d', 'zoe'],
          ] as const) {
            await tx.addUserSession(session(hash, name));
          }
          await tx.removeUserSession('a');
        });
        expect(await store.reader.userSession('a')).toBeUndefined();
        expect(await store.reader.userSession('b')).toEqual(session('b', 'eva'));
        await store.write(async (tx) => tx.removeUserSessions('eva'));
        expect(await store.reader.userSession('c')).toBeUndefined();
        expect(await store.reader.userSession('d')).toEqual(session('d', 'zoe'));
        await store.write(async (tx) => {
          await tx.addUserSession({ ...session('e', 'zoe'), expiresMs: 8 });
          await tx.dropUserSessions(7);
        });
        expect(await store.reader.userSession('d')).toBeUndefined();
        expect((await store.reader.userSession('e'))?.expiresMs).toBe(8);
      });

      it('writes down what they did, and tells it newest first', async () => {
        const deed = (atMs: number, id: string) =>
          ({ atMs, id, who: 'eva', role: 'manager', action: 'import', subject: 's', why: 'w' }) as const;
        await store.write(async (tx) => {
          for (const each of [deed(1, 'a'), deed(2, 'a'), deed(2, 'b')]) await tx.addAudit(each);
        });
        expect(await store.reader.audit(null, 2)).toEqual([deed(2, 'b'), deed(2, 'a')]);
        expect(await store.reader.audit({ atMs: 2, id: 'a' }, 5)).toEqual([deed(1, 'a')]);
      });
    });
  });
