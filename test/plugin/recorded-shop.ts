import demo from '../../examples/demo-shop/programme.json' with { type: 'json' };
import { demoShopId } from '../../main/demo/shop.ts';
import { openAccount } from '../../shared/loyalty/account.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';

/** Goods, a member and a programme that nothing but recorded calls is about: with them a recording is whole, whatever becomes of the demo. */
export type RecordedShop = { lines: ImportLine[]; programme: unknown };

export const tea = { sku: 'tea', priceMinor: 300_00 };
export const yana = { id: 'recorded', card: '770000009001', gift: 'recorded-tea' };

const began = '2025-01-01T00:00:00+03:00';
const never = '2100-01-01T00:00:00+03:00';
const gift = { sku: tea.sku, unitPriceMinor: tea.priceMinor, categories: ['tea'], quantity: 1000 };

export const shopToRecord: RecordedShop = {
  programme: { ...demo, version: 2 },
  lines: [
    {
      kind: 'good',
      doc: { sku: tea.sku, name: { ru: 'Чай', en: 'Tea' }, barcodes: [], categories: ['tea'], ageLimit: 12 },
    },
    { kind: 'price', doc: { shop: demoShopId, ...tea } },
    {
      kind: 'member',
      doc: {
        id: yana.id,
        shops: [demoShopId],
        name: 'Яна',
        phone: '79000009001',
        cards: [yana.card],
        account: openAccount({
          member: yana.id,
          joined: '2025-01-01',
          tier: 'bronze',
          lots: [{ id: 'opening', wallet: 'bonus', points: 120_00, activeFrom: began, expiresAt: never }],
          entitlements: [{ id: yana.gift, kind: 'gift', promotion: 'thank-you-gift', gift, validUntil: never }],
        }),
      },
    },
  ],
};
