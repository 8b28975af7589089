import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';
import { asText, lot, memberDoc, programme as corner } from '../testing/shop.ts';
import type { TestTill } from '../testing/till.ts';

const text = (id: string) => ({ ru: id, en: id });
const programme: Programme = {
  ...corner,
  activities: [
    {
      id: 'birthday-points',
      name: text('birthday-points'),
      on: { event: 'date', date: 'birthday' },
      give: [{ kind: 'points', wallet: 'bonus', points: 25_00 }],
    },
    {
      id: 'survey',
      name: text('survey'),
      on: { event: 'survey', names: ['pets'] },
      when: { audience: { date: { id: 'birthday', daysBefore: 1, daysAfter: 1 } } },
      give: [{ kind: 'points', wallet: 'bonus', points: 5_00 }],
    },
  ],
};
const birthday = { id: 'birthday', month: 3, day: 8, recorded: '2026-01-01' };
const pet = { id: 'barsik', month: 11, day: 23, recorded: '2026-03-01' };
const letter = { by: 'eva', why: 'letter 12' };

let test: TestHub;
let till: TestTill;
let other: TestTill;
beforeEach(async () => {
  const anna = memberDoc('anna', { lots: [lot('l', 100_00)], dates: [birthday] });
  test = await openTestHub(['till-1', 'till-2'], [anna, memberDoc('boris', { dates: [birthday] })], {}, { programme });
  [till, other] = [await test.till('till-1'), await test.till('till-2')];
  const set = { dates: [pet], attributes: { pet: 'cat' } };
  const reply = await test.hub.event({ id: 's', kind: 'survey', name: 'pets', member: 'anna', moment: noon, set });
  expect(JSON.stringify(reply.rejections)).toContain('03-08');
  test.clock.set(Date.parse('2026-03-08T12:00:00+03:00'));
  await test.hub.runJobs();
  for (const each of [till, other]) await each.pull();
});
afterEach(() => test.close());

const at = '2026-03-08T12:01:00+03:00';
/** Tables where a date of hers stands. */
async function dated(): Promise<string[]> {
  const found: string[] = [];
  for (const table of ['member', 'member_event', 'happening', 'change']) {
    const rows = await test.rows<Record<string, unknown>>(table);
    const hers = rows.filter(({ member, id, kind }) => (kind === 'member' ? id : member) === 'anna');
    const isDated = (row: Record<string, unknown>) => /"month"|"03-08"/.test(Object.values(row).join(' '));
    if (hers.some((row) => isDated(row) || row['kind'] === 'date')) found.push(table);
  }
  return found;
}
const told = (each: TestTill) => each.doc('member', 'anna')!.account;

describe('dates of a member who is erased', () => {
  it('are nowhere in the account, in what it was folded from, in what was answered, or in any feed', async () => {
    till.sell({ member: 'anna', at });
    await till.push();
    await till.pull();
    const before = (await test.hub.exportMember('anna')).account;
    expect(before.dates).toEqual([birthday, pet]);
    expect(await dated()).toEqual(['member', 'member_event', 'happening', 'change']);
    const { ledgerSum, outstanding } = await test.hub.summary();
    await test.hub.eraseMember('anna', letter);
    const { dates: _, ...undated } = before;
    const { account, opening, happenings } = await test.hub.exportMember('anna');
    expect(account).toEqual(undated);
    expect([opening.dates, account.attributes]).toEqual([undefined, { pet: 'cat' }]);
    expect(happenings.map(({ kind }) => kind)).toEqual(['survey']);
    expect(await test.hub.summary()).toMatchObject({ ledgerSum, outstanding });
    await till.pull();
    expect(told(till)).toEqual(undated);
    expect(await dated()).toEqual([]);
    expect((await test.hub.exportMember('boris')).account.dates).toEqual([birthday]);
    expect(await test.hub.eraseMember('anna', letter)).toMatchObject({ member: 'anna' });
  });

  it('make no liar of a till that sold before it heard', async () => {
    other.sell({ member: 'anna', at });
    await test.hub.eraseMember('anna', letter);
    other.sell({ member: 'anna', at });
    await other.push();
    await other.pull();
    expect(told(other).dates).toBeUndefined();
    other.sell({ member: 'anna', at });
    await other.push();
    expect((await test.hub.summary()).verdicts).toEqual({ equal: 3, different: 0, pending: 0 });
    expect((await test.hub.exportMember('anna')).account.purchaseCount).toBe(3);
  });

  it('do not come back by an event or an import', async () => {
    await test.hub.eraseMember('anna', letter);
    const set = { dates: [pet], attributes: { pet: 'dog' } };
    await test.hub.event({ id: 't', kind: 'survey', name: 'pets', member: 'anna', moment: at, set });
    const anna = memberDoc('anna', { lots: [lot('l', 100_00)], dates: [birthday] });
    await test.hub.importLines(asText([{ kind: 'member', doc: anna }]));
    const { account, opening } = await test.hub.exportMember('anna');
    expect([account.dates, opening.dates, account.attributes]).toEqual([undefined, undefined, { pet: 'dog' }]);
    test.clock.set(Date.parse('2027-03-08T12:00:00+03:00'));
    expect((await test.hub.runJobs()).days.at(-1)?.events).toEqual({ date: 1 });
  });
});
