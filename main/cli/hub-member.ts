import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';
import { placeOf, placeOptions } from './hub-place.ts';

export const erase = defineCommand({
  name: 'hub erase',
  summary: {
    ru: 'Забывает, кто участник: имя, телефон и прочее стираются на хабе и на всех кассах. Счёт и записи остаются без имени.',
    en: 'Forgets who a member is: name, phone and the like go, at the hub and at every till. Account and records stay, nameless.',
  },
  positionals: ['MEMBER'],
  options: {
    ...placeOptions,
    by: { type: 'string', value: 'WHO', help: { ru: 'кто стирает', en: 'who erases' } },
    why: {
      type: 'string',
      value: 'TEXT',
      help: { ru: 'почему: заявление, номер', en: 'why: the request, its number' },
    },
  },
  example: 'npx kopilka hub erase m-17 --by olga --why "letter 12"',
  async run({ values, positionals, terminal }) {
    const { by, why } = values;
    const what = by === undefined ? '--by' : '--why';
    if (by === undefined || why === undefined) throw new KopilkaError('usage.missing', { what, command: 'hub erase' });
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor(placeOf(values));
    try {
      const reply = await door.eraseMember(positionals[0]!, { by, why });
      const done = terminal.locale === 'ru' ? 'стёрт' : 'erased';
      terminal.say(values.json ? JSON.stringify(reply) : `${reply.member}: ${done} ${reply.at}`);
    } finally {
      await door.close();
    }
    return 0;
  },
});

export const exportCommand = defineCommand({
  name: 'hub export',
  summary: {
    ru: 'Всё, что хранится об участнике, одним JSON: для него самого.',
    en: 'All that is kept of a member, as one JSON: for themselves.',
  },
  positionals: ['MEMBER'],
  options: placeOptions,
  example: 'npx kopilka hub export m-17 > m-17.json',
  async run({ values, positionals, terminal }) {
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor(placeOf(values));
    try {
      terminal.say(JSON.stringify(await door.exportMember(positionals[0]!), null, values.json ? 0 : 2));
    } finally {
      await door.close();
    }
    return 0;
  },
});
