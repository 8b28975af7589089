import type { DevicesView, FoundDevices } from '../../shared/protocol/devices.ts';
import type {
  DemoCode,
  FoundMember,
  HealthView,
  HelloView,
  MemberView,
  ReasonView,
  SaleLineView,
  SaleView,
  StatusView,
} from '../../shared/protocol/page.ts';

/** States of the screen that tests show and pictures are taken of. */

const base = {
  byWeight: false,
  discountMinor: 0,
  redeemedMinor: 0,
  earned: [],
  gift: false,
  ageLimit: null,
  reasons: [] as ReasonView[],
};

function line(id: string, ru: string, en: string, unitPriceMinor: number, quantity = 1000): SaleLineView {
  const grossMinor = Math.round((unitPriceMinor * quantity) / 1000);
  return {
    ...base,
    id,
    sku: id,
    name: { ru, en },
    quantity,
    unitPriceMinor,
    grossMinor,
    netMinor: grossMinor,
    byWeight: quantity % 1000 !== 0,
  };
}

const yellow: ReasonView = {
  rule: 'yellow-milk',
  name: { ru: 'Жёлтый ценник', en: 'Yellow price tag' },
  kind: 'fixedPrice',
  amount: 6000,
  unit: 'minor',
  because: [{ fact: 'lines', operator: 'match', expected: { skus: ['milk'] }, actual: 1 }],
};
const gold: ReasonView = {
  rule: 'gold',
  name: { ru: 'Золото: 5 % баллами', en: 'Gold: 5% in points' },
  kind: 'accrual',
  amount: 560,
  unit: 'bonus',
  because: [{ fact: 'member.tier', operator: 'oneOf', expected: ['gold'], actual: 'gold' }],
};

const lines: SaleLineView[] = [
  line('bread', 'Хлеб «Бородинский» нарезка, 400 г', 'Rye bread “Borodinsky”, sliced, 400 g', 4550),
  {
    ...line('milk', 'Молоко 3,2 % «Луговое», 1 л', 'Milk 3.2% “Meadow”, 1 l', 8990, 2000),
    discountMinor: 6000,
    netMinor: 11980,
    reasons: [yellow],
  },
  { ...line('cheese', 'Сыр «Российский»', 'Cheese “Rossiysky”', 79900, 355), reasons: [gold] },
  line('tea', 'Чай чёрный «Утро», 100 пак.', 'Black tea “Morning”, 100 bags', 21900),
  { ...line('wine', 'Вино красное сухое, 0,75 л', 'Red dry wine, 0.75 l', 54900), ageLimit: 18 },
];

function totalsOf(rows: SaleLineView[], paidMinor = 0): SaleView['totals'] {
  const sum = (key: 'grossMinor' | 'discountMinor' | 'redeemedMinor' | 'netMinor') =>
    rows.reduce((total, row) => total + row[key], 0);
  const netMinor = sum('netMinor');
  return {
    grossMinor: sum('grossMinor'),
    discountMinor: sum('discountMinor'),
    redeemedMinor: sum('redeemedMinor'),
    netMinor,
    donatedMinor: 0,
    paidMinor,
    leftMinor: netMinor - paidMinor,
  };
}

const member: MemberView = {
  id: 'm-anna',
  name: 'Анна С.',
  identification: 'card',
  blocked: false,
  tier: { id: 'gold', name: { ru: 'Золото', en: 'Gold' } },
  wallets: [
    {
      wallet: 'bonus',
      spendable: 124050,
      toEarn: 5520,
      debt: 0,
      expiring: { points: 5000, at: '2026-11-24T23:59:59+03:00' },
    },
  ],
  progress: { tier: { ru: 'Платина', en: 'Platinum' }, leftMinor: 1240000 },
  wishes: [],
  pending: false,
};

const nothing: SaleView = {
  receipt: null,
  phase: 'selling',
  lines: [],
  lastLine: null,
  totals: totalsOf([]),
  member: null,
  gifts: [],
  redeem: [],
  payments: [],
  rejections: [],
  done: null,
};

const selling: SaleView = { ...nothing, receipt: 'r-1', lines, lastLine: 'wine', totals: totalsOf(lines) };

