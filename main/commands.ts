import type { DeviceCommands } from './device-commands.ts';
import { writeDiagnosis } from './diagnosis.ts';
import { healthView } from './health.ts';
import { currentView } from './sale/current-view.ts';
import { KopilkaError } from '../shared/protocol/errors.ts';
import type { HelloView, Method, StatusView } from '../shared/protocol/page.ts';
import { retryFiscal } from './fiscal/retry.ts';
import type { Desk } from './sale/desk.ts';
import { dismissPrint, receiptPicture, retryPrint } from './sale/prints.ts';
import type { ReadModel } from './sale/read-model.ts';
import type { PriceCheck } from './sale/price-check.ts';
import type { ScanRead } from './sale/scan.ts';
import { saleService } from './sale/service.ts';
import type { Handler, SaleService } from './sale/service.ts';
import type { Sync } from './sync/sync.ts';
import { trainingCommands } from './training/side.ts';
import type { TrainingSide } from './training/side.ts';

export type Commands = { [M in Method]: Handler<M> };

export type CommandParts = {
  desk: Desk;
  readModel: ReadModel;
  sync: Sync | null;
  isDemo: boolean;
  dataDir: string;
  hello(): HelloView;
  status(): StatusView;
  devices: DeviceCommands;
  price: PriceCheck;
  report(error: unknown): void;
  training: TrainingSide;
};

const done: Record<string, never> = {};

/** Every method of the page's contract. */
export function commandTable(parts: CommandParts): { commands: Commands; scanned: SaleService['scanned'] } {
  const { desk, readModel, sync, isDemo, hello, report, devices, price, dataDir, status } = parts;
  const caught = (read: ScanRead) => devices.caught(read) || price.caught(read);
  const sale = saleService({ desk, receiptView: (id) => readModel.receipt(id), report });
  const commands: Commands = {
    ...sale.commands,
    ...devices.commands,
    ...trainingCommands(desk, parts.training),
    'sale.scan': (read) =>
      caught({ ...read, symbology: read.symbology ?? null }) ? currentView(desk) : sale.commands['sale.scan'](read),
    'price.begin'() {
      price.begin();
      return done;
    },
    'price.ask'({ sku }) {
      price.ask(sku);
      return done;
    },
    'price.end'() {
      price.end();
      return done;
    },
    'page.hello': hello,
    'page.setLocale'({ locale }) {
      desk.around.setLocale(locale);
      desk.deps.changed([]);
      return done;
    },
    'receipt.picture': ({ receipt }) => receiptPicture(desk, receipt),
    'print.retry'({ job }) {
      retryPrint(desk, job);
      return done;
    },
    'print.dismiss'({ job }) {
      dismissPrint(desk, job);
      return done;
    },
    'fiscal.retry'({ task }) {
      retryFiscal(desk, task);
      return done;
    },
    'collection.pull': ({ collection, checkpoint, limit }) => readModel.pull(collection, checkpoint, limit),
    'till.health'() {
      signedIn(desk);
      return healthView({ desk, dataDir });
    },
    'till.diagnose'() {
      signedIn(desk);
      return writeDiagnosis({ desk, dataDir, status, attention: () => readModel.attention() });
    },
    'demo.setNetwork'({ on }) {
      if (!isDemo || !sync) throw new KopilkaError('request.invalid', { path: 'method', problem: 'this is no demo' });
      sync.setNetwork(on);
      return done;
    },
  };
  return {
    commands,
    scanned(read) {
      if (!caught(read)) sale.scanned(read);
    },
  };
}

function signedIn({ around }: Desk): void {
  if (!around.cashier()) throw new KopilkaError('cashier.signedOut');
}
