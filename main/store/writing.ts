import type { RecordBody } from '../../shared/protocol/journal.ts';
import { noCrash } from '../ports.ts';
import type { JournalOptions, JournalTx } from './journal.ts';
import type { FiscalTasks } from './fiscal-tasks.ts';
import type { HostStore } from './host-store.ts';
import type { Leases } from './leases.ts';
import type { Parked } from './parked.ts';
import type { PrintJobs } from './print-jobs.ts';
import type { By, ChainHead, Head, Records } from './records.ts';
import type { Risks } from './risks.ts';
import type { Sealed } from './sealed.ts';
import { registeredFault } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';
import { keys } from './state.ts';
import type { State } from './state.ts';

type Parts = {
  records: Records;
  leases: Leases;
  risks: Risks;
  state: State;
  parked: Parked;
  jobs: PrintJobs;
  fiscal: FiscalTasks;
  sealed: Sealed;
  hosts: HostStore;
};
type Writing = { head: () => Head; headOrd: () => number; transact: <T>(work: (tx: JournalTx) => T) => T };

/** The one way anything gets into the journal. Begins the chain of a new file. */
export function openWriting(db: Sqlite, options: JournalOptions, parts: Parts): Writing {
  const { till, crash = noCrash } = options;
  const { records, state } = parts;
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const chain = { head: records.head() };
  const tx = transaction(chain, options, parts);

  function transact<T>(work: (tx: JournalTx) => T): T {
    const before = chain.head;
    let result: T;
    try {
      begin.run();
      result = work(tx);
      if (result instanceof Promise) throw new Error('a transaction of the journal waits for nothing');
      crash('commit.before');
      commit.run();
    } catch (error) {
      chain.head = before;
      if (db.inTransaction) rollback.run();
      state.forget();
      throw registeredFault(error);
    }
    crash('commit.after');
    return result;
  }

  if (chain.head === null) {
    transact((first) => {
      state.set(keys.till, till);
      first.beginEpoch('enrolled');
    });
  }
  return { head: () => withoutOrd(known(chain.head)), headOrd: () => known(chain.head).ord, transact };
}

function transaction(
  chain: { head: ChainHead | null },
  { ports, now }: JournalOptions,
  { records, leases, risks, state, parked, jobs, fiscal, sealed, hosts }: Parts,
): JournalTx {
  const append = (epoch: string, body: RecordBody, by: By): Head => {
    chain.head = records.append(chain.head, epoch, body, by);
    leases.follow(body);
    risks.follow(body, chain.head.ord);
    return withoutOrd(chain.head);
  };
  return {
    append: (body, by) => append(known(chain.head).epoch, body, by),
    beginEpoch(reason) {
      const epoch = Buffer.from(ports.random.bytes(16)).toString('hex');
      const parent = chain.head && withoutOrd(chain.head);
      return append(epoch, { kind: 'epoch.started', parent, reason }, { at: now(), shift: null, cashier: null });
    },
    saveOpenSale: (text) => state.set(keys.openSale, text),
    park: (receipt, text) => parked.park(receipt, text),
    unpark: (receipt) => parked.unpark(receipt),
    nextReceiptNumber() {
      const number = Number(state.get(keys.receiptNumber) ?? '0') + 1;
      state.set(keys.receiptNumber, String(number));
      return number;
    },
    addPrintJob: (job) => jobs.add(job, ports.clock.nowMs()),
    addFiscalTask: (task) => fiscal.add(task, ports.clock.nowMs()),
    saveShift: (text) => state.set(keys.shift, text),
    keepHostBasket: (basket) => hosts.keepBasket(basket),
    dropHostBasket: (host, id) => hosts.dropBasket(host, id),
    addHostReceipt: (receipt) => hosts.addReceipt(receipt, ports.clock.nowMs()),
    keepSold: (lease, text) => leases.keepSold(lease, text),
    addSealed: (member, part, wish) => sealed.add(member, part, known(chain.head), wish ?? null),
    setMeta: (key, value) => state.set(keys.meta(key), value),
  };
}

function withoutOrd({ epoch, seq, hash }: Head): Head {
  return { epoch, seq, hash };
}

function known(head: ChainHead | null): ChainHead {
  if (!head) throw new Error('a journal begins with its epoch');
  return head;
}
