import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesWith } from '../../test/personal/shops.ts';
import { nodePorts } from '../ports.node.ts';
import { seal, sealedHash } from '../identity/sealed.ts';
import { openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, memberDoc } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

const at = '2026-03-01T12:01:00+03:00';
const why = 'stolen on Friday';
const name = 'Пелагея Непомнящая';
const phone = '79161234567';
const words = [name, 'Непомнящая', phone, '9161234567'];
const part = seal({ name, phone, consentAt: at }, nodePorts.random);

let test: TestHub;
let till: TestTill;
beforeEach(async () => {
  test = await openTestHub(['till-1', 'till-2']);
  till = await test.till('till-1');
  await test.hub.revokeTill('till-1', why);
  await till.session();
  const registration = { kind: 'member.registered', member: 'new-1', joined: '2026-03-01', tier: 'bronze' } as const;
  till.append({ ...registration, cards: ['card-new'], sealed: sealedHash(part.text) }, at);
  till.sell({ member: 'new-1', at });
  await till.push(till.journal, 100, [part]);
});
afterEach(() => test.close());

const decide = async (decision: 'approve' | 'reject') => {
  const [item] = (await test.hub.items({ kind: 'backlog', state: 'open' })).items;
  await test.hub.closeItem(item!.id, { why, decision });
};
const texts = async () => (await test.rows<{ text: string }>('person')).map(({ text }) => text);
const kept = (sought: readonly string[]) => filesWith(test.dataDir, sought);

describe('what a member told a till that is revoked', () => {
  it('waits with its records, sealed, and stands nowhere in plain', async () => {
    expect(await texts()).toEqual([part.text]);
    expect(kept(words)).toEqual([]);
    await expect(test.hub.exportMember('new-1')).rejects.toThrow('new-1');
    await test.reopen();
    expect(await texts()).toEqual([part.text]);
    expect(kept(words)).toEqual([]);
  });

  it('is theirs once a person accepts the records, and their shops are told', async () => {
    const other = await test.till('till-2');
    await decide('approve');
    expect(await test.hub.exportMember('new-1')).toMatchObject({
      person: { name, phone },
      account: { purchaseCount: 1 },
    });
    await other.pull();
    expect(other.doc('person', 'new-1')).toMatchObject({ text: part.text, key: part.key });
    expect(await texts()).toEqual([part.text]);
    expect(kept(words)).toEqual([]);
    await test.hub.eraseMember('new-1', { by: 'eva', why });
    expect(kept([...words, part.key])).toEqual([]);
  });

  it('is wiped when a person refuses them', async () => {
    await decide('reject');
    expect(await texts()).toEqual([]);
    expect(kept([...words, part.key])).toEqual([]);
  });

  it('is wiped when the member asks for it, and does not come back with the records', async () => {
    const asked = await test.hub.eraseMember('new-1', { by: 'eva', why });
    expect(asked.member).toBe('new-1');
    expect(kept([...words, part.key])).toEqual([]);
    test.clock.set(test.clock.nowMs() + 1000);
    expect(await test.hub.eraseMember('new-1', { by: 'eva', why })).toEqual(asked);
    await decide('approve');
    expect(await test.hub.exportMember('new-1')).toMatchObject({ person: null, account: { purchaseCount: 1 } });
    expect(kept([...words, part.key])).toEqual([]);
  });

  it('is not kept where the card is of another who told of themselves', async () => {
    const ella = { ...memberDoc('ella'), cards: ['card-new'] };
    await test.hub.importLines(asText([{ kind: 'member', doc: ella }]));
    await decide('approve');
    expect((await test.hub.exportMember('new-1')).person).toEqual({ name: 'ella' });
    expect(kept([...words, part.key])).toEqual([]);
  });
});
