import { openAccount } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { EventKind, Programme } from '../../shared/loyalty/programme/schema.ts';
import type { Good, Shop } from '../../shared/protocol/feed.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';
import { ean13 } from '../../main/demo/goods.ts';
import { exampleOf } from './example.ts';
import type { Example } from './example.ts';
import { Scenario } from './format.ts';
import type { Step } from './format.ts';
import { bonus, minor, moscow, name, thousandths } from './words.ts';

/** Scenarios in a few words. What they expect was worked out by hand. */

export type Rules = Partial<Omit<Programme, 'id' | 'version' | 'name' | 'currency'>>;
type GoodWish = { price: number; costs?: number; minimum?: number } & Partial<Omit<Good, 'sku' | 'name' | 'costMinor'>>;
type MemberWish = Partial<Omit<Account, 'lots'>> & {
  bonus?: number;
  lots?: Account['lots'];
  phone?: string;
  word?: string;
};
export type World = {
  goods?: Record<string, number | GoodWish>;
  members?: Record<string, MemberWish>;
  /** Shops beside the first, each with its till `<shop>-till`. */
  shops?: Record<string, Partial<Pick<Shop, 'partner' | 'region'>>>;
  /** Of the first shop. */
  shop?: Partial<Pick<Shop, 'partner' | 'region' | 'lineFloorMinor'>>;
  lists?: Record<string, string[]>;
};
/** `only`: why the rest of the house has no door for it, so that it is played by `quote` alone. */
export type Told = { name: string; example: Example; only?: string };

/** How much of which goods: pieces or kilograms. A list where a good comes twice. */
type Lines = Record<string, number> | [sku: string, units: number][];

function rung(lines: Lines): [string, number][] {
  const all = Array.isArray(lines) ? lines : Object.entries(lines);
  return all.map(([sku, units]) => [sku, thousandths(units)]);
}

type Expected = {
  pay?: number;
  off?: number;
  spent?: number;
  /** Of the wallet `bonus` in roubles, or by wallet in smallest units. */
  earned?: number | Record<string, number>;
  /** What is to be paid for each line, in order. */
  lines?: number[];
  refund?: number;
  reinstated?: number | Record<string, number>;
  clawed?: number | Record<string, number>;
  /** Reasons of refusals, by rule: all that are told. */
  refusals?: Record<string, string>;
  [outcome: string]: unknown;
};

export type Buying = Partial<
  Pick<
    Extract<Step, { sale: unknown }>,
    'till' | 'member' | 'by' | 'codes' | 'gifts' | 'donation' | 'phone' | 'hubOnly'
  >
> & {
  at?: string;
  paidAt?: string;
  /** All that is allowed, or so many roubles. */
  spend?: number | 'all';
  /** What another till takes off by itself, in roubles by good. */
  hostDiscounts?: Record<string, number>;
};

type Draft = (default_: string) => Step;

export function buy(lines: Lines, { at, paidAt, spend, hostDiscounts, ...rest }: Buying, expected: Expected): Draft {
  return (otherwise) => ({
    sale: rung(lines),
    at: at === undefined ? otherwise : moscow(at),
    ...(paidAt === undefined ? {} : { paidAt: moscow(paidAt) }),
    ...(spend === undefined ? {} : { redeem: [{ wallet: 'bonus', points: spend === 'all' ? spend : minor(spend) }] }),
    ...(hostDiscounts ? { hostDiscounts: minors(hostDiscounts) } : {}),
    ...rest,
    expect: outcomeOf(expected),
  });
}

function minors(roubles: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(roubles).map(([sku, amount]) => [sku, minor(amount)]));
}

/** `of`: which step sold it, counted from 1. */
export function giveBack(of: number, lines: Lines, expected: Expected, at?: string): Draft {
  return (otherwise) => ({
    of,
    return: rung(lines),
    at: at === undefined ? otherwise : moscow(at),
    expect: outcomeOf(expected),
  });
}

type Happening = { member: string; at?: string; name?: string; value?: number };

export function happens(
  event: EventKind | 'reward' | 'conversion' | 'review',
  { at, ...rest }: Happening,
  expected: Record<string, unknown>,
): Draft {
  return (otherwise) => ({ event, at: at === undefined ? otherwise : moscow(at), ...rest, expect: expected });
}

function points(given: number | Record<string, number>): { wallet: string; points: number }[] {
  const all = typeof given === 'number' ? { bonus: minor(given) } : given;
  return Object.entries(all).flatMap(([wallet, amount]) => (amount === 0 ? [] : [{ wallet, points: amount }]));
}

