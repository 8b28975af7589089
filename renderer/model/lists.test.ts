import { effect } from '@preact/signals-core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { afterEach, describe, expect, it } from 'vitest';
import type { GoodView, ReceiptView } from '../../shared/protocol/page.ts';
import type { Client } from '../bridge/client.ts';
import { listSignal } from './bridge.ts';
import { openLists } from './lists.ts';
import type { Lists } from './lists.ts';

const receipt = (number: number, change: Partial<ReceiptView> = {}): ReceiptView => ({
  id: `r-${number}`,
  number,
  kind: 'sale',
  at: '2026-11-23T12:00:00+03:00',
  dueMinor: 100 * number,
  member: null,
  attachable: false,
  attached: false,
  lines: 1,
  state: 'waiting',
  paper: 'none',
  ...change,
});
const good = (id: string, ru: string, en: string): GoodView => ({
  id,
  name: { ru, en },
  priceMinor: 100,
  byWeight: false,
  category: null,
});

/** The till's side: documents with the commit that changed them last. */
function source() {
  const rows: { collection: string; commit: number; document: { id: string } }[] = [];
  const listeners = new Set<() => void>();
  let commit = 0;
  let lastGone = 0;
  const take = (collection: string, id: string) => {
    commit += 1;
    const at = rows.findIndex((row) => row.collection === collection && row.document.id === id);
    if (at >= 0) rows.splice(at, 1);
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    pulls: [] as unknown[],
    put(collection: string, document: { id: string; [field: string]: unknown }) {
      take(collection, document.id);
      rows.push({ collection, commit, document });
      tell();
    },
    remove(collection: string, id: string) {
      take(collection, id);
      lastGone = commit;
      tell();
    },
    onChanged(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: (async (_method: string, params: { collection: string; checkpoint: number; limit: number }) => {
      const { collection, checkpoint, limit } = params;
      const all = rows.filter((row) => row.collection === collection);
      const changed = all.filter((row) => row.commit > checkpoint);
      const documents = changed.slice(0, limit).map(({ document }) => document);
      if (changed.length > limit) return { documents, checkpoint: changed[limit - 1]!.commit };
      const reply = { documents, checkpoint: Math.max(checkpoint, changed.at(-1)?.commit ?? 0, lastGone) };
      return checkpoint < lastGone ? { ...reply, ids: all.map(({ document }) => document.id) } : reply;
    }) as Client['call'],
  };
}

let opened: Lists | undefined;
let count = 0;
const open = async (till: ReturnType<typeof source>) => {
  count += 1;
  return (opened = await openLists(till, `lists-${count}`));
};
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** Documents in memory, of every list that is open and of what replications know. */
function held(): number {
  const states = [...getRxStorageMemory().collectionStates.values()];
  return states.reduce((sum, { documents }) => sum + documents.size, 0);
}

/** Watches a signal until it satisfies. */
function until<T>(list: { readonly value: T }, satisfied: (value: T) => boolean): Promise<T> {
  return new Promise((resolve) => {
    const stop: { now?: () => void } = {};
    stop.now = effect(() => {
      const { value } = list;
      if (!satisfied(value)) return;
      resolve(value);
      queueMicrotask(() => stop.now?.());
    });
  });
}

describe('lists pulled from the till', () => {
  it('arrive whole, newest receipt first, and follow what changes', async () => {
    const till = source();
    for (let number = 1; number <= 1200; number += 1) till.put('receipts', receipt(number));
    const { receipts } = await open(till);
    const all = await until(receipts, (list) => list?.length === 1200);
    expect(all?.[0]?.number).toBe(1200);
    till.put('receipts', receipt(7, { state: 'synced' }));
    const after = await until(receipts, (list) => list?.find((each) => each.number === 7)?.state === 'synced');
    expect(after).toHaveLength(1200);
  });

  it('lose what the till deleted', async () => {
    const till = source();
    till.put('parked', { id: 'p', at: '2026-11-23T12:00:00+03:00' });
    const { parked } = await open(till);
    await until(parked, (list) => list?.length === 1);
    till.remove('parked', 'p');
    expect(await until(parked, (list) => list?.length === 0)).toEqual([]);
    till.put('parked', { id: 'p', at: '2026-11-23T12:00:00+03:00' });
    await until(parked, (list) => list?.length === 1);
  });

  it('lose at once what a closed shift leaves behind, and fill again', async () => {
    const till = source();
    for (let number = 1; number <= 700; number += 1) till.put('receipts', receipt(number));
    const { receipts } = await open(till);
    await until(receipts, (list) => list?.length === 700);
    for (let number = 1; number <= 700; number += 1) till.remove('receipts', `r-${number}`);
    till.put('receipts', receipt(701));
    const after = await until(receipts, (list) => list?.length === 1);
    expect(after?.map(({ number }) => number)).toEqual([701]);
  });

  it('hold nothing of what is gone, however long the page is open', async () => {
    const till = source();
    for (let number = 1; number <= 300; number += 1) till.put('receipts', receipt(number));
    const { receipts } = await open(till);
    await until(receipts, (list) => list?.length === 300);
    for (let number = 1; number <= 200; number += 1) till.remove('receipts', `r-${number}`);
    await until(receipts, (list) => list?.length === 100);
    await expect.poll(held, { timeout: 10_000 }).toBeLessThan(120);
    // What comes back is there again, and follows what changes.
    till.put('receipts', receipt(1));
    await until(receipts, (list) => list?.length === 101);
    till.put('receipts', receipt(1, { state: 'synced' }));
    await until(receipts, (list) => list?.find(({ number }) => number === 1)?.state === 'synced');
  });

  it('leave nothing behind when they are opened anew', async () => {
    const till = source();
    till.put('receipts', receipt(1));
    const { receipts, close } = await open(till);
    await until(receipts, (list) => list?.length === 1);
    await close();
    opened = undefined;
    await expect.poll(held).toBe(0);
  });

  it('find goods by every word, in either language or by code, whatever the case', async () => {
    const till = source();
    till.put('goods', good('2001', 'Хлеб ржаной (нарезка)', 'Rye bread'));
    till.put('goods', good('2002', 'Молоко 3,2 %', 'Milk 3.2%'));
    till.put('goods', good('2003', 'Хлеб белый', 'White bread'));
    const { goods } = await open(till);
    await until(goods('', 'ru'), (list) => list?.length === 3);
    const find = async (wanted: string, some: number) =>
      (await until(goods(wanted, 'ru'), (list) => list?.length === some))?.map(({ id }) => id);
    expect(await find('хлеб', 2)).toEqual(['2003', '2001']);
    expect(await find('РЖАНОЙ хлеб', 1)).toEqual(['2001']);
    expect(await find('milk', 1)).toEqual(['2002']);
    expect(await find('2003', 1)).toEqual(['2003']);
    expect(await find('(нарезка', 1)).toEqual(['2001']);
  });
});

describe('the bridge from a query to a signal', () => {
  it('runs the query only while somebody looks, and starts again for the next one', () => {
    let running = 0;
    let emit: (documents: readonly number[]) => void = () => {};
    const list = listSignal<number>(() => ({
      subscribe(next) {
        running += 1;
        emit = next;
        return { unsubscribe: () => (running -= 1) };
      },
    }));
    expect(running).toBe(0);
    const seen: unknown[] = [];
    const stop = effect(() => void seen.push(list.value));
    expect(running).toBe(1);
    emit([1]);
    emit([1, 2]);
    expect(seen).toEqual([null, [1], [1, 2]]);
    stop();
    expect(running).toBe(0);
    effect(() => void list.value)();
    const again = effect(() => void list.value);
    expect(running).toBe(1);
    again();
    expect(running).toBe(0);
  });
});
