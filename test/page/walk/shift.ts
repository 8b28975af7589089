import { KopilkaError } from '../../../shared/protocol/errors.ts';
import type { ReturnableView } from '../../../shared/protocol/page.ts';
import type { SoldReceipt } from '../../../shared/protocol/sold.ts';
import type { ShiftReport } from '../../../shared/protocol/shift-report.ts';
import { key, tabTo, tap, taps, text, until } from '../../e2e/hands.ts';
import { offline, sales } from '../states.ts';
import type { WalkState } from './state.ts';
import { busyDay } from './world.ts';

const report: ShiftReport = {
  shift: 's-1',
  openedAt: '2026-11-23T09:00:00+03:00',
  sales: 214,
  returns: 3,
  grossMinor: 184_250_40,
  discountMinor: 9_310_00,
  redeemedMinor: 6_120_00,
  netMinor: 168_820_40,
  refundedMinor: 1_240_00,
  donatedMinor: 350_00,
  cashMinor: 61_400_40,
  cardMinor: 107_420_00,
  cashExpectedMinor: 63_160_40,
};

const returnable: ReturnableView = {
  receipt: 'r-1042',
  number: 1042,
  at: '2026-11-23T17:51:00+03:00',
  lines: sales.redeemed.lines.map(({ id, sku, name, unitPriceMinor, quantity, netMinor, gift }) => ({
    line: id,
    sku,
    name,
    unitPriceMinor,
    quantity,
    returned: id === 'tea' ? 1000 : 0,
    netMinor,
    gift,
  })),
};

const boughtThatDay: SoldReceipt[] = [
  { receipt: 'r-1042', number: 1042, till: 'till-1', at: '2026-11-23T17:51:00+03:00', dueMinor: 1_016_95, lines: 5 },
  { receipt: 'k2-88', number: 88, till: 'till-2', at: '2026-11-23T09:12:00+03:00', dueMinor: 2_480_50, lines: 11 },
];
const searchByKeys = [
  key('F8'),
  until('.find .field-input:focus'),
  tabTo('.panel-body > .button'),
  key('Enter'),
  until('[name=number]:focus'),
  text('770000000001'),
  key('Enter'),
  key('Enter'),
];
const searchByTouch = [
  tap('.keys-button:has-text("F8")'),
  tap('.panel-body > .button'),
  tap('[name=number]'),
  taps('770000000001'),
  tap('.member-cards [type=submit]'),
];
const openShift = tap('.keys-button:has-text("F12")');

