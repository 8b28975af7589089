import { Moment } from '../../shared/loyalty/basics.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { HubDoor, HubPlace } from './hub-door.ts';

export const dataOption = {
  type: 'string',
  value: 'DIR',
  help: { ru: 'папка хаба (по умолчанию ./.kopilka/hub)', en: "the hub's folder (./.kopilka/hub by default)" },
} as const;
export const defaultData = '.kopilka/hub';

/** Where a hub is, for the commands that ask something of one. */
export const placeOptions = {
  data: dataOption,
  url: {
    type: 'string',
    value: 'URL',
    help: {
      ru: 'адрес работающего хаба (по умолчанию тот, что работает в папке)',
      en: 'a running hub (by default the one that runs on the folder)',
    },
  },
  'token-file': {
    type: 'string',
    value: 'FILE',
    help: { ru: 'файл с ключом администратора этого хаба', en: "file with that hub's admin token" },
  },
  ca: {
    type: 'string',
    value: 'FILE',
    help: {
      ru: 'сертификат этого хаба (PEM), если он самоподписан',
      en: "that hub's certificate (PEM), where it is self-signed",
    },
  },
  json: { type: 'boolean', help: { ru: 'ответ одним объектом JSON', en: 'answer with one JSON object' } },
} as const;

type PlaceValues = {
  data: string | undefined;
  url: string | undefined;
  'token-file': string | undefined;
  ca?: string | undefined;
};

export function placeOf(values: PlaceValues): HubPlace {
  return { data: values.data ?? defaultData, url: values.url, tokenFile: values['token-file'], ca: values.ca };
}

/** A moment that an option gives. Throws `usage.value`. */
export function momentOf(option: string, value: string): string {
  if (Moment.safeParse(value).success && !Number.isNaN(Date.parse(value))) return value;
  throw new KopilkaError('usage.value', { option, wanted: '2026-11-23T00:00:00+03:00', value });
}

/** Asks a hub, wherever it is, and lets go of it. */
export async function askHub<T>(values: PlaceValues, ask: (door: HubDoor) => Promise<T>): Promise<T> {
  const { openDoor } = await import('./hub-door.ts');
  const door = await openDoor(placeOf(values));
  try {
    return await ask(door);
  } finally {
    await door.close();
  }
}
