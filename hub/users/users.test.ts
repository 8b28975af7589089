import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noon, openTestHub } from '../testing/hub.ts';
import type { TestHub } from '../testing/hub.ts';

let test: TestHub;
beforeEach(async () => {
  test = await openTestHub(['till-1']);
});
afterEach(() => test.close());

const password = 'eine lange Zeile';
const at = (seconds: number) => test.clock.set(Date.parse(noon) + seconds * 1000);

async function ask(method: string, path: string, token?: string, body?: unknown) {
  const response = await test.hub.app.request(`/v1/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
  });
  const answer = (await response.json()) as { token?: string; error?: { code: string } };
  return { status: response.status, code: answer.error?.code, answer };
}

const login = (name: string, given = password) => ask('POST', 'admin/login', undefined, { name, password: given });
const tokenOf = async (name: string) => (await login(name)).answer.token!;
const addEva = (role: 'owner' | 'manager' | 'support' | 'integrator') =>
  test.hub.addUser({ name: 'eva', role, password });

describe('a person at the hub', () => {
  it('logs in by name and password, and what they do is theirs until the session is over', async () => {
    await addEva('manager');
    const token = await tokenOf('eva');
    at(1);
    expect((await ask('POST', 'admin/enrolment-codes', token, { till: 'till-1' })).status).toBe(200);
    const { entries } = await test.hub.audit({ limit: 1 });
    expect(entries).toMatchObject([{ who: 'eva', role: 'manager', action: 'till.code', subject: 'till-1' }]);
    at(12 * 3600 + 1);
    expect(await ask('GET', 'admin/summary', token)).toMatchObject({ status: 401, code: 'admin.token' });
  });

  it.each([
    ['owner', [200, 200, 200, 400, 200]],
    ['manager', [200, 200, 403, 400, 200]],
    ['support', [200, 403, 403, 403, 403]],
    ['integrator', [403, 403, 403, 400, 200]],
  ] as const)('may as %s do what the role may', async (role, statuses) => {
    await addEva(role);
    const token = await tokenOf('eva');
    const asked = [
      await ask('GET', 'admin/items', token),
      await ask('POST', 'admin/enrolment-codes', token, { till: 'till-1' }),
      await ask('GET', 'admin/users', token),
      await ask('POST', 'events', token, {}),
      await ask('GET', 'write-offs', token),
    ];
    expect(asked.map(({ status }) => status)).toEqual(statuses);
  });

  it('who logs out, has another password or is gone is let in no more', async () => {
    await addEva('manager');
    const [first, second] = [await tokenOf('eva'), await tokenOf('eva')];
    const look = async (token: string) => (await ask('GET', 'admin/summary', token)).status;
    await ask('POST', 'admin/logout', first);
    expect([await look(first), await look(second)]).toEqual([401, 200]);
    await test.hub.setPassword('eva', `${password}!`);
    expect([await look(second), (await login('eva')).code]).toEqual([401, 'login.wrong']);
    await test.hub.removeUser('eva');
    expect((await login('eva', `${password}!`)).code).toBe('login.wrong');
    await expect(test.hub.removeUser('eva')).rejects.toThrow('no user eva');
  });

  it('is locked out by five wrong passwords for half a minute, then longer, whatever was restarted', async () => {
    await addEva('manager');
    for (let guess = 0; guess < 5; guess += 1) expect((await login('eva', 'guessing it')).code).toBe('login.wrong');
    await test.reopen();
    expect(await login('eva')).toMatchObject({ status: 429, code: 'login.locked' });
    expect(await test.hub.users()).toMatchObject([{ lockedUntil: '2026-03-01T09:00:30.000Z' }]);
    at(30);
    expect((await login('eva', 'guessing on')).code).toBe('login.wrong');
    at(89);
    expect((await login('eva')).code).toBe('login.locked');
    at(90);
    expect((await login('eva')).status).toBe(200);
    expect(await test.hub.users()).toEqual([{ name: 'eva', role: 'manager', lockedUntil: null }]);
  });

  it('of guesses made at once no more count than one after another', async () => {
    await addEva('manager');
    const guesses = await Promise.all(Array.from({ length: 8 }, () => login('eva', 'guessing it')));
    expect(guesses.filter(({ code }) => code === 'login.wrong')).toHaveLength(5);
    expect((await login('eva')).code).toBe('login.locked');
  });

  it('has a password that nobody reads in the database', async () => {
    await addEva('manager');
    const [row] = await test.rows<{ verifier: string }>('hub_user');
    expect(row!.verifier).toMatch(/^scrypt:32768:8:3:[\w-]{22}:[\w-]{43}$/);
    const token = await tokenOf('eva');
    expect(JSON.stringify(await test.rows('user_session'))).not.toContain(token);
  });

  it('is added once, with a name and a password that are fit', async () => {
    await addEva('manager');
    await expect(addEva('owner')).rejects.toThrow('a user eva already');
    const add = (name: string, given: string) =>
      ask('POST', 'admin/users', test.hub.adminToken, { name, role: 'support', password: given });
    expect((await add('zoe', 'short')).code).toBe('request.invalid');
    expect((await add('@folder', password)).code).toBe('request.invalid');
    expect((await add('zoe', password)).status).toBe(200);
  });
});
