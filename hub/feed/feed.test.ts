import { createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedReply } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, memberDoc, programme, shopDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';
import { answer } from '../testing/wire.ts';

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2'], [memberDoc('anna'), memberDoc('boris')]);
  till = await test.till('till-1');
});
afterEach(() => test.close());

const at = '2026-03-01T12:01:00+03:00';

async function ask(query: Record<string, string | number>): Promise<FeedReply> {
  const text = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  return answer(await till.wire.get(`/v1/feed?${text.toString()}`));
}

describe('the feed', () => {
  it('gives all documents of one commit one position, and never splits it over pages', async () => {
    const { generation } = test.hub;
    const first = await ask({ generation, position: 0, limit: 1 });
    expect(first.changes.map(({ position }) => position)).toEqual([1]);
    const kinds = first.changes[0]!.documents.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual([
      'cashier',
      'good',
      'good',
      'good',
      'member',
      'member',
      'numberKey',
      'person',
      'person',
      'price',
      'price',
      'price',
      'shop',
      'till',
      'till',
    ]);
    expect(first).toMatchObject({ position: 1, head: 2, resnapshot: false });
    const second = await ask({ generation, position: 1, limit: 1 });
    expect(second.changes.flatMap(({ documents }) => documents.map(({ kind }) => kind))).toEqual(['programme']);
    expect(await ask({ generation, position: 2 })).toMatchObject({ changes: [], position: 2, head: 2 });
  });

  it('is one projection, read page by page or whole or as a snapshot', async () => {
    for (let n = 0; n < 5; n += 1) till.sell({ member: n % 2 ? 'anna' : 'boris', lines: [{ sku: 'milk' }], at });
    await till.push(till.journal, 2);
    const readers = [await test.till('till-2'), till];
    await readers[0]!.pull(1);
    await readers[1]!.pull(500);
    const { lines } = await till.snapshot();
    const documents = lines.slice(1, -1).map((line) => JSON.parse(line) as { kind: string; id: string; doc: unknown });
    const whole = new Map(documents.map(({ kind, id, doc }) => [`${kind} ${id}`, doc]));
    expect(Object.fromEntries(till.documents)).toEqual(Object.fromEntries(whole));
    expect(Object.fromEntries(readers[0]!.documents)).toEqual(Object.fromEntries(whole));
  });

  it('signs a snapshot over all its lines', async () => {
    const { lines } = await till.snapshot();
    const { documents, hash, signature } = JSON.parse(lines.at(-1)!) as {
      documents: number;
      hash: string;
      signature: string;
    };
    expect(JSON.parse(lines[0]!)).toEqual({ generation: test.hub.generation, shop: 'shop-1', position: 2, schema: 1 });
    expect(documents).toBe(lines.length - 2);
    expect(sha256(`${lines.slice(0, -1).join('\n')}\n`)).toBe(hash);
    const { code } = await test.hub.enrolmentCode('till-2');
    const { hubKey } = await answer<{ hubKey: string }>(
      await till.wire.plain('/v1/enrol', { code, publicKey: till.wire.publicKey }),
    );
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: hubKey }, format: 'jwk' });
    expect(verify(null, Buffer.from(signatureTags.snapshot + hash), key, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
  });

  it('lets go of a snapshot that nobody reads to its end', async () => {
    for (const chunks of [0, 1]) {
      const response = await till.wire.get('/v1/snapshot');
      const reader = response.body!.getReader();
      for (let read = 0; read < chunks; read += 1) await reader.read();
      await reader.cancel();
    }
    expect((await till.snapshot()).lines.length).toBeGreaterThan(2);
    await test.reopen();
  });

  it('sends to a snapshot who comes from another generation or from the future', async () => {
    expect(await ask({ generation: 'other', position: 0 })).toMatchObject({ resnapshot: true, changes: [] });
    expect(await ask({ generation: test.hub.generation, position: 3 })).toMatchObject({ resnapshot: true });
  });

  it('brings a member who comes to a shop for the first time, whole', async () => {
    const other = { ...shopDoc, id: 'shop-2' };
    await test.hub.importLines(
      asText([
        { kind: 'shop', doc: other },
        { kind: 'till', doc: { id: 'till-9', shop: 'shop-2', name: 'Till 9' } },
        { kind: 'price', doc: { shop: 'shop-2', sku: 'milk', priceMinor: 1_00 } },
      ]),
    );
    const far = await test.till('till-9');
    expect([...far.documents.keys()].filter((key) => !key.startsWith('price')).toSorted()).toEqual([
      'good bread',
      'good coffee',
      'good milk',
      'numberKey numbers',
      expect.stringMatching(/^programme /),
      'shop shop-2',
      'till till-9',
    ]);
    far.documents.set('member anna', { ...till.doc('member', 'anna')! });
    far.documents.set('shop shop-1', other);
    far.sell({ member: 'anna', at });
    await far.push();
    await far.pull();
    expect(far.doc('member', 'anna')).toMatchObject({ shops: ['shop-1', 'shop-2'], account: { purchaseCount: 1 } });
    await till.pull();
    expect(till.doc('member', 'anna')).toEqual(far.doc('member', 'anna'));
    expect(far.doc('person', 'anna')).toEqual(till.doc('person', 'anna'));
    expect(far.doc('person', 'boris')).toBeUndefined();
  });
});

describe('publishing', () => {
  it('of the same again changes nothing, and a version never changes', async () => {
    const before = (await ask({ generation: test.hub.generation, position: 0 })).head;
    const first = await test.hub.publish(programme, '2026-01-01T00:00:00+03:00');
    expect((await ask({ generation: test.hub.generation, position: 0 })).head).toBe(before);
    const other = { ...programme, name: { ru: 'Иначе', en: 'Otherwise' } };
    await expect(test.hub.publish(other, '2026-01-01T00:00:00+03:00')).rejects.toThrow('Version 1 of programme corner');
    const next = await test.hub.publish({ ...other, version: 2 }, '2026-05-01T00:00:00+03:00');
    expect(next.hash).not.toBe(first.hash);
    await till.pull();
    till.sell({ at });
    await till.push();
    expect(await test.hub.discrepancies()).toEqual([]);
  });

  it('refuses a programme with a fault by its path', async () => {
    const broken = {
      ...programme,
      version: 3,
      promotions: [{ ...programme.promotions[0], id: 'points' }, ...programme.promotions],
    };
    await expect(test.hub.publish(broken, '2026-01-01T00:00:00+03:00')).rejects.toThrow(/fault: .*promotions/);
    await expect(test.hub.publish({ id: 'x' }, '2026-01-01T00:00:00+03:00')).rejects.toThrow('fault');
  });
});
