import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { servePlugin } from '../../main/cli/till/plugin.ts';
import { Refusal, Sale } from '../../shared/protocol/plugin-answers.ts';
import { kopilka, terminal } from './command.ts';
import { dear, openHost } from './host.ts';
import type { TestHost } from './host.ts';

let host: TestHost;
beforeEach(async () => {
  host = await openHost();
});
afterEach(() => host.close());

it('a till that can only run a command sells through the one that runs, by its own token', async () => {
  const data = host.place.folder;
  const tokenFile = join(data, '..', 'old.token');
  const ask = (request: unknown) =>
    kopilka(['ask', '--lang', 'en', '--data', data, '--token-file', tokenFile], JSON.stringify(request));
  const added = await kopilka(['plugin', 'add', 'old', '--data', data]);
  expect(added).toMatchObject({ code: 0, err: '' });
  expect(await kopilka(['plugin', 'add', 'old', '--lang', 'en', '--data', data])).toMatchObject({
    code: 1,
    err: expect.stringContaining('has a token already') as string,
  });
  writeFileSync(tokenFile, added.out);
  const stored = join(data, 'plugin-tokens.json');
  expect(readFileSync(stored, 'utf8')).not.toContain(added.out.trim());
  expect(statSync(stored).mode & 0o777).toBe(0o600);
  expect((await kopilka(['plugin', 'list', '--data', data])).out).toBe('front\nold\n');

  expect(await ask({ call: 'status' })).toMatchObject({
    code: 1,
    err: expect.stringContaining('takes no calls') as string,
  });
  const said: string[] = [];
  const serving = await servePlugin(host.place.till, { place: '0', dataDir: data }, terminal(said), () => undefined);
  expect(said.join()).not.toContain(added.out.trim());

  const sale = { lines: [{ id: 'a', ...dear, quantity: 1000 }] };
  const commit = { call: 'commit', body: { receipt: '1', sale, payments: [{ kind: 'cash', amountMinor: 499_00 }] } };
  const sold = await ask(commit);
  expect(sold).toMatchObject({ code: 0, err: '' });
  expect(Sale.parse(JSON.parse(sold.out)).totals.dueMinor).toBe(499_00);
  expect(await ask(commit)).toEqual(sold);
  expect(await ask({ call: 'findSale', id: '1' })).toEqual(sold);
  const refused = await ask({ ...commit, body: { ...commit.body, payments: [] } });
  expect(refused.code).toBe(1);
  expect(Refusal.parse(JSON.parse(refused.out)).code).toBe('plugin.receiptTaken');
  expect(await ask({ call: 'nothing' })).toMatchObject({ code: 1, err: expect.stringContaining('call') as string });

  expect(await kopilka(['plugin', 'remove', 'old', '--data', data])).toMatchObject({ code: 0 });
  expect(JSON.parse((await ask({ call: 'status' })).out)).toMatchObject({ code: 'plugin.token' });
  await serving.close();
  expect(existsSync(join(data, 'plugin.url'))).toBe(false);
}, 90_000);
