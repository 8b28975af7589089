import { expect } from 'vitest';
import { createAtolRegister } from '../../drivers/fiscal/atol/client.node.ts';
import { openAtolEmulator } from '../../drivers/fiscal/atol/emulator.node.ts';
import { atolTask } from '../../drivers/fiscal/atol/task.ts';
import type { FiscalPaper } from '../../drivers/fiscal/register.ts';
import { drawPage } from '../../drivers/printer/picture/page.ts';
import { pageText } from '../../drivers/printer/picture/text.ts';
import { openFiscalStation } from '../../main/fiscal/station.ts';
import { retryFiscal } from '../../main/fiscal/retry.ts';
import { nodePorts } from '../../main/ports.node.ts';
import type { PointsReading } from '../../shared/receipt/fiscal.ts';
import { profileOf } from '../receipts/pictures.ts';
import { Crash, openCounter } from '../sale/counter.ts';

/** Everything a till waits for comes sooner. */
const hurry = 50;
const timers = {
  after: (ms: number, run: () => void) => nodePorts.timers.after(Math.ceil(ms / hurry), run),
};
const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

/** A counter with its fiscal register behind HTTP. `waitMs`: how long paper waits, before it is hurried. */
export async function openFiscalShop(reading: PointsReading, { waitMs = 3_600_000 } = {}) {
  const emulator = await openAtolEmulator();
  const register = createAtolRegister({ url: emulator.url, taxation: 'osn', deadlineMs: 100 });
  const counter = openCounter({ fiscal: reading, timers });
  const died = { is: false };
  const start = () => openFiscalStation(counter.desk, { register, waitMs, onPaper: () => counter.model.paperMoved() });
  let station = start();
  counter.world.onFiscal = () => station.soon();
  const tasks = () => counter.journal.fiscalTasks;

  return {
    counter,
    emulator,
    register,
    tasks,
    state: () => station.state(),
    /** Where the till dies from now on: nothing it does after that is kept. `listen` is told of every point before. */
    dieAt(point: string | null, listen: (name: string) => void = () => undefined) {
      counter.onPoint = (name) => {
        if (died.is) throw new Crash(name);
        listen(name);
        if (name !== point) return;
        died.is = true;
        throw new Crash(name);
      };
    },
    isDead: () => died.is,
    async restart() {
      await station.close();
      counter.onPoint = () => undefined;
      died.is = false;
      counter.restart();
      station = start();
    },
    async until(what: () => boolean) {
      for (let i = 0; i < 5_000 && !what(); i += 1) await pause();
      expect(what()).toBe(true);
    },
    settled: () => tasks().open() === 0,
    /** The register is well: what waits goes through, and a person has what was refused registered again. */
    async heal() {
      emulator.suffer(null);
      const isOver = () => tasks().open() === 0 || died.is;
      for (;;) {
        await this.until(isOver);
        const refused = tasks().inState('refused');
        if (died.is || refused.length === 0) return;
        for (const { id } of refused) retryFiscal(counter.desk, id);
      }
    },
    /** The receipts at the register, and what the journal has for it; each in the order it came to be. */
    atRegister: () => emulator.documents().filter(({ type }) => type === 'sell' || type === 'sellReturn'),
    inJournal: () =>
      counter
        .records()
        .flatMap(({ body }) => (body.kind === 'sale' || body.kind === 'return' ? [body.receipt] : []))
        .map((receipt) => asTold(tasks().ofReceipt(receipt)!.paper)),
    attention: () =>
      counter.model.pull('attention', 0, 100).documents.flatMap((each) => ('code' in each ? [each.code] : [])),
    /** What came out of the printer for a receipt; null: it is held. */
    slip(receipt: string): string | null {
      const job = counter.journal.printJobs.ofReceipt(receipt).at(-1)!;
      return job.state === 'held' ? null : pageText(drawPage(job.bytes, profileOf('epson-80'))).join('\n');
    },
    async sell(sku = 'g038') {
      const { totals } = await counter.call('sale.add', { sku });
      const { done } = await counter.call('sale.payCash', { amountMinor: totals.leftMinor });
      return done!.receipt;
    },
    async close() {
      await station.close();
      counter.close();
      await emulator.close();
    },
  };
}

export type FiscalShop = Awaited<ReturnType<typeof openFiscalShop>>;

/** As the register reads it. */
function asTold(paper: FiscalPaper): unknown {
  return JSON.parse(JSON.stringify(atolTask(paper, 'osn')));
}
