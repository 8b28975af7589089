import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { key, tabTo, tap, taps, text, until } from '../../e2e/hands.ts';
import { receiptPicture } from './receipt-picture.ts';
import { offline, sales } from '../states.ts';
import type { WalkState } from './state.ts';

const exact = { ...sales.done, done: { ...sales.done.done, changeMinor: 0 } };

/** Money, and what is said when it is all there. */
export const paying: WalkState[] = [
  {
    name: 'cash',
    caption: 'Cash: likely notes in one press, or what the buyer gave.',
    sale: sales.withMember,
    keys: [key('F10'), until('.tenders'), text('1500')],
    touch: [tap('.pay-button:has-text("F10")'), taps('1500')],
    seen: '.tenders',
  },
  {
    name: 'paying',
    caption: 'A part went to the card: what is left is the total.',
    sale: sales.redeemed,
    script: (till) => ({
      'sale.payCard': () => {
        till.show(sales.paying);
        return sales.paying;
      },
    }),
    keys: [text('300'), key('F9')],
    touch: [tap('.pay-button:has-text("F10")'), taps('300'), tap('.pay-button:has-text("F9")')],
    seen: '.payment',
  },
  {
    name: 'paying-pending',
    caption: 'The terminal is working.',
    sale: { ...sales.paying, payments: [{ id: 'p-1', kind: 'card', amountMinor: 30000, state: 'pending' }] },
    keys: [],
    touch: [],
    seen: '.payment-pending',
  },
  {
    name: 'payment-unknown',
    caption: 'The terminal did not say: a person does, and nothing is repeated by itself.',
    sale: sales.redeemed,
    script: (till) => ({
      'sale.payCard': () => {
        till.show(sales.paymentUnknown);
        return sales.paymentUnknown;
      },
    }),
    keys: [key('F9')],
    touch: [tap('.pay-button:has-text("F9")')],
    seen: '.unknown',
  },
  {
    name: 'payment-declined',
    caption: 'The terminal refused: another card or cash.',
    sale: sales.redeemed,
    script: {
      'sale.payCard': () => {
        throw new KopilkaError('payment.declined', { reason: '51' });
      },
    },
    keys: [key('F9')],
    touch: [tap('.pay-button:has-text("F9")')],
    seen: '.notice-refused',
  },
  {
    name: 'done',
    caption: 'Paid: the change is the biggest thing on the screen.',
    sale: sales.redeemed,
    script: (till) => ({
      'sale.payCash': () => {
        till.show(sales.done);
        return sales.done;
      },
      'receipt.picture': receiptPicture,
    }),
    keys: [key('F10'), until('.tenders'), text('1500'), key('Enter')],
    touch: [tap('.pay-button:has-text("F10")'), tap('.tenders li:last-child .button')],
    seen: '.done',
  },
  {
    name: 'receipt',
    caption: 'The receipt as the printer draws it.',
    sale: exact,
    script: { 'receipt.picture': receiptPicture },
    keys: [tabTo('.done-actions .button:nth-child(2)'), key('Enter')],
    touch: [tap('.done-actions .button:nth-child(2)')],
    seen: '.panel img.paper',
  },
  {
    name: 'printer-fault',
    caption: 'Paper ran out in the middle of a receipt: what happened, and one action.',
    sale: sales.done,
    status: { ...offline, hub: { ...offline.hub, state: 'online', ageMs: 2000, waiting: 0, oldestWaitingMs: null } },
    script: (till) => ({
      'receipt.picture': receiptPicture,
      'receipt.reprint': () => {
        const action = { label: 'action.print', method: 'print.retry', params: { job: 'j-1' } } as const;
        till.emit({
          type: 'event',
          topic: 'notice',
          data: { id: 'print', tone: 'look', code: 'notice.printUnknown', args: { number: 1042 }, action },
        });
        return {};
      },
    }),
    keys: [tabTo('.done-actions .button:nth-child(3)'), key('Enter')],
    touch: [tap('.done-actions .button:nth-child(3)')],
    seen: '.notice-act',
  },
];
