import { accessSync, constants } from 'node:fs';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand, defineGroup } from './command.ts';
import { readJson, readText } from './document.ts';
import { event } from './hub-event.ts';
import { jobs } from './hub-jobs.ts';
import { close, item, items } from './hub-items.ts';
import { exposure, lost } from './hub-exposure.ts';
import { audit, revoke, user } from './hub-people.ts';
import { backup, migrate, move, restore, rotateKey } from './hub-keep.ts';
import { unblock } from './hub-card.ts';
import { erase, exportCommand } from './hub-member.ts';
import { points } from './hub-points.ts';
import { cashiers, report } from './hub-report.ts';
import type { ServeOptions } from './hub-serve.ts';
import { retentionOf, retentionOptions } from './hub-retention.ts';
import { storeOf, storeOption } from './hub-store.ts';
import { dataOption, defaultData, momentOf, placeOf, placeOptions } from './hub-place.ts';

const serve = defineCommand({
  name: 'hub serve',
  summary: {
    ru: 'Запускает хаб: принимает журналы касс, ведёт счета, раздаёт изменения. Ctrl-C останавливает.',
    en: 'Runs the hub: takes the journals of tills, keeps the accounts, serves changes. Ctrl-C stops it.',
  },
  options: {
    data: dataOption,
    store: storeOption,
    port: { type: 'string', value: 'PORT', help: { ru: 'порт (по умолчанию 7070)', en: 'port (7070 by default)' } },
    host: { type: 'string', value: 'HOST', help: { ru: 'адрес (по умолчанию 127.0.0.1)', en: 'address (127.0.0.1)' } },
    'tls-cert': {
      type: 'string',
      value: 'FILE',
      help: { ru: 'сертификат TLS (PEM, с цепочкой)', en: 'certificate of TLS (PEM, with its chain)' },
    },
    'tls-key': { type: 'string', value: 'FILE', help: { ru: 'его ключ (PEM)', en: 'its key (PEM)' } },
    'plain-http': {
      type: 'boolean',
      help: { ru: 'слушать сеть без TLS (за прокси с TLS)', en: 'listen to the network without TLS (behind a proxy)' },
    },
    clock: {
      type: 'string',
      value: 'real|manual',
      help: { ru: 'manual: часы ставит прогон старых данных', en: 'manual: set from outside, to replay old data' },
    },
    ...retentionOptions,
  },
  example: 'npx kopilka hub serve --data shop-hub --port 7070',
  async run({ values, terminal }) {
    const { serveHub } = await import('./hub-serve.ts');
    const data = values.data ?? defaultData;
    return serveHub(
      {
        data,
        store: storeOf(data, values.store),
        host: values.host ?? '127.0.0.1',
        port: portOf(values.port),
        plainHttp: values['plain-http'],
        tls: tlsOf(values['tls-cert'], values['tls-key']),
        manualClock: isManual(values.clock),
        retention: retentionOf(values),
      },
      terminal,
    );
  },
});

const importCommand = defineCommand({
  name: 'hub import',
  summary: {
    ru: 'Принимает магазины, кассы, кассиров, товары, цены и участников: файл NDJSON, всё или ничего.',
    en: 'Takes shops, tills, cashiers, goods, prices and members: an NDJSON file, all or nothing.',
  },
  positionals: ['FILE'],
  options: placeOptions,
  example: 'npx kopilka hub import shop.ndjson',
  async run({ values, positionals, terminal }) {
    const file = positionals[0]!;
    readable(file);
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor(placeOf(values));
    try {
      const reply = await door.importFile(file);
      if (values.json) terminal.say(JSON.stringify(reply));
      else {
        const kinds = Object.entries(reply.byKind).map(([kind, count]) => `${kind} ${count}`);
        const taken = terminal.locale === 'ru' ? 'принято строк' : 'lines taken';
        terminal.say(`${file}: ${taken} ${reply.lines} (${kinds.join(', ')})`);
      }
    } finally {
      await door.close();
    }
    return 0;
  },
});

const publish = defineCommand({
  name: 'hub publish',
  summary: {
    ru: 'Вводит программу в действие с местного момента во всех магазинах.',
    en: 'Puts a programme in force from a local moment on, in every shop.',
  },
  positionals: ['PROGRAMME'],
  options: {
    ...placeOptions,
    from: {
      type: 'string',
      value: 'MOMENT',
      help: { ru: 'с какого момента: 2026-11-23T00:00:00+03:00', en: 'from when: 2026-11-23T00:00:00+03:00' },
    },
  },
  example: 'npx kopilka hub publish programme.json --from 2026-11-23T00:00:00+03:00',
  async run({ values, positionals, terminal }) {
    const { from } = values;
    if (from === undefined) throw new KopilkaError('usage.missing', { what: '--from', command: 'hub publish' });
    momentOf('--from', from);
    const programme = readJson(positionals[0]!, terminal.locale);
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor(placeOf(values));
    try {
      const { hash } = await door.publish(programme, from);
      const done = terminal.locale === 'ru' ? `действует с ${from}, ${hash}` : `in force from ${from}, ${hash}`;
      terminal.say(values.json ? JSON.stringify({ hash, from }) : `${positionals[0]!}: ${done}`);
    } finally {
      await door.close();
    }
    return 0;
  },
});

const enrolCode = defineCommand({
  name: 'hub enrol-code',
  summary: {
    ru: 'Даёт одноразовый код на десять минут, которым подключают кассу, и отпечаток ключа хаба.',
    en: "Gives a one-time code, good for ten minutes, to enrol a till with, and the fingerprint of the hub's key.",
  },
  positionals: ['TILL'],
  options: placeOptions,
  example: 'npx kopilka hub enrol-code till-1',
  async run({ values, positionals, terminal }) {
    const { openDoor } = await import('./hub-door.ts');
    const door = await openDoor(placeOf(values));
    try {
      const reply = await door.enrolmentCode(positionals[0]!);
      if (values.json) terminal.say(JSON.stringify(reply));
      else {
        const labels = terminal.locale === 'ru' ? ['до', 'отпечаток'] : ['until', 'fingerprint'];
        terminal.say(`${reply.code}\n${labels[0]} ${reply.expiresAt}\n${labels[1]} ${reply.fingerprint}`);
      }
    } finally {
      await door.close();
    }
    return 0;
  },
});

export const command = defineGroup(
  'hub',
  {
    ru: 'Хаб: сервер, который сводит кассы вместе.',
    en: 'The hub: the server that brings the tills together.',
  },
  [serve, importCommand, publish, enrolCode, event, jobs, report, cashiers].concat(
    [items, item, close, exposure, lost, revoke, user, audit],
    [points, unblock, erase, exportCommand, migrate, backup, restore, move, rotateKey],
  ),
);

function tlsOf(cert: string | undefined, key: string | undefined): ServeOptions['tls'] {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) {
    const what = cert === undefined ? '--tls-cert' : '--tls-key';
    throw new KopilkaError('usage.missing', { what, command: 'hub serve' });
  }
  return { cert: readText(cert), key: readText(key) };
}

function portOf(value: string | undefined): number {
  const port = Number(value ?? 7070);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new KopilkaError('usage.value', { option: '--port', wanted: '0-65535', value: value ?? '' });
}

function isManual(value: string | undefined): boolean {
  if (value === undefined || value === 'real') return false;
  if (value === 'manual') return true;
  throw new KopilkaError('usage.value', { option: '--clock', wanted: 'real, manual', value });
}

function readable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (error) {
    const problem = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new KopilkaError('file.unreadable', { file, problem }, { cause: error });
  }
}
