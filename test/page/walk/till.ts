import { key, tabTo, tap, until } from '../../e2e/hands.ts';
import { devices, foundDevices, health, manager, offline, online, sales } from '../states.ts';
import type { WalkState } from './state.ts';
import { busyDay } from './world.ts';

const openShift = tap('.keys-button:has-text("F12")');
const at = '2026-11-23T17:12:00+03:00';

/** The till itself: its link, its devices, what it wants somebody to look at. */
export const tillItself: WalkState[] = [
  {
    name: 'offline',
    caption: 'Offline is calm: how old the data is, what is limited, how many sales wait.',
    sale: sales.withMember,
    status: offline,
    keys: [tabTo('.state-offline'), key('Enter')],
    touch: [tap('.state-offline')],
    seen: '.facts',
  },
  {
    name: 'catching-up',
    caption: 'The link is back: sales go out by themselves while the till sells.',
    sale: sales.withMember,
    status: { ...online, hub: { ...offline.hub, state: 'catchingUp', waiting: 2 } },
    keys: [tabTo('.state-catchingUp'), key('Enter')],
    touch: [tap('.state-catchingUp')],
    seen: '.facts',
  },
  {
    name: 'wrong-clock',
    caption: 'The clock of the computer is wrong, and by how much.',
    sale: sales.nothing,
    status: { ...online, hub: { ...online.hub, clockOffMs: 5_400_000 } },
    keys: [tabTo('.state-online'), key('Enter')],
    touch: [tap('.state-online')],
    seen: '.facts',
  },
  {
    name: 'attention',
    caption: 'What somebody should look at: what happened, and one thing to do.',
    sale: sales.nothing,
    lists: {
      ...busyDay,
      attention: [
        {
          id: 'print:j-1',
          code: 'notice.printUnknown',
          args: { number: 1038 },
          at,
          action: { label: 'action.print', method: 'print.retry', params: { job: 'j-1' } },
        },
        { id: 'item:notice.itemGift:1039', code: 'notice.itemGift', args: { number: 1039 }, at, action: null },
      ],
    },
    keys: [until('.state-attention'), tabTo('.state-attention'), key('Enter')],
    touch: [tap('.state-attention')],
    seen: '.panel .card',
  },
  {
    name: 'keys',
    caption: 'Every key with its meaning.',
    sale: sales.selling,
    keys: [key('Shift+F1')],
    touch: [tap('[aria-keyshortcuts="Shift+F1"]')],
    seen: '.shortcuts',
  },
  {
    name: 'health',
    caption: 'Versions, the link, devices and room; and a file for who helps.',
    sale: sales.nothing,
    status: offline,
    script: {
      'till.health': () => health,
      'till.diagnose': () => ({ file: '/srv/kopilka/till/diagnosis-20261123180000.json' }),
    },
    keys: [
      key('F12'),
      until('.panel'),
      tabTo('.shift-health'),
      key('Enter'),
      until('.health'),
      tabTo('.panel-body > .button'),
      key('Enter'),
    ],
    touch: [openShift, tap('.shift-health'), until('.health'), tap('.panel-body > .button')],
    seen: '.health-file:not(:empty)',
  },
  {
    name: 'pin-set',
    caption: 'A manager sets anybody’s PIN.',
    sale: sales.nothing,
    status: manager,
    keys: [key('F12'), until('.panel'), tabTo('.shift-pin'), key('Enter')],
    touch: [openShift, tap('.shift-pin')],
    seen: '.panel [type=password]',
  },
  {
    name: 'devices',
    caption: 'Devices, how each is, and a look whether it works.',
    sale: sales.nothing,
    status: manager,
    script: { 'devices.list': () => devices, 'devices.test': () => ({ kind: 'fault', reason: 'paper-end' }) },
    keys: [key('Shift+F12'), until('.device'), tabTo('.device-tests .button:nth-child(2)'), key('Enter')],
    touch: [openShift, tap('.button:has-text("⇧F12")'), tap('.device-tests .button:nth-child(2)')],
    seen: '.device-told:not(:empty)',
  },
  {
    name: 'device-setup',
    caption: 'Setting one up: a place that was found, a model by its maker’s name.',
    sale: sales.nothing,
    status: manager,
    script: { 'devices.list': () => devices, 'devices.find': () => foundDevices },
    keys: [key('Shift+F12'), until('.device'), tabTo('.device .button'), key('Enter')],
    touch: [openShift, tap('.button:has-text("⇧F12")'), tap('.device .button')],
    seen: '.device-form select',
  },
];
