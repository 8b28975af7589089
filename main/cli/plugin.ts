import { HostId } from '../../shared/protocol/plugin.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand, defineGroup } from './command.ts';

export const defaultTillData = '.kopilka/till';

export const tillDataOption = {
  data: {
    type: 'string',
    value: 'DIR',
    help: {
      ru: `папка кассы (по умолчанию ${defaultTillData})`,
      en: `the till's folder (${defaultTillData} by default)`,
    },
  },
} as const;

const add = defineCommand({
  name: 'plugin add',
  summary: {
    ru: 'Даёт другой кассе ключ: он печатается один раз и нигде не хранится. Работающая касса узнаёт его сразу.',
    en: 'Gives another till a token: it is printed once and kept nowhere. A till that runs knows it at once.',
  },
  positionals: ['NAME'],
  options: tillDataOption,
  example: 'npx kopilka plugin add front > front.token',
  async run({ values, positionals, terminal }) {
    const [{ addToken }, { nodePorts }] = await Promise.all([
      import('../plugin/tokens.ts'),
      import('../ports.node.ts'),
    ]);
    terminal.say(addToken(values.data ?? defaultTillData, nameOf(positionals), nodePorts.random));
    return 0;
  },
});

const remove = defineCommand({
  name: 'plugin remove',
  summary: {
    ru: 'Забирает у другой кассы ключ: он больше не годится.',
    en: "Takes another till's token back: it is no good any more.",
  },
  positionals: ['NAME'],
  options: tillDataOption,
  example: 'npx kopilka plugin remove front',
  async run({ values, positionals }) {
    const { removeToken } = await import('../plugin/tokens.ts');
    removeToken(values.data ?? defaultTillData, nameOf(positionals));
    return 0;
  },
});

const list = defineCommand({
  name: 'plugin list',
  summary: { ru: 'У каких других касс есть ключ.', en: 'Which other tills have a token.' },
  options: tillDataOption,
  example: 'npx kopilka plugin list',
  async run({ values, terminal }) {
    const { tokenNames } = await import('../plugin/tokens.ts');
    for (const name of tokenNames(values.data ?? defaultTillData)) terminal.say(name);
    return 0;
  },
});

function nameOf([name = '']: readonly string[]): string {
  if (HostId.safeParse(name).success) return name;
  throw new KopilkaError('usage.value', { option: 'NAME', value: name, wanted: '1–100' });
}

export const command = defineGroup(
  'plugin',
  { ru: 'Ключи касс, которые спрашивают эту.', en: 'Tokens of tills that ask this one.' },
  [add, list, remove],
);
