import { defineCommand } from './command.ts';
import { dataOption, defaultData } from './hub-place.ts';
import { postgresOf, storeOf, storeOption } from './hub-store.ts';

const options = {
  data: dataOption,
  store: storeOption,
  json: { type: 'boolean', help: { ru: 'ответ одним объектом JSON', en: 'answer with one JSON object' } },
} as const;

export const migrate = defineCommand({
  name: 'hub migrate',
  summary: {
    ru: 'Готовит таблицы базы PostgreSQL к этой версии хаба; файл в папке хаб готовит сам.',
    en: "Brings the tables of a PostgreSQL database to this hub's version; a file in a folder the hub brings itself.",
  },
  options,
  example: 'npx kopilka hub migrate --data shop-hub --store postgres://kopilka@db/kopilka',
  async run({ values, terminal }) {
    const url = storeOf(values.data ?? defaultData, values.store);
    if (url === undefined) {
      terminal.say(
        values.json
          ? '{}'
          : terminal.locale === 'ru'
            ? 'база в папке: готовить нечего'
            : 'the database is in the folder: nothing to do',
      );
      return 0;
    }
    const { migratePostgres } = await import('../../hub/store/move.ts');
    const done = await migratePostgres(url);
    const text = terminal.locale === 'ru' ? 'версия таблиц' : 'version of the tables';
    terminal.say(values.json ? JSON.stringify(done) : `${text}: ${done.from} -> ${done.to}`);
    return 0;
  },
});

export const backup = defineCommand({
  name: 'hub backup',
  summary: {
    ru: 'Копирует базу хаба в файл, на ходу. Файл hub.key храните отдельно: без него кассы не узнают хаб.',
    en: 'Copies the database of a hub into a file, while it runs. Keep hub.key apart: without it tills do not know the hub.',
  },
  positionals: ['FILE'],
  options,
  example: 'npx kopilka hub backup /backup/hub.db --data shop-hub',
  async run({ values, positionals, terminal }) {
    const data = values.data ?? defaultData;
    const url = storeOf(data, values.store);
    const { backUpFolder } = await import('./hub-keep/copies.ts');
    const done = await backUpFolder(data, url, positionals[0]!);
    terminal.say(values.json ? JSON.stringify(done) : `${positionals[0]!}: ${copiedText(done, terminal.locale)}`);
    return 0;
  },
});

export const restore = defineCommand({
  name: 'hub restore',
  summary: {
    ru: 'Поднимает хаб из копии в пустой папке или базе, новым поколением. С - база PostgreSQL уже поднята её средствами.',
    en: 'Brings a hub back from a copy into an empty folder or database, as a new generation. With -, PostgreSQL was brought back by its own means.',
  },
  positionals: ['FILE'],
  options,
  example: 'npx kopilka hub restore /backup/hub.db --data shop-hub',
  async run({ values, positionals, terminal }) {
    const data = values.data ?? defaultData;
    const { restoreFolder } = await import('./hub-keep/copies.ts');
    const done = await restoreFolder(data, storeOf(data, values.store), positionals[0]!);
    const label = terminal.locale === 'ru' ? 'поколение' : 'generation';
    terminal.say(values.json ? JSON.stringify(done) : `${data}: ${label} ${done.generation}`);
    return 0;
  },
});

export const move = defineCommand({
  name: 'hub move',
  summary: {
    ru: 'Переносит остановленный хаб из папки в PostgreSQL и сверяет: обе базы с одним отпечатком.',
    en: 'Moves a stopped hub from its folder to PostgreSQL and compares: both databases have one digest.',
  },
  options: {
    data: dataOption,
    to: { type: 'string', value: 'URL', help: { ru: 'база PostgreSQL', en: 'the PostgreSQL database' } },
    json: options.json,
  },
  example: 'npx kopilka hub move --data shop-hub --to postgres://kopilka@db/kopilka',
  async run({ values, terminal }) {
    const { moveFolder } = await import('./hub-keep/copies.ts');
    const done = await moveFolder(values.data ?? defaultData, values.to);
    terminal.say(values.json ? JSON.stringify(done) : copiedText(done, terminal.locale));
    return 0;
  },
});

function copiedText({ rows, digest }: { rows: number; digest: string }, locale: 'ru' | 'en'): string {
  return locale === 'ru' ? `строк ${rows}, отпечаток ${digest}` : `rows ${rows}, digest ${digest}`;
}

export const rotateKey = defineCommand({
  name: 'hub rotate-key',
  summary: {
    ru: 'Меняет ключ остановленного хаба. Новый подписан прежним: подключённые кассы примут его сами.',
    en: 'Gives a stopped hub another key. The old one signs it: enrolled tills follow by themselves.',
  },
  options: { data: dataOption, json: options.json },
  example: 'npx kopilka hub rotate-key --data shop-hub',
  async run({ values, terminal }) {
    const data = values.data ?? defaultData;
    const [{ changeHubKey }, { nodePorts }] = await Promise.all([
      import('../../hub/hub.ts'),
      import('../../hub/ports.node.ts'),
    ]);
    const fingerprint = await changeHubKey({ dataDir: data, ports: nodePorts, ...postgresOf(data) });
    const label = terminal.locale === 'ru' ? 'отпечаток' : 'fingerprint';
    terminal.say(values.json ? JSON.stringify({ fingerprint }) : `${label} ${fingerprint}`);
    return 0;
  },
});
