import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTillId } from '../../main/demo/shop.ts';
import { servePlugin } from '../../main/cli/till/plugin.ts';
import { kopilka, terminal } from './command.ts';
import { anna, openHost } from './host.ts';
import type { TestHost } from './host.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'kopilka-package-'));
let host: TestHost;

/** Packed as npm packs it and unpacked where another program has its dependencies. */
beforeAll(async () => {
  host = await openHost();
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, 'kopilka'), { recursive: true });
  const archive = join(folder, stdout.trim().split('\n').at(-1)!);
  await run('tar', ['-xzf', archive, '-C', join(modules, 'kopilka'), '--strip-components', '1']);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!existsSync(join(modules, name))) symlinkSync(join(root, 'node_modules', name), join(modules, name));
  }
}, 240_000);
afterAll(async () => {
  await host.close();
  rmSync(folder, { recursive: true });
});

/** An example of the docs, run from the program's own folder. */
function example(name: string, words: string[]) {
  const script = join(folder, name);
  writeFileSync(script, readFileSync(join(root, 'docs/plugin', name)));
  return run(process.execPath, [script, ...words], { cwd: folder });
}

/** What the compiler has to say of a program with such a price. */
async function compiled(price: string): Promise<string> {
  writeFileSync(
    join(folder, 'typed.mts'),
    `import { connect } from 'kopilka/client';
     import { openTill } from 'kopilka/till';
     const lines = [{ id: '1', sku: 's', quantity: 1000, ${price} }];
     const due: number = (await connect({ url: '', token: '' }).quote({ lines })).totals.dueMinor;
     await openTill({ dataDir: '', keyDir: '', till: '', hub: '' }).as('x').quote({ lines });
     export { due };`,
  );
  const options = '--noEmit --strict --module nodenext --target es2024 --types node --skipLibCheck typed.mts';
  const checking = run(join(root, 'node_modules/.bin/tsc'), options.split(' '), { cwd: folder });
  return checking.then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
}

describe('the package, as another program has it', () => {
  it('sells by the ten lines of docs/plugin/client.mjs, and takes their types', async () => {
    const tokenFile = join(folder, 'front.token');
    writeFileSync(tokenFile, `${host.token}\n`);
    const { stdout } = await example('client.mjs', [host.url, tokenFile, anna.card]);
    expect(stdout).toContain(anna.card.slice(-4));
    expect(await compiled('priceMinor: 1')).toBe('');
    expect(await compiled("priceMinor: '1'")).toContain("Type 'string' is not assignable to type 'number'");
  }, 120_000);

  it('has the command that gives a till a token and asks it', async () => {
    const installed = join(folder, 'node_modules/kopilka');
    const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as { bin: { kopilka: string } };
    const command = join(installed, bin.kopilka);
    const data = host.place.folder;
    const added = await kopilka(['plugin', 'add', 'packed', '--data', data], '', command);
    expect(added).toMatchObject({ code: 0, err: '' });
    const tokenFile = join(folder, 'packed.token');
    writeFileSync(tokenFile, added.out);
    const serving = await servePlugin(host.place.till, { place: '0', dataDir: data }, terminal([]), () => undefined);
    const words = ['ask', '--data', data, '--token-file', tokenFile];
    const told = await kopilka(words, '{"call": "status"}', command);
    await serving.close();
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(told.out)).toMatchObject({ currency: 'RUB' });
    // What needs a page, a hub or the demo's files is not in the package, and its help does not promise it.
    expect(await kopilka(['hub', '--lang', 'en'], '', command)).toMatchObject({ code: 2, out: '' });
    expect((await kopilka(['--help', '--lang', 'en'], '', command)).out).not.toMatch(/^ *(?:hub|demo|till) /m);
  }, 60_000);

  it('is a till inside a program by the ten lines of docs/plugin/till.mjs', async () => {
    const { hub, tills } = host.shop;
    const { url } = await hub.listen();
    // The program takes the till's place at its hub.
    await tills[0]!.cut();
    const { code, fingerprint } = await hub.enrolmentCode(demoTillId);
    const { stdout } = await example('till.mjs', [url, code, fingerprint]);
    expect(stdout).toContain('dueMinor: 49900');
    expect(readdirSync(join(folder, 'kopilka/till'))).toContain('journal.db');
  }, 120_000);
});
