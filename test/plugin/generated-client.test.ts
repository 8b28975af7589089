import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate, HttpClient } from 'openapi-typescript-codegen';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

/** What the compiler has to say of a program with the client; it lies compiled beside it. */
async function compiled(name: string, program: string): Promise<string> {
  writeFileSync(join(folder, `${name}.ts`), program);
  const options = '--strict --module commonjs --moduleResolution bundler --target es2022 --lib es2022,dom,dom.iterable';
  const checking = run(join(root, 'node_modules/.bin/tsc'), [...options.split(' '), `${name}.ts`], { cwd: folder });
  return checking.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

describe('a client that a generator made of the document', () => {
  it('compiles, identifies, quotes, sells once, takes back, and is refused with a code', async () => {
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
        const again = await kopilka.commit(commit);
        const back = await kopilka.return({ receipt: 'g2', of: 'g1', lines: [{ line: sold.lines[0]!.line, quantity: 1000 }] });
        const refused = await kopilka.getBasket('g1').catch((error: unknown) => (error instanceof ApiError ? [error.status, error.body.code] : error));
        console.log(JSON.stringify({ name, redeemed: totals.redeemedMinor, same: JSON.stringify(sold) === JSON.stringify(again), refund: back.refundMinor, refused }));
      }
      void sell();`;
    expect(await compiled('sell', program)).toBe('');
    const { stdout } = await run(process.execPath, [join(folder, 'sell.js'), host.url, host.token, anna.card]);
    const told = JSON.parse(stdout) as { name: string; redeemed: number; refund: number };
    expect(told).toMatchObject({ same: true, refused: [404, 'plugin.basketUnknown'] });
    expect(told.name).toBe('Анна');
    expect(told.redeemed).toBeGreaterThan(0);
    expect(told.refund).toBeGreaterThan(0);
  }, 60_000);

  it('knows from the document that a price is a whole number and a basket has lines', async () => {
    const wrong = `import type { Basket } from './client';
      export const basket: Basket = { lines: [{ id: '1', sku: 's', quantity: 1000, priceMinor: '1' }] };
      export const none: Basket = { member: null };`;
    const said = await compiled('wrong', wrong);
    expect(said).toContain("Type 'string' is not assignable to type 'number'");
    expect(said).toContain("Property 'lines' is missing");
  }, 60_000);
});
