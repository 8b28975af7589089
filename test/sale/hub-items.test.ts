import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorText } from '../../shared/protocol/errors.ts';
import type { ErrorCode } from '../../shared/protocol/errors.ts';
import { itemKinds } from '../../shared/protocol/office.ts';
import { openCounter } from './counter.ts';
import type { TestCounter } from './counter.ts';

let counter: TestCounter;
let position: number;
beforeEach(async () => {
  counter = openCounter();
  await counter.signIn();
  position = 1;
});
afterEach(() => counter.close());

type Told = { kind: string; receipt?: string | null; till?: string; at?: string };
const feed = (id: string, doc: object | null) =>
  counter.feed((position += 1), [{ kind: 'item', id, doc: doc && { id, ...doc } }]);
const open = (id: string, { kind, receipt = null, till = 'till-1', at = '2026-11-23T14:12:00.000Z' }: Told) =>
  feed(id, { till, kind, at, receipt });
const close = (id: string) => feed(id, null);
const attention = () => counter.model.attention();
const words = () => attention().map(({ code, args }) => errorText(code as ErrorCode, args, 'en'));

async function sell(): Promise<string> {
  await counter.call('sale.add', { sku: 'g038' });
  return (await counter.call('sale.payCash', { amountMinor: 49900 })).done!.receipt;
}

describe('what is open at the hub about a till', () => {
  it('is told there in plain words, with the receipt’s number and the shop’s time, until it is closed', async () => {
    const receipt = await sell();
    open('a', { kind: 'duplicateGift', receipt });
    expect(attention()).toMatchObject([{ args: { number: 1 }, at: '2026-11-23T17:12:00+03:00', action: null }]);
    expect(words()).toEqual([
      'The same gift was given twice, the second time with receipt 1. Nothing changes for the customer; the manager decides at the hub.',
    ]);
    counter.restart();
    expect(words()).toHaveLength(1);
    close('a');
    expect(words()).toEqual([]);
  });

  it('is nothing to another till', () => {
    open('a', { kind: 'clock', till: 'till-2' });
    expect(words()).toEqual([]);
  });

  it('has words of its own for every kind there is', () => {
    for (const kind of itemKinds) {
      open('a', { kind });
      expect([kind, ...attention().map(({ code }) => code)]).not.toContain('notice.itemOther');
      expect(words()).toEqual([expect.not.stringMatching(/[{}]/)]);
    }
  });

  it('and of a kind that only a newer hub knows is told in general', () => {
    open('a', { kind: 'ofTheFuture', receipt: 'r' });
    expect(words()).toEqual(['The hub has a question about this till. The manager sees it at the hub.']);
  });

  it('is told once where it reads the same, as of the last time, until all of it is closed', () => {
    open('a', { kind: 'branch', at: '2026-11-23T14:13:00.000Z' });
    open('b', { kind: 'branch' });
    open('c', { kind: 'olderLife' });
    expect(attention()).toMatchObject([{ code: 'notice.itemCopy', at: '2026-11-23T17:13:00+03:00' }]);
    close('a');
    close('b');
    expect(words()).toHaveLength(1);
    close('c');
    expect(words()).toEqual([]);
  });
});
