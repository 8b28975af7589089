import { formatMoney } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Exposure, TillExposure } from '../../shared/protocol/exposure.ts';
import { defineCommand } from './command.ts';
import { askHub, placeOptions } from './hub-place.ts';

const words = {
  away: { ru: 'не подключена', en: 'not enrolled' },
  leases: { ru: 'отложено', en: 'set aside' },
  rights: { ru: 'подарков и купонов', en: 'gifts and coupons' },
  inAll: { ru: 'всего отложено', en: 'set aside in all' },
  floor: {
    ru: 'без отложенного все кассы вместе рискнут не больше',
    en: 'without leases all tills together risk at most',
  },
  member: { ru: 'на одном участнике', en: 'on one member' },
  nothing: { ru: 'без отложенного кассы не рискуют ничем', en: 'without leases tills risk nothing' },
  free: { ru: 'потеряна; снова свободно', en: 'lost; free again' },
} as const;

export const exposure = defineCommand({
  name: 'hub exposure',
  summary: {
    ru: 'Чем рискует сеть без связи, в деньгах: что отложено для касс и сколько разрешает программа сверх того.',
    en: 'What is at risk offline, in money: what is set aside for tills, and what the programme lets them risk besides.',
  },
  options: placeOptions,
  example: 'npx kopilka hub exposure',
  async run({ values, terminal }) {
    const found = await askHub(values, (door) => door.exposure());
    terminal.say(values.json ? JSON.stringify(found) : exposureText(found, terminal.locale));
    return 0;
  },
});

export const lost = defineCommand({
  name: 'hub lost',
  summary: {
    ru: 'Объявляет кассу потерянной: всё отложенное для неё снова свободно. Сначала посмотрите hub exposure: этим вы рискуете, если она вернётся.',
    en: 'Declares a till lost: all that was set aside for it is free again. See hub exposure first: it is what you risk if the till comes back.',
  },
  positionals: ['TILL'],
  options: { ...placeOptions, why: { type: 'string', value: 'TEXT', help: { ru: 'почему', en: 'why' } } },
  example: 'npx kopilka hub lost till-1 --why "burnt with the van"',
  async run({ values, positionals, terminal }) {
    const [till] = positionals;
    const { why } = values;
    if (why === undefined) throw new KopilkaError('usage.missing', { what: '--why', command: 'hub lost' });
    const held = await askHub(values, (door) => door.declareLost(till!, why));
    const { locale } = terminal;
    terminal.say(values.json ? JSON.stringify(held) : `${words.free[locale]}: ${tillText(held, locale)}`);
    return 0;
  },
});

function exposureText({ tills, leasedMinor, floor, floorMinor }: Exposure, locale: Locale): string {
  const money = (minor: number) => formatMoney(minor, locale);
  const risks = floor.map(
    ({ wallet, amountMinor, member }) =>
      `${words.floor[locale]} ${money(amountMinor)} (${wallet}; ${words.member[locale]} ${money(member.amountMinor)})`,
  );
  return [
    ...tills.map((till) => tillText(till, locale)),
    `${words.inAll[locale]}: ${money(leasedMinor)}`,
    ...(floorMinor === 0 ? [words.nothing[locale]] : risks),
  ].join('\n');
}

function tillText({ till, enrolled, leased, rights, rightsMinor }: TillExposure, locale: Locale): string {
  const sum = leased.reduce((total, { amountMinor }) => total + amountMinor, 0);
  const state = enrolled ? '' : ` (${words.away[locale]})`;
  const held = `${words.leases[locale]} ${formatMoney(sum, locale)}`;
  return `${till}${state}: ${held}, ${words.rights[locale]} ${rights} (${formatMoney(rightsMinor, locale)})`;
}
