import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openAccount } from '../../shared/loyalty/account.ts';
import type { FeedChange, FeedDocument, Good, Member } from '../../shared/protocol/feed.ts';
import { programme } from '../../shared/loyalty/testing/build.ts';
import { fedPerson, phoneHash } from '../../test/store/fed-members.ts';
import { temporaryFolder } from '../../test/store/journals.ts';
import { arrive, packedSnapshot } from '../../test/store/snapshots.ts';
import { blocksBetweenSyncs, snapshotId } from './arrival.ts';
import { openReplica } from './replica.ts';
import type { Replica } from './replica.ts';

const root = temporaryFolder('replica');
let files = 0;
const newFile = () => join(root, String((files += 1)), 'replica.db');

const at = (position: number, generation = 'g1') => ({ generation, shop: 'shop-1', position });
const good = (sku: string, barcodes: string[]): Good => ({ sku, name: { ru: sku, en: sku }, barcodes, categories: [] });
const member = (id: string, cards: string[]): Member => ({
  id,
  shops: ['shop-1'],
  cards,
  account: openAccount({ member: id, joined: '2026-01-01' }),
});
const document = (kind: string, id: string, doc: object | null): FeedDocument => ({
  kind,
  id,
  doc: doc as FeedDocument['doc'],
});
const goodDocument = (sku: string, barcodes: string[]) => document('good', sku, good(sku, barcodes));
const memberDocument = (id: string, cards: string[]) => document('member', id, member(id, cards));
const change = (position: number, ...documents: FeedDocument[]): FeedChange => ({ position, documents });

function dump(replica: Replica) {
  return { goods: replica.list('good'), members: replica.list('member'), checkpoint: replica.checkpoint() };
}

