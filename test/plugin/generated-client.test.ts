import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate, HttpClient } from 'openapi-typescript-codegen';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anna, dear, openHost } from './host.ts';
import type { TestHost } from './host.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'kopilka-generated-'));
let host: TestHost;

/** A client of the document alone, made by a generator that knows nothing of us. */
beforeAll(async () => {
  host = await openHost();
  const input = join(root, 'docs/plugin/openapi.json');
  await generate({ input, output: join(folder, 'client'), httpClient: HttpClient.FETCH, useUnionTypes: true });
  writeFileSync(join(folder, 'package.json'), '{"type": "commonjs"}');
});
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
  expect(host.bugs).toEqual([]);
});

const program = `
  import { ApiError, DefaultService as kopilka, OpenAPI } from './client';
  declare const process: { argv: string[] };
  const [, , url = '', token = '', card = ''] = process.argv;
  OpenAPI.BASE = url;
  OpenAPI.TOKEN = token;
  async function sell() {
    const { name, wallets } = await kopilka.identify({ card });
    const lines = [{ id: '1', sku: '${dear.sku}', quantity: 2000, priceMinor: ${dear.priceMinor} }];
    const sale = { lines, member: { card }, redeem: [{ wallet: wallets[0]!.wallet, points: 'all' as const }] };
    const { totals } = await kopilka.putBasket('g1', sale);
    const payments = [{ kind: 'cash' as const, amountMinor: totals.dueMinor }];
    const commit = { receipt: 'g1', basket: 'g1', payments };
    const sold = await kopilka.commit(commit);
    const same = JSON.stringify(await kopilka.commit(commit)) === JSON.stringify(sold);
    const goods = [{ line: sold.lines[0]!.line, quantity: 1000 }];
    const { refundMinor } = await kopilka.return({ receipt: 'g2', of: 'g1', lines: goods });
    const refused = await kopilka.getBasket('g1').catch((error: unknown) =>
      error instanceof ApiError ? [error.status, error.body.code] : error,
    );
    console.log(JSON.stringify({ name, same, refundMinor, refused, redeemedMinor: totals.redeemedMinor }));
  }
  void sell();`;

const mistaken = `import type { Basket } from './client';
  export const price: Basket = { lines: [{ id: '1', sku: 's', quantity: 1000, priceMinor: '1' }] };
  export const none: Basket = { member: null };`;

/** What the compiler has to say of the client and both programs. */
function compiled(): Promise<string> {
  writeFileSync(join(folder, 'sell.ts'), program);
  writeFileSync(join(folder, 'mistaken.ts'), mistaken);
  const options = '--strict --module commonjs --moduleResolution bundler --target es2022 --lib es2022,dom,dom.iterable';
  const words = [...options.split(' '), 'sell.ts', 'mistaken.ts'];
  return run(join(root, 'node_modules/.bin/tsc'), words, { cwd: folder }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

it('a client that a generator made of the document sells, takes back, and knows what is no basket', async () => {
  const faults = (await compiled()).split('\n').filter((line) => line.includes('error'));
  expect(faults).toHaveLength(2);
  expect(faults[0]).toMatch(/^mistaken\.ts\(2.*'string' is not assignable to type 'number'/);
  expect(faults[1]).toMatch(/^mistaken\.ts\(3.*'lines' is missing/);
  const { stdout } = await run(process.execPath, [join(folder, 'sell.js'), host.url, host.token, anna.card]);
  const told = JSON.parse(stdout) as { redeemedMinor: number; refundMinor: number };
  expect(told).toMatchObject({ name: 'Анна', same: true, refused: [404, 'plugin.basketUnknown'] });
  expect(told.redeemedMinor).toBeGreaterThan(0);
  expect(told.refundMinor).toBeGreaterThan(0);
}, 60_000);
