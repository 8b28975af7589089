import fc from 'fast-check';
import type { Facts } from '../facts.ts';
import type { Coalition, Give, Goods, Programme, Wallet } from '../programme/schema.ts';
import { bonus, text } from './build.ts';

/** Wallets of every kind, causes and companies, for random programmes; and who gives to what. */

const stamps = { ...bonus, id: 'stamps', scale: 0 as const, worthMinor: 250, activationDays: 1 };
/** Worth nothing, forgiven when owed. */
const miles: Wallet = { ...bonus, id: 'miles', scale: 0, worthMinor: 0, debt: 'forgive' };
/** Every purchase moves its lots. */
const fresh: Wallet = { ...bonus, id: 'fresh', lifetime: { kind: 'sinceLastPurchase', days: 40 }, debt: 'forgive' };

const redemption = (goods: fc.Arbitrary<Goods>): fc.Arbitrary<NonNullable<Wallet['redemption']>> =>
  fc.record(
    {
      capBp: fc.constantFrom(0, 7000, 10_000),
      lineCapBp: fc.constantFrom(0, 3333, 5000, 10_000),
      goodsCaps: fc.array(fc.record({ goods, capBp: fc.constantFrom(0, 2500, 9999) }), { maxLength: 2 }),
      goods,
      stepPoints: fc.constantFrom(1, 50),
    },
    { requiredKeys: [] },
  );
export const anyWallets = (goods: fc.Arbitrary<Goods>): fc.Arbitrary<Wallet[]> =>
  fc
    .record({ first: redemption(goods), second: redemption(goods) })
    .map(({ first, second }) => [
      { ...bonus, lifetime: { kind: 'days', days: 30 }, redemption: first },
      stamps,
      miles,
      { ...fresh, redemption: second },
    ]);
export const causes: NonNullable<Programme['causes']> = [
  { id: 'shelter', name: text('Shelter') },
  { id: 'school', name: text('School'), schedule: { until: '2026-01-01T00:00' } },
];
export const coalition: Coalition = {
  operator: 'bank',
  partners: [
    { id: 'bank', name: text('Bank') },
    { id: 'grocer', name: text('Grocer'), earnBp: 9000 },
    { id: 'florist', name: text('Florist'), spendBp: 9500 },
  ],
};

export const anyWallet = fc.constantFrom('bonus', 'stamps', 'miles', 'fresh');

/** What no simple programme gives: points per sum and unit, money for causes. */
export const moneyGive: fc.Arbitrary<Give> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('pointsPer' as const),
      wallet: anyWallet,
      points: fc.integer({ min: 1, max: 99 }),
      perMinor: fc.integer({ min: 1, max: 9999 }),
      base: fc.constantFrom<'paid' | 'beforeRedemption'>('paid', 'beforeRedemption'),
    },
    { requiredKeys: ['kind', 'wallet', 'points', 'perMinor'] },
  ),
  fc.record({
    kind: fc.constant('pointsPerUnit' as const),
    wallet: anyWallet,
    points: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record(
    {
      kind: fc.constant('donation' as const),
      cause: fc.constantFrom('shelter', 'school'),
      rateBp: fc.integer({ min: 1, max: 12_000 }),
      base: fc.constantFrom<'paid' | 'gross' | 'margin'>('paid', 'gross', 'margin'),
    },
    { requiredKeys: ['kind', 'cause', 'rateBp'] },
  ),
);

const cause = fc.constantFrom('shelter', 'school', 'unheard');
export const anyDonation: fc.Arbitrary<Facts['donation']> = fc.oneof(
  fc.constant(undefined),
  fc.record({ cause, amountMinor: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({ cause, roundUpToMinor: fc.constantFrom(1, 100, 1000) }),
);