describe('the replica', () => {
  it('finds goods by barcode, members by card and phone, and forgets what they are no longer known by', () => {
    const replica = openReplica(newFile());
    replica.applyChanges(
      [
        change(1, goodDocument('milk', ['46001', '46002']), memberDocument('olga', ['C1', 'C2'])),
        change(2, fedPerson('olga', { phone: '79001234567' })),
      ],
      at(2),
      null,
    );
    expect([replica.findGoodByBarcode('46002')?.sku, replica.findMemberByCard('C2')]).toEqual(['milk', 'olga']);
    expect(replica.findMemberByPhone(phoneHash('79001234567'))).toBe('olga');
    replica.applyChanges(
      [
        change(3, goodDocument('milk', ['46002', '46003']), memberDocument('olga', ['C2'])),
        change(3, fedPerson('olga', { name: 'Olga' })),
      ],
      at(3),
      null,
    );
    expect(['46001', '46002', '46003'].map((code) => replica.findGoodByBarcode(code)?.sku)).toEqual([
      undefined,
      'milk',
      'milk',
    ]);
    expect([replica.findMemberByCard('C1'), replica.findMemberByPhone(phoneHash('79001234567'))]).toEqual([
      undefined,
      undefined,
    ]);
    replica.applyChanges([change(4, document('member', 'olga', null))], at(4), null);
    expect([replica.findMemberByCard('C2'), replica.get('member', 'olga')]).toEqual([undefined, undefined]);
    replica.close();
  });

  it('has one owner, like the journal beside it', () => {
    const file = newFile();
    const replica = openReplica(file);
    expect(() => openReplica(file)).toThrow(expect.objectContaining({ code: 'journal.inUse' }));
    expect(replica.checkpoint()).toBeNull();
    replica.close();
  });

  it('applies a position and its checkpoint together, or neither', () => {
    const file = newFile();
    const replica = openReplica(file);
    replica.applyChanges([change(1, goodDocument('milk', ['1']))], at(1), 77);
    const broken = {
      kind: 'good',
      id: 'bread',
      get doc(): null {
        throw new Error('broken');
      },
    };
    expect(() => replica.applyChanges([change(2, goodDocument('tea', ['2']), broken)], at(2), null)).toThrow('broken');
    expect([replica.get('good', 'tea'), replica.checkpoint()]).toEqual([undefined, { generation: 'g1', position: 1 }]);
    replica.close();
    const again = openReplica(file);
    expect([again.get('good', 'milk')?.sku, again.checkpoint(), again.pulledMs()]).toEqual([
      'milk',
      { generation: 'g1', position: 1 },
      77,
    ]);
    again.close();
  });

  it('moves with empty answers, passes over what it has, and never goes back', () => {
    const replica = openReplica(newFile());
    replica.applyChanges([change(1, goodDocument('milk', ['1']))], at(1), null);
    replica.applyChanges([], at(9), 5);
    expect([replica.checkpoint()?.position, replica.pulledMs()]).toEqual([9, 5]);
    replica.applyChanges([change(1, goodDocument('milk', ['old']))], at(9), null);
    expect(replica.findGoodByBarcode('old')).toBeUndefined();
    expect(() => replica.applyChanges([], at(8), null)).toThrow('moves forward');
    expect(() => replica.applyChanges([], at(10, 'g2'), null)).toThrow('within its generation');
    replica.close();
  });

  it('is the same whatever pages the feed came in', () => {
    const documents = fc.oneof(
      fc
        .record({ sku: fc.constantFrom('a', 'b', 'c'), codes: fc.uniqueArray(fc.constantFrom('1', '2', '3', '4')) })
        .map(({ sku, codes }) => goodDocument(sku, codes)),
      fc
        .record({ id: fc.constantFrom('m', 'n'), cards: fc.uniqueArray(fc.constantFrom('C1', 'C2', 'C3')) })
        .map(({ id, cards }) => memberDocument(id, cards)),
      fc.constantFrom('a', 'b').map((sku) => document('good', sku, null)),
      fc.constantFrom('m', 'n').map((id) => document('member', id, null)),
    );
    const feed = fc.array(fc.array(documents, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
    fc.assert(
      fc.property(feed, fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }), (positions, sizes) => {
        const changes = positions.map((each, index) => change(index + 1, ...each));
        const [whole, paged] = [openReplica(newFile()), openReplica(newFile())];
        whole.applyChanges(changes, at(changes.length), null);
        for (let from = 0, page = 0; from < changes.length; page += 1) {
          const part = changes.slice(from, from + sizes[page % sizes.length]!);
          from += part.length;
          paged.applyChanges(part, at(from), null);
          // A page whose answer came twice.
          paged.applyChanges(part, at(from), null);
        }
        paged.applyChanges([], at(changes.length), null);
        expect(dump(paged)).toEqual(dump(whole));
        for (const code of ['1', '2', '3', '4']) {
          const holder = whole.list('good').find(({ barcodes }) => barcodes.includes(code));
          expect(paged.findGoodByBarcode(code)?.sku).toBe(holder?.sku);
        }
        whole.close();
        paged.close();
      }),
      { numRuns: 60 },
    );
  });

  it('tells the programme in force at a moment, whatever offset it is written in', () => {
    const replica = openReplica(newFile());
    const published = (hash: string, from: string, version: number) =>
      document('programme', hash, {
        from,
        hash,
        programme: { ...programme([]), version },
      });
    replica.applyChanges(
      [change(1, published('h1', '2026-01-01T00:00:00+03:00', 1), published('h2', '2026-06-01T00:00:00+03:00', 2))],
      at(1),
      null,
    );
    expect(replica.heldCount()).toBe(0);
    expect(replica.programmeAt('2025-12-31T23:59:59+03:00')).toBeUndefined();
    expect(replica.programmeAt('2026-05-31T20:59:59Z')?.hash).toBe('h1');
    expect(replica.programmeAt('2026-05-31T21:00:00Z')?.hash).toBe('h2');
    expect(replica.get('programme', 'h1')?.programme.version).toBe(1);
    replica.close();
  });

  it('keeps documents of unknown kinds and forms for later, and goes on with the last it can read', () => {
    const file = newFile();
    const replica = openReplica(file);
    replica.applyChanges([change(1, goodDocument('milk', ['1']))], at(1), null);
    replica.applyChanges(
      [change(2, document('good', 'milk', { ...good('milk', ['2']), halo: true }), document('aura', 'x', { a: 1 }))],
      at(2),
      null,
    );
    expect([replica.heldCount(), replica.findGoodByBarcode('1')?.sku]).toEqual([2, 'milk']);
    replica.close();
    // As if the version that can read it had come: the document that waits is now in a form this one knows.
    const db = new Database(file);
    db.prepare(`update held set json = ? where kind = 'good'`).run(JSON.stringify(good('milk', ['3'])));
    db.close();
    const updated = openReplica(file);
    expect([updated.heldCount(), updated.findGoodByBarcode('3')?.sku]).toEqual([1, 'milk']);
    updated.applyChanges([change(3, document('aura', 'x', null))], at(3), null);
    expect(updated.heldCount()).toBe(0);
    updated.close();
  });
});

