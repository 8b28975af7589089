import { KopilkaError } from '../../../shared/protocol/errors.ts';
import { key, tabTo, tap, taps, text, until } from '../../e2e/hands.ts';
import type { Step } from '../../e2e/hands.ts';
import type { WishView } from '../../../shared/protocol/page.ts';
import { foundMembers, offline, sales } from '../states.ts';
import type { WalkState } from './state.ts';
import { busyDay } from './world.ts';

const given = { ...sales.withMember, gifts: sales.redeemed.gifts };
const wishes: WishView[] = [
  {
    id: 'w1',
    sku: null,
    name: { ru: 'Чайник со свистком', en: 'A whistling kettle' },
    quantity: 1000,
    state: 'arrived',
  },
  { id: 'w2', sku: 'tea', name: { ru: 'Чай «Эрл Грей»', en: 'Earl Grey tea' }, quantity: 2000, state: 'ordered' },
];
const openAttach: Step = async (page) => {
  await tap('.keys-button:has-text("F8")')(page);
  await tap('.card .button:has-text("карту")')(page);
};
const findMember = tap('.keys-button:has-text("F3")');

/** Who buys, what they have, and what they may do with it. */
export const members: WalkState[] = [
  {
    name: 'member',
    caption: 'A member is known: name, tier, points, and the gift that waits.',
    sale: sales.selling,
    script: (till) => ({
      'sale.identify': () => {
        till.show(sales.withMember);
        return sales.withMember;
      },
    }),
    keys: [text('4242'), key('F3')],
    touch: [findMember, taps('79161234567'), tap('.keypad .button-ink')],
    seen: '.wallet',
  },
  {
    name: 'member-word',
    caption: 'Look-up by phone, with the code word the member said.',
    sale: sales.selling,
    keys: [key('F3'), until('.keypad'), text('79161234567'), tabTo('.panel .field-input'), text('звезда')],
    touch: [findMember, taps('79161234567'), tap('.panel .field-input'), taps('звезда')],
    seen: '.keypad-value:not(.keypad-empty)',
  },
  {
    name: 'member-unknown',
    caption: 'A card that is nobody’s yet: one press registers it.',
    sale: sales.selling,
    script: (till) => {
      const tell = () => {
        const action = { label: 'action.register', method: 'sale.register', params: { card: '770000005001' } } as const;
        till.emit({
          type: 'event',
          topic: 'notice',
          data: { id: 'card', tone: 'look', code: 'member.unknown', args: { value: '•••• 5001' }, action },
        });
        return sales.selling;
      };
      return { 'sale.scan': tell, 'sale.identify': tell };
    },
    keys: [text('775001'), key('Enter')],
    touch: [findMember, taps('770000005'), tap('.keypad .button-ink')],
    seen: '.notice-act',
  },
  {
    name: 'member-blocked',
    caption: 'A blocked card: the sale goes on without points.',
    sale: {
      ...sales.withMember,
      member: { ...sales.withMember.member!, blocked: true, wallets: [], progress: null },
      gifts: [],
      redeem: [],
    },
    keys: [],
    touch: [],
    seen: '.member-warning',
  },
  {
    name: 'member-cards',
    caption: 'The member’s cards: one is replaced or blocked, one more is given.',
    sale: sales.withMember,
    script: { 'member.cards': () => ({ cards: [{ id: 'c1', tail: '•••• 6001' }] }) },
    keys: [key('Shift+F4'), until('.member-cards-item'), tabTo('.member-cards-item .button:last-child'), key('Enter')],
    touch: [tap('.member-by'), tap('.member-cards-item .button:last-child')],
    seen: '.button-danger',
  },
  {
    name: 'wishes',
    caption: 'What the member asked for: one has arrived, and one more is looked for.',
    sale: { ...sales.withMember, member: { ...sales.withMember.member!, wishes } },
    lists: busyDay,
    keys: [key('Shift+F5'), until('.wish-form .field-input:focus'), text('ча')],
    touch: [tap('.member-arrived'), tap('.wish-form .field-input'), taps('ча')],
    seen: '.wish-form .button-ink:not(:disabled)',
  },
  {
    name: 'forgotten-card',
    caption: 'A forgotten card: whose the paid receipt becomes, and what it earns them.',
    sale: sales.nothing,
    lists: busyDay,
    script: { 'attach.quote': () => ({ name: 'Анна С.', earned: [{ wallet: 'bonus', points: 11_90 }] }) },
    keys: [key('Shift+F8'), until('[name=number]:focus'), text('770000000001'), key('Enter'), key('Enter')],
    touch: [openAttach, tap('[name=number]'), taps('770000000001'), tap('.member-cards [type=submit]')],
    seen: '.attach-earns',
  },
  {
    name: 'forgotten-card-refused',
    caption: 'A card that came too late for its receipt: why, and what to do.',
    sale: sales.nothing,
    lists: busyDay,
    script: {
      'attach.quote': () => {
        throw new KopilkaError('attach.tooLate', { days: 3 });
      },
    },
    keys: [key('Shift+F8'), until('[name=number]:focus'), text('770000000001'), key('Enter'), key('Enter')],
    touch: [openAttach, tap('[name=number]'), taps('770000000001'), tap('.member-cards [type=submit]')],
    seen: '.form-refusal:not(:empty)',
  },
  {
    name: 'members-found',
    caption: 'Neither card nor phone: the tail of the card and how the name begins.',
    sale: sales.selling,
    script: { 'member.find': () => ({ members: foundMembers }) },
    keys: [
      key('F3'),
      until('.keypad'),
      tabTo('.panel-body > .button'),
      key('Enter'),
      until('.find .field-input:focus'),
      text('4242'),
      key('Enter'),
      text('ан'),
      key('Enter'),
    ],
    touch: [
      findMember,
      tap('.panel-body > .button'),
      tap('.find .field-input'),
      taps('4242'),
      taps('↵'),
      taps('ан'),
      tap('.find [type=submit]'),
    ],
    seen: '.found-member',
  },
  {
    name: 'register',
    caption: 'A new member in one press; nothing is kept of a person without their consent.',
    sale: sales.selling,
    keys: [
      key('Shift+F3'),
      until('[name=card]:focus'),
      text('770000005001'),
      key('Enter'),
      text('9161112233'),
      key('Enter'),
      text('анна'),
      tabTo('[name=consent]'),
      key('Space'),
    ],
    touch: [
      findMember,
      tap('.button:has-text("⇧F3")'),
      tap('[name=card]'),
      taps('770000005001'),
      taps('↵'),
      taps('9161112233'),
      taps('↵'),
      taps('анна'),
      tap('[name=consent]'),
    ],
    seen: '[name=consent]:checked',
  },
  {
    name: 'register-refused',
    caption: 'A refused registration stands at the field that is wrong, and says what to do.',
    sale: sales.selling,
    script: {
      'sale.register': () => {
        throw new KopilkaError('member.phoneUnfit', { value: '•••• 12' });
      },
    },
    keys: [
      key('Shift+F3'),
      until('[name=card]:focus'),
      text('770000005001'),
      key('Enter'),
      text('12'),
      tabTo('.registration-send'),
      key('Enter'),
    ],
    touch: [
      findMember,
      tap('.button:has-text("⇧F3")'),
      tap('[name=card]'),
      taps('770000005001'),
      taps('↵'),
      taps('12'),
      tap('.registration-send'),
    ],
    seen: '.form-refusal:not(:empty)',
  },
  {
    name: 'gift',
    caption: 'One key rang the gift at zero; one press takes it back.',
    sale: sales.withMember,
    script: (till) => ({
      'sale.giveGift': () => {
        till.show(given);
        return given;
      },
    }),
    keys: [key('F5')],
    touch: [tap('.button-gift')],
    seen: '.gift-given',
  },
  {
    name: 'gift-refused',
    caption: 'A gift that is withheld, and why.',
    sale: sales.giftRefused,
    keys: [],
    touch: [],
    seen: '.gift-refused',
  },
  {
    name: 'redeemed',
    caption: 'Points taken with one key; the screen says how many and what limits them.',
    sale: sales.withMember,
    script: (till) => ({
      'sale.redeem': () => {
        till.show(sales.redeemed);
        return sales.redeemed;
      },
    }),
    keys: [key('F4')],
    touch: [tap('.redeem .button')],
    seen: '.redeem .button-plain',
  },
  {
    name: 'points',
    caption: 'Fewer points than all that is allowed.',
    sale: sales.withMember,
    keys: [tabTo('.redeem-title'), key('Enter'), until('.keypad'), text('150')],
    touch: [tap('.redeem-title'), taps('150')],
    seen: '.keypad-value:not(.keypad-empty)',
  },
  {
    name: 'redeem-refused',
    caption: 'Offline, points can’t be spent: said beside the sum, with the reason.',
    sale: {
      ...sales.withMember,
      redeem: [
        {
          ...sales.withMember.redeem[0]!,
          allowed: 0,
          allowedMinor: 0,
          limitedBy: [],
          refused: { reason: 'redemption.offline', because: [] },
        },
      ],
    },
    status: offline,
    keys: [],
    touch: [],
    seen: '.redeem-title:disabled',
  },
];
