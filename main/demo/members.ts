import { openAccount } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { EntitlementFacts } from '../../shared/loyalty/facts.ts';
import type { DemoCode } from '../../shared/protocol/page.ts';
import type { ImportedMember } from '../../shared/protocol/feed.ts';
import { demoGoods } from './goods.ts';

/** Eight people in eight states, so that every answer of the till can be met within two minutes. */

/** Local days relative to today, as the demo shop's wall shows them. */
export type Days = { day(offset: number): string; startOf(offset: number): string };

type Person = {
  number: number;
  ru: string;
  en: string;
  noteRu: string;
  noteEn: string;
  account(days: Days): Partial<Account>;
};

const people: Person[] = [
  {
    number: 1,
    ru: 'Анна',
    en: 'Anna',
    noteRu: 'золотая, 1 240 баллов',
    noteEn: 'gold, 1,240 points',
    account: (days) => ({
      tier: 'gold',
      spendMinor: 18_450_00,
      purchaseCount: 42,
      lots: [lot('anna', 1240_00, days.startOf(200))],
    }),
  },
  {
    number: 2,
    ru: 'Борис',
    en: 'Boris',
    noteRu: 'до золота 400 рублей',
    noteEn: '400 roubles short of gold',
    account: (days) => ({
      tier: 'silver',
      spendMinor: 9_600_00,
      purchaseCount: 23,
      lots: [lot('boris', 310_50, days.startOf(120))],
    }),
  },
  {
    number: 3,
    ru: 'Вера',
    en: 'Vera',
    noteRu: 'ждёт подарок: кофе',
    noteEn: 'a gift is waiting: coffee',
    account: (days) => ({
      tier: 'silver',
      spendMinor: 6_120_00,
      purchaseCount: 12,
      lots: [lot('vera', 85_00, days.startOf(90))],
      entitlements: [gift('vera-coffee', 'g038', days.startOf(14))],
    }),
  },
  {
    number: 4,
    ru: 'Глеб',
    en: 'Gleb',
    noteRu: '150 баллов сгорают завтра',
    noteEn: '150 points expire tomorrow',
    account: (days) => ({
      tier: 'bronze',
      spendMinor: 2_350_00,
      purchaseCount: 7,
      lots: [lot('gleb-old', 150_00, days.startOf(2)), lot('gleb-new', 62_40, days.startOf(60))],
    }),
  },
  {
    number: 5,
    ru: 'Дина',
    en: 'Dina',
    noteRu: 'долг 40 баллов после возврата',
    noteEn: 'owes 40 points after a return',
    account: () => ({
      tier: 'bronze',
      spendMinor: 1_480_00,
      purchaseCount: 5,
      debt: [{ wallet: 'bonus', points: 40_00 }],
    }),
  },
  { number: 6, ru: 'Егор', en: 'Egor', noteRu: 'новый', noteEn: 'new', account: () => ({ tier: 'bronze' }) },
  {
    number: 7,
    ru: 'Жанна',
    en: 'Zhanna',
    noteRu: 'карта заблокирована',
    noteEn: 'card blocked',
    account: (days) => ({
      tier: 'silver',
      blocked: true,
      spendMinor: 7_700_00,
      purchaseCount: 15,
      lots: [lot('zhanna', 500_00, days.startOf(50))],
    }),
  },
  {
    number: 8,
    ru: 'Иван',
    en: 'Ivan',
    noteRu: 'серебряный, баллов нет',
    noteEn: 'silver, no points',
    account: () => ({ tier: 'silver', spendMinor: 5_300_00, purchaseCount: 31 }),
  },
];

export function demoMembers(shop: string, days: Days): ImportedMember[] {
  return people.map((person) => ({
    id: `m-${person.number}`,
    shops: [shop],
    name: person.ru,
    phone: `7900000000${person.number}`,
    cards: [cardNumber(person.number)],
    account: openAccount({ member: `m-${person.number}`, joined: days.day(-300), ...person.account(days) }),
  }));
}

/** What a newcomer may click. */
export const memberCodes: DemoCode[] = people.map((person) => ({
  group: 'member',
  code: cardNumber(person.number),
  name: { ru: person.ru, en: person.en },
  note: { ru: person.noteRu, en: person.noteEn },
}));

export function cardNumber(number: number): string {
  return `7700${String(number).padStart(8, '0')}`;
}

function lot(id: string, points: number, expiresAt: string): Account['lots'][number] {
  return { id: `opening:${id}`, wallet: 'bonus', points, activeFrom: '2025-01-01T00:00:00+03:00', expiresAt };
}

function gift(id: string, sku: string, validUntil: string): EntitlementFacts {
  const found = demoGoods.find(({ good }) => good.sku === sku);
  if (!found) throw new RangeError(`no such demo good: ${sku}`);
  const { categories, vatRateBp } = found.good;
  return {
    id,
    kind: 'gift',
    promotion: 'thank-you-gift',
    gift: {
      sku,
      unitPriceMinor: found.priceMinor,
      categories,
      ...(vatRateBp === undefined ? {} : { vatRateBp }),
      quantity: 1000,
    },
    validUntil,
  };
}
