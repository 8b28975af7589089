import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VerdictRow } from '../../hub/store/rows.ts';
import type { Store, Tx } from '../../hub/store/store.ts';
import { eventKey, key, memberRow, recordRow, saveMember, signed } from './store-rows.ts';
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

    describe('a transaction', () => {
      it('is seen whole after it, and not before', async () => {
        await store.write(async (tx) => {
          await tx.setMeta('a', '1');
          expect(await tx.meta('a')).toBe('1');
          expect(await store.reader.meta('a')).toBeUndefined();
        });
        expect(await store.reader.meta('a')).toBe('1');
      });

      it('leaves nothing when its work throws, and stops nobody behind it', async () => {
        const failing = store.write(async (tx) => {
          await tx.setMeta('a', '1');
          await tx.addRecord(recordRow(1, '{}'));
          await tx.addChange('shop-1', 'good', 'milk', '{}');
          await tx.takePositions();
          throw new Error('no');
        });
        await expect(failing).rejects.toThrow('no');
        await store.write(async (tx) => {
          await tx.addChange('shop-1', 'good', 'bread', '{}');
          await tx.takePositions();
        });
        expect(await store.reader.meta('a')).toBeUndefined();
        expect(await store.reader.recordsAt('till-1', 'epoch-1', 1)).toEqual([]);
        expect(await store.reader.changes('shop-1', 0, 10)).toEqual([
          { position: 1, kind: 'good', id: 'bread', doc: '{}' },
        ]);
      });

      it('keeps those apart that add to what they read of a member', async () => {
        await store.write(async (tx) => saveMember(tx, memberRow('anna')));
        const more = async (tx: Tx) => {
          const row = await tx.member('anna');
          await saveMember(tx, { ...row!, hubSeq: row!.hubSeq + 1 });
        };
        await Promise.all(Array.from({ length: 12 }, () => store.write(more)));
        expect((await store.reader.member('anna'))?.hubSeq).toBe(12);
      });

      it('keeps those apart that found nobody and both make somebody', async () => {
        const make = (by: string) => async (tx: Tx) => {
          const owner = await tx.cardOwner('card');
          if (owner !== undefined) return owner;
          await tx.addCard('card', by);
          return by;
        };
        const [first, second] = await Promise.all([store.write(make('anna')), store.write(make('boris'))]);
        expect(first).toBe(second);
        expect(await store.reader.cardOwner('card')).toBe(first);
      });
    });

    describe('of tills', () => {
      const row = {
        till: 'till-1',
        shop: 'shop-1',
        publicKey: null,
        tokenIssued: null,
        tokenConfirmed: 't',
        lastAtMs: 7,
        revokedMs: null,
      };

      it('keeps a till, and what was saved last of it', async () => {
        await store.write(async (tx) => {
          await tx.saveTill(row);
          expect(await tx.till('till-1')).toEqual(row);
          await tx.saveTill({ ...row, publicKey: 'key' });
        });
        expect(await store.reader.till('till-1')).toEqual({ ...row, publicKey: 'key' });
        expect(await store.reader.till('till-2')).toBeUndefined();
      });

      it('keeps epochs in the order they began, and finds those with a signature to check', async () => {
        const epoch = (name: string, ordinal: number) => ({ epoch: name, ordinal, seq: 1, hash: 'h', signed });
        await store.write(async (tx) => {
          await tx.saveEpoch('till-1', epoch('b', 0));
          await tx.saveEpoch('till-1', { ...epoch('a', 1), signed: { ...signed, checked: true } });
          expect(await tx.epochs('till-1')).toHaveLength(2);
        });
        expect((await store.reader.epochs('till-1')).map((each) => each.epoch)).toEqual(['b', 'a']);
        expect(await store.reader.epoch('till-1', 'b')).toEqual(epoch('b', 0));
        expect(await store.reader.uncheckedEpochs(10)).toEqual([{ till: 'till-1', epoch: epoch('b', 0) }]);
      });

      it('takes an enrolment code once', async () => {
        await store.write(async (tx) => tx.addEnrolmentCode({ hash: 'c', till: 'till-1', expiresMs: 5 }));
        const take = () => store.write(async (tx) => tx.takeEnrolmentCode('c'));
        const taken = await Promise.all([take(), take()]);
        expect(taken.filter((each) => each !== undefined)).toEqual([{ till: 'till-1', expiresMs: 5 }]);
      });

      it('finds a grant by its id and by its request, and open ones until they are closed', async () => {
        const grant = { till: 'till-1', requestId: 'q', member: 'anna', grant: '{}', signature: 's', closed: false };
        await store.write(async (tx) => {
          await tx.addGrant({ ...grant, lease: 'l1' });
          await tx.addGrant({ ...grant, lease: 'l2', requestId: 'q2' });
          expect(await tx.openGrants('till-1')).toHaveLength(2);
          await tx.closeGrant('till-1', 'l1');
          expect((await tx.grant('till-1', 'l1'))?.closed).toBe(true);
          expect((await tx.openGrants('till-1')).map(({ lease }) => lease)).toEqual(['l2']);
        });
        expect(await store.reader.grantByRequest('till-1', 'q')).toEqual({ ...grant, lease: 'l1', closed: true });
        expect(await store.reader.grantByRequest('till-2', 'q')).toBeUndefined();
      });
    });

    describe('of records', () => {
      it('gives back the exact bytes, whatever they are', async () => {
        const text = '{"a":"ж \\u0000 \\ud800 \u{1F95B}"}';
        await store.write(async (tx) => {
          await tx.addRecord(recordRow(1, text));
          expect(await tx.recordText(key(1))).toBe(text);
        });
        expect(await store.reader.recordText(key(1))).toBe(text);
        expect(await store.reader.recordText(key(2))).toBeUndefined();
      });

      it('holds two records of one place, and never the same one twice', async () => {
        await store.write(async (tx) => {
          await tx.addRecord(recordRow(1, 'a'));
          await tx.addRecord(recordRow(1, 'b', { hash: 'other', state: 'branch' }));
        });
        const found = await store.reader.recordsAt('till-1', 'epoch-1', 1);
        expect(found.toSorted((a, b) => (a.hash < b.hash ? -1 : 1))).toEqual([
          { hash: 'hash-1', state: 'booked' },
          { hash: 'other', state: 'branch' },
        ]);
        await expect(store.write(async (tx) => tx.addRecord(recordRow(1, 'a')))).rejects.toThrow();
      });

      it('finds a sale and its returns, those of the same transaction too', async () => {
        const back = (seq: number, atMs: number) => recordRow(seq, '{}', { kind: 'return', ofReceipt: 'r1', atMs });
        await store.write(async (tx) => {
          await tx.addRecord(recordRow(1, '{}'));
          await tx.addRecord(back(3, 10));
          await tx.addRecord(back(2, 20));
          expect(await tx.sales('r1')).toEqual([key(1)]);
        });
        expect(await store.reader.returnsOf('r1')).toEqual([key(3), key(2)]);
      });

      it('keeps a verdict until it is removed, and lists discrepancies newest last', async () => {
        const row = (seq: number, more: Partial<VerdictRow> = {}): VerdictRow => ({
          ...key(seq),
          receipt: `r${seq}`,
          verdict: 'different',
          kind: 'facts',
          differences: [{ path: 'p', till: 1, hub: null }],
          state: 'open',
          ...more,
        });
        await store.write(async (tx) => {
          await tx.saveVerdict(row(2));
          await tx.saveVerdict(row(3, { verdict: 'pending', kind: null, differences: [] }));
          expect((await tx.pendingVerdicts(10)).map(({ seq }) => seq)).toEqual([3]);
        });
        await store.write(async (tx) => tx.saveVerdict(row(1)));
        await store.write(async (tx) => tx.saveVerdict(row(4)));
        expect((await store.reader.discrepancies(2)).map(({ seq }) => seq)).toEqual([1, 4]);
        expect(await store.reader.verdict(key(2))).toEqual(row(2));
        await store.write(async (tx) => {
          await tx.removeVerdict(key(3));
          expect(await tx.verdict(key(3))).toBeUndefined();
        });
        expect(await store.reader.pendingVerdicts(10)).toEqual([]);
      });

      it('tells of an alarm once, newest last', async () => {
        const alarm = (seq: number) => ({ ...key(seq), kind: 'poison', detail: 'd' }) as const;
        await store.write(async (tx) => tx.addAlarm(alarm(2)));
        await store.write(async (tx) => tx.addAlarm(alarm(1)));
        await store.write(async (tx) => tx.addAlarm({ ...alarm(2), detail: 'again' }));
        expect(await store.reader.alarms(10)).toEqual([alarm(2), alarm(1)]);
      });

      it('counts the usage of a promotion for one at a time, whichever shop it is of', async () => {
        const use = (shop: string) =>
          store.write(async (tx) => {
            await tx.holdUsage('p');
            await tx.addUsage({ ...eventKey(1), hash: shop }, shop, { promotion: 'p', uses: 1, given: 5 });
            const { uses } = await tx.usage('p');
            await sleep(30);
            return uses;
          });
        expect(new Set(await Promise.all([use('a'), use('b'), use('c')]))).toEqual(new Set([1, 2, 3]));
        expect(await store.reader.usages()).toEqual([{ promotion: 'p', uses: 3, given: 15 }]);
      });

      it('adds up what tills count', async () => {
        const count = (till: string) => store.write(async (tx) => tx.addToTally(till, { records: 2, limit: 1 }));
        await Promise.all([count('till-1'), count('till-1'), count('till-2')]);
        await store.write(async (tx) => {
          await tx.addToTally('till-1', { pending: 1 });
          await tx.addToTally('till-1', { pending: -1, sales: 1 });
        });
        const nothing = { returns: 0, different: 0, pending: 0, arithmetic: 0, facts: 0 };
        expect(await store.reader.tally()).toEqual({ ...nothing, records: 6, sales: 1, limit: 3 });
      });
    });

    describe('of members', () => {
      it('keeps a member with account and last event', async () => {
        const row = memberRow('anna', { shops: ['a', 'b'], last: eventKey(3), hubSeq: 4 });
        await store.write(async (tx) => {
          await saveMember(tx, memberRow('anna'));
          await saveMember(tx, row);
          expect(await tx.member('anna')).toEqual(row);
        });
        expect(await store.reader.member('anna')).toEqual(row);
        expect(await store.reader.members('', 10)).toEqual([row]);
      });

      it('tells members apart whose ids differ by a character that only some databases have', async () => {
        const ids = ['m', 'm\0', 'm\u0010', 'm\u00100', 'm\0\u0010\uFFFD', 'm\u00101'];
        await store.write(async (tx) => {
          for (const id of ids) await saveMember(tx, memberRow(id, { profile: `{"name":"${id}"}` }));
        });
        for (const id of ids) {
          expect(await store.reader.member(id)).toMatchObject({ member: id, profile: `{"name":"${id}"}` });
        }
      });

      it('reads members ahead, those that are there and those that are not', async () => {
        await store.write(async (tx) => saveMember(tx, memberRow('anna')));
        await store.write(async (tx) => {
          await tx.readAhead(['nobody', 'anna', 'anna']);
          await tx.readAhead([]);
          expect(await tx.member('anna')).toEqual(memberRow('anna'));
          expect(await tx.member('nobody')).toBeUndefined();
          await saveMember(tx, memberRow('anna', { hubSeq: 1 }));
          await saveMember(tx, memberRow('nobody'));
          await tx.readAhead(['anna', 'nobody']);
          expect((await tx.member('anna'))?.hubSeq).toBe(1);
        });
        expect((await store.reader.members('', 10)).map(({ member }) => member)).toEqual(['anna', 'nobody']);
      });

      it('goes through members by id, and those that have something to lose by a moment', async () => {
        const ids = Array.from({ length: 300 }, (_, n) => `m${String(n).padStart(3, '0')}`);
        await store.write(async (tx) => {
          for (const [n, id] of ids.entries()) await saveMember(tx, memberRow(id), n % 2 === 0 ? n : null);
        });
        const page = await store.reader.members('m009', 3);
        expect(page.map(({ member }) => member)).toEqual(['m010', 'm011', 'm012']);
        expect(await store.reader.lapsing(5, 'm001', 10)).toEqual(['m002', 'm004']);
      });

      it('follows an alias, and a card to who has it now', async () => {
        await store.write(async (tx) => {
          await tx.addAlias('second', 'anna');
          await tx.addCard('c', 'anna');
          await tx.addCard('d', 'anna');
        });
        await store.write(async (tx) => {
          await tx.removeCard('c');
          expect(await tx.cardOwner('c')).toBeUndefined();
          await tx.addCard('c', 'boris');
          expect(await tx.cardOwner('c')).toBe('boris');
        });
        expect(await store.reader.aliasOf('second')).toBe('anna');
        expect([await store.reader.cardOwner('c'), await store.reader.cardOwner('d')]).toEqual(['boris', 'anna']);
      });

      it('tells what records say of a member from what the hub says itself', async () => {
        await store.write(async (tx) => {
          await tx.addEvent('anna', eventKey(1), null, null);
          await tx.addEvent('anna', eventKey(2), null, 'second');
          await tx.addEvent('anna', { till: '', epoch: '', seq: 1, hash: '', atMs: 5 }, '{"kind":"expired"}', null);
          expect(await tx.events('anna')).toHaveLength(3);
        });
        const own = await store.reader.ownEvents('anna', 'till-1', 'epoch-1', 2, 9);
        expect(own).toEqual([{ ...eventKey(2), event: null, named: 'second' }]);
        const texts = [];
        for await (const text of store.reader.eventTexts({ fromMs: 5, untilMs: 6 })) texts.push(text);
        expect(texts).toEqual(['{"kind":"expired"}']);
      });

      it('posts each side of a transaction once, and sums them', async () => {
        const entry = (side: string, points: number, txn = 'till-1/epoch-1/1/hash-1') => ({
          member: 'anna',
          txn,
          wallet: 'bonus',
          side,
          points,
        });
        await store.write(async (tx) => {
          await tx.addEvent('anna', eventKey(1), null, null);
          for (const each of [entry('member', 50), entry('issued', -50), entry('member', 7, 'opening')]) {
            await tx.addEntry(each);
          }
          expect(await tx.posted('anna')).toHaveLength(2);
          await tx.addEntry(entry('member', -20, 'late/1/till-1/epoch-1/1/hash-1'));
        });
        await expect(store.write(async (tx) => tx.addEntry(entry('member', 50)))).rejects.toThrow();
        expect(await store.reader.ledgerTotals()).toEqual([
          { wallet: 'bonus', side: 'issued', points: -50 },
          { wallet: 'bonus', side: 'member', points: 37 },
        ]);
        expect(await store.reader.openingFlows()).toEqual([{ wallet: 'bonus', side: 'member', plus: 7, minus: 0 }]);
        const flows = await store.reader.ledgerFlows({ fromMs: 1001, untilMs: 1002 });
        expect(flows.toSorted((a, b) => a.minus - b.minus)).toEqual([
          { wallet: 'bonus', side: 'member', plus: 50, minus: 0 },
          { wallet: 'bonus', side: 'member', plus: 0, minus: 20 },
          { wallet: 'bonus', side: 'issued', plus: 0, minus: 50 },
        ]);
        expect(await store.reader.ledgerFlows({ fromMs: 0, untilMs: 1001 })).toEqual([]);
      });
    });
  });
