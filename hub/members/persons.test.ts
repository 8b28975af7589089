import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodePorts } from '../ports.node.ts';
import { sealedHash, seal, unseal } from '../identity/sealed.ts';
import { hubMigrations } from '../store/sqlite/schema.ts';
import { openWriter } from '../store/sqlite/database.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  test = await openTestHub(['till-1'], [memberDoc('anna')]);
  till = await test.till('till-1');
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';
const dora = { name: 'Dora', phone: '79160000001', consentAt: at };
const register = (member: string, card: string, sealed?: string) =>
  till.append(
    {
      kind: 'member.registered',
      member,
      joined: '2026-03-01',
      cards: [card],
      tier: 'bronze',
      ...(sealed === undefined ? {} : { sealed }),
    },
    at,
  );

describe('a sealed part', () => {
  it('opens with its own key alone, whole alone', () => {
    const part = seal(dora, nodePorts.random);
    expect(unseal(part)).toEqual(dora);
    expect(unseal({ ...part, key: seal(dora, nodePorts.random).key })).toBeNull();
    const other = part.text.startsWith('A') ? 'B' : 'A';
    expect(unseal({ ...part, text: other + part.text.slice(1) })).toBeNull();
  });

  it('is taken with the record that names it, and only then', async () => {
    const part = seal(dora, nodePorts.random);
    register('dora', 'card-dora', sealedHash(part.text));
    await till.push(till.journal, 100, [seal({ name: 'Nobody' }, nodePorts.random), part]);
    expect((await test.hub.exportMember('dora')).person).toEqual(dora);
    expect(await test.rows('person')).toHaveLength(2);
    await till.pull();
    expect(till.doc('person', 'dora')).toMatchObject(part);
    expect(till.doc('member', 'dora')).not.toHaveProperty('name');
  });

  it('that never comes, or is not what it says, keeps nobody from being registered', async () => {
    register('dora', 'card-dora', sealedHash('AAAA'));
    register('ella', 'card-ella', sealedHash('A'.repeat(40)));
    await till.push(till.journal, 100, [{ key: 'A'.repeat(43), text: 'A'.repeat(40) }]);
    for (const id of ['dora', 'ella']) expect((await test.hub.exportMember(id)).person).toBeNull();
    expect(await test.hub.alarms()).toEqual([]);
  });

  it('of a card that was registered before is the word for it only where there was none', async () => {
    const [first, second] = [seal(dora, nodePorts.random), seal({ name: 'Other' }, nodePorts.random)];
    register('dora', 'card-dora', sealedHash(first.text));
    register('dora-2', 'card-dora', sealedHash(second.text));
    await till.push(till.journal, 100, [first, second]);
    expect((await test.hub.exportMember('dora-2')).person).toEqual(dora);
  });
});

describe('erasing', () => {
  it('leaves account, card and ledger, once and for all', async () => {
    till.sell({ member: 'anna', at });
    await till.push();
    const [entries, summary] = [await test.rows('ledger'), await test.hub.summary()];
    const reply = await test.hub.eraseMember('anna', { by: 'olga', why: 'letter 1' });
    await till.pull();
    expect(till.documents.has('person anna')).toBe(false);
    expect(till.doc('member', 'anna')).toMatchObject({ cards: ['card-anna'], account: { purchaseCount: 1 } });
    expect([await test.rows('ledger'), await test.hub.summary()]).toEqual([entries, summary]);
    test.clock.set(test.clock.nowMs() + 60_000);
    expect(await test.hub.eraseMember('anna', { by: 'igor', why: 'again' })).toEqual(reply);
    expect(await test.rows('erasure')).toMatchObject([{ member: 'anna', by_whom: 'olga', why: 'letter 1' }]);
    await test.hub.importLines(asText([{ kind: 'member', doc: memberDoc('anna') }]));
    expect((await test.hub.exportMember('anna')).person).toBeNull();
    expect((await till.snapshot()).lines.filter((line) => line.includes('"person"'))).toEqual([]);
  });

  it('is of a member the hub knows', async () => {
    const asked = { by: 'olga', why: 'letter 1' };
    await expect(test.hub.eraseMember('nobody', asked)).rejects.toThrow('The hub knows no member nobody');
    await expect(test.hub.exportMember('nobody')).rejects.toThrow('The hub knows no member nobody');
  });

  it('forgets the words of before, when they were corrected', async () => {
    await test.hub.importLines(asText([{ kind: 'member', doc: { ...memberDoc('anna'), name: 'Anna the second' } }]));
    await till.pull();
    till.checkpoint = { ...till.checkpoint!, position: 0 };
    const told = (await till.pull()).flatMap(({ changes }) => changes.flatMap(({ documents }) => documents));
    expect(told.filter(({ kind }) => kind === 'person').map(({ doc }) => doc === null)).toEqual([true, false]);
    expect(unseal(till.doc('person', 'anna')!)).toEqual({ name: 'Anna the second' });
  });
});

describe('a hub of before', () => {
  it('has its names sealed as it is opened', async () => {
    if (process.env['KOPILKA_TEST_STORE'] === 'postgres') return;
    const file = join(test.dataDir, 'old.db');
    const old = new Database(file);
    for (const text of hubMigrations.slice(0, 3)) old.exec(text);
    old.pragma('user_version = 3');
    const doc = JSON.stringify({ id: 'a', shops: [], name: 'Anna', phone: '7916', cards: [], account: {} });
    old.prepare('insert into change values (?, 1, ?, ?, ?)').run('shop-1', 'member', 'a', doc);
    old.close();
    const db = openWriter(file);
    const [row] = db.prepare<[], { doc: string }>('select doc from change').all();
    db.close();
    expect(JSON.parse(row!.doc)).toEqual({ id: 'a', shops: [], cards: [], account: {} });

    await test.reopen({}, async () => {
      const hub = new Database(join(test.dataDir, 'hub.db'));
      hub
        .prepare('update member set profile = ?')
        .run(JSON.stringify({ name: 'Anna', phone: '79160000001', cards: ['card-anna'] }));
      hub.exec(`delete from person; delete from meta where key = 'profilesSealed'`);
      hub.close();
    });
    expect(await test.hub.exportMember('anna')).toMatchObject({
      person: { name: 'Anna', phone: '79160000001' },
      cards: ['card-anna'],
    });
    expect(await test.rows('member')).toMatchObject([{ profile: '{"cards":["card-anna"]}' }]);
    await till.session();
    await till.pull();
    expect(unseal(till.doc('person', 'anna')!)?.name).toBe('Anna');
  });
});
