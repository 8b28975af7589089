import { randomUUID } from 'node:crypto';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { PointsRequest } from '../../shared/protocol/by-hand.ts';
import { defineCommand } from './command.ts';
import { askHub, placeOptions } from './hub-place.ts';

const words = {
  has: { ru: 'теперь', en: 'has now' },
} as const;

export const points = defineCommand({
  name: 'hub points',
  summary: {
    ru: 'Начисляет участнику баллы вручную или снимает их: кто и почему, хранится навсегда и видно в hub cashiers.',
    en: 'Gives a member points by hand, or takes them: who and why is kept for ever, and told by hub cashiers.',
  },
  positionals: ['MEMBER'],
  options: {
    ...placeOptions,
    wallet: { type: 'string', value: 'ID', help: { ru: 'кошелёк', en: 'the wallet' } },
    points: {
      type: 'string',
      value: 'N',
      help: {
        ru: 'сколько, в наименьших единицах кошелька; --points=-500 снимает',
        en: "how many, in the wallet's smallest units; --points=-500 takes them",
      },
    },
    why: { type: 'string', value: 'TEXT', help: { ru: 'почему', en: 'why' } },
    id: {
      type: 'string',
      value: 'ID',
      help: {
        ru: 'свой номер: с ним ничего не случится дважды',
        en: 'an id of your own: nothing happens twice under it',
      },
    },
  },
  example: 'npx kopilka hub points m-17 --wallet bonus --points 5000 --why "spoilt cake"',
  async run({ values, positionals, terminal }) {
    const { wallet, why, id = randomUUID() } = values;
    const missing = (['wallet', 'points', 'why'] as const).find((name) => values[name] === undefined);
    if (missing !== undefined) throw new KopilkaError('usage.missing', { what: `--${missing}`, command: 'hub points' });
    const asked = PointsRequest.safeParse({ id, wallet, why, points: Number(values.points) });
    if (!asked.success) {
      const option = `--${String(asked.error.issues[0]?.path[0])}`;
      const value = String(values[option.slice(2) as 'points']);
      throw new KopilkaError('usage.value', { option, wanted: asked.error.issues[0]?.message ?? '', value });
    }
    const reply = await askHub(values, (door) => door.points(positionals[0]!, asked.data));
    const { member, balance } = reply;
    const change = `${reply.points > 0 ? '+' : ''}${reply.points} ${reply.wallet}`;
    terminal.say(
      values.json ? JSON.stringify(reply) : `${member}: ${change}, ${words.has[terminal.locale]} ${balance}`,
    );
    return 0;
  },
});
