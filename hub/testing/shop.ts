import { openAccount } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { FeedDocs, ImportedMember } from '../../shared/protocol/feed.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';

/** A shop small enough to reckon by hand: 5 % in points, a cap of all, a gift, two tiers. */
export const shopDoc: FeedDocs['shop'] = {
  id: 'shop-1',
  name: 'Corner',
  address: '1, Sadovaya',
  currency: 'RUB',
  zone: { name: 'Europe/Moscow', offsets: [{ from: '2020-01-01T00:00:00Z', offsetMinutes: 180 }] },
  lineFloorMinor: 1,
};

const prices: Record<string, number> = { milk: 89_90, bread: 45_50, coffee: 500_00 };

export const programme: Programme = {
  id: 'corner',
  version: 1,
  name: { ru: 'Угол', en: 'Corner' },
  currency: 'RUB',
  wallets: [
    {
      id: 'bonus',
      name: { ru: 'баллы', en: 'points' },
      scale: 2,
      worthMinor: 100,
      lifetime: { kind: 'days', days: 30 },
      redemption: { capBp: 10_000 },
    },
  ],
  tiers: [
    { id: 'bronze', name: { ru: 'Бронза', en: 'Bronze' } },
    {
      id: 'gold',
      name: { ru: 'Золото', en: 'Gold' },
      entry: { any: [{ fact: 'spend', operator: 'over', value: 10_000_00 }] },
    },
  ],
  causes: [{ id: 'shelter', name: { ru: 'Приют', en: 'Shelter' } }],
  promotions: [
    {
      id: 'gold-off',
      name: { ru: 'Золотым −10 %', en: 'Gold −10 %' },
      when: { audience: { tiers: ['gold'] } },
      give: { kind: 'linePercent', rateBp: 1000 },
    },
    {
      id: 'thanks',
      name: { ru: 'Подарок', en: 'Gift' },
      when: { entitlement: true },
      give: { kind: 'gift' },
    },
    {
      id: 'points',
      name: { ru: 'Баллы 5 %', en: 'Points 5 %' },
      when: { audience: { member: true } },
      give: { kind: 'pointsRate', wallet: 'bonus', rateBp: 500 },
    },
  ],
};
export const programmeFrom = '2026-01-01T00:00:00+03:00';

export function memberDoc(id: string, account: Partial<Account> = {}, shops = ['shop-1']): ImportedMember {
  return {
    id,
    shops,
    name: id,
    cards: [`card-${id}`],
    account: openAccount({ member: id, joined: '2026-01-01', tier: 'bronze', ...account }),
  };
}

export function lot(id: string, points: number, expiresAt: string | null = null): Account['lots'][number] {
  return { id, wallet: 'bonus', points, activeFrom: '2026-01-01T00:00:00+03:00', expiresAt };
}

/** A gift of one pack of coffee. */
export function gift(id: string): Account['entitlements'][number] {
  return {
    id,
    kind: 'gift',
    promotion: 'thanks',
    gift: { sku: 'coffee', unitPriceMinor: prices['coffee']!, categories: ['food'], quantity: 1000 },
  };
}

/** Import lines of the shop with its tills and members. */
export function shopLines(tills: string[], members: ImportedMember[] = []): ImportLine[] {
  const goods = Object.keys(prices).map((sku): FeedDocs['good'] => ({
    sku,
    name: { ru: sku, en: sku },
    barcodes: [`code-${sku}`],
    categories: ['food'],
  }));
  return [
    ...goods.map((doc): ImportLine => ({ kind: 'good', doc })),
    { kind: 'shop', doc: shopDoc },
    ...tills.map((id): ImportLine => ({ kind: 'till', doc: { id, shop: 'shop-1', name: id } })),
    {
      kind: 'cashier',
      doc: { id: 'olga', shop: 'shop-1', name: 'Olga', role: 'cashier', locale: 'ru' },
    },
    ...Object.entries(prices).map(([sku, priceMinor]): ImportLine => ({
      kind: 'price',
      doc: { shop: 'shop-1', sku, priceMinor },
    })),
    ...members.map((doc): ImportLine => ({ kind: 'member', doc })),
  ];
}

export const asText = (lines: readonly ImportLine[]) => lines.map((line) => JSON.stringify(line));
