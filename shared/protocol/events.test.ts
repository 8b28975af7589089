import { describe, expect, it } from 'vitest';
import { grant, returnBody, saleBody } from '../../test/store/journals.ts';
import { eventsOfRecord, isWholeReturn, memberOfRecord } from './events.ts';
import type { RecordBody } from './journal.ts';

const event = (body: RecordBody, wholeReturn = false) => eventsOfRecord({ body }, { wholeReturn });

describe('what a record does to a member', () => {
  it('is its sale, with the leases it closes', () => {
    const sale = saleBody('r1', { member: 'olga', leasesClosed: ['w1'] });
    expect(event(sale)).toEqual({
      member: 'olga',
      event: {
        kind: 'sale',
        receipt: 'r1',
        moment: sale.facts.moment,
        money: sale.money,
        leasesClosed: ['w1'],
        holder: { till: sale.facts.till, rights: [] },
      },
    });
  });

  it('is its return, whole or in part', () => {
    const back = returnBody('b1', 'r1', 1000, 'olga');
    expect(event(back, true)).toMatchObject({
      member: 'olga',
      event: { kind: 'return', ofReceipt: 'r1', whole: true },
    });
    expect(event(back, false)).toMatchObject({ event: { whole: false } });
  });

  it('is its lease, opened and closed', () => {
    const granted = grant('w1', 'olga', 500);
    expect(event({ kind: 'lease.accepted', grant: granted, signature: 's' })).toEqual({
      member: 'olga',
      event: { kind: 'leased', lease: granted.lease },
    });
    expect(event({ kind: 'lease.closed', lease: 'w1', member: 'olga' })).toEqual({
      member: 'olga',
      event: { kind: 'leaseClosed', lease: 'w1' },
    });
  });

  it('is nothing for sales without a card and for all else; a registration is known by its member', () => {
    const registered: RecordBody = {
      kind: 'member.registered',
      member: 'olga',
      joined: '2026-11-23',
      cards: ['C1'],
      tier: null,
    };
    expect([event(saleBody('r1')), event(registered), event({ kind: 'receipt.resumed', receipt: 'r' })]).toEqual([
      null,
      null,
      null,
    ]);
    expect(memberOfRecord({ body: registered })).toBe('olga');
    expect(memberOfRecord({ body: saleBody('r1') })).toBeNull();
  });
});

describe('a whole return', () => {
  const sold = [
    { id: 'a', quantity: 2000 },
    { id: 'b', quantity: 355 },
  ];
  it.each([
    [
      [],
      [
        { line: 'a', quantity: 2000 },
        { line: 'b', quantity: 355 },
      ],
      true,
    ],
    [[], [{ line: 'a', quantity: 2000 }], false],
    [
      [
        { line: 'b', quantity: 355 },
        { line: 'a', quantity: 1000 },
      ],
      [{ line: 'a', quantity: 1000 }],
      true,
    ],
    [
      [{ line: 'a', quantity: 1000 }],
      [
        { line: 'a', quantity: 999 },
        { line: 'b', quantity: 355 },
      ],
      false,
    ],
  ])('after %j and then %j: %s', (returned, lines, whole) => {
    expect(isWholeReturn(sold, returned, lines)).toBe(whole);
  });
});
