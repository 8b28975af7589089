import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPrinterEmulator } from '../../drivers/printer/emulator/tcp.node.ts';
import type { Printer } from '../../drivers/printer/job.ts';
import { createPicturePrinter } from '../../drivers/printer/picture/printer.ts';
import { findProfile } from '../../drivers/printer/profiles.ts';
import { createTcpPrinter } from '../../drivers/printer/tcp.node.ts';
import { demoFolder } from '../../main/cli/demo/folder.ts';
import { startDemo } from '../../main/cli/demo/start.ts';
import { shopIn } from '../../main/demo/folder-shop.ts';
import { ean13 } from '../../main/demo/goods.ts';
import { openIdentity } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import { inTurns } from './in-turns.ts';
import { median, percentile, timeRow } from './row.ts';
import type { Bench, Row } from './row.ts';

/**
 * From payment to its answer at a till whose printer has died on the line: it takes the connection and never says a word. Beside it the same
 * sale where the printer confirms at once, and where there is none, so that not even a job is stored.
 */

const profile = findProfile('epson-80')!;
const sales = 400;
const milk = ean13('240000000001');
const fail = (error: unknown) => {
  throw error;
};

export const printQueueBench: Bench = {
  name: 'print-queue',
  async run(): Promise<Row[]> {
    const root = mkdtempSync(join(tmpdir(), 'kopilka-bench-'));
    const shop = await furnishedShop(root);
    const emulator = await startPrinterEmulator({ profile, onReceipt: () => undefined });
    emulator.machine.do({ after: null, fault: { kind: 'state', change: { stalled: true } } });
    const dead = createTcpPrinter({ host: '127.0.0.1', port: emulator.port }, profile);
    const tills = {
      dead: shop('dead', dead),
      well: shop(
        'well',
        createPicturePrinter(profile, () => undefined),
      ),
      none: shop('none', null),
    };
    const toWell = await compare(tills.dead, tills.well);
    const toNone = await compare(tills.dead, tills.none);
    for (const till of Object.values(tills)) await till.close();
    await emulator.close();
    rmSync(root, { recursive: true });
    return [
      timeRow('print-queue', median(toWell.ours), 'a printer that confirms', median(toWell.theirs), 'ms', 0.9),
      timeRow(
        'print-queue-p99',
        percentile(toWell.ours, 99),
        'a printer that confirms',
        percentile(toWell.theirs, 99),
        'ms',
        0.5,
      ),
      timeRow('print-queue-none', median(toNone.ours), 'no printer, no job', median(toNone.theirs), 'ms', 0.5),
    ];
  },
};

/** The demo shop in a folder, and tills that each have a copy of it, off line. */
async function furnishedShop(root: string): Promise<(name: string, printer: Printer | null) => Till> {
  const folder = demoFolder(join(root, 'demo'), true);
  const demo = shopIn(undefined);
  await (await startDemo(folder, demo, fail)).close();
  return (name, printer) => {
    const dataDir = join(root, name);
    cpSync(folder.till, dataDir, { recursive: true });
    const identity = openIdentity({ keyDir: folder.keys, random: nodePorts.random });
    const deps = { identity, fetch: globalThis.fetch, printer, devices: null, terminal: null, report: fail };
    return openTill({ till: demo.till, dataDir, hubUrl: null }, nodePorts, deps);
  };
}

/** Times payments alone: what is rung before them takes as long everywhere. */
async function compare(ours: Till, theirs: Till) {
  const times = new Map<Till, number[]>([
    [ours, []],
    [theirs, []],
  ]);
  const sell = (till: Till) => async () => {
    const { totals } = await till.handle('sale.scan', { code: milk, source: 'typed' });
    const started = performance.now();
    await till.handle('sale.payCash', { amountMinor: totals.leftMinor });
    times.get(till)!.push(performance.now() - started);
  };
  await inTurns(sell(ours), sell(theirs), { ours: sales, theirs: sales });
  return { ours: times.get(ours)!.slice(-sales), theirs: times.get(theirs)!.slice(-sales) };
}
