import { createAtolRegister } from '../../../drivers/fiscal/atol/client.node.ts';
import { createSimulatedTerminal } from '../../../drivers/terminal/simulated.ts';
import { openIdentity } from '../../identity/till-key.ts';
import { nodePorts } from '../../ports.node.ts';
import type { Till, TillDeps } from '../../till.ts';
import { openTrainableTill } from './trainable.ts';
import { trust } from '../trust.ts';
import { deviceSetup } from './devices.ts';
import type { TillSettings } from './settings.ts';

/** What a customer takes to tap a card on the simulated terminal. */
const cardMs = 1200;

/** The till with the devices its settings name, whichever host then shows its page. */
export function openTillAsSet(
  { dataDir, keyDir, settings }: { dataDir: string; keyDir: string; settings: TillSettings },
  report: (error: unknown) => void,
): Till {
  if (settings.ca !== null) trust(settings.ca);
  const devices = deviceSetup(dataDir, settings);
  const { printer, logo } = devices.printer(devices.settings.printer);
  const { labels, phoneCountry, lockAfterMinutes } = settings;
  const lockAfterMs = lockAfterMinutes === 0 ? null : lockAfterMinutes * 60_000;
  const config = { till: settings.till, dataDir, hubUrl: settings.hub, logo, labels, phoneCountry, lockAfterMs };
  return openTrainableTill(config, nodePorts, {
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

function tapCard(): Promise<void> {
  return new Promise((resolve) => void nodePorts.timers.after(cardMs, resolve));
}
