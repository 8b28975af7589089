import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHub } from '../hub.ts';
import { nodePorts } from '../ports.node.ts';
import { withZoneOffsets } from './shop-zone.ts';

const firstShop = fileURLToPath(new URL('../../examples/first-shop/shop.ndjson', import.meta.url));

describe('a shop that names its zone', () => {
  it('gets the offsets that facts carry', () => {
    const { zone } = withZoneOffsets({ id: 's', zone: { name: 'Europe/Berlin' } }) as { zone: { offsets: unknown[] } };
    expect(zone.offsets).toContainEqual({ from: '2026-03-29T01:00:00Z', offsetMinutes: 120 });
    expect(zone.offsets).toContainEqual({ from: '2026-10-25T01:00:00Z', offsetMinutes: 60 });
  });

  it('keeps offsets that came with it, and leaves a zone nobody knows to the check', () => {
    const own = { zone: { name: 'Europe/Berlin', offsets: [{ from: '2000-01-01T00:00:00Z', offsetMinutes: 0 }] } };
    expect(withZoneOffsets(own)).toBe(own);
    const unknown = { zone: { name: 'Europe/Atlantis' } };
    expect(withZoneOffsets(unknown)).toBe(unknown);
  });

  it('moves in with the file of the guide, twice without a change', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'kopilka-first-shop-'));
    const hub = await openHub({ dataDir: dir, ports: nodePorts });
    const taken = { lines: 6, byKind: { shop: 1, till: 1, cashier: 1, good: 1, price: 1, member: 1 } };
    expect(await hub.importFile(firstShop)).toEqual(taken);
    const before = await hub.summary();
    expect(await hub.importFile(firstShop)).toEqual(taken);
    expect(await hub.summary()).toEqual(before);
    expect(before).toMatchObject({ ledgerSum: 0, outstanding: [{ wallet: 'points', points: 12_500, debt: 0 }] });
    await hub.close();
    rmSync(join(dir), { recursive: true });
  });
});
