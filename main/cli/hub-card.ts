import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';
import { askHub, placeOptions } from './hub-place.ts';

export const unblock = defineCommand({
  name: 'hub unblock',
  summary: {
    ru: 'Снимает блокировку карты: она снова узнаётся на всех кассах. Кто и почему, хранится навсегда.',
    en: 'Unblocks a card: every till knows it again. Who and why is kept for ever.',
  },
  positionals: ['CARD'],
  options: {
    ...placeOptions,
    why: { type: 'string', value: 'TEXT', help: { ru: 'почему', en: 'why' } },
  },
  example: 'npx kopilka hub unblock 770000000001 --why "found at home"',
  async run({ values, positionals, terminal }) {
    const { why } = values;
    if (why === undefined) throw new KopilkaError('usage.missing', { what: '--why', command: 'hub unblock' });
    const reply = await askHub(values, (door) => door.unblockCard(positionals[0]!, why));
    const done = terminal.locale === 'ru' ? 'карта разблокирована' : 'card unblocked';
    terminal.say(values.json ? JSON.stringify(reply) : `${reply.member}: ${done}`);
    return 0;
  },
});