/** From who is here to what the drawer should hold. */
export const shift: WalkState[] = [
  {
    name: 'sign-in',
    caption: 'Who is at the till: a digit or a press.',
    sale: sales.signedOut,
    keys: [],
    touch: [],
    seen: '.start-person',
  },
  {
    name: 'pin',
    caption: 'The PIN of who has one; nobody sees what is typed.',
    sale: sales.signedOut,
    keys: [key('2'), until('.start .keypad'), text('471')],
    touch: [tap('.start-person:has-text("Timur")'), taps('471')],
    seen: '.keypad-value:not(.keypad-empty)',
  },
  {
    name: 'pin-wrong',
    caption: 'A wrong PIN: what to do about it.',
    sale: sales.signedOut,
    script: {
      'cashier.signIn': () => {
        throw new KopilkaError('pin.wrong');
      },
    },
    keys: [key('2'), until('.start .keypad'), text('000000'), key('Enter')],
    touch: [tap('.start-person:has-text("Timur")'), taps('000000'), tap('.keypad .button-ink')],
    seen: '.notice-refused',
  },
  {
    name: 'locked',
    caption: 'Locked with a receipt open: it waits for whoever signs in.',
    sale: sales.withMember,
    script: (till) => ({
      'cashier.signOut': () => {
        till.show({ ...sales.withMember, phase: 'signedOut' });
        return {};
      },
    }),
    keys: [key('Control+l')],
    touch: [tap('.top-cashier')],
    seen: '.start .nothing-hint',
  },
  {
    name: 'shift-open',
    caption: 'What is in the drawer opens the shift.',
    sale: sales.shiftClosed,
    keys: [text('1500')],
    touch: [taps('1500')],
    seen: '.start .keypad-value:not(.keypad-empty)',
  },
  {
    name: 'shift',
    caption: 'The shift: its report, cash in and out, and its end with what was counted.',
    sale: sales.nothing,
    keys: [key('F12')],
    touch: [openShift],
    seen: '.panel .register',
  },
  {
    name: 'shift-report',
    caption: 'What the shift came to, without ending it.',
    sale: sales.nothing,
    script: { 'shift.report': () => report },
    keys: [key('F12'), until('.panel'), tabTo('.shift-report'), key('Enter')],
    touch: [openShift, tap('.shift-report')],
    seen: '.facts',
  },
  {
    name: 'shift-close',
    caption: 'The shift is closed: what the drawer should hold stands beside the next opening.',
    sale: sales.nothing,
    script: (till) => ({
      'shift.close': () => {
        const status = { ...till.hello.status, shift: null };
        till.hello = { ...till.hello, status };
        till.emit({ type: 'event', topic: 'status', data: status });
        till.show(sales.shiftClosed);
        return report;
      },
    }),
    keys: [key('F12'), until('.panel'), tabTo('[name=counted]'), text('63160'), key('Enter')],
    touch: [openShift, tap('[name=counted]'), taps('63160'), taps('↵')],
    seen: '.facts',
  },
  {
    name: 'receipts',
    caption: 'The receipts of the shift, each with what became of it.',
    sale: sales.nothing,
    lists: busyDay,
    keys: [key('F8')],
    touch: [tap('.keys-button:has-text("F8")')],
    seen: '.card',
  },
  {
    name: 'return',
    caption: 'What comes back, what it refunds, and what it does to the points.',
    sale: sales.nothing,
    lists: busyDay,
    script: {
      'return.find': () => returnable,
      'return.quote': () => ({
        refundMinor: 1_016_95,
        tenders: [
          { kind: 'card', amountMinor: 300_00 },
          { kind: 'cash', amountMinor: 716_95 },
        ],
        reinstated: [{ wallet: 'bonus', points: 20000 }],
        clawedBack: [{ wallet: 'bonus', points: 5520 }],
      }),
    },
    keys: [
      key('F8'),
      until('.card'),
      tabTo('.card .button'),
      key('Enter'),
      until('.stepper'),
      tabTo('.panel-body > .button'),
      key('Enter'),
    ],
    touch: [tap('.keys-button:has-text("F8")'), tap('.card .button'), tap('.panel-body > .button')],
    seen: '.refund',
  },
  {
    name: 'receipt-search',
    caption: 'Goods come back and the receipt is lost: receipts of a day by card or phone, of every till.',
    sale: sales.nothing,
    lists: busyDay,
    script: { 'return.search': () => ({ receipts: boughtThatDay, isWhole: true }) },
    keys: searchByKeys,
    touch: searchByTouch,
    seen: '.member-cards .card',
  },
  {
    name: 'receipt-search-none',
    caption: 'No such receipt at this till, and the hub did not answer for the others.',
    sale: sales.nothing,
    status: offline,
    lists: busyDay,
    script: { 'return.search': () => ({ receipts: [], isWhole: false }) },
    keys: searchByKeys,
    touch: searchByTouch,
    seen: '.member-cards [role=status]:not(:empty)',
  },
  {
    name: 'return-unverified',
    caption: 'A return by another till’s receipt while offline: a manager answers for it with their PIN.',
    sale: sales.selling,
    status: offline,
    script: {
      'return.find': () => {
        throw new KopilkaError('return.offline');
      },
    },
    lists: busyDay,
    keys: [key('F8'), until('.find .field-input:focus'), text('к2р91'), key('Enter')],
    touch: [tap('.keys-button:has-text("F8")'), tap('.card .button')],
    seen: '.panel .keypad',
  },
];
