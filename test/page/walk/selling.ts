import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { key, tabTo, tap, taps, text, until } from '../../e2e/hands.ts';
import { sales } from '../states.ts';
import type { WalkState } from './state.ts';
import { busyDay } from './world.ts';

const closePanel = tap('.panel-close');
const unknownGood = () => {
  throw new KopilkaError('good.unknown', { code: '4600000000008' });
};
const wine = sales.selling.lines.at(-1)!;

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
    name: 'price-check',
    caption: 'The catalogue tells prices, and rings what has no code.',
    sale: sales.selling,
    lists: busyDay,
    keys: [key('F11'), until('.panel .field-input:focus'), until('.tile'), text('сыр')],
    touch: [tap('.keys-button:has-text("F11")'), tap('.panel .field-input'), taps('сыр')],
    seen: '.tile:has-text("Сыр")',
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