function outcomeOf(expected: Expected): Record<string, unknown> {
  const { pay, off, spent, earned, lines, refund, reinstated, clawed, refusals, ...more } = expected;
  const totals = {
    ...(pay === undefined ? {} : { netMinor: minor(pay) }),
    ...(off === undefined ? {} : { discountMinor: minor(off) }),
    ...(spent === undefined ? {} : { redeemedMinor: minor(spent) }),
    ...(earned === undefined ? {} : { earned: points(earned) }),
    ...(refund === undefined ? {} : { refundMinor: minor(refund) }),
    ...(reinstated === undefined ? {} : { reinstated: points(reinstated) }),
    ...(clawed === undefined ? {} : { clawedBack: points(clawed) }),
  };
  return {
    ...(Object.keys(totals).length > 0 ? { totals } : {}),
    ...(lines ? { lines: lines.map((net) => ({ netMinor: minor(net) })) } : {}),
    ...(refusals ? { rejections: Object.entries(refusals).map(([id, reason]) => ({ rule: id, reason })) } : {}),
    ...more,
    ...(more['totals'] ? { totals: { ...totals, ...more['totals'] } } : {}),
  };
}

const firstShop = 'corner';

/** A scenario in a shop of its own. Steps without a moment are a day apart, at noon from Monday, 2 March 2026. */
export function scenario(title: string, rules: Rules, world: World, steps: Draft[], only?: string): Told {
  const programme: Programme = {
    id: 'scenario',
    version: 1,
    name: name(title),
    currency: 'RUB',
    wallets: [bonus],
    promotions: [],
    ...rules,
  };
  const shops = Object.entries({ [firstShop]: world.shop ?? {}, ...world.shops }).map(([id, more]) => shopOf(id, more));
  const goods = Object.entries(world.goods ?? {}).map(([sku, wish], index) => goodOf(sku, wish, index));
  const members = Object.entries(world.members ?? {}).map(([id, wish], index) => memberOf(id, wish, index, shops));
  const lines: ImportLine[] = [
    ...shops.flatMap(({ id, shop }): ImportLine[] => [
      { kind: 'shop', doc: shop },
      { kind: 'till', doc: { id: `${id}-till`, shop: id, name: 'Till' } },
      { kind: 'cashier', doc: { id: `${id}-olga`, shop: id, name: 'Olga', role: 'manager', locale: 'ru' } },
    ]),
    ...goods.flatMap(({ good, price }): ImportLine[] => [
      { kind: 'good', doc: good },
      ...shops.map((shop): ImportLine => ({ kind: 'price', doc: { shop: shop.id, sku: good.sku, priceMinor: price } })),
    ]),
    ...members.map((doc): ImportLine => ({ kind: 'member', doc })),
    ...Object.entries(world.lists ?? {}).map(([list, numbers]): ImportLine => ({
      kind: 'list',
      doc: { list, part: '1', key: `keyed hashes of the list ${list}`, numbers },
    })),
  ];
  const start = Date.parse(moscow('2026-03-02'));
  const told = steps.map((step, index) =>
    step(moscow(new Date(start + index * 86_400_000).toISOString().slice(0, 10))),
  );
  const scenarios = [Scenario.parse({ name: title, steps: told })];
  return {
    name: title,
    example: exampleOf(title, programme, lines, scenarios),
    ...(only === undefined ? {} : { only }),
  };
}

function shopOf(id: string, more: object) {
  const shop = { id, name: id, address: id, currency: 'RUB', zone: { name: 'Europe/Moscow' }, ...more };
  return { id, shop };
}

function goodOf(sku: string, wish: number | GoodWish, index: number): { good: Good; price: number } {
  const { price, costs, minimum, ...more } = typeof wish === 'number' ? { price: wish } : wish;
  const good: Good = {
    sku,
    name: name(sku),
    barcodes: [ean13(`29${String(index + 1).padStart(10, '0')}`)],
    categories: [],
    ...(costs === undefined ? {} : { costMinor: minor(costs) }),
    ...(minimum === undefined ? {} : { minPriceMinor: minor(minimum) }),
    ...more,
  };
  return { good, price: minor(price) };
}

function memberOf(id: string, wish: MemberWish, index: number, shops: { id: string }[]): Record<string, unknown> {
  const { bonus: points_, lots, phone, word, ...account } = wish;
  const lot = { id: `${id}-lot`, wallet: 'bonus', activeFrom: moscow('2026-01-01'), expiresAt: null };
  const held = lots ?? (points_ === undefined ? [] : [{ ...lot, points: minor(points_) }]);
  return {
    id,
    shops: shops.map((shop) => shop.id),
    cards: [cardOf(index)],
    ...(phone === undefined ? {} : { phone }),
    ...(word === undefined ? {} : { codeWord: word }),
    account: openAccount({ member: id, joined: '2025-01-10', lots: held, ...account }),
  };
}

const cardOf = (index: number) => `77020000${String(index + 1).padStart(4, '0')}`;
