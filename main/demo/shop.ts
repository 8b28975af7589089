import { readFileSync } from 'node:fs';
import { localMoment, zoneOffsets } from '../../shared/i18n/zone.ts';
import type { Cashier, Shop, Till } from '../../shared/protocol/feed.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';
import type { DemoCode } from '../../shared/protocol/page.ts';
import { demoGoods, weightLabel } from './goods.ts';
import { demoMembers, memberCodes } from './members.ts';
import type { Days } from './members.ts';

export const demoShopId = 'demo';
export const demoTillId = 'till-1';
export const demoCashierId = 'olga';

/** A shop that a demo can be started on. */
export type DemoShop = {
  /** Import lines, with dates around `nowMs` where the shop has such. */
  lines(nowMs: number): ImportLine[];
  /** The programme file's text. */
  programme(): string;
  till: string;
  cashier: string;
  codes: DemoCode[];
};

const programmeFile = new URL('../../examples/demo-shop/programme.json', import.meta.url);

/** Kopilka round the corner: the shop of `npm start`. */
export function cornerShop(): DemoShop {
  const programme = () => readFileSync(programmeFile, 'utf8');
  return { lines: demoShop, programme, till: demoTillId, cashier: demoCashierId, codes: demoCodes() };
}

const dayMs = 86_400_000;
const zone = 'Europe/Moscow';

/** The whole demo shop as lines of an import file, with dates around `nowMs`: it comes in through the hub's own door. */
export function demoShop(nowMs: number): ImportLine[] {
  const offsets = zoneOffsets(zone, nowMs - 400 * dayMs, nowMs + 800 * dayMs);
  const moment = (offset: number) => localMoment(nowMs + offset * dayMs, offsets);
  const days: Days = {
    day: (offset) => moment(offset).slice(0, 10),
    startOf: (offset) => `${moment(offset).slice(0, 10)}T00:00:00${moment(offset).slice(19)}`,
  };
  const shop: Shop = {
    id: demoShopId,
    name: 'Копилка у дома',
    address: 'ул. Садовая, 1',
    taxId: '7700000000',
    currency: 'RUB',
    zone: { name: zone, offsets },
    lineFloorMinor: 1,
  };
  const till: Till = { id: demoTillId, shop: demoShopId, name: 'Касса 1' };
  const cashiers: Cashier[] = [
    { id: demoCashierId, shop: demoShopId, name: 'Ольга', role: 'cashier', locale: 'ru', badge: 'olga' },
    { id: 'max', shop: demoShopId, name: 'Max', role: 'manager', locale: 'en', badge: 'max' },
  ];
  return [
    { kind: 'shop', doc: shop },
    { kind: 'till', doc: till },
    ...cashiers.map((doc): ImportLine => ({ kind: 'cashier', doc })),
    ...demoGoods.flatMap(({ good, priceMinor }): ImportLine[] => [
      { kind: 'good', doc: good },
      { kind: 'price', doc: { shop: demoShopId, sku: good.sku, priceMinor } },
    ]),
    ...demoMembers(demoShopId, days).map((doc): ImportLine => ({ kind: 'member', doc })),
  ];
}

/** The card of codes to click on a newcomer's first page. */
export function demoCodes(): DemoCode[] {
  const clicked = ['g001', 'g009', 'g041', 'g038', 'g056', 'g058', 'g059'];
  const goods = clicked.flatMap((sku): DemoCode[] => {
    const good = demoGoods.find((each) => each.good.sku === sku)?.good;
    const code = good?.barcodes[0];
    return good && code ? [{ group: 'good', code, name: good.name }] : [];
  });
  const apples: DemoCode = {
    group: 'good',
    code: weightLabel(15, 1_234),
    name: { ru: 'Яблоки 1,234 кг', en: 'Apples 1.234 kg' },
    note: { ru: 'этикетка весов', en: "scale's label" },
  };
  return [...goods, apples, ...memberCodes];
}
