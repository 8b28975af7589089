import { describe, expect, it } from 'vitest';
import type { Facts, MemberFacts } from '../facts.ts';
import type { Audience, Goods, When } from '../programme/schema.ts';
import { facts, line, member, promotion } from '../testing/build.ts';
import { quote, reasons } from '../testing/quote.ts';

/** 10 % off a good of 100.00 on Friday 20 November 2026, Moscow noon: 10.00 if the condition holds, else the reason. */
function ask(when: When, buyer: Partial<MemberFacts> | null, rest: Partial<Facts> = {}): number | string {
  const rule = promotion('ten', { kind: 'linePercent', rateBp: 1000 }, { when });
  const sale = facts([line('a', 10_000)], { member: buyer && member(buyer), ...rest });
  const outcome = quote([rule], sale);
  return outcome.totals.discountMinor || reasons(outcome).join();
}
const audience = (asked: Audience, buyer: Partial<MemberFacts> | null, rest: Partial<Facts> = {}) =>
  ask({ audience: asked }, buyer, rest);

describe('an audience', () => {
  it('leaves out the segments it names, and takes members of none', () => {
    expect(audience({ notSegments: ['staff'] }, { segments: ['neighbours'] })).toBe(1000);
    expect(audience({ notSegments: ['staff'] }, {})).toBe(1000);
    expect(audience({ notSegments: ['staff'] }, { segments: ['neighbours', 'staff'] })).toBe('ten audience.notSegment');
    expect(audience({ notSegments: ['staff'] }, null)).toBe('ten member.none');
  });

  it('knows segments for a time: from its first moment, no longer at its last, or for purchases', () => {
    const term = (rest: object) =>
      audience({ segments: ['club'] }, { terms: [{ segment: 'club', by: 'r0', ...rest }] });
    expect(term({ from: '2026-11-20T12:00:00+03:00' })).toBe(1000);
    expect(term({ from: '2026-11-20T12:00:01+03:00' })).toBe('ten audience.segment');
    expect(term({ until: '2026-11-20T12:00:01+03:00' })).toBe(1000);
    expect(term({ until: '2026-11-20T12:00:00+03:00' })).toBe('ten audience.segment');
    expect(term({ purchases: 1 })).toBe(1000);
  });

  it('excludes those who are in a segment for a time while they are', () => {
    const left = (until: string) =>
      audience({ notSegments: ['club'] }, { terms: [{ segment: 'club', by: 'r0', until }] });
    expect(left('2026-11-21T00:00:00+03:00')).toBe('ten audience.notSegment');
    expect(left('2026-11-20T00:00:00+03:00')).toBe(1000);
  });

  it('asks for the member’s own region, not the shop’s', () => {
    const shop = { ...facts([]).shop, region: 'msk' };
    expect(audience({ regions: ['spb'] }, { region: 'spb' }, { shop })).toBe(1000);
    expect(audience({ regions: ['msk'] }, { region: 'spb' }, { shop })).toBe('ten audience.region');
    expect(audience({ regions: ['msk'] }, {}, { shop })).toBe('ten audience.region');
  });

  it('may be those who joined by a link', () => {
    expect(audience({ links: ['week', 'month'] }, { joinedBy: 'week' })).toBe(1000);
    expect(audience({ links: ['week'] }, { joinedBy: 'spring' })).toBe('ten audience.link');
    expect(audience({ links: ['week'] }, {})).toBe('ten audience.link');
  });

  it('may be those whom somebody brought, or nobody; whom an agent leads, or none', () => {
    expect(audience({ referred: true }, { referrers: ['m9'] })).toBe(1000);
    expect(audience({ referred: true }, { referrers: [] })).toBe('ten audience.referred');
    expect(audience({ referred: false }, {})).toBe(1000);
    expect(audience({ referred: false }, { referrers: ['m9'] })).toBe('ten audience.referred');
    expect(audience({ agent: true }, { agent: 'm8' })).toBe(1000);
    expect(audience({ agent: true }, {})).toBe('ten audience.agent');
    expect(audience({ agent: false }, { agent: 'm8' })).toBe('ten audience.agent');
    expect(audience({ agent: false }, {})).toBe(1000);
  });

  it('needs any of the values of each attribute it asks for', () => {
    const asked = { attributes: { pet: ['cat', 'dog'], city: ['msk'] } };
    expect(audience(asked, { attributes: { pet: 'dog', city: 'msk' } })).toBe(1000);
    expect(audience(asked, { attributes: { pet: 'dog', city: 'spb' } })).toBe('ten audience.attribute');
    expect(audience(asked, { attributes: { pet: 'dog' } })).toBe('ten audience.attribute');
    expect(audience(asked, {})).toBe('ten audience.attribute');
  });

  it('counts the days since joining, the day of joining as day 0, and none before it', () => {
    expect(audience({ joinedWithinDays: 7 }, { joined: '2026-11-13' })).toBe(1000);
    expect(audience({ joinedWithinDays: 7 }, { joined: '2026-11-12' })).toBe('ten audience.joined');
    expect(audience({ joinedWithinDays: 0 }, { joined: '2026-11-20' })).toBe(1000);
    expect(audience({ joinedWithinDays: 7 }, { joined: '2026-11-21' })).toBe('ten audience.joined');
  });

  it('may be a partner’s list, known of strangers too', () => {
    expect(audience({ lists: ['mobile'] }, null, { lists: ['bank', 'mobile'] })).toBe(1000);
    expect(audience({ lists: ['mobile'] }, null, { lists: ['bank'] })).toBe('ten audience.list');
    expect(audience({ lists: ['mobile'] }, null)).toBe('ten audience.list');
    expect(audience({ lists: ['mobile'] }, { identification: 'phone' }, { lists: ['mobile'] })).toBe(1000);
    expect(audience({ lists: ['mobile'], tiers: ['gold'] }, null, { lists: ['mobile'] })).toBe('ten member.none');
    expect(audience({ lists: ['mobile'], member: false }, {}, { lists: ['mobile'] })).toBe('ten audience.member');
  });
});

