import { appendFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import type { PrintResult, Printer } from '../../../drivers/printer/job.ts';
import { findProfile } from '../../../drivers/printer/profiles.ts';
import type { Terminal, TerminalResult } from '../../../drivers/terminal/terminal.ts';
import { demoTillId } from '../../../main/demo/shop.ts';
import { openIdentity } from '../../../main/identity/till-key.ts';
import { nodePorts } from '../../../main/ports.node.ts';
import { openTill } from '../../../main/till.ts';
import type { Till } from '../../../main/till.ts';
import type { Method, Params, ReceiptView } from '../../../shared/protocol/page.ts';
import { serveParent } from './channel.ts';
import { killAt } from './kill-at.ts';

export type TillOrder = { folder: string; notes: string; hubUrl: string };

/** A till whose customer, terminal and printer are with the parent. What it acknowledges it notes at once, in a file. */
const opened = { till: null as Till | null, notes: '', die: killAt(''), commits: 0 };
const acknowledged = new Set<string>();
const failures: unknown[] = [];

const channel = serveParent({
  open(order: TillOrder): void {
    const { folder, hubUrl } = order;
    const die = killAt(order.notes);
    const till = openTill({ till: demoTillId, dataDir: join(folder, 'till'), hubUrl, demo: [] }, nodePorts, {
      identity: openIdentity({ keyDir: join(folder, 'keys'), random: nodePorts.random }),
      fetch: globalThis.fetch,
      printer: printer(),
      devices: null,
      terminal: terminal(),
      crash(name) {
        if (name === 'commit.after') opened.commits += 1;
        die(name);
      },
      report: (error) => failures.push(error),
    });
    till.subscribe((event) => {
      // A page that is told a receipt is done has an acknowledged sale.
      if (event.topic === 'sale' && event.data.done) acknowledge(event.data.done.receipt, event.data.done);
    });
    Object.assign(opened, { till, notes: order.notes, die });
    flushCompileCache();
  },

  async handle({ method, params }: { method: Method; params: Params<Method> }): Promise<unknown> {
    const result = await theTill().handle(method, params);
    if (failures.length > 0) throw failures[0];
    if (method === 'return.commit') {
      const view = result as ReceiptView;
      acknowledge(view.id, view);
    }
    return result;
  },

  enrol: (ticket: { code: string; fingerprint: string }) => theTill().sync?.enrol(ticket),
  sync: () => theTill().sync?.status(),
  /** Transactions of the journal that came back since the start. */
  commits: () => opened.commits,
  close: () => theTill().close(),
});

function theTill(): Till {
  if (!opened.till) throw new Error('the till is not open');
  return opened.till;
}

type Paper = { number: number; dueMinor: number };

/** On its way to the disk before the till does anything more; it outlives the process. */
function acknowledge(receipt: string, { number, dueMinor }: Paper): void {
  if (acknowledged.has(receipt)) return;
  acknowledged.add(receipt);
  appendFileSync(opened.notes, `ack ${receipt} ${number} ${dueMinor}\n`);
  opened.die('acknowledged');
}

function terminal(): Terminal {
  const at = (call: string) => (argument: unknown) => channel.call<TerminalResult>(`terminal.${call}`, argument);
  return { authorise: at('authorise'), refund: at('refund'), ask: at('ask') };
}

function printer(): Printer {
  const profile = findProfile('epson-80');
  if (!profile) throw new Error('no profile');
  return {
    profile,
    probe: () => Promise.resolve({ kind: 'ready', paperLow: false }),
    print: (job) => channel.call<PrintResult>('printer.print', Buffer.from(job).toString('base64')),
  };
}
