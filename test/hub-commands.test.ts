import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { club } from '../hub/testing/club.ts';
import { openHub } from '../hub/hub.ts';
import { nodePorts } from '../hub/ports.node.ts';
import { asText, memberDoc, programmeFrom, shopLines } from '../hub/testing/shop.ts';
import { runCommandLine } from '../main/cli/main.ts';

let data: string;
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'kopilka-commands-'));
  const hub = await openHub({ dataDir: data, ports: nodePorts });
  const anna = memberDoc('anna', {
    attributes: { pet: 'cat' },
    dates: [{ id: 'birthday', month: 3, day: 8, recorded: '2026-01-01' }],
  });
  await hub.importLines(asText(shopLines(['till-1'], [anna])));
  const birthday = { ...club.activities![0]!, id: 'birthday', on: { event: 'date', date: 'birthday' } as const };
  await hub.publish({ ...club, activities: [...club.activities!, birthday] }, programmeFrom);
  await hub.close();
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

async function run(locale: 'ru' | 'en', ...words: string[]) {
  const said: string[] = [];
  const code = await runCommandLine(['hub', ...words, '--data', data], {
    locale,
    say: (text) => said.push(text),
    tell: (text) => said.push(text),
    interactive: false,
    stop: new AbortController().signal,
  });
  return { code, text: said.join('\n') };
}

function eventFile(event: Record<string, unknown>): string {
  const file = join(data, 'event.json');
  writeFileSync(file, JSON.stringify(event));
  return file;
}

const survey = { id: 's1', kind: 'survey', name: 'pets', member: 'card-anna', moment: '2026-03-01T12:00:00+03:00' };

describe('the commands of the hub', () => {
  it('event tells what was granted, in words and as JSON, once', async () => {
    const words = await run('en', 'event', eventFile(survey));
    expect(words).toEqual({ code: 0, text: 's1: anna\nanna: survey: accrue 500 bonus' });
    const json = await run('en', 'event', eventFile(survey), '--json');
    expect(JSON.parse(json.text)).toMatchObject({ id: 's1', reactions: [{ rule: 'survey' }] });
    expect(await run('ru', 'event', eventFile({ ...survey, kind: 'feedback' }))).toMatchObject({ code: 1 });
  });

  it('event names the fault of its file', async () => {
    const { code, text } = await run('en', 'event', eventFile({ ...survey, kind: 'suvrey' }));
    expect({ code, text }).toMatchObject({ code: 1, text: expect.stringContaining('kind') as string });
  });

  it('jobs does what is due by a moment, and the report has it', async () => {
    const jobs = await run('en', 'jobs', '--at', '2026-03-08T09:00:00+03:00', '--json');
    expect(JSON.parse(jobs.text)).toMatchObject({ days: [{ day: '2026-03-08', events: { date: 1 } }] });
    const again = await run('ru', 'jobs', '--at', '2026-03-08T10:00:00+03:00');
    expect(again).toEqual({ code: 0, text: 'баллы сгорели у 0' });
    const report = await run('en', 'report', '--json');
    expect(JSON.parse(report.text)).toMatchObject({ wallets: [{ accrued: 300_00, outstanding: 300_00 }] });
    const text = await run('ru', 'report', '--from', '2026-03-01T00:00:00+03:00');
    expect(text.text).toContain('начислено 300');
    expect(await run('en', 'report', '--from', 'March')).toMatchObject({ code: 2 });
  });

  it('items lists what a person closes with a reason, and audit tells who did', async () => {
    expect(await run('ru', 'items')).toEqual({ code: 0, text: 'вопросов нет' });
    expect(await run('en', 'items', '--kind', 'nonsense')).toMatchObject({ code: 2 });
    expect(await run('en', 'close', 'nothing')).toMatchObject({ code: 2 });
    expect(await run('en', 'close', 'nothing', '--why', 'because')).toMatchObject({
      code: 1,
      text: expect.stringContaining('no item nothing') as string,
    });
    expect(await run('en', 'revoke', 'till-1', '--why', 'stolen')).toEqual({ code: 0, text: 'till-1: revoked' });
    const { text } = await run('en', 'audit');
    expect(text.split('\n')[0]).toMatch(/^\S+Z @folder owner till\.revoke till-1 stolen$/);
  });

  it('user add takes the password from stdin, and the person may log in', async () => {
    const words = ['main/cli.ts', 'hub', 'user', 'add', 'eva', '--role', 'manager', '--data', data];
    const add = (input: string) => spawnSync(process.execPath, words, { input, encoding: 'utf8' });
    const short = add('short\n');
    expect([short.status, short.stderr]).toEqual([2, expect.not.stringContaining('short') as string]);
    expect(add('a long password\n')).toMatchObject({ status: 0, stdout: 'eva: manager\n' });
    expect(await run('ru', 'user', 'list')).toEqual({ code: 0, text: 'eva: manager' });
    const hub = await openHub({ dataDir: data, ports: nodePorts });
    const body = JSON.stringify({ name: 'eva', password: 'a long password' });
    const reply = await hub.app.request('/v1/admin/login', { method: 'POST', body });
    expect(await reply.json()).toMatchObject({ name: 'eva', role: 'manager' });
    await hub.close();
    expect(await run('en', 'user', 'remove', 'eva')).toEqual({ code: 0, text: 'eva' });
  });

  it('points gives by hand with a reason, and cashiers tells who did', async () => {
    expect(await run('en', 'points', 'anna', '--wallet', 'bonus', '--points', '500')).toMatchObject({ code: 2 });
    const words = ['points', 'anna', '--wallet', 'bonus', '--why', 'spoilt cake', '--id', 'cake-1'];
    expect(await run('en', ...words, '--points', 'many')).toMatchObject({ code: 2 });
    const given = await run('ru', ...words, '--points', '500');
    expect(given).toMatchObject({ code: 0, text: expect.stringMatching(/^anna: \+500 bonus, теперь \d+$/) as string });
    expect(await run('ru', ...words, '--points', '500')).toEqual(given);
    const taken = await run('en', ...words.slice(0, -1), 'cake-2', '--points=-200', '--json');
    expect(JSON.parse(taken.text)).toMatchObject({ id: 'cake-2', points: -200 });
    expect((await run('en', 'cashiers')).text).toContain('  points by hand: 2 (+500 -200 bonus)');
    expect((await run('en', 'audit')).text).toMatch(/member\.points anna -200 bonus spoilt cake/);
  });

  it('export tells all that is kept of a member, erase forgets who it is', async () => {
    const before = await run('en', 'export', 'anna');
    expect(JSON.parse(before.text)).toMatchObject({ member: 'anna', person: { name: 'anna' }, cards: ['card-anna'] });
    expect(await run('ru', 'erase', 'anna', '--by', 'olga')).toMatchObject({ code: 2 });
    const erased = await run('ru', 'erase', 'anna', '--by', 'olga', '--why', 'letter 1');
    expect(erased).toMatchObject({ code: 0, text: expect.stringMatching(/^anna: стёрт 20/) as string });
    const after = JSON.parse((await run('en', 'export', 'anna', '--json')).text) as { person: null; erasedAt: string };
    expect(after).toMatchObject({ person: null, account: { member: 'anna' } });
    expect(erased.text).toContain(after.erasedAt);
    expect(await run('en', 'export', 'nobody')).toMatchObject({ code: 1 });
  });
});