const withMember: SaleView = {
  ...selling,
  member,
  gifts: [
    {
      entitlement: 'e-food',
      sku: 'cat-food',
      name: { ru: 'Корм для кошек «Мурзик», 85 г', en: 'Cat food “Murzik”, 85 g' },
      quantity: 5000,
      given: false,
      refused: null,
    },
  ],
  redeem: [
    {
      wallet: 'bonus',
      allowed: 60000,
      allowedMinor: 60000,
      points: 0,
      amountMinor: 0,
      limitedBy: [{ fact: 'lines.redeemableMinor', operator: 'atMostBp', expected: 6000, actual: 100000 }],
      refused: null,
    },
  ],
  rejections: [
    {
      rule: 'friday',
      reason: 'schedule.window',
      name: { ru: 'Пятница после шести: −10 %', en: 'Friday after six: −10%' },
      because: [
        {
          fact: 'moment',
          operator: 'within',
          expected: [{ days: ['fri'], from: '18:00', until: '20:00' }],
          actual: '2026-11-23T17:59:59+03:00',
        },
      ],
    },
  ],
};

const redeemed: SaleView = {
  ...withMember,
  lines: withMember.lines.map((row) =>
    row.id === 'cheese' ? { ...row, redeemedMinor: 20000, netMinor: row.netMinor - 20000 } : row,
  ),
  redeem: [{ ...withMember.redeem[0]!, points: 20000, amountMinor: 20000 }],
  gifts: [{ ...withMember.gifts[0]!, given: true }],
};
redeemed.totals = totalsOf(redeemed.lines);

const giftRefused: SaleView = {
  ...withMember,
  gifts: [{ ...withMember.gifts[0]!, refused: 'entitlement.elsewhere' }],
};

const many: SaleView = {
  ...withMember,
  lines: Array.from({ length: 300 }, (_, index) => ({
    ...line(
      `l-${index}`,
      `Набор садово-огородный для дачи с очень длинным названием, которое никуда не помещается, № ${index}`,
      `A gardening set for the summer house with a very long name that fits nowhere at all, no. ${index}`,
      9990 + index * 37,
    ),
    reasons: index % 3 === 0 ? [yellow] : [],
  })),
  lastLine: 'l-299',
};
many.totals = totalsOf(many.lines);

export const sales = {
  signedOut: { ...nothing, phase: 'signedOut' },
  shiftClosed: { ...nothing, phase: 'shiftClosed' },
  nothing,
  selling,
  withMember,
  redeemed,
  giftRefused,
  many,
  paying: {
    ...redeemed,
    phase: 'paying',
    totals: totalsOf(redeemed.lines, 30000),
    payments: [{ id: 'p-1', kind: 'card', amountMinor: 30000, state: 'approved' }],
  },
  paymentUnknown: {
    ...redeemed,
    phase: 'paymentUnknown',
    payments: [{ id: 'p-1', kind: 'card', amountMinor: 30000, state: 'unknown' }],
  },
  done: {
    ...redeemed,
    phase: 'done',
    done: {
      receipt: 'r-1',
      number: 1042,
      changeMinor: 45520,
      earned: [{ wallet: 'bonus', points: 5520 }],
      dueMinor: redeemed.totals.netMinor,
    },
  },
} satisfies Record<string, SaleView>;

export const online: StatusView = {
  hub: { state: 'online', ageMs: 2000, waiting: 0, oldestWaitingMs: null, clockOffMs: null },
  printer: { state: 'ready', reason: null, pendingJobs: 0 },
  scanner: { state: 'ready', reason: null, pendingJobs: 0 },
  fiscal: { state: 'absent', reason: null, pendingJobs: 0 },
  display: { state: 'absent', reason: null, pendingJobs: 0 },
  scale: { state: 'absent', reason: null, pendingJobs: 0 },
  cashier: { id: 'c-1', name: 'Ольга Петрова', role: 'cashier' },
  shift: { id: 's-1', openedAt: '2026-11-23T09:00:00+03:00' },
  today: '2026-11-23',
  network: true,
};

export const offline: StatusView = {
  ...online,
  hub: { state: 'offline', ageMs: 372_000, waiting: 3, oldestWaitingMs: 312_000, clockOffMs: null },
  printer: { state: 'fault', reason: 'paperEnd', pendingJobs: 2 },
  fiscal: { state: 'fault', reason: 'fiscal-unreachable', pendingJobs: 3 },
  network: false,
};

export const manager: StatusView = { ...online, cashier: { id: 'c-2', name: 'Timur Aliev', role: 'manager' } };

