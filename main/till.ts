import { join } from 'node:path';
import type { FiscalRegister } from '../drivers/fiscal/register.ts';
import type { Printer } from '../drivers/printer/job.ts';
import type { Dots } from '../drivers/printer/symbols/dots.ts';
import type { CodeConfig } from '../drivers/scanner/decide.ts';
import type { Terminal } from '../drivers/terminal/terminal.ts';
import { memberOfRecord } from '../shared/protocol/events.ts';
import type { RecordBody } from '../shared/protocol/journal.ts';
import type { DemoCode, Event, Method, Params, Results } from '../shared/protocol/page.ts';
import type { PointsReading } from '../shared/receipt/fiscal.ts';
import { commandTable } from './commands.ts';
import type { Commands } from './commands.ts';
import { openDeviceSide } from './device-side.ts';
import type { DeviceSetup } from './devices/setup.ts';
import { openEngines } from './engine.ts';
import { openFiscalStation } from './fiscal/station.ts';
import type { Identity } from './identity/till-key.ts';
import { noCrash } from './ports.ts';
import { openPlugin } from './plugin/service.ts';
import type { PluginService } from './plugin/service.ts';
import type { CrashPoints, Ports } from './ports.ts';
import type { SaleSettings } from './sale/deps.ts';
import { Desk } from './sale/desk.ts';
import { helloView } from './sale/hello.ts';
import { holdReplica } from './sale/held-replica.ts';
import { openPriceCheck } from './sale/price-check.ts';
import { createReadModel } from './sale/read-model.ts';
import type { ScanRead } from './sale/scan.ts';
import type { Handler } from './sale/service.ts';
import { shopClock } from './sale/shop-clock.ts';
import { startDesk } from './sale/start.ts';
import { askTerminal } from './sale/unknown.ts';
import { statusView } from './status.ts';
import { idleLock } from './shift/idle.ts';
import type { IdleLock } from './shift/idle.ts';
import { openJournal } from './store/journal.ts';
import { openReplica } from './store/replica.ts';
import type { LeasePort } from './sync/leases.ts';
import type { Fetch } from './sync/link.ts';
import { startSync } from './sync/sync.ts';
import type { Sync } from './sync/sync.ts';
import { tillEvents } from './till-events.ts';
import { trainingLeases } from './training/hub.ts';
import { noTraining } from './training/side.ts';
import type { TrainingSide } from './training/side.ts';

export type TillConfig = {
  till: string;
  /** journal.db and replica.db live here; the till's key does not. */
  dataDir: string;
  /** Null: a till that talks to no hub. */
  hubUrl: string | null;
  priceOverride?: 'manager' | 'anyone';
  leaseDeadlineMs?: number;
  phoneCountry?: string | null;
  labels?: CodeConfig['labels'];
  /** The shop's picture for the top of receipts, as wide as the printer takes. */
  logo?: Dots | null;
  /** How long a receipt on paper waits for its fiscal one. */
  fiscalWaitMs?: number;
  /** Nobody at the till for so long: the cashier is signed out. */
  lockAfterMs?: number | null;
  /** Room for journal.db, in pages: a disk that is full sooner. */
  maxPages?: number;
  /** Codes to click, and the network switch: a demo shop only. */
  demo?: DemoCode[];
};

/** What of the world is plugged in. Null: not there. */
export type TillDeps = {
  identity: Identity;
  fetch: Fetch;
  /** The one it begins with. */
  printer: Printer | null;
  /** How devices are set up here. Null: they are not, and nothing but the printer is there. */
  devices: DeviceSetup | null;
  terminal: Terminal | null;
  /** A fiscal register, and how it is told of points. */
  fiscal?: { register: FiscalRegister; reading: PointsReading } | null;
  crash?: CrashPoints;
  /** What it is to practice; left out: nobody practises on it. */
  training?: TrainingSide;
  /** Failures nobody asked for: bugs, a disk that refuses. */
  report(error: unknown): void;
};

export type Till = {
  /** One command of a page; its params are valid. Throws KopilkaError for what is refused. */
  handle<M extends Method>(method: M, params: Params<M>): Promise<Results[M]>;
  /** What a device read that is not this till's own: nobody waits for an answer. */
  scanned(read: ScanRead): void;
  /** Begins practice whatever is open: that stays as it stands. Throws `training.noShop`. */
  train(): Promise<void>;
  /** What other tills ask. */
  plugin: PluginService;
  /** The answer ends it. */
  subscribe(listener: (event: Event) => void): () => void;
  /** Connection, enrolment and the network switch; null for a till without a hub. */
  sync: Sync | null;
  /** Waits for no customer and no terminal: what was acknowledged is on the disk, and the next start goes on from there. */
  close(): Promise<void>;
};

const defaults = {
  priceOverride: 'manager',
  leaseDeadlineMs: 1000,
  phoneCountry: '7',
  labels: [{ prefix: '21', skuDigits: 5, holds: 'grams' }],
  logo: null,
  fiscalWaitMs: 5_000,
  lockAfterMs: null,
} satisfies Partial<TillConfig>;

/** A breath between two customers, in which the journal's log is emptied: no payment waits for that. */
const betweenCustomersMs = 500;

