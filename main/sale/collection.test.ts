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
    expect(first).toEqual({ documents: [milk], checkpoint: 101 });
    expect(goods.pull(first.checkpoint, 10)).toEqual({ documents: [bread], checkpoint: 102 });
    expect(goods.pull(102, 10)).toEqual({ documents: [], checkpoint: 102 });
  });

  it('takes no notice of a document that is as it was', () => {
    const goods = collection();
    goods.put(milk);
    goods.put({ ...milk });
    expect(goods.pull(101, 10).documents).toEqual([]);
    goods.put({ ...milk, name: 'Kefir' });
    expect(goods.pull(101, 10).documents).toEqual([{ id: 'milk', name: 'Kefir' }]);
  });

  it('tells a page that may have what is gone all that there is, once', () => {
    const goods = collection();
    goods.replace([milk, bread]);
    goods.replace([bread]);
    expect(goods.get('milk')).toBeUndefined();
    expect(goods.pull(102, 10)).toEqual({ documents: [], checkpoint: 103, ids: ['bread'] });
    expect(goods.pull(103, 10)).toEqual({ documents: [], checkpoint: 103 });
    expect(goods.pull(0, 10)).toEqual({ documents: [bread], checkpoint: 103 });
    goods.put(milk);
    expect(goods.pull(103, 10)).toEqual({ documents: [milk], checkpoint: 104 });
  });

  it('tells it with the last of its pages, when nothing between them can be missed', () => {
    const goods = collection();
    goods.replace([milk, bread]);
    const first = goods.pull(0, 1);
    goods.remove('milk');
    goods.put({ id: 'tea', name: 'Tea' });
    expect(goods.pull(first.checkpoint, 1)).toEqual({ documents: [bread], checkpoint: 102 });
    expect(goods.pull(102, 1)).toMatchObject({ documents: [{ id: 'tea' }], checkpoint: 104, ids: ['bread', 'tea'] });
  });

  it('tells a page that outlived the till', () => {
    const goods = collection();
    goods.put(milk);
    expect(goods.pull(50, 10)).toEqual({ documents: [milk], checkpoint: 101, ids: ['milk'] });
  });
});