export const devices: DevicesView = {
  canSet: true,
  settings: {
    printer: { at: '192.168.1.50:9100', profile: 'xprinter-80', codepage: null },
    scanner: null,
    display: { at: 'usb:067b:2303', baudRate: 9600, template: 'cd5220', locale: 'ru' },
    scale: { at: '/dev/ttyUSB0', baudRate: 9600, template: 'cas' },
  },
  devices: {
    printer: { state: 'fault', reason: 'paper-end', pendingJobs: 2, tests: ['page', 'drawer', 'beep'] },
    scanner: { state: 'absent', reason: null, pendingJobs: 0, tests: ['scan'] },
    display: { state: 'ready', reason: null, pendingJobs: 0, tests: ['lines'] },
    scale: { state: 'absent', reason: null, pendingJobs: 0, tests: ['weight'] },
  },
  models: {
    printer: [
      { id: 'epson-80', name: 'Epson TM-T20, T88, m30 (80 mm)', widthChars: 48 },
      { id: 'xprinter-80', name: 'Xprinter XP-Q200, N160 (80 mm)', widthChars: 48 },
      { id: 'generic-58', name: 'Xprinter XP-58, POS-5890 (58 mm)', widthChars: 32 },
    ],
    display: [{ id: 'cd5220', name: 'CD5220 (Posiflex, VFD 20x2)' }],
    scale: [{ id: 'cas', name: 'CAS AP, DB, ER' }],
  },
};

export const foundDevices: FoundDevices = {
  serial: [{ at: 'usb:0483:5740:ab12', name: '/dev/ttyACM0 · Newland' }],
  printers: [{ at: '/dev/usb/lp0', name: '/dev/usb/lp0 · EPSON · TM-T20II' }],
  isListMissing: false,
  answer: null,
};

const code = (group: DemoCode['group'], value: string, ru: string, en: string, note?: [string, string]): DemoCode => ({
  group,
  code: value,
  name: { ru, en },
  ...(note ? { note: { ru: note[0], en: note[1] } } : {}),
});

export const health: HealthView = {
  version: '0.1.0',
  node: '24.9.0',
  system: 'linux x64',
  till: 'till-1',
  engine: { semantics: 3, hash: '5d41402abc4b2a76b9719d911017c592' },
  programme: { hash: 'programme-1', from: '2026-11-01T00:00:00+03:00' },
  protocol: 2,
  journalSchema: 4,
  replicaSchema: 2,
  waitingRecords: 5,
  journalBytes: 18_400_000,
  replicaBytes: 312_000_000,
  freeBytes: 41_200_000_000,
};

export const foundMembers: FoundMember[] = [
  { id: 'm-1', name: 'А••• С•••', tail: '•••• 4242' },
  { id: 'm-2', name: 'А••• П•••', tail: '•••• 4242' },
];

export const hello: HelloView = {
  locale: 'ru',
  currency: 'RUB',
  shop: { name: 'Лавка «Копилка»' },
  till: 'till-1',
  wallets: [{ id: 'bonus', name: { ru: 'бонусы', en: 'bonuses' }, scale: 2 }],
  cashiers: [
    { id: 'c-1', name: 'Ольга Петрова', role: 'cashier', hasPin: false },
    { id: 'c-2', name: 'Timur Aliev', role: 'manager', hasPin: true },
  ],
  locksWhenIdle: false,
  sale: nothing,
  status: online,
  demo: [
    code('good', '2000000000015', 'Хлеб «Бородинский»', 'Rye bread', ['45,50 ₽', 'RUB 45.50']),
    code('good', '2000000000022', 'Молоко 3,2 %', 'Milk 3.2%', ['жёлтый ценник', 'yellow price']),
    code('good', '2000000000039', 'Сыр «Российский»', 'Cheese', ['весовой', 'by weight']),
    code('good', '2000000000046', 'Вино красное', 'Red wine', ['18+, не ниже минимальной цены', '18+, minimum price']),
    code('good', '2000000000053', 'Сигареты', 'Cigarettes', ['скидок не бывает', 'never discounted']),
    code('member', '770001', 'Анна', 'Anna', ['золото, ждёт подарок', 'gold, a gift waits']),
    code('member', '770002', 'Борис', 'Boris', ['до золота 300 ₽', 'RUB 300 to gold']),
    code('member', '770003', 'Вера', 'Vera', ['баллы сгорят завтра', 'points lapse tomorrow']),
    code('member', '770004', 'Глеб', 'Gleb', ['карта заблокирована', 'blocked card']),
    code('other', 'KP1:receipt:demo', 'Чек для возврата', 'A receipt to return'),
  ],
};
