import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { arrive } from '../../test/store/snapshots.ts';
import { openReplica } from '../store/replica.ts';
import type { Replica } from '../store/replica.ts';
import { holdReplica } from './held-replica.ts';
import type { HeldReplica } from './held-replica.ts';

const folder = mkdtempSync(join(tmpdir(), 'kopilka-held-'));
let replica: Replica;
let held: HeldReplica;
let busy = false;
let moved: string[] = [];

const price = (priceMinor: number) => ({ kind: 'price', id: 'milk', doc: { shop: 's', sku: 'milk', priceMinor } });
const at = (position: number, generation = 'g1') => ({ generation, shop: 's', position });
const bring = (position: number, priceMinor: number) =>
  held.feed.applyChanges([{ position, documents: [price(priceMinor)] }], at(position), position * 1000);
const milk = () => replica.get('price', 'milk')?.priceMinor;

beforeEach(() => {
  busy = false;
  moved = [];
  replica = openReplica(join(folder, 'replica.db'));
  held = holdReplica(
    replica,
    () => busy,
    (changed) => moved.push(changed === 'all' ? 'all' : changed.map(({ id }) => id).join()),
    (error) => {
      throw error;
    },
  );
  bring(1, 100);
});
afterEach(() => {
  replica.close();
  rmSync(folder, { recursive: true });
});

describe('a held replica', () => {
  it('stays as it is under an open receipt, while the feed goes on', () => {
    busy = true;
    bring(2, 200);
    bring(3, 300);
    expect(milk()).toBe(100);
    expect(held.feed.checkpoint()).toEqual(at(3));
    expect(held.feed.pulledMs()).toBe(3000);
    expect(replica.checkpoint()).toEqual({ generation: 'g1', position: 1 });
    held.release();
    expect(milk()).toBe(100);
    busy = false;
    held.release();
    expect(milk()).toBe(300);
    expect(moved).toEqual(['milk', 'milk', 'milk']);
    bring(4, 400);
    expect(milk()).toBe(400);
  });

  it('keeps the order: what comes while others wait waits too', () => {
    busy = true;
    bring(2, 200);
    busy = false;
    bring(3, 300);
    expect(milk()).toBe(100);
    held.release();
    expect(milk()).toBe(300);
  });

  it('puts a whole new snapshot in place between receipts', async () => {
    busy = true;
    (await arrive(held.feed, [price(900)], at(9, 'g2'))).place();
    expect(milk()).toBe(100);
    expect(held.feed.damaged()).toBe(false);
    held.feed.applyChanges([{ position: 10, documents: [price(1000)] }], at(10, 'g2'), null);
    busy = false;
    held.release();
    expect(milk()).toBe(1000);
    expect(replica.checkpoint()).toEqual({ generation: 'g2', position: 10 });
    expect(moved).toEqual(['milk', 'all', 'milk']);
  });
});
