import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { openBooks } from '../../main/replay/books.ts';
import type { Promised } from './cashier.ts';
import type { Devices } from './devices.ts';
import type { World } from './world.ts';

/**
 * What the two databases, the terminal and the printer say once all is over, read with SQL and JSON alone: no code of till, hub
 * or engine stands between the files and the verdict.
 */
export type Proof = {
  records: number;
  sales: number;
  returns: number;
  charges: number;
  papers: number;
  faults: string[];
};

type Row = { epoch: string; seq: number; hash: string; kind: string; bytes: Buffer };
type Payment = { id: string; kind: 'cash' | 'card'; amountMinor: number };
type Body = Record<string, unknown> & {
  kind: string;
  receipt?: string;
  number?: number;
  ofReceipt?: string;
  intent?: string;
  direction?: string;
  amountMinor?: number;
  result?: string;
  payments?: Payment[];
  money?: { totals: { netMinor?: number; refundMinor?: number } };
};
type Written = Row & { prev: string; body: Body };

/** Both programs must have ended. */
export async function prove({ folder, devices, counter, acknowledged }: World): Promise<Proof> {
  const [journalFile, hubFile] = [join(folder, 'till/journal.db'), join(folder, 'hub/hub.db')];
  const journal = new Database(journalFile, { readonly: true });
  const rows = journal.prepare<[], Row>('select epoch, seq, hash, kind, bytes from records order by ord').all();
  const records = rows.map((row): Written => ({ ...row, ...(JSON.parse(row.bytes.toString()) as Written) }));
  const receipts = records.filter(({ body }) => body.kind === 'sale' || body.kind === 'return');
  const faults = [
    ...chainFaults(records),
    ...acknowledgedFaults(acknowledged(), receipts),
    ...promiseFaults(counter.promised, records),
    ...numberFaults(receipts),
    ...(await cardFaults(devices, records)),
    ...paperFaults(devices, journal),
    ...leftOverFaults(journal),
    ...hubFaults(hubFile),
    ...bookFaults(journalFile, hubFile),
  ];
  journal.close();
  const kinds = (kind: string) => receipts.filter(({ body }) => body.kind === kind).length;
  const [sales, returns] = [kinds('sale'), kinds('return')];
  const papers = devices.papers.size;
  return { records: records.length, sales, returns, charges: devices.calls.length, papers, faults };
}

function chainFaults(records: readonly Written[]): string[] {
  const faults: string[] = [];
  const epochs = new Set(records.map(({ epoch }) => epoch));
  // Its own memory of itself was never lost: no second life began.
  if (epochs.size !== 1) faults.push(`${epochs.size} epochs in the journal`);
  let prev = '0'.repeat(64);
  for (const [index, record] of records.entries()) {
    const hash = createHash('sha256').update(record.bytes).digest('hex');
    if (hash !== record.hash || record.prev !== prev || record.seq !== index + 1)
      faults.push(`the chain breaks at ${record.seq}`);
    prev = record.hash;
  }
  return faults;
}

/** Each acknowledged receipt is there once, with the number and the sum that were told. */
function acknowledgedFaults(told: ReturnType<World['acknowledged']>, receipts: readonly Written[]): string[] {
  const faults: string[] = [];
  const known = new Map<string, Body>();
  for (const { body } of receipts) {
    if (known.has(body.receipt!)) faults.push(`receipt ${body.receipt} is recorded twice`);
    known.set(body.receipt!, body);
  }
  for (const [receipt, { number, netMinor }] of told) {
    const body = known.get(receipt);
    const { netMinor: sold, refundMinor } = body?.money?.totals ?? {};
    if (!body) faults.push(`acknowledged and lost: ${receipt}`);
    else if (body.number !== number || (sold ?? refundMinor) !== netMinor) {
      faults.push(`receipt ${receipt} was acknowledged as ${number} with ${netMinor}, recorded as ${body.number}`);
    }
  }
  return faults;
}

function promiseFaults(promised: readonly Promised[], records: readonly Written[]): string[] {
  return promised.flatMap(({ kinds, path, value }) => {
    const [name = '', index] = path.replace(']', '').split('[');
    const held = records.some(({ body }) => {
      const at = body[name];
      const found = index === undefined ? at : (at as unknown[] | undefined)?.[Number(index)];
      return (kinds as string[]).includes(body.kind) && found === value;
    });
    return held ? [] : [`promised and lost: ${kinds.join(' or ')} with ${path} ${value}`];
  });
}

/** Numbers on paper: each once, none left out. */
function numberFaults(receipts: readonly Written[]): string[] {
  const numbers = receipts.map(({ body }) => body.number!).toSorted((a, b) => a - b);
  const wrong = numbers.findIndex((number, index) => number !== index + 1);
  return wrong < 0 ? [] : [`receipt number ${wrong + 1} is missing or there twice`];
}