/** Puts a till together. Throws what opening the journal throws. */
export function openTill(config: TillConfig, ports: Ports, deps: TillDeps): Till {
  const { till, dataDir, hubUrl, maxPages, demo = null, fiscalWaitMs = defaults.fiscalWaitMs } = config;
  const { crash = noCrash, identity, fetch, report, printer, devices: setup, training = noTraining } = deps;
  const replica = openReplica(join(dataDir, 'replica.db'));
  const { now } = shopClock({ replica, till, clock: ports.clock });
  const journal = openJournal({ file: join(dataDir, 'journal.db'), till, ports, now, crash, maxPages });
  // What is put together below speaks to each other only once all of it stands: nothing here calls back at once.
  const isBusy = () => desk.counter.sale !== null;
  const held = holdReplica(replica, isBusy, (changed) => events.replicaChanged(changed), report);
  const onChange = () => {
    events.statusChanged();
    keepLeases();
  };
  const sync =
    hubUrl === null ? null : startSync({ journal, replica: held.feed, hubUrl, identity, ports, fetch, now, onChange });
  const desk: Desk = new Desk({
    till,
    ports,
    pinKey: identity.pinKey,
    crash,
    journal,
    replica,
    engines: openEngines(),
    leases: sync?.leases ?? (training.isOn ? trainingLeases({ journal, replica, till, ports }) : noHub),
    terminal: deps.terminal,
    settings: settingsOf(config, deps),
    freshen: held.release,
    online: () => training.isOn || sync?.status().state === 'online',
    tell: (notice) => events.tell(notice),
    report,
    changed(records) {
      events.deskChanged(records.map(({ kind }) => kind));
      if (records.length > 0) sync?.kick(records.some(isWaitedFor) ? 'now' : 'gently');
      onceFree.soon();
    },
    peopleChanged: () => events.peopleChanged(),
    printSoon: () => devices.printSoon(),
    fiscalSoon: () => fiscal.soon(),
  });
  const onceFree = whenFree(ports.timers, isBusy, report, { atOnce: held.release, later: journal.emptyLog });
  const readModel = createReadModel(desk);
  const status = () => statusView({ desk, sync, devices, fiscal, demo: demo !== null });
  const price = openPriceCheck(desk, () => events.priceChecked());
  const hello = () => helloView(desk, { status: status(), priceCheck: price.view(), demo });
  const shown = { desk, hello, status };
  const events = tillEvents({ ...shown, readModel, timers: ports.timers, price });
  const idle = idleLock(desk, desk.deps.settings.lockAfterMs);
  const onScan = seenBy(idle, (read) => training.scanned(read) || scanned(read));
  const devices = openDeviceSide({ ...shown, printer, setup, events, onScan });
  const parts = { ...shown, readModel, sync, isDemo: demo !== null, report, devices, price, dataDir, training };
  const { commands, scanned } = commandTable(parts);
  const onPaper = () => events.paperChanged();
  const fiscal = openFiscalStation(desk, { register: deps.fiscal?.register, waitMs: fiscalWaitMs, onPaper });
  const plugin = openPlugin(desk, hello);
  const keepLeases = startDesk(desk, report);
  askTerminal(desk).catch(report);

  return {
    sync,
    plugin: plugin.calls,
    scanned: onScan,
    train: () => training.start(replica),
    subscribe: events.subscribe,
    handle: handling(commands, idle),
    async close() {
      for (const each of [desk, idle, events, price, onceFree, plugin]) each.close();
      await Promise.all([sync?.stop(), devices.close(), fiscal.close()]);
      journal.close();
      replica.close();
    },
  };
}

/** Whoever scans is at the till. */
function seenBy(idle: IdleLock, take: (read: ScanRead) => void): (read: ScanRead) => void {
  return (read) => {
    take(read);
    idle.seen();
  };
}

/** What nobody at the counter is to wait for: done after the last `soon`, unless the counter is busy again by then. */
function whenFree(
  timers: Ports['timers'],
  isBusy: () => boolean,
  report: (error: unknown) => void,
  { atOnce, later }: { atOnce: () => void; later: () => void },
): { soon(): void; close(): void } {
  let cancels: (() => void)[] = [];
  const close = () => cancels.forEach((cancel) => cancel());
  const attempt = (run: () => void) => {
    try {
      if (!isBusy()) run();
    } catch (error) {
      report(error);
    }
  };
  return {
    soon() {
      close();
      cancels = [timers.after(0, () => attempt(atOnce)), timers.after(betweenCustomersMs, () => attempt(later))];
    },
    close,
  };
}

function handling(commands: Commands, idle: IdleLock): Till['handle'] {
  return async <M extends Method>(method: M, params: Params<M>) => {
    idle.asked(method);
    const handler: Handler<M> = commands[method];
    return handler(params);
  };
}

/** It knows no other till's receipts either. */
const noHub: LeasePort = {
  request: (request) =>
    Promise.resolve('receipt' in request ? { kind: 'refused', reason: 'unknownReceipt' } : { kind: 'offline' }),
  receipts: () => Promise.resolve([]),
};

function settingsOf(config: TillConfig, { printer, fiscal, training }: TillDeps): SaleSettings {
  const { priceOverride, leaseDeadlineMs, phoneCountry, labels, logo, lockAfterMs } = { ...defaults, ...config };
  return {
    priceOverride,
    leaseDeadlineMs,
    phoneCountry,
    labels,
    logo,
    lockAfterMs,
    printer: printer?.profile ?? null,
    fiscal: fiscal?.reading ?? null,
    isTraining: training?.isOn ?? false,
  };
}

/** What moves a member's points and rights, or gives back what another till may ask for. */
function isWaitedFor(body: RecordBody): boolean {
  return body.kind === 'lease.closed' || memberOfRecord({ body }) !== null;
}
