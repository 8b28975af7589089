import { describe, expect, it } from 'vitest';
import { createCollection, createCounter } from './collection.ts';

const collection = () => createCollection<{ id: string; name: string }>(createCounter(100));
const milk = { id: 'milk', name: 'Milk' };
const bread = { id: 'bread', name: 'Bread' };

describe('a collection', () => {
  it('gives what changed after a checkpoint, page by page', () => {
    const goods = collection();
    goods.put(milk);
    goods.put(bread);
    const first = goods.pull(0, 1);
    expect(first).toEqual({ documents: [{ ...milk, deleted: false }], checkpoint: 101 });
    expect(goods.pull(first.checkpoint, 10)).toEqual({ documents: [{ ...bread, deleted: false }], checkpoint: 102 });
    expect(goods.pull(102, 10)).toEqual({ documents: [], checkpoint: 102 });
  });

  it('takes no notice of a document that is as it was', () => {
    const goods = collection();
    goods.put(milk);
    goods.put({ ...milk });
    expect(goods.pull(101, 10).documents).toEqual([]);
    goods.put({ ...milk, name: 'Kefir' });
    expect(goods.pull(101, 10).documents).toEqual([{ id: 'milk', name: 'Kefir', deleted: false }]);
  });

  it('tells what is gone, and takes it back when it returns', () => {
    const goods = collection();
    goods.replace([milk, bread]);
    goods.replace([bread]);
    expect(goods.pull(102, 10).documents).toEqual([{ ...milk, deleted: true }]);
    expect(goods.get('milk')).toBeUndefined();
    goods.put(milk);
    expect(goods.pull(103, 10).documents).toEqual([{ ...milk, deleted: false }]);
  });
});
