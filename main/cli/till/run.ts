import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createAtolRegister } from '../../../drivers/fiscal/atol/client.node.ts';
import { createSimulatedTerminal } from '../../../drivers/terminal/simulated.ts';
import { openBrowserHost } from '../../host/browser.ts';
import { ensurePage } from '../../host/bundle.ts';
import { openIdentity } from '../../identity/till-key.ts';
import { nodePorts } from '../../ports.node.ts';
import { openTill } from '../../till.ts';
import type { Till, TillDeps } from '../../till.ts';
import type { Terminal } from '../command.ts';
import { trust } from '../trust.ts';
import { deviceSetup } from './devices.ts';
import type { TillSettings } from './settings.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** What a customer takes to tap a card on the simulated terminal. */
const cardMs = 1200;

export type RunOptions = {
  dataDir: string;
  keyDir: string;
  port: number;
  settings: TillSettings;
  /** Introduces the till to its hub first. */
  ticket: { code: string; fingerprint: string } | null;
  /** Changes the till's key first. */
  rotateKey: boolean;
};

/** Runs a till behind a page on loopback until it is told to stop. Addresses go to stdout, everything else to stderr. */
export async function runTill(options: RunOptions, terminal: Terminal): Promise<number> {
  const report = (error: unknown) => terminal.tell(logLine(error));
  const till = openTillAsSet(options, report);
  try {
    if (options.ticket) await till.sync?.enrol(options.ticket);
    if (options.rotateKey) await till.sync?.rotateKey();
    await servePage(till, options.port, terminal, report);
  } finally {
    await till.close();
  }
  return 0;
}

/** The till with the devices its settings name, whichever host then shows its page. */
export function openTillAsSet(
  { dataDir, keyDir, settings }: Pick<RunOptions, 'dataDir' | 'keyDir' | 'settings'>,
  report: (error: unknown) => void,
): Till {
  if (settings.ca !== null) trust(settings.ca);
  const devices = deviceSetup(dataDir, settings);
  const { printer, logo } = devices.printer(devices.settings.printer);
  const { labels, phoneCountry, lockAfterMinutes } = settings;
  const lockAfterMs = lockAfterMinutes === 0 ? null : lockAfterMinutes * 60_000;
  const config = { till: settings.till, dataDir, hubUrl: settings.hub, logo, labels, phoneCountry, lockAfterMs };
  return openTill(config, nodePorts, {
    identity: openIdentity({ keyDir, random: nodePorts.random }),
    fetch: globalThis.fetch,
    printer,
    devices,
    terminal: settings.terminal === 'simulated' ? createSimulatedTerminal(tapCard) : null,
    fiscal: fiscalOf(settings),
    report,
  });
}

function fiscalOf({ fiscal: url, taxation, fiscalPoints: reading }: TillSettings): TillDeps['fiscal'] {
  return url === null ? null : { register: createAtolRegister({ url, taxation }), reading };
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

function tapCard(): Promise<void> {
  return new Promise((resolve) => void nodePorts.timers.after(cardMs, resolve));
}

function logLine(error: unknown): string {
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return JSON.stringify({ at: new Date(nodePorts.clock.nowMs()).toISOString(), level: 'error', problem });
}
