import type { Good } from '../../shared/protocol/feed.ts';

/**
 * A small grocery of our own. Barcodes are EAN-13 in the range a shop may use within its walls (prefix 24); goods by weight
 * carry a five-digit code for the scale's labels (prefix 21).
 */
type Row = [code: number, ru: string, en: string, priceMinor: number, category: string, more?: Partial<Good>];

const kg: Partial<Good> = { byWeight: true };
const vat20: Partial<Good> = { vatRateBp: 2000 };

const rows: Row[] = [
  [1, 'Молоко 3,2 % 1 л', 'Milk 3.2 % 1 l', 89_90, 'dairy', { tags: ['yellow'] }],
  [2, 'Кефир 2,5 % 0,9 л', 'Kefir 2.5 % 0.9 l', 84_50, 'dairy'],
  [3, 'Сметана 20 % 300 г', 'Sour cream 20 % 300 g', 96_00, 'dairy'],
  [4, 'Творог 9 % 200 г', 'Cottage cheese 9 % 200 g', 92_30, 'dairy'],
  [5, 'Йогурт вишнёвый 125 г', 'Cherry yoghurt 125 g', 42_90, 'dairy'],
  [6, 'Масло сливочное 82,5 % 180 г', 'Butter 82.5 % 180 g', 189_00, 'dairy'],
  [7, 'Сыр «Российский»', 'Cheese, Russian style', 749_00, 'dairy', kg],
  [8, 'Яйца С1, 10 шт.', 'Eggs, ten', 119_90, 'dairy'],
  [9, 'Хлеб пшеничный', 'Wheat bread', 45_50, 'bakery'],
  [10, 'Хлеб бородинский', 'Borodinsky rye bread', 52_00, 'bakery'],
  [11, 'Батон нарезной', 'Sliced loaf', 48_90, 'bakery'],
  [12, 'Булочка с маком', 'Poppy-seed bun', 35_00, 'bakery'],
  [13, 'Круассан', 'Croissant', 69_00, 'bakery'],
  [14, 'Лаваш тонкий', 'Thin lavash', 59_90, 'bakery'],
  [15, 'Яблоки сезонные', 'Apples in season', 119_00, 'fruit', kg],
  [16, 'Бананы', 'Bananas', 139_00, 'fruit', kg],
  [17, 'Апельсины', 'Oranges', 159_00, 'fruit', kg],
  [18, 'Лимон', 'Lemon', 29_90, 'fruit'],
  [19, 'Картофель', 'Potatoes', 49_90, 'vegetables', kg],
  [20, 'Морковь', 'Carrots', 59_90, 'vegetables', kg],
  [21, 'Лук репчатый', 'Onions', 44_90, 'vegetables', kg],
  [22, 'Огурцы', 'Cucumbers', 199_00, 'vegetables', kg],
  [23, 'Помидоры', 'Tomatoes', 249_00, 'vegetables', kg],
  [24, 'Укроп, пучок', 'Dill, a bunch', 39_00, 'vegetables'],
  [25, 'Гречка 800 г', 'Buckwheat 800 g', 109_90, 'grocery'],
  [26, 'Рис круглый 800 г', 'Round rice 800 g', 129_00, 'grocery'],
  [27, 'Макароны 450 г', 'Pasta 450 g', 74_90, 'grocery'],
  [28, 'Мука пшеничная 2 кг', 'Flour 2 kg', 114_00, 'grocery'],
  [29, 'Сахар 1 кг', 'Sugar 1 kg', 79_90, 'grocery'],
  [30, 'Соль 1 кг', 'Salt 1 kg', 24_90, 'grocery'],
  [31, 'Масло подсолнечное 1 л', 'Sunflower oil 1 l', 139_90, 'grocery'],
  [32, 'Горошек зелёный 400 г', 'Green peas 400 g', 89_00, 'grocery'],
  [33, 'Тунец в масле 185 г', 'Tuna in oil 185 g', 189_00, 'grocery'],
  [34, 'Мёд цветочный 500 г', 'Flower honey 500 g', 349_00, 'grocery'],
  [35, 'Варенье малиновое 300 г', 'Raspberry jam 300 g', 229_00, 'grocery'],
  [36, 'Чай чёрный, 100 пак.', 'Black tea, 100 bags', 299_00, 'tea-coffee'],
  [37, 'Чай зелёный 100 г', 'Green tea 100 g', 259_00, 'tea-coffee'],
  [38, 'Кофе зерновой 250 г', 'Coffee beans 250 g', 499_00, 'tea-coffee'],
  [39, 'Кофе растворимый 95 г', 'Instant coffee 95 g', 389_00, 'tea-coffee'],
  [40, 'Какао 100 г', 'Cocoa 100 g', 149_00, 'tea-coffee'],
  [41, 'Шоколад молочный 90 г', 'Milk chocolate 90 g', 99_90, 'sweets', vat20],
  [42, 'Шоколад горький 90 г', 'Dark chocolate 90 g', 129_90, 'sweets', vat20],
  [43, 'Печенье овсяное 300 г', 'Oat biscuits 300 g', 84_00, 'sweets', vat20],
  [44, 'Конфеты «Ласточка» 200 г', 'Swallow sweets 200 g', 119_00, 'sweets', vat20],
  [45, 'Зефир 250 г', 'Zephyr marshmallow 250 g', 139_00, 'sweets', vat20],
  [46, 'Вода питьевая 1,5 л', 'Drinking water 1.5 l', 54_90, 'drinks', vat20],
  [47, 'Вода минеральная 0,5 л', 'Mineral water 0.5 l', 69_90, 'drinks', vat20],
  [48, 'Сок яблочный 1 л', 'Apple juice 1 l', 119_00, 'drinks', vat20],
  [49, 'Морс клюквенный 1 л', 'Cranberry drink 1 l', 149_00, 'drinks', vat20],
  [50, 'Квас 1,5 л', 'Kvass 1.5 l', 99_00, 'drinks', vat20],
  [51, 'Курица, филе', 'Chicken fillet', 399_00, 'meat', kg],
  [52, 'Фарш говяжий', 'Minced beef', 589_00, 'meat', kg],
  [53, 'Колбаса докторская 400 г', 'Boiled sausage 400 g', 289_00, 'meat'],
  [54, 'Сосиски молочные 500 г', 'Frankfurters 500 g', 319_00, 'meat'],
  [55, 'Пельмени 800 г', 'Pelmeni 800 g', 419_00, 'meat'],
  [
    56,
    'Водка «Берёзовая» 0,5 л',
    'Birch vodka 0.5 l',
    459_00,
    'alcohol',
    { ...vat20, minPriceMinor: 349_00, ageLimit: 18 },
  ],
  [57, 'Вино сухое красное 0,75 л', 'Dry red wine 0.75 l', 599_00, 'alcohol', { ...vat20, ageLimit: 18 }],
  [
    58,
    'Сигареты «Север», пачка',
    'Sever cigarettes, a pack',
    210_00,
    'tobacco',
    { ...vat20, ageLimit: 18, discountable: false, redeemable: false, accruable: false },
  ],
  [59, 'Пакет-майка', 'Carrier bag', 9_90, 'household', vat20],
  [60, 'Средство для посуды 500 мл', 'Washing-up liquid 500 ml', 129_00, 'household', vat20],
  [61, 'Салфетки бумажные, 100 шт.', 'Paper napkins, 100', 64_90, 'household', vat20],
  [62, 'Батарейки АА, 4 шт.', 'AA batteries, four', 249_00, 'household', vat20],
];

/** Code on the scale's labels of a good by weight. */
export function weightCode(code: number): string {
  return String(code).padStart(5, '0');
}

/** EAN-13 with its check digit from the first twelve digits. */
export function ean13(twelve: string): string {
  const sum = Array.from(twelve).reduce((acc, digit, index) => acc + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

/** A scale's label: prefix 21, the good's code, grams, check digit. */
export function weightLabel(code: number, grams: number): string {
  return ean13(`21${weightCode(code)}${String(grams).padStart(5, '0')}`);
}

export const demoGoods: { good: Good; priceMinor: number }[] = rows.map(
  ([code, ru, en, priceMinor, category, more]) => ({
    priceMinor,
    good: {
      sku: more?.byWeight ? weightCode(code) : `g${String(code).padStart(3, '0')}`,
      name: { ru, en },
      barcodes: [ean13(`24${String(code).padStart(10, '0')}`)],
      categories: [category],
      kind: 'goods',
      vatRateBp: 1000,
      ...more,
    },
  }),
);
