import type { ReceiptData, ReceiptHead, SaleReceiptData, ShiftReportData } from '../../shared/receipt/data.ts';
import type { Locale } from '../../shared/i18n/locale.ts';

/** Receipts of the demo shop that show everything paper can say; the pictures in docs/receipts are drawn from them. */

const words = {
  ru: {
    shop: 'Лавка «Копилка»',
    address: 'Казань, ул. Баумана, 12',
    cashier: 'Анна Петрова',
    milk: 'Молоко 3,2 % «Заречье», 930 мл',
    cheese: 'Сыр «Российский» весовой',
    food: 'Корм для кошек «Мурка» с ягнёнком, 85 г',
    bread: 'Хлеб бородинский нарезной в упаковке, 400 г',
    yellow: 'Жёлтый ценник',
    five: 'Скидка 5 % от 500 ₽',
    gift: 'День рождения Барсика',
    tier: 'Золотой',
    wallet: 'Бонусные рубли',
    tierRate: 'Золотой уровень, 5 %',
    double: 'Двойные бонусы на сыр',
    message: 'До следующего подарка — ещё одна покупка!',
  },
  en: {
    shop: 'Kopilka Corner Shop',
    address: '12 Baumana St, Kazan',
    cashier: 'Anna Petrova',
    milk: 'Milk 3.2% Zarechye, 930 ml',
    cheese: 'Rossiysky cheese, by weight',
    food: 'Murka cat food with lamb, 85 g',
    bread: 'Borodinsky rye bread, sliced, 400 g',
    yellow: 'Yellow price tag',
    five: '5% off from 500.00',
    gift: 'Barsik’s birthday',
    tier: 'Gold',
    wallet: 'Bonus roubles',
    tierRate: 'Gold tier, 5%',
    double: 'Double bonus on cheese',
    message: 'One more purchase to the next gift!',
  },
} as const;

export function sampleHead(locale: Locale): ReceiptHead {
  const said = words[locale];
  return {
    shop: { name: said.shop, address: said.address, taxId: '1655012345' },
    till: locale === 'ru' ? 'Касса 1' : 'Till 1',
    cashier: said.cashier,
    moment: '2026-11-23T18:42:07+03:00',
    currency: 'RUB',
  };
}

/** A sale with a yellow price, a basket discount, a weighed good, a gift, points spent and earned, paid in two tenders. */
export function sampleSale(locale: Locale): SaleReceiptData {
  const said = words[locale];
  return {
    ...sampleHead(locale),
    kind: 'sale',
    receiptId: '3f9c1d2e-7a41-4c55-9be0-1c6d2f0a8b77',
    number: '1-000123',
    lines: [
      {
        name: said.milk,
        quantity: 2000,
        unit: 'piece',
        unitPriceMinor: 8990,
        grossMinor: 17_980,
        discounts: [{ why: said.yellow, amountMinor: 6000 }],
        redeemedMinor: 0,
        netMinor: 11_980,
        gift: false,
        positions: [{ quantity: 2000, unitNetMinor: 5990, netMinor: 11_980 }],
      },
      {
        name: said.cheese,
        quantity: 855,
        unit: 'kilogram',
        unitPriceMinor: 49_900,
        grossMinor: 42_665,
        discounts: [{ why: said.five, amountMinor: 2133 }],
        redeemedMinor: 9_032,
        netMinor: 31_500,
        gift: false,
        positions: [{ quantity: 855, unitNetMinor: 36_842, netMinor: 31_500 }],
      },
      {
        name: said.bread,
        quantity: 3000,
        unit: 'piece',
        unitPriceMinor: 4550,
        grossMinor: 13_650,
        discounts: [{ why: said.five, amountMinor: 683 }],
        redeemedMinor: 968,
        netMinor: 11_999,
        gift: false,
        positions: [
          { quantity: 2000, unitNetMinor: 4000, netMinor: 8000 },
          { quantity: 1000, unitNetMinor: 3999, netMinor: 3999 },
        ],
      },
      {
        name: said.food,
        quantity: 5000,
        unit: 'piece',
        unitPriceMinor: 2500,
        grossMinor: 12_500,
        discounts: [{ why: said.gift, amountMinor: 12_500 }],
        redeemedMinor: 0,
        netMinor: 0,
        gift: true,
        positions: [{ quantity: 5000, unitNetMinor: 0, netMinor: 0 }],
      },
    ],
    totals: { grossMinor: 86_795, discountMinor: 21_316, redeemedMinor: 10_000, netMinor: 55_479 },
    vat: [
      { rateBp: 1000, grossMinor: 55_479, vatMinor: 5044 },
      { rateBp: 2000, grossMinor: 0, vatMinor: 0 },
    ],
    payments: [
      { kind: 'card', amountMinor: 50_000 },
      { kind: 'cash', amountMinor: 10_000 },
    ],
    changeMinor: 4521,
    member: { card: '•••• 0042', tier: said.tier },
    points: [
      {
        wallet: said.wallet,
        scale: 2,
        earned: 3749,
        earnedBecause: [
          { why: said.tierRate, points: 2174 },
          { why: said.double, points: 1575 },
        ],
        spent: 10_000,
        balance: 123_450,
        expiresNext: { points: 3000, day: '2026-12-01' },
      },
    ],
    messages: [said.message],
    opensDrawer: true,
  };
}

