import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { key, tabTo, tap, taps, text, until } from '../../e2e/hands.ts';
import { sales } from '../states.ts';
import type { PriceCheckView, PriceView } from '../../../shared/protocol/page.ts';
import type { ScriptedTill } from '../scripted-till.ts';
import type { WalkState } from './state.ts';
import { busyDay } from './world.ts';

const closePanel = tap('.panel-close');
const unknownGood = () => {
  throw new KopilkaError('good.unknown', { code: '4600000000008' });
};
const wine = sales.selling.lines.at(-1)!;

const tellPrice = (till: ScriptedTill, priceCheck: PriceCheckView | null) => {
  const { priceCheck: _, ...hello } = till.hello;
  till.hello = { ...hello, ...(priceCheck ? { priceCheck } : {}) };
  till.emit({ type: 'event', topic: 'priceCheck', data: priceCheck });
  return {};
};
const asking = (till: ScriptedTill): ScriptedTill['script'] => ({
  'price.begin': () => tellPrice(till, { told: null }),
  'price.end': () => tellPrice(till, null),
});
const milkPrice: PriceView = {
  name: { ru: 'Молоко 3,2 % «Луговое», 1 л', en: 'Milk 3.2% “Meadow”, 1 l' },
  byWeight: false,
  unitPriceMinor: 89_90,
  pack: null,
  amountMinor: 59_90,
  memberMinor: 53_91,
};
const cheesePrice: PriceView = {
  name: { ru: 'Сыр «Российский»', en: 'Cheese “Rossiysky”' },
  byWeight: true,
  unitPriceMinor: 799_00,
  pack: null,
  amountMinor: 799_00,
  memberMinor: null,
};
const openPriceCheck = [
  tap('.keys-button:has-text("F11")'),
  tap('.panel [aria-keyshortcuts="Shift+F11"]'),
  until('.price-check'),
];

