import type { Listed } from './state.ts';

/** Goods, receipts and what waits, as the lists of a shop on a busy day hold them. */
export const busyDay: Listed = {
  goods: (
    [
      ['cheese', 'Сыр «Российский»', 'Cheese “Rossiysky”', 79900, true],
      ['cheese-soft', 'Сыр мягкий «Ужинский», 200 г', 'Soft cheese “Uzhinsky”, 200 g', 24900, false],
      ['bread', 'Хлеб «Бородинский», 400 г', 'Rye bread “Borodinsky”, 400 g', 4550, false],
      ['milk', 'Молоко 3,2 % «Луговое», 1 л', 'Milk 3.2% “Meadow”, 1 l', 8990, false],
      ['tea', 'Чай чёрный «Утро», 100 пак.', 'Black tea “Morning”, 100 bags', 21900, false],
      ['wine', 'Вино красное сухое, 0,75 л', 'Red dry wine, 0.75 l', 54900, false],
      ['bag', 'Пакет-майка', 'Carrier bag', 700, false],
    ] as const
  ).map(([id, ru, en, priceMinor, byWeight]) => ({ id, name: { ru, en }, priceMinor, byWeight, category: null })),
  receipts: (
    [
      ['r-1042', 1042, 'sale', '17:51', 1_016_95, 'Анна С.', 'waiting', 'queued'],
      ['r-1041', 1041, 'sale', '17:44', 372_00, null, 'synced', 'confirmed'],
      ['r-1040', 1040, 'return', '17:30', 89_90, 'Борис К.', 'synced', 'confirmed'],
      ['r-1039', 1039, 'sale', '17:12', 2_480_50, 'Борис К.', 'different', 'confirmed'],
      ['r-1038', 1038, 'sale', '16:58', 119_00, null, 'pending', 'unknown'],
    ] as const
  ).map(([id, number, kind, time, dueMinor, member, state, paper]) => ({
    id,
    number,
    kind,
    at: `2026-11-23T${time}:00+03:00`,
    dueMinor,
    member,
    attachable: kind === 'sale' && member === null,
    attached: id === 'r-1042',
    lines: 3,
    state,
    paper,
  })),
  parked: [
    { id: 'p-1', at: '2026-11-23T17:20:00+03:00', lines: 4, grossMinor: 812_40, member: 'Анна С.' },
    { id: 'p-2', at: '2026-11-23T17:41:00+03:00', lines: 1, grossMinor: 54_90, member: null },
  ],
};
