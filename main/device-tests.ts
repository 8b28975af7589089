import { encodeJob } from '../drivers/printer/escpos/encode.ts';
import type { PrintResult } from '../drivers/printer/job.ts';
import type { CodeMeaning } from '../drivers/scanner/decide.ts';
import { KopilkaError } from '../shared/protocol/errors.ts';
import type { DeviceTest } from '../shared/protocol/device-kinds.ts';
import type { DeviceTestView } from '../shared/protocol/devices.ts';
import { customerTexts } from '../shared/i18n/customer.ts';
import { drawerDocument } from '../shared/receipt/blocks.ts';
import type { ReceiptDocument } from '../shared/receipt/blocks.ts';
import { receiptDocument } from '../shared/receipt/document.ts';
import type { Desk } from './sale/desk.ts';
import { paperSources } from './sale/paper.ts';
import { head } from './sale/receipt.ts';
import { meaningOf } from './sale/scan.ts';
import type { ScanRead } from './sale/scan.ts';
import type { Devices } from './till-devices.ts';

/** How long the till waits for a code to be scanned. */
const scanMs = 20_000;

export type DeviceTests = {
  run(test: DeviceTest): Promise<DeviceTestView>;
  caught(read: ScanRead): boolean;
  end(): void;
};

/** A look whether a device does what it is for. Nothing of it is a sale's. */
export function deviceTests(desk: Desk, devices: Pick<Devices, 'printNow' | 'show' | 'weigh'>): DeviceTests {
  let waiter: ((read: ScanRead | null) => void) | null = null;

  async function print(document: ReceiptDocument): Promise<DeviceTestView> {
    const { printer, logo } = desk.deps.settings;
    const result = printer && (await devices.printNow(encodeJob(document, printer, logo)));
    if (!result) throw new KopilkaError('device.none');
    return printed(result);
  }
  function end(): void {
    waiter?.(null);
  }
  async function awaitScan(): Promise<DeviceTestView> {
    // What lies on the counter is not to be missed for a test.
    if (desk.counter.sale) throw new KopilkaError('sale.open');
    end();
    const read = await new Promise<ScanRead | null>((resolve) => {
      const cancel = desk.deps.ports.timers.after(scanMs, () => mine(null));
      const mine = (found: ScanRead | null) => {
        cancel();
        if (waiter === mine) waiter = null;
        resolve(found);
      };
      waiter = mine;
    });
    if (!read) return { kind: 'noScan' };
    const meaning = meaningOf(desk, read);
    return { kind: 'scanned', code: read.code.slice(0, 200), meaning: meaning.kind, good: goodOf(desk, meaning) };
  }

  const runs: Record<DeviceTest, () => Promise<DeviceTestView>> = {
    page: () => print(noted(desk, 'page', testPage(desk))),
    drawer: () => print(noted(desk, 'drawer', drawerDocument(desk.around.locale()))),
    beep: () => print({ version: 1, locale: desk.around.locale(), blocks: [{ kind: 'beep' }] }),
    async lines() {
      const { welcome } = customerTexts[desk.around.locale()];
      const shown = devices.show((columns) => [welcome.slice(0, columns), ruler(columns)]);
      if (!shown) throw new KopilkaError('device.none');
      return { kind: 'shown', lines: [...shown] };
    },
    weight: async () => ({ kind: 'read', weight: await devices.weigh() }),
    scan: awaitScan,
  };
  return {
    run: (test) => runs[test](),
    end,
    caught(read) {
      if (!waiter) return false;
      waiter(read);
      return true;
    },
  };
}

/** Who had paper or the drawer come out is in the journal before it does. */
function noted(desk: Desk, test: 'page' | 'drawer', document: ReceiptDocument): ReceiptDocument {
  desk.write({ records: [{ kind: 'device.tested', test }] });
  return document;
}

function testPage(desk: Desk): ReceiptDocument {
  const { printer } = desk.deps.settings;
  if (!printer) throw new KopilkaError('device.none');
  const { name, widthChars } = printer;
  const common = head(desk.around.now(), paperSources(desk));
  return receiptDocument({ kind: 'test', ...common, printer: name, widthChars }, desk.around.locale());
}

function printed(result: PrintResult): DeviceTestView {
  if (result.kind === 'confirmed') return { kind: 'printed' };
  return result.reason === 'no-back-channel' ? { kind: 'unheard' } : { kind: 'fault', reason: result.reason };
}

function goodOf({ deps }: Desk, meaning: CodeMeaning): { ru: string; en: string } | null {
  if (meaning.kind === 'product') return deps.replica.findGoodByBarcode(meaning.gtin)?.name ?? null;
  return 'sku' in meaning ? (deps.replica.get('good', meaning.sku)?.name ?? null) : null;
}

function ruler(columns: number): string {
  return Array.from({ length: columns }, (_, index) => String((index + 1) % 10)).join('');
}