describe('a snapshot', () => {
  it('is seen only when it is placed, and then whole, with its place in the feed', async () => {
    const file = newFile();
    const replica = openReplica(file);
    replica.applyChanges([change(1, goodDocument('milk', ['1']))], at(1), null);
    const ready = await arrive(replica, [goodDocument('tea', ['2']), goodDocument('salt', ['3'])], at(40, 'g2'));
    expect([replica.get('good', 'tea'), replica.get('good', 'milk')?.sku]).toEqual([undefined, 'milk']);
    expect([ready.checkpoint, replica.arriving()]).toEqual([at(40, 'g2'), null]);
    ready.place();
    expect(replica.list('good').map(({ sku }) => sku)).toEqual(['salt', 'tea']);
    expect(replica.findGoodByBarcode('3')?.sku).toBe('salt');
    // It says nothing of what came after it.
    expect([replica.checkpoint(), replica.pulledMs()]).toEqual([{ generation: 'g2', position: 40 }, null]);
    replica.applyChanges([change(41, goodDocument('rice', ['4']))], at(41, 'g2'), 99);
    replica.close();
    const again = openReplica(file);
    expect([again.list('good').length, again.pulledMs()]).toEqual([3, 99]);
    again.close();
    expect(readdirSync(dirname(file))).toEqual(['replica.db']);
  });

  it('given up leaves the old replica and no file', async () => {
    const file = newFile();
    const replica = openReplica(file);
    replica.applyChanges([change(1, goodDocument('milk', ['1']))], at(1), null);
    replica.expect((await packedSnapshot([goodDocument('tea', ['2'])], at(40))).manifest);
    replica.dropArriving();
    expect([replica.get('good', 'milk')?.sku, replica.arriving()]).toEqual(['milk', null]);
    replica.close();
    expect(readdirSync(dirname(file))).toEqual(['replica.db']);
  });

  it('that is whole is still there after a restart, and one that its manifest does not tell of is not taken', async () => {
    const file = newFile();
    let replica = openReplica(file);
    await arrive(replica, [goodDocument('tea', ['2'])], at(40));
    replica.close();
    replica = openReplica(file);
    const { manifest } = replica.arriving()!;
    expect(replica.arriving()!.wanted()).toBe(manifest.blocks.length);
    replica.arrived().place();
    expect(replica.get('good', 'tea')?.sku).toBe('tea');

    const other = await packedSnapshot([goodDocument('salt', ['3'])], at(50));
    const arrival = replica.expect({ ...other.manifest, position: 51 });
    for (const block of other.blocks) arrival.add(block);
    expect(() => replica.arrived()).toThrow('not what its manifest says');
    expect([replica.get('good', 'tea')?.sku, replica.arriving()]).toEqual(['tea', null]);
    replica.close();
  });

  it('goes on where it was after a restart, block by block, and takes none that was not signed', async () => {
    const file = newFile();
    let replica = openReplica(file);
    const goods = Array.from({ length: 200 }, (_, n) => goodDocument(`sku-${n}`, [`${n}`]));
    const { manifest, blocks } = await packedSnapshot(goods, at(40), 1024);
    expect(blocks.length).toBeGreaterThan(blocksBetweenSyncs + 2);
    let arrival = replica.expect(manifest);
    for (const block of blocks.slice(0, blocksBetweenSyncs + 1)) arrival.add(block);
    replica.close();
    replica = openReplica(file);
    arrival = replica.arriving()!;
    expect([arrival.id, arrival.wanted()]).toEqual([snapshotId(manifest), blocksBetweenSyncs]);
    const broken = Buffer.from(blocks[blocksBetweenSyncs]!).fill(1, 20, 30);
    for (const bad of [broken, blocks[0]!, new Uint8Array()])
      expect(() => arrival.add(bad)).toThrow('not the one that was signed');
    for (const block of blocks.slice(blocksBetweenSyncs)) arrival.add(block);
    expect(() => arrival.add(blocks[0]!)).toThrow('not the one that was signed');
    replica.arrived().place();
    expect(replica.list('good')).toHaveLength(200);
    replica.close();
  });

  it('keeps what this version can not read for the one that can', async () => {
    const replica = openReplica(newFile());
    const ofTheFuture = [
      document('ofTheFuture', 'x', { any: 'thing' }),
      document('usage', 'p', { promotion: 'p', uses: 1, given: 2, left: 3 }),
      document('good', 'tea', { ...good('tea', ['2']), colour: 'green' }),
    ];
    (await arrive(replica, [...ofTheFuture, goodDocument('milk', ['1'])], at(40))).place();
    expect([replica.heldCount(), replica.get('usage', 'p'), replica.get('good', 'tea')]).toEqual([
      2,
      undefined,
      undefined,
    ]);
    expect(replica.list('good').map(({ sku }) => sku)).toEqual(['milk']);
    replica.applyChanges([change(41, goodDocument('tea', ['2']), document('ofTheFuture', 'x', null))], at(41), null);
    expect([replica.heldCount(), replica.findGoodByBarcode('2')?.sku]).toEqual([1, 'tea']);
    replica.close();
  });

  it('has persons with their keys apart, and lets go of one as of any other', async () => {
    const replica = openReplica(newFile());
    (await arrive(replica, [fedPerson('olga', { phone: '79001234567' })], at(40))).place();
    const { key } = replica.get('person', 'olga')!;
    expect([replica.findMemberByPhone(phoneHash('79001234567')), key.length]).toEqual(['olga', 43]);
    replica.applyChanges([change(41, document('person', 'olga', null))], at(41), null);
    expect(replica.get('person', 'olga')).toBeUndefined();
    replica.close();
  });
});