/** Goods on the counter, nobody known yet. */
export const selling: WalkState[] = [
  {
    name: 'demo',
    caption: 'A demo shop: a click is a scan, and the network’s plug can be pulled.',
    sale: sales.nothing,
    isDemo: true,
    keys: [],
    touch: [],
    seen: '.codes',
  },
  {
    name: 'empty',
    caption: 'Nothing is rung: the page says what to do first.',
    sale: sales.nothing,
    keys: [],
    touch: [],
    seen: '.nothing',
  },
  {
    name: 'selling',
    caption: 'Goods are rung: the total, the last line, and the age to check.',
    sale: sales.selling,
    keys: [key('ArrowUp'), key('ArrowUp')],
    touch: [],
    seen: '.row',
  },
  {
    name: 'age',
    caption: 'A good for adults: a notice beside the sale, which goes on.',
    sale: sales.nothing,
    lists: busyDay,
    script: (till) => {
      const ring = () => {
        const rung = { ...sales.nothing, receipt: 'r-1', lines: [wine], lastLine: wine.id };
        const { netMinor } = wine;
        const sale = { ...rung, totals: { ...rung.totals, grossMinor: netMinor, netMinor, leftMinor: netMinor } };
        till.show(sale);
        const args = { age: 18, name: wine.name.ru };
        till.emit({
          type: 'event',
          topic: 'notice',
          data: { id: 'age', tone: 'look', code: 'notice.ageLimit', args, action: null },
        });
        return sale;
      };
      return { 'sale.scan': ring, 'sale.add': ring };
    },
    keys: [text('46'), key('Enter')],
    touch: [tap('.keys-button:has-text("F11")'), tap('.tile:has-text("Вино")'), closePanel],
    seen: '.notice-look',
  },
  {
    name: 'refusal',
    caption: 'A refusal says what happened and what to do; the sale goes on, and the next scan puts the notice away.',
    sale: sales.selling,
    lists: busyDay,
    script: { 'sale.scan': unknownGood, 'sale.add': unknownGood },
    keys: [text('4600'), key('Enter')],
    touch: [tap('.keys-button:has-text("F11")'), tap('.tile:has-text("Чай")'), closePanel],
    seen: '.notice-refused',
  },
  {
    name: 'quantity',
    caption: 'How many: digits first, or asked beside the receipt.',
    sale: sales.selling,
    keys: [key('F2'), until('.keypad'), text('12')],
    touch: [tap('.keys-button:has-text("F2")'), taps('12')],
    seen: '.panel .keypad',
  },
  {
    name: 'price',
    caption: 'Another price for a line: the shop asks for a manager’s PIN.',
    sale: sales.selling,
    script: {
      'sale.setPrice': () => {
        throw new KopilkaError('cashier.notAllowed', { name: 'Ольга Петрова' });
      },
    },
    keys: [key('Shift+F2'), until('.keypad'), text('199'), key('Enter'), until('.panel select')],
    touch: [
      tap('.keys-button:has-text("F2")'),
      tap('.button:has-text("⇧F2")'),
      taps('199'),
      tap('.keypad .button-ink'),
    ],
    seen: '.panel select',
  },
  {
    name: 'practice',
    caption: 'Training: a banner over everything, and nothing reaches the hub or the drawer.',
    sale: sales.selling,
    isTraining: true,
    keys: [],
    touch: [],
    seen: '.training',
  },
  {
    name: 'why',
    caption: 'Why a line costs what it costs, what did not apply, and what limits the points.',
    sale: sales.withMember,
    keys: [key('ArrowUp'), key('ArrowUp'), key('ArrowUp'), key('F1')],
    touch: [tap('.row-button:has-text("Молоко")')],
    seen: '.why-item',
  },
  {
    name: 'catalogue',
    caption: 'The catalogue: what has no code is found by name.',
    sale: sales.selling,
    lists: busyDay,
    keys: [key('F11'), until('.panel .field-input:focus'), until('.tile'), text('сыр')],
    touch: [tap('.keys-button:has-text("F11")'), tap('.panel .field-input'), taps('сыр')],
    seen: '.tile:has-text("Сыр")',
  },
  {
    name: 'price-check',
    caption: 'A price check: scans only ask, and the panel says so; the member’s own price beside that of anybody.',
    sale: sales.withMember,
    script: (till) => ({
      ...asking(till),
      'sale.scan': () => {
        tellPrice(till, { told: milkPrice });
        return sales.withMember;
      },
    }),
    keys: [key('Shift+F11'), until('.price-check'), text('46'), key('Enter')],
    touch: [...openPriceCheck, tap('[name=code]'), taps('46↵')],
    seen: '.price-sum',
  },
  {
    name: 'price-check-weight',
    caption: 'A good by weight is asked for by its name, and told per kilogram.',
    sale: sales.selling,
    lists: busyDay,
    script: (till) => ({
      ...asking(till),
      'price.ask': () => tellPrice(till, { told: cheesePrice }),
    }),
    keys: [key('Shift+F11'), until('.price-check'), text('росс'), until('.found'), key('Enter')],
    touch: [...openPriceCheck, tap('[name=good]'), taps('росс'), tap('.tile:has-text("Российский")')],
    seen: '.price-sum',
  },
  {
    name: 'price-check-refused',
    caption: 'An unknown barcode in a price check: refused as when it is rung, and no former price beside it.',
    sale: sales.selling,
    script: (till) => ({ ...asking(till), 'sale.scan': unknownGood }),
    keys: [key('Shift+F11'), until('.price-check'), text('4600'), key('Enter')],
    touch: [...openPriceCheck, tap('[name=code]'), taps('4600↵')],
    seen: '.notice-refused',
  },
  {
    name: 'weighing',
    caption: 'A good by weight: what the scale says, or what is typed.',
    sale: sales.selling,
    lists: busyDay,
    script: { 'scale.read': () => ({ kind: 'weight', grams: 355 }) },
    keys: [
      key('F11'),
      until('.panel .field-input:focus'),
      until('.tile'),
      text('росс'),
      until('.tiles li:only-child'),
      tabTo('.tile'),
      key('Enter'),
    ],
    touch: [tap('.keys-button:has-text("F11")'), tap('.tile:has-text("Российский")')],
    seen: '.keypad-empty',
  },
  {
    name: 'parked',
    caption: 'Receipts that wait for their buyers.',
    sale: sales.nothing,
    lists: busyDay,
    keys: [key('F7')],
    touch: [tap('.keys-button:has-text("F7")')],
    seen: '.card',
  },
  {
    name: 'cancel',
    caption: 'Cancelling the whole receipt is asked beside it, never over it.',
    sale: sales.selling,
    keys: [key('Shift+F6')],
    touch: [tap('.keys-button:has-text("⇧F6")')],
    seen: '.button-danger',
  },
];
