import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openBrowserHost } from '../../host/browser.ts';
import { ensurePage } from '../../host/bundle.ts';
import { logLine } from '../../log.ts';
import { nodePorts } from '../../ports.node.ts';
import type { Till } from '../../till.ts';
import type { Terminal } from '../command.ts';
import { openTillAsSet } from './open.ts';
import { servePlugin } from './plugin.ts';
import type { TillSettings } from './settings.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

export type RunOptions = {
  dataDir: string;
  keyDir: string;
  port: number;
  settings: TillSettings;
  /** Introduces the till to its hub first. */
  ticket: { code: string; fingerprint: string } | null;
  /** Changes the till's key first. */
  rotateKey: boolean;
  /** Begins with practice. */
  training: boolean;
};

/** Runs a till behind a page on loopback until it is told to stop. Addresses go to stdout, everything else to stderr. */
export async function runTill(options: RunOptions, terminal: Terminal): Promise<number> {
  const report = (error: unknown) => terminal.tell(logLine(error, nodePorts.clock.nowMs()));
  const till = openTillAsSet(options, report);
  try {
    if (options.ticket) await till.sync?.enrol(options.ticket);
    if (options.rotateKey) await till.sync?.rotateKey();
    if (options.training) await till.train();
    await serve(till, options, terminal, report);
  } finally {
    await till.close();
  }
  return 0;
}

async function serve(
  till: Till,
  { port, dataDir, settings: { plugin: place } }: RunOptions,
  terminal: Terminal,
  report: (error: unknown) => void,
): Promise<void> {
  const others = place === null ? null : await servePlugin(till, { place, dataDir }, terminal, report);
  try {
    await servePage(till, port, terminal, report);
  } finally {
    await others?.close();
  }
}

async function servePage(
  till: Till,
  port: number,
  terminal: Terminal,
  report: (error: unknown) => void,
): Promise<void> {
  const pageFolder = await ensurePage(root);
  const host = await openBrowserHost({ till, pageFolder, ports: nodePorts, port, report });
  const hint = {
    ru: 'Откройте этот адрес в браузере в течение 30 секунд; Enter даст новый, Ctrl-C останавливает.',
    en: 'Open this address in a browser within 30 seconds; Enter gives another, Ctrl-C stops.',
  };
  terminal.tell(hint[terminal.locale]);
  terminal.say(host.address());
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => terminal.say(host.address()));
  if (!terminal.stop.aborted) await once(terminal.stop, 'abort');
  lines.close();
  await host.close();
}
