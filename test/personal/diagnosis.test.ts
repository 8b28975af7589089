import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { caughtUp, filesWith, openShops } from './shops.ts';

const name = 'Пелагея Непомнящая';
const card = '770000000777';
const person = { name, phone: '8 (916) 123-45-67', email: 'pelageya@example.org', consent: true };
const why = 'Непомнящей на такси';
/** The buyer, the cashier, what was bought, what was typed. */
const words = [
  name,
  'Пелагея',
  'Непомнящ',
  '9161234567',
  person.phone,
  person.email,
  card,
  why,
  'Olga',
  'olga',
  'milk',
];

let shops: Awaited<ReturnType<typeof openShops>>;
beforeEach(async () => {
  shops = await openShops();
});
afterEach(() => shops.close());

/** A shift with a buyer who told all of themselves, sold to, parked and open again, with a scan that nobody knows. */
async function busyTill() {
  const { till } = await shops.begin('till-1');
  const buy = () => till.handle('sale.add', { sku: 'milk', quantity: 1000 });
  await buy();
  const { totals } = await till.handle('sale.register', { card, person });
  await till.handle('sale.payCash', { amountMinor: totals.leftMinor });
  await till.handle('cash.out', { amountMinor: 100, reason: why });
  await caughtUp(till);
  await buy();
  await till.handle('sale.identify', { by: 'phone', value: person.phone });
  await till.handle('sale.park', {});
  await buy();
  await till.handle('sale.identify', { by: 'card', value: card });
  await till.handle('sale.scan', { code: `${card}1234567890`, source: 'typed' });
  return till;
}

describe('a file for whoever helps', () => {
  it('says how the till is, and holds nobody: no name, phone, card, good or word that was typed', async () => {
    const till = await busyTill();
    const { file } = await till.handle('till.diagnose', {});
    expect(dirname(file)).toBe(join(shops.folder, 'till-1'));
    const text = readFileSync(file, 'utf8');
    for (const word of words) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
    expect(filesWith(shops.folder, [name, '9161234567'])).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({
      health: { version: packageJson.version, till: 'till-1', engine: { semantics: expect.any(Number) as number } },
      status: { hub: { state: 'online' }, cashier: 'cashier' },
      journal: {
        alarm: null,
        parked: 1,
        openReceipt: { lines: 1, isKnown: true },
        lastRecords: { 'member.registered': 1, sale: 1, 'cash.out': 1 },
      },
      replica: { heldDocuments: 0, isDamaged: false },
    });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  }, 60_000);

  it('is refused in words where it can not be written, and the sale goes on', async () => {
    const { till } = await shops.begin('till-1');
    await till.handle('sale.add', { sku: 'milk', quantity: 1000 });
    const folder = join(shops.folder, 'till-1');
    // Files that are open outlive their names.
    for (const each of readdirSync(folder)) rmSync(join(folder, each), { recursive: true });
    rmSync(folder, { recursive: true });
    await expect(till.handle('till.diagnose', {})).rejects.toMatchObject({
      code: 'file.unwritable',
      args: { problem: 'ENOENT' },
    });
  }, 60_000);
});

describe('versions and health', () => {
  it('are told to whoever is signed in', async () => {
    const { till } = await shops.begin('till-1');
    const health = await till.handle('till.health', {});
    expect(health).toMatchObject({ version: packageJson.version, node: process.versions.node });
    expect(health.journalBytes).toBeGreaterThan(4096);
    expect(health.freeBytes).toBeGreaterThan(0);
    await till.handle('shift.close', { cashCountedMinor: null });
    await till.handle('cashier.signOut', {});
    await expect(till.handle('till.health', {})).rejects.toMatchObject({ code: 'cashier.signedOut' });
    await expect(till.handle('till.diagnose', {})).rejects.toMatchObject({ code: 'cashier.signedOut' });
  }, 60_000);
});