describe('two snapshots at a time', () => {
  it('do not mix, and what a dead process left of one goes', async () => {
    const file = newFile();
    const replica = openReplica(file);
    const first = await arrive(replica, [goodDocument('tea', ['1'])], at(5));
    const second = await arrive(replica, [goodDocument('salt', ['2'])], at(6));
    first.place();
    expect([replica.list('good').map(({ sku }) => sku), replica.checkpoint()?.position]).toEqual([['tea'], 5]);
    second.place();
    expect([replica.list('good').map(({ sku }) => sku), replica.checkpoint()?.position]).toEqual([['salt'], 6]);
    replica.close();
    for (const left of ['new-1', 'part']) writeFileSync(`${file}.${left}`, 'half of a snapshot');
    openReplica(file).close();
    expect(readdirSync(dirname(file))).toEqual(['replica.db']);
  });
});

describe('a damaged replica', () => {
  const filled = () => {
    const file = newFile();
    const replica = openReplica(file);
    const goods = Array.from({ length: 400 }, (_, index) => goodDocument(`sku-${index}`, [`code-${index}`]));
    replica.applyChanges([change(1, ...goods)], at(1), null);
    replica.close();
    return file;
  };

  it.each([
    ['no database', () => Buffer.from('x'.repeat(8192))],
    [
      'another version',
      (file: string) => {
        const db = new Database(file);
        db.pragma('user_version = 7');
        db.close();
        return readFileSync(file);
      },
    ],
  ])('that is %s is thrown away: the feed begins anew', (_name, content) => {
    const file = filled();
    writeFileSync(file, content(file));
    const replica = openReplica(file);
    expect([replica.checkpoint(), replica.list('good')]).toEqual([null, []]);
    replica.applyChanges([change(1, goodDocument('milk', ['1']))], at(1), null);
    replica.close();
  });

  it('that the last process left in a hurry is checked before it is trusted', () => {
    const file = filled();
    const content = readFileSync(file);
    content.fill(0xa5, 4096 * 3, 4096 * 4);
    writeFileSync(file, content);
    writeFileSync(`${file}-wal`, '');
    const replica = openReplica(file);
    expect(replica.checkpoint()).toBeNull();
    replica.close();
  });

  it('found while selling asks for a snapshot and serves what else it has until then', async () => {
    const file = filled();
    const pages = readFileSync(file);
    const page = pages.indexOf('sku-200"') - (pages.indexOf('sku-200"') % 4096);
    pages.fill(0xa5, page, page + 4096);
    writeFileSync(file, pages);
    const replica = openReplica(file);
    expect(replica.damaged()).toBe(false);
    expect(() => replica.list('good')).toThrow('malformed');
    expect(replica.damaged()).toBe(true);
    expect(replica.get('good', 'sku-1')?.sku).toBe('sku-1');
    (await arrive(replica, [goodDocument('milk', ['1'])], at(50))).place();
    expect([replica.damaged(), replica.list('good').length]).toEqual([false, 1]);
    replica.close();
  });
});
