import { fileURLToPath } from 'node:url';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { defineCommand } from './command.ts';
import type { Terminal } from './command.ts';
import { readJson } from './document.ts';
import { storeUrl } from './hub-store.ts';

const defaultProgramme = fileURLToPath(new URL('../../examples/replay/programme.json', import.meta.url));

export const command = defineCommand({
  name: 'replay',
  summary: {
    ru: 'Пробивает папку настоящих чеков на настоящих кассах и хабе, с обрывами связи, и доказывает, что книги сходятся.',
    en: 'Rings a folder of real receipts on real tills and a hub, with the network cut, and proves that the books are right.',
  },
  positionals: ['DIR'],
  options: {
    programme: {
      type: 'string',
      value: 'FILE',
      help: { ru: 'программа (по умолчанию examples/replay)', en: 'programme (by default that of examples/replay)' },
    },
    'offline-share': {
      type: 'string',
      value: '0.33',
      help: { ru: 'доля чеков при закрытом порте хаба', en: "share of the receipts with the hub's port closed" },
    },
    tills: {
      type: 'string',
      value: '1',
      help: { ru: 'сколько касс делят чеки (1-8)', en: 'how many tills share the receipts (1-8)' },
    },
    store: {
      type: 'string',
      value: 'URL',
      help: {
        ru: 'пустая база PostgreSQL для хаба: postgres://user@host/base, пароль из PGPASSWORD (по умолчанию файл)',
        en: 'an empty PostgreSQL database for the hub: postgres://user@host/base, password from PGPASSWORD (by default a file)',
      },
    },
    json: { type: 'boolean', help: { ru: 'итог одним объектом JSON', en: 'summary as one JSON object' } },
  },
  example: 'npx kopilka replay test/fixtures/data/online-retail --tills 4 --json',
  async run({ values, positionals, terminal }) {
    const [{ runReplay }, { mostTills }, { summaryOf, summaryText }] = await Promise.all([
      import('./replay/run.ts'),
      import('../replay/books.ts'),
      import('./replay/summary.ts'),
    ]);
    const ended = await runReplay({
      dir: positionals[0]!,
      programme: readJson(values.programme ?? defaultProgramme, terminal.locale) as Record<string, unknown>,
      offlineShare: readShare(values['offline-share']),
      tills: readTills(values.tills, mostTills),
      store: values.store === undefined ? undefined : storeUrl('--store', values.store),
      onProgress: terminal.interactive ? progressBar() : () => undefined,
    });
    const summary = summaryOf(ended);
    terminal.say(values.json ? JSON.stringify(summary) : summaryText(summary));
    return tellFaults(ended.faults, terminal);
  },
});

const faultsTold = 20;

function tellFaults(faults: readonly string[], terminal: Terminal): number {
  for (const fault of faults.slice(0, faultsTold)) terminal.tell(fault);
  if (faults.length > faultsTold) terminal.tell(`... ${faults.length - faultsTold} more`);
  return faults.length === 0 ? 0 : 1;
}

function readShare(text = '0.33'): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share < 1) return share;
  throw new KopilkaError('usage.value', { option: '--offline-share', wanted: '0 ... 0.99', value: text });
}

function readTills(text = '1', most: number): number {
  const tills = Number(text);
  if (Number.isInteger(tills) && tills >= 1 && tills <= most) return tills;
  throw new KopilkaError('usage.value', { option: '--tills', wanted: `1-${most}`, value: text });
}

const barWidth = 40;

/** One line of stderr, written over. */
function progressBar(): (done: number, total: number) => void {
  return (done, total) => {
    const filled = Math.round((barWidth * done) / total);
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
    process.stderr.write(`\r${bar} ${done}/${total}${done >= total ? '\n' : ''}`);
  };
}
