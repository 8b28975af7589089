import type * as z from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { Password, Role, roles, UserName } from '../../shared/protocol/office.ts';
import { defineCommand, defineGroup } from './command.ts';
import type { Terminal } from './command.ts';
import { askHub, placeOptions } from './hub-place.ts';

const add = defineCommand({
  name: 'hub user add',
  summary: {
    ru: 'Заводит пользователя хаба. Пароль спрашивает или читает со входа; в команде ему не место.',
    en: 'Adds a user of the hub. The password is asked for, or read from stdin; it has no place in a command.',
  },
  positionals: ['NAME'],
  options: {
    ...placeOptions,
    role: { type: 'string', value: roles.join('|'), help: { ru: 'что ему можно', en: 'what they may do' } },
  },
  example: 'npx kopilka hub user add eva --role manager',
  async run({ values, positionals, terminal }) {
    const role = checked(Role, '--role', roles.join(', '), values.role ?? '');
    const name = checked(UserName, 'NAME', 'a-z 0-9 . _ -', positionals[0]!);
    const password = await newPassword(terminal);
    await askHub(values, (door) => door.addUser({ name, role, password }));
    terminal.say(values.json ? JSON.stringify({ name, role }) : `${name}: ${role}`);
    return 0;
  },
});

const password = defineCommand({
  name: 'hub user password',
  summary: {
    ru: 'Меняет пароль: открывает вход, если он закрыт, и кончает начатые сеансы.',
    en: 'Sets another password: unlocks, and ends what sessions there are.',
  },
  positionals: ['NAME'],
  options: placeOptions,
  example: 'npx kopilka hub user password eva',
  async run({ values, positionals, terminal }) {
    const name = positionals[0]!;
    const given = await newPassword(terminal);
    await askHub(values, (door) => door.setPassword(name, given));
    terminal.say(values.json ? JSON.stringify({ name }) : name);
    return 0;
  },
});

const remove = defineCommand({
  name: 'hub user remove',
  summary: { ru: 'Убирает пользователя и его сеансы.', en: 'Removes a user and their sessions.' },
  positionals: ['NAME'],
  options: placeOptions,
  example: 'npx kopilka hub user remove eva',
  async run({ values, positionals, terminal }) {
    const name = positionals[0]!;
    await askHub(values, (door) => door.removeUser(name));
    terminal.say(values.json ? JSON.stringify({ name }) : name);
    return 0;
  },
});

const list = defineCommand({
  name: 'hub user list',
  summary: { ru: 'Кто есть, с ролями.', en: 'Who there is, with their roles.' },
  options: placeOptions,
  example: 'npx kopilka hub user list',
  async run({ values, terminal }) {
    const users = await askHub(values, (door) => door.users());
    const locked = terminal.locale === 'ru' ? 'закрыт до' : 'locked until';
    if (values.json) terminal.say(JSON.stringify(users));
    for (const { name, role, lockedUntil } of values.json ? [] : users) {
      terminal.say(`${name}: ${role}${lockedUntil === null ? '' : `, ${locked} ${lockedUntil}`}`);
    }
    return 0;
  },
});

export const user = defineGroup(
  'hub user',
  {
    ru: 'Люди хаба: кто входит по паролю и что ему можно.',
    en: 'People of the hub: who logs in, and what they may do.',
  },
  [add, password, remove, list],
);

export const revoke = defineCommand({
  name: 'hub revoke',
  summary: {
    ru: 'Отзывает кассу: её записи хранятся и ждут человека (hub items), новостей и баллов она не получает.',
    en: 'Revokes a till: its records are kept and wait for a person (hub items), it gets neither news nor points.',
  },
  positionals: ['TILL'],
  options: { ...placeOptions, why: { type: 'string', value: 'TEXT', help: { ru: 'почему', en: 'why' } } },
  example: 'npx kopilka hub revoke till-1 --why "stolen on Friday"',
  async run({ values, positionals, terminal }) {
    const [till] = positionals;
    const { why } = values;
    if (why === undefined) throw new KopilkaError('usage.missing', { what: '--why', command: 'hub revoke' });
    await askHub(values, (door) => door.revokeTill(till!, why));
    const done = terminal.locale === 'ru' ? 'отозвана' : 'revoked';
    terminal.say(values.json ? JSON.stringify({ till, why }) : `${till}: ${done}`);
    return 0;
  },
});

export const audit = defineCommand({
  name: 'hub audit',
  summary: { ru: 'Кто что менял и почему, новое впереди.', en: 'Who changed what and why, newest first.' },
  options: {
    ...placeOptions,
    before: { type: 'string', value: 'PLACE', help: { ru: 'раньше этого места', en: 'before this place' } },
  },
  example: 'npx kopilka hub audit',
  async run({ values, terminal }) {
    const { before } = values;
    const page = await askHub(values, (door) => door.audit(before === undefined ? {} : { before }));
    if (values.json) terminal.say(JSON.stringify(page));
    for (const { at, who, role, action, subject, why } of values.json ? [] : page.entries) {
      terminal.say([at, who, role, action, subject, why].filter(Boolean).join(' '));
    }
    if (!values.json && page.before !== null) terminal.say(`--before ${page.before}`);
    return 0;
  },
});

async function newPassword(terminal: Terminal): Promise<string> {
  const { readSecret } = await import('./secret.ts');
  const question = { ru: 'Пароль (10 знаков и больше):', en: 'Password (10 characters or more):' };
  const given = await readSecret(question[terminal.locale], terminal.tell);
  return checked(Password, 'stdin', terminal.locale === 'ru' ? '10–200 знаков' : '10 to 200 characters', given, '***');
}

function checked<T>(schema: z.ZodMiniType<T>, option: string, wanted: string, value: string, told = value): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new KopilkaError('usage.value', { option, wanted, value: told });
}
