import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openHub } from '../../hub/hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import { runCommandLine } from '../../main/cli/main.ts';
import { openTillAsSet } from '../../main/cli/till/open.ts';
import { tillSettings } from '../../main/cli/till/settings.ts';
import { ean13 } from '../../main/demo/goods.ts';
import { demoCashierId, demoShop, demoTillId } from '../../main/demo/shop.ts';
import { cardNumber } from '../../main/demo/members.ts';
import type { Till } from '../../main/till.ts';
import programme from '../../examples/demo-shop/programme.json' with { type: 'json' };

/** The page that is followed here, word by word. */
const page = readFileSync(join(import.meta.dirname, '../../docs/till-replacement.md'), 'utf8');
const commands = [...page.matchAll(/```sh\n([^`]*)```/g)].flatMap(([, block]) =>
  block!
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean),
);

const folder = mkdtempSync(join(tmpdir(), 'kopilka-replacement-'));
const places = { dataDir: join(folder, 'till'), keyDir: join(folder, 'till-keys') };
const waiting = { timeout: 20_000, interval: 20 };
let hub: Hub;
let url: string;

beforeAll(async () => {
  hub = await openHub({ dataDir: join(folder, 'hub'), ports: hubPorts });
  ({ url } = await hub.listen());
  await hub.importLines(demoShop(Date.now()).map((line) => JSON.stringify(line)));
  await hub.publish(programme, '2026-01-01T00:00:00+03:00');
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A command of the page on this test's hub and folders. */
async function follow(command: string, with_: Record<string, string>, stop = new AbortController().signal) {
  const words = Object.entries({
    'till-1': demoTillId,
    './till-keys': places.keyDir,
    './till': places.dataDir,
    './hub': join(folder, 'hub'),
    './backup/hub.db': join(folder, 'backup/hub.db'),
    'http://127.0.0.1:7070': url,
    ...with_,
  });
  const args = command
    .split(' ')
    .slice(2)
    .map((word) => words.find(([placeholder]) => placeholder === word)?.[1] ?? word);
  const said: string[] = [];
  const say = (text: string) => void said.push(text);
  const code = await runCommandLine(args, { locale: 'en', say, tell: say, interactive: false, stop });
  return { code, text: said.join('\n') };
}

function openTillHere(): Till {
  const settings = tillSettings(places.dataDir, { till: demoTillId, hub: url }, 'en');
  return openTillAsSet({ ...places, settings }, (error) => {
    throw error;
  });
}

const pushed = (till: Till) =>
  vi.waitFor(() => expect(till.sync!.status()).toMatchObject({ state: 'online', unpushed: { count: 0 } }), waiting);

async function signIn(till: Till): Promise<void> {
  await vi.waitFor(async () => expect((await till.handle('page.hello', {})).cashiers).not.toEqual([]), waiting);
  await till.handle('cashier.signIn', { cashier: demoCashierId });
  await till.handle('shift.open', { floatMinor: 0 });
}

const barcode = (code: number) => ean13(`24${String(code).padStart(10, '0')}`);
const scan = (till: Till, code: string) => till.handle('sale.scan', { code, source: 'serial' });

/** One good, paid in cash. */
async function sell(till: Till): Promise<string> {
  const { totals } = await scan(till, barcode(38));
  const { done } = await till.handle('sale.payCash', { amountMinor: totals.leftMinor });
  return done!.receipt;
}

function openLeases(): number {
  const db = new Database(join(folder, 'hub', 'hub.db'), { readonly: true });
  const count = db.prepare<[], number>('select count(*) from lease where closed = 0').pluck().get();
  db.close();
  return count ?? 0;
}

describe('a till whose disk died', () => {
  it('is replaced by the steps of the page', { timeout: 120_000 }, async () => {
    const old = openTillHere();
    await old.sync!.enrol(await hub.enrolmentCode(demoTillId));
    await pushed(old);
    await signIn(old);
    const kept = await sell(old);
    // Points are set aside for a receipt that nobody will end.
    await scan(old, cardNumber(1));
    await scan(old, barcode(38));
    await old.handle('sale.redeem', { wallet: 'bonus', points: 'all' });
    await pushed(old);
    expect(openLeases()).toBe(1);
    old.sync!.setNetwork(false);
    const { records, sales } = await hub.summary();
    await old.handle('sale.cancel', {});
    const lost = await sell(old);
    await old.close();
    expect(openLeases()).toBe(1);
    for (const dead of Object.values(places)) rmSync(dead, { recursive: true });

    const [enrolCode, start, ...looks] = commands.slice(0, 4);
    const given = await follow(enrolCode!, {});
    expect(given.code).toBe(0);
    const [code = '', , fingerprintLine = ''] = given.text.split('\n');
    const stop = new AbortController();
    const running = follow(start!, { CODE: code, HEX: fingerprintLine.split(' ').at(-1)! }, stop.signal);
    await vi.waitFor(async () => {
      expect((await hub.summary()).records).toBeGreaterThan(records);
      expect(openLeases()).toBe(0);
    }, waiting);
    stop.abort();
    expect((await running).code).toBe(0);

    for (const look of looks) expect(await curl(look)).toBe(200);
    expect(looks).toHaveLength(2);
    expect(await hub.alarms()).toEqual([]);

    const fresh = openTillHere();
    await signIn(fresh);
    const again = await sell(fresh);
    await pushed(fresh);
    expect((await hub.summary()).sales).toBe(sales + 1);
    const db = new Database(join(folder, 'hub', 'hub.db'), { readonly: true });
    const receipts = db
      .prepare<[], string>("select receipt from record where kind = 'sale' order by rowid")
      .pluck()
      .all();
    db.close();
    expect(receipts).toEqual([kept, again]);
    expect(receipts).not.toContain(lost);
    await fresh.close();
  });
});

describe('a hub whose disk died', () => {
  it('is brought back by the steps of the page, and gets again what the copy lacks', { timeout: 120_000 }, async () => {
    const [backup, restore, serve] = commands.slice(4);
    const till = openTillHere();
    await till.handle('cashier.signIn', { cashier: demoCashierId });
    await sell(till);
    await pushed(till);
    mkdirSync(join(folder, 'backup'));
    expect((await follow(backup!, {})).code).toBe(0);
    await sell(till);
    await pushed(till);
    const { records } = await hub.summary();
    await hub.close();
    rmSync(join(folder, 'hub', 'hub.db'));
    rmSync(join(folder, 'hub', 'hub.db-wal'), { force: true });
    rmSync(join(folder, 'hub', 'hub.db-shm'), { force: true });

    expect((await follow(restore!, {})).code).toBe(0);
    expect(serve).toBe('npx kopilka hub serve --data ./hub');
    hub = await openHub({ dataDir: join(folder, 'hub'), ports: hubPorts });
    const before = (await hub.summary()).records;
    expect(before).toBeLessThan(records);
    await hub.listen({ port: Number(new URL(url).port) });
    till.sync!.kick();
    await vi.waitFor(async () => expect((await hub.summary()).records).toBe(records), waiting);
    expect(await hub.alarms()).toEqual([]);
    expect((await hub.summary()).discrepancies).toEqual({ arithmetic: 0, facts: 0, limit: 0 });
    // Leases are granted again: the only till was heard.
    await pushed(till);
    await scan(till, cardNumber(1));
    await scan(till, barcode(38));
    const { redeem } = await till.handle('sale.redeem', { wallet: 'bonus', points: 'all' });
    expect(redeem[0]).toMatchObject({ refused: null });
    await till.handle('sale.cancel', {});
    await till.close();
  });
});

/** What the command asks, without the program. */
async function curl(command: string): Promise<number> {
  const path = /7070(\S+)$/.exec(command)?.[1];
  const token = readFileSync(join(folder, 'hub', 'admin.token'), 'utf8').trim();
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return response.status;
}