/** Terminal against journal: nothing asked without an intent, nothing asked twice, every kopeck on a receipt. */
async function cardFaults({ calls, resultOf, balanceMinor }: Devices, records: readonly Written[]): Promise<string[]> {
  const faults: string[] = [];
  const intents = new Map(
    records.flatMap(({ body }) => (body.kind === 'payment.intent' ? [[body.intent!, body]] : [])),
  );
  const asked = new Set<string>();
  for (const { intentId, direction, amountMinor } of calls) {
    const intent = intents.get(intentId);
    if (intent?.direction !== direction || intent.amountMinor !== amountMinor) {
      faults.push(`a ${direction} of ${amountMinor} at the terminal without its intent`);
    }
    if (asked.has(intentId)) faults.push(`intent ${intentId} was sent to the terminal twice`);
    asked.add(intentId);
  }
  let takenMinor = 0;
  for (const { body } of records) {
    if (body.kind !== 'sale' && body.kind !== 'return') continue;
    const sign = body.kind === 'sale' ? 1 : -1;
    const payments = body.payments ?? [];
    const sum = payments.reduce((total, { amountMinor }) => total + amountMinor, 0);
    const due = body.money?.totals[body.kind === 'sale' ? 'netMinor' : 'refundMinor'];
    if (sum !== due) faults.push(`${body.kind} ${body.number}: ${sum} paid, ${due} due`);
    for (const { id, kind, amountMinor } of payments) {
      if (kind !== 'card') continue;
      takenMinor += sign * amountMinor;
      if ((await resultOf(id)).kind !== 'approved') faults.push(`the terminal knows nothing of payment ${id}`);
    }
  }
  if (takenMinor !== balanceMinor()) faults.push(`${balanceMinor()} at the terminal, ${takenMinor} on receipts`);
  return faults;
}

/** No paper came out twice by itself, and none that is said to be out is missing. */
function paperFaults({ papers }: Devices, journal: Database.Database): string[] {
  const jobs = journal.prepare<[], { state: string; bytes: Buffer }>('select state, bytes from print_jobs').all();
  const stored = new Map<string, { confirmed: number; all: number }>();
  const faults: string[] = [];
  for (const { state, bytes } of jobs) {
    const paper = createHash('sha256').update(bytes).digest('hex');
    const before = stored.get(paper) ?? { confirmed: 0, all: 0 };
    stored.set(paper, { confirmed: before.confirmed + (state === 'confirmed' ? 1 : 0), all: before.all + 1 });
    if (state !== 'confirmed' && state !== 'unknown') faults.push(`a print job is left ${state}`);
  }
  for (const [paper, { confirmed, all }] of stored) {
    const printed = papers.get(paper) ?? 0;
    if (printed > all || printed < confirmed)
      faults.push(`${printed} papers of ${all} jobs, ${confirmed} of them confirmed`);
  }
  return faults;
}

function leftOverFaults(journal: Database.Database): string[] {
  const left = journal.prepare<[], { text: string | null }>("select text from state where key = 'openSale'").get();
  const { sale = null, giveBack = null } = JSON.parse(left?.text ?? '{}') as Record<string, unknown>;
  const leases = journal.prepare<[], { lease: string }>("select lease from leases where state = 'open'").all();
  return [
    ...(sale === null ? [] : ['a receipt is left open']),
    ...(giveBack === null ? [] : ['a return is left under way']),
    ...leases.map(({ lease }) => `the till still holds lease ${lease}`),
  ];
}

function hubFaults(hubFile: string): string[] {
  const hub = new Database(hubFile, { readonly: true });
  const alarms = hub.prepare<[], { kind: string; detail: string }>('select kind, detail from alarm').all();
  const leases = hub.prepare<[], { lease: string }>('select lease from lease where closed = 0').all();
  const held = hub
    .prepare<[], { points: number }>("select sum(points) as points from ledger where side like 'lease:%'")
    .get();
  hub.close();
  return [
    ...alarms.map(({ kind, detail }) => `the hub raises ${kind}: ${detail}`),
    ...leases.map(({ lease }) => `the hub still grants lease ${lease}`),
    ...((held?.points ?? 0) === 0 ? [] : [`${held?.points} points are still under leases`]),
  ];
}

function bookFaults(journalFile: string, hubFile: string): string[] {
  const reader = openBooks([journalFile], hubFile);
  const { lost, duplicated, ledgerSum, verdicts, faults } = reader.read();
  reader.close();
  const zero = { lost, duplicated, ledgerSum, different: verdicts.different, pending: verdicts.pending };
  return [...faults, ...Object.entries(zero).flatMap(([name, found]) => (found === 0 ? [] : [`${name}: ${found}`]))];
}