/** A gift alone: nothing to pay, and still a receipt. */
export function sampleGiftAlone(locale: Locale): SaleReceiptData {
  const sale = sampleSale(locale);
  return {
    ...sale,
    lines: sale.lines.filter((line) => line.gift),
    totals: { grossMinor: 12_500, discountMinor: 12_500, redeemedMinor: 0, netMinor: 0 },
    vat: [],
    payments: [],
    changeMinor: 0,
    points: [{ wallet: words[locale].wallet, scale: 2, balance: 0, debt: 500, asOf: '2026-11-23T16:05:00+03:00' }],
    messages: [],
    opensDrawer: false,
  };
}

export function sampleReturn(locale: Locale): ReceiptData {
  const said = words[locale];
  return {
    ...sampleHead(locale),
    kind: 'return',
    number: '1-000124',
    sale: { number: '1-000123', moment: '2026-11-23T18:42:07+03:00' },
    lines: [
      {
        name: said.bread,
        unit: 'piece',
        gift: false,
        positions: [{ quantity: 2000, unitNetMinor: 4000, netMinor: 8000 }],
      },
      { name: said.food, unit: 'piece', gift: true, positions: [{ quantity: 1000, unitNetMinor: 0, netMinor: 0 }] },
    ],
    refundMinor: 8000,
    vat: [{ rateBp: 1000, grossMinor: 8000, vatMinor: 727 }],
    refunds: [{ kind: 'cash', amountMinor: 8000 }],
    member: { card: '•••• 0042' },
    points: [{ wallet: said.wallet, scale: 2, reinstated: 645, clawedBack: 400, balance: 123_695 }],
    opensDrawer: true,
  };
}

export function sampleAttached(locale: Locale): ReceiptData {
  const said = words[locale];
  return {
    ...sampleHead(locale),
    kind: 'attached',
    sale: { number: '1-000121', moment: '2026-11-23T18:37:40+03:00' },
    member: { card: '•••• 0042', tier: said.tier },
    points: [
      {
        wallet: said.wallet,
        scale: 2,
        earned: 1190,
        balance: 124_640,
        expiresNext: { points: 3000, day: '2026-12-01' },
      },
    ],
  };
}

export function sampleShift(locale: Locale): ShiftReportData {
  return {
    ...sampleHead(locale),
    kind: 'shift',
    report: 'z',
    shift: '57',
    openedAt: '2026-11-23T08:58:30+03:00',
    sales: { count: 214, amountMinor: 18_345_600 },
    returns: { count: 3, amountMinor: 245_000 },
    discountMinor: 1_020_000,
    donatedMinor: 0,
    payments: [
      { kind: 'cash', amountMinor: 6_100_600 },
      { kind: 'card', amountMinor: 12_000_000 },
    ],
    cash: {
      openingMinor: 500_000,
      inMinor: 100_000,
      outMinor: 5_000_000,
      expectedMinor: 1_700_600,
      countedMinor: 1_700_100,
    },
    vat: [{ rateBp: 1000, grossMinor: 18_100_600, vatMinor: 1_645_509 }],
    points: [{ wallet: words[locale].wallet, scale: 2, earned: 812_345, spent: 400_000 }],
  };
}