describe('a date of the member', () => {
  const near = (month: number, day: number, moment = '2026-11-20T12:00:00+03:00', recorded = '2026-01-01') =>
    audience(
      { date: { id: 'birthday', daysBefore: 3, daysAfter: 7 } },
      { dates: [{ id: 'birthday', month, day, recorded }] },
      { moment },
    );

  it('counts so many days before it and so many after', () => {
    expect([near(11, 23), near(11, 24)]).toEqual([1000, 'ten audience.date']);
    expect([near(11, 13), near(11, 12)]).toEqual([1000, 'ten audience.date']);
    expect(near(11, 20)).toBe(1000);
  });

  it('comes back over the turn of the year', () => {
    expect(near(1, 2, '2026-12-30T12:00:00+03:00')).toBe(1000);
    expect(near(1, 3, '2026-12-30T12:00:00+03:00')).toBe('ten audience.date');
    expect(near(12, 29, '2027-01-05T12:00:00+03:00')).toBe(1000);
    expect(near(12, 28, '2027-01-05T12:00:00+03:00')).toBe('ten audience.date');
  });

  it('of 29 February is the 28th in other years', () => {
    expect(near(2, 29, '2027-02-25T12:00:00+03:00')).toBe(1000);
    expect(near(2, 29, '2027-02-24T12:00:00+03:00')).toBe('ten audience.date');
    expect(near(2, 29, '2028-02-26T12:00:00+03:00')).toBe(1000);
    expect(near(2, 29, '2028-02-25T12:00:00+03:00')).toBe('ten audience.date');
  });

  it('works once it is on file for 30 days, and not where it is not known', () => {
    expect(near(11, 20, undefined, '2026-10-21')).toBe(1000);
    expect(near(11, 20, undefined, '2026-10-22')).toBe('ten audience.dateNew');
    expect(audience({ date: { id: 'wedding', daysBefore: 9, daysAfter: 9 } }, {})).toBe('ten audience.date');
  });
});

describe('a schedule that rotates', () => {
  const on = (moment: string) => ask({ schedule: { rotation: { from: '2026-11', everyMonths: 3 } } }, null, { moment });

  it('is on in its first month and every so many after it, by the local calendar', () => {
    expect(on('2026-11-01T00:00:00+03:00')).toBe(1000);
    expect(on('2026-11-30T23:59:59+03:00')).toBe(1000);
    expect(on('2026-12-01T00:00:00+03:00')).toBe('ten schedule.rotation');
    expect(on('2027-01-31T23:59:59+03:00')).toBe('ten schedule.rotation');
    expect(on('2027-02-01T00:00:00+03:00')).toBe(1000);
    expect(on('2026-08-15T12:00:00+03:00')).toBe('ten schedule.rotation');
  });
});

