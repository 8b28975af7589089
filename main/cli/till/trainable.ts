import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createPicturePrinter } from '../../../drivers/printer/picture/printer.ts';
import { drawnProfile } from '../../../drivers/printer/profiles.ts';
import { createSimulatedTerminal } from '../../../drivers/terminal/simulated.ts';
import type { DemoCode, Event, HelloView, Method, Params, StatusView } from '../../../shared/protocol/page.ts';
import { identityOf } from '../../identity/till-key.ts';
import type { Ports } from '../../ports.ts';
import { openReplica } from '../../store/replica.ts';
import type { Replica } from '../../store/replica.ts';
import { openTill } from '../../till.ts';
import type { Till, TillConfig, TillDeps } from '../../till.ts';
import { furnishTraining } from '../../training/furnish.ts';
import type { TrainingSide } from '../../training/side.ts';

/** What a customer takes to tap a card. */
const cardMs = 1200;
/** Of every manager while somebody practises: a real PIN can be guessed at no place where guesses are forgotten. */
const managerPin = '000000';

/**
 * A till and, while somebody practises, a pretended one before it: files of its own inside the data folder, thrown away at the end; a copy of
 * goods and programme with people who are nobody; no hub, no fiscal register, a terminal that is none, and paper that is drawn for the
 * screen alone. Pages talk to the pretended one meanwhile; hosts and the hub go on talking to the real one.
 */
export function openTrainableTill(config: TillConfig, ports: Ports, deps: TillDeps): Till {
  const dataDir = join(config.dataDir, 'training');
  const listeners = new Map<(event: Event) => void, () => void>();
  let pretended: Till | null = null;
  let turning = Promise.resolve();
  /** One after another: whoever presses twice begins once. */
  const inTurn = (work: () => Promise<void>) => (turning = turning.then(work, work));
  const shown = () => pretended ?? real;

  /** Every page begins anew with the till it now talks to. */
  async function turnTo(till: Till | null): Promise<void> {
    pretended = till;
    for (const [listener, leave] of listeners) {
      leave();
      listeners.set(listener, shown().subscribe(listener));
    }
    const data = await shown().handle('page.hello', {});
    for (const listener of listeners.keys()) listener({ type: 'event', topic: 'hello', data });
  }

  async function begin(shop: Replica): Promise<void> {
    if (pretended) return;
    const { status, locale } = await real.handle('page.hello', {});
    clear(dataDir);
    const demo = furnished(shop, dataDir, { till: config.till, ports });
    const till = openTill({ ...config, dataDir, hubUrl: null, demo }, ports, pretendedDeps(deps, ports, side));
    try {
      await seat(till, status.cashier, locale);
    } catch (error) {
      await till.close();
      throw error;
    }
    await turnTo(till);
  }

  async function finish(): Promise<void> {
    const over = pretended;
    if (!over) return;
    await turnTo(null);
    await over.close();
    clear(dataDir);
  }

  const side: Omit<TrainingSide, 'isOn'> = {
    start: (shop) => inTurn(() => begin(shop)),
    end: () => inTurn(finish),
    scanned(read) {
      pretended?.scanned(read);
      return pretended !== null;
    },
  };
  clear(dataDir);
  const real = openTill(config, ports, { ...deps, training: { ...side, isOn: false } });

  return {
    sync: real.sync,
    plugin: real.plugin,
    scanned: real.scanned,
    train: real.train,
    handle: <M extends Method>(method: M, params: Params<M>) => shown().handle(method, params),
    subscribe(listener) {
      listeners.set(listener, shown().subscribe(listener));
      return () => {
        listeners.get(listener)?.();
        return listeners.delete(listener);
      };
    },
    async close() {
      await inTurn(finish);
      await real.close();
    },
  };
}

function furnished(shop: Replica, dataDir: string, places: { till: string; ports: Ports }): DemoCode[] {
  const replica = openReplica(join(dataDir, 'replica.db'));
  try {
    return furnishTraining(shop, replica, places);
  } finally {
    replica.close();
  }
}

/** Nothing that is plugged in, and a PIN key that no real verifier was made with. */
function pretendedDeps(deps: TillDeps, { random, timers }: Ports, side: Omit<TrainingSide, 'isOn'>): TillDeps {
  const { fetch, printer, terminal, report } = deps;
  const tap = () => new Promise<void>((resolve) => void timers.after(cardMs, resolve));
  return {
    identity: identityOf(random.bytes(32)),
    fetch,
    // The page asks for a receipt's picture when it shows one: nothing is kept here.
    printer: createPicturePrinter(printer?.profile ?? drawnProfile(), () => undefined),
    devices: null,
    terminal: terminal && createSimulatedTerminal(tap),
    report,
    training: { ...side, isOn: true, scanned: () => false },
  };
}

/** Managers have the PIN of practice; whoever began it is at the till, in the language they read. */
async function seat(till: Till, who: StatusView['cashier'], locale: HelloView['locale']): Promise<void> {
  const { cashiers } = await till.handle('page.hello', {});
  for (const { id, role } of cashiers) {
    if (role !== 'manager') continue;
    await till.handle('cashier.signIn', { cashier: id });
    await till.handle('cashier.setPin', { cashier: id, pin: managerPin });
  }
  const pin = who?.role === 'manager' ? { pin: managerPin } : {};
  if (who) await till.handle('cashier.signIn', { cashier: who.id, ...pin });
  else await till.handle('cashier.signOut', {});
  await till.handle('page.setLocale', { locale });
}

/** What a crash left of practice goes with the next start. */
function clear(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
}