describe('history and choices', () => {
  const last = (moment: string) => ({ lastReceipt: { receipt: 'r0', moment, netMinor: 500 } });
  const within = (withinDays: number, moment: string) =>
    ask({ previousReceipt: { operator: 'atLeast', valueMinor: 500, withinDays } }, last(moment));

  it('the previous receipt may be so many local days old', () => {
    expect(within(7, '2026-11-13T00:00:00+03:00')).toBe(1000);
    expect(within(7, '2026-11-12T23:59:59+03:00')).toBe('ten history.previousReceiptAge');
    expect(within(0, '2026-11-20T09:00:00+03:00')).toBe(1000);
    expect(within(0, '2026-11-19T23:00:00+03:00')).toBe('ten history.previousReceiptAge');
  });

  it('an offer works for who chose it', () => {
    expect(ask({ chosen: true }, { chosen: ['five', 'ten'] })).toBe(1000);
    expect(ask({ chosen: true }, { chosen: ['five'] })).toBe('ten offer.notChosen');
    expect(ask({ chosen: true }, {})).toBe('ten offer.notChosen');
    expect(ask({ chosen: true }, null)).toBe('ten member.none');
  });

  it('W16: the second purchase is 15 % off: 1000.00, 850.00, 1000.00', () => {
    const second = promotion(
      'second',
      { kind: 'basketPercent', rateBp: 1500 },
      { when: { purchase: { from: 2, to: 2 } } },
    );
    const paid = (purchaseCount: number) =>
      quote([second], facts([line('a', 100_000)], { member: member({ purchaseCount }) })).totals.netMinor;
    expect([0, 1, 2].map(paid)).toEqual([100_000, 85_000, 100_000]);
  });
});

describe('goods', () => {
  const lines = [
    line('a', 10_000, { partner: 'north', categories: ['tea'] }),
    line('b', 2000, { partner: 'south', categories: ['food', 'coffee'] }),
    line('c', 300),
  ];
  const touched = (goods: Goods, favourites: string[] | null = null) => {
    const rule = promotion('ten', { kind: 'linePercent', rateBp: 1000 }, { when: { goods } });
    const sale = facts(lines, { member: favourites && member({ favourites }) });
    return quote([rule], sale).lines.flatMap(({ id, discounts }) => (discounts.length > 0 ? [id] : []));
  };

  it('may be those of a partner', () => {
    expect(touched({ partners: ['north'] })).toEqual(['a']);
    expect(touched({ partners: ['north', 'south'], categories: ['food'] })).toEqual(['b']);
    expect(touched({ except: { partners: ['south'] } })).toEqual(['a', 'c']);
  });

  it('may be the member’s favourites, and are nobody’s where none were chosen', () => {
    expect(touched({ favourite: true }, ['coffee'])).toEqual(['b']);
    expect(touched({ favourite: true }, ['coffee', 'tea'])).toEqual(['a', 'b']);
    expect(touched({ favourite: true, categories: ['tea', 'food'] }, ['tea'])).toEqual(['a']);
    expect(touched({ favourite: true }, [])).toEqual([]);
    expect(touched({ favourite: true })).toEqual([]);
  });

  it('must be contained in the basket, in units of all matching lines together', () => {
    const coffee = { goods: { categories: ['coffee'] }, quantity: 2000 };
    const withCoffee = (...quantities: number[]) => {
      const cups = quantities.map((quantity, index) =>
        line(`cup${index}`, 100 + index, { categories: ['coffee'], quantity }),
      );
      const rule = promotion(
        'cake',
        { kind: 'fixedPrice', priceMinor: 5000 },
        { when: { goods: { skus: ['cake'] }, contains: coffee } },
      );
      const outcome = quote([rule], facts([line('cake', 9000), ...cups]));
      return outcome.totals.discountMinor || reasons(outcome).join();
    };
    expect(withCoffee(2000)).toBe(4000);
    expect(withCoffee(1000, 1000)).toBe(4000);
    expect(withCoffee(1000)).toBe('cake goods.notContained');
    expect(withCoffee()).toBe('cake goods.notContained');
  });

  it('of a weight count by their thousandths towards what must be contained', () => {
    const rule = (quantity: number) =>
      promotion('ten', { kind: 'basketPercent', rateBp: 1000 }, { when: { contains: { quantity } } });
    const potatoes = facts([line('p', 10_000, { byWeight: true, quantity: 1500 })]);
    expect(quote([rule(1500)], potatoes).totals.discountMinor).toBe(1500);
    expect(quote([rule(1501)], potatoes).rejections).toMatchObject([
      { reason: 'goods.notContained', because: [{ fact: 'lines.quantity', expected: 1501, actual: 1500 }] },
    ]);
  });
});
