import type { FeedKind, Good } from '../../shared/protocol/feed.ts';
import type { RecordKind } from '../../shared/protocol/journal.ts';
import type {
  AttentionView,
  CollectionDocs,
  GoodView,
  ParkedView,
  PullReply,
  ReceiptView,
} from '../../shared/protocol/page.ts';
import { fiscalAttention } from '../fiscal/retry.ts';
import { createCollection, createCounter } from './collection.ts';
import type { Collection, Counter } from './collection.ts';
import type { Place, ReturnRecord, SaleRecord } from '../store/records.ts';
import type { SaleDeps } from './deps.ts';
import type { Desk } from './desk.ts';
import { hubItems } from './hub-items.ts';
import type { OpenSale } from './open-sale.ts';
import { receiptView } from './receipts-view.ts';
import { unknownIntents } from './unknown.ts';

/** What pages list and search: pulled by them, never pushed. Lives in memory; all of it can be made again from the two files. */
export type ReadModel = {
  pull(
    collection: keyof CollectionDocs,
    checkpoint: number,
    limit: number,
  ): PullReply<CollectionDocs[keyof CollectionDocs]>;
  checkpoint(): number;
  /** What a person should look at now. */
  attention(): AttentionView[];
  receipt(id: string): ReceiptView;
  /** Records of these kinds were committed. */
  journalMoved(kinds: readonly RecordKind[]): void;
  /** The feed brought documents of these kinds. */
  replicaMoved(touched: (kinds: readonly FeedKind[]) => boolean): void;
  /** A print job changed. */
  paperMoved(): void;
};

/** The last of a shift, so that a till and its pages hold no more after a long one. */
const mostReceipts = 200;
/** They go by so many at a time: a page is told the ids of all that stay. */
const goneAtOnce = 50;

/** By which records a list changes; most commands only change the open sale. */
const changedBy = {
  receipts: ['sale', 'return', 'shift.opened', 'shift.closed'],
  attached: ['receipt.attached'],
  parked: ['receipt.parked', 'receipt.resumed', 'receipt.cancelled'],
  attention: ['sale', 'return', 'shift.opened', 'shift.closed', 'payment.intent', 'payment.result', 'fiscal.intent'],
} as const satisfies Record<string, readonly RecordKind[]>;

export function createReadModel(desk: Desk): ReadModel {
  const { deps } = desk;
  // Above any checkpoint of a till that ran before, so that a page that outlived it asks for everything again.
  const counter = createCounter(deps.ports.clock.nowMs());
  const receipts = listReceipts(desk, counter);
  const parked = createCollection<ParkedView>(counter);
  const goods = createCollection<GoodView>(counter);
  const attention = createCollection<AttentionView>(counter);
  const collections = { receipts: receipts.collection, parked, goods, attention };
  const startedAt = desk.around.now();
  const seen = { goods: false, unwritten: 0 };

  function takeParked(): void {
    parked.replace(deps.journal.parked().map(({ text }) => parkedView(desk, JSON.parse(text) as OpenSale)));
  }

  function takeAttention(): void {
    seen.unwritten = desk.unwritten.size;
    attention.replace([
      ...unknownPrints(desk),
      ...unknownPayments(desk),
      ...fiscalAttention(desk),
      ...unwrittenResults(desk),
      ...hubItems(desk),
      ...alarms(desk, startedAt),
    ]);
  }

  function takeGoods(): void {
    goods.replace(deps.replica.list('good').flatMap((good) => goodView(desk, good) ?? []));
    seen.goods = true;
  }

  receipts.takeNew();
  takeParked();
  takeAttention();
  return {
    pull(collection, checkpoint, limit) {
      if (collection === 'goods' && !seen.goods) takeGoods();
      return collections[collection].pull(checkpoint, limit);
    },
    checkpoint: () => counter.last(),
    attention: () => attention.all(),
    receipt: (id) => receiptView(receiptRecord(deps, id), deps),
    journalMoved(kinds) {
      const changes = (list: keyof typeof changedBy) => {
        const by: readonly RecordKind[] = changedBy[list];
        return kinds.some((kind) => by.includes(kind));
      };
      if (changes('receipts')) receipts.takeNew();
      if (changes('attached')) receipts.takeAttached();
      if (changes('parked')) takeParked();
      if (changes('attention') || desk.unwritten.size !== seen.unwritten) takeAttention();
    },
    replicaMoved(touched) {
      if (touched(['applied'])) receipts.takeApplied();
      if (touched(['verdict'])) receipts.takeVerdicts();
      if (touched(['item'])) takeAttention();
      if (seen.goods && touched(['good', 'price'])) takeGoods();
    },
    paperMoved() {
      receipts.takePrinted();
      takeAttention();
    },
  };
}

/** The last receipts of the shift. Those the hub or the printer has not settled are looked at again when either moved. */
function listReceipts(desk: Desk, counter: Counter) {
  const { deps } = desk;
  const collection = createCollection<ReceiptView>(counter);
  const waiting = new Map<string, Place>();
  const printing = new Set<string>();
  /** In the order of the journal. */
  let listed: string[] = [];
  let known: string | null = null;

  function put(id: string): ReceiptView {
    const record = receiptRecord(deps, id);
    const view = receiptView(record, deps);
    collection.put(view);
    if (view.state === 'waiting') waiting.set(id, record);
    else waiting.delete(id);
    if (view.paper === 'queued') printing.add(id);
    else printing.delete(id);
    return view;
  }

  function forgetOldest(): void {
    if (listed.length < mostReceipts + goneAtOnce) return;
    for (const id of listed.splice(0, listed.length - mostReceipts)) {
      collection.remove(id);
      waiting.delete(id);
      printing.delete(id);
    }
  }

  return {
    collection,
    takeNew(): void {
      const shift = desk.shift?.id ?? null;
      if (shift !== known) {
        collection.replace([]);
        waiting.clear();
        printing.clear();
        listed = [];
        known = shift;
      }
      if (shift === null) return;
      for (const id of unknownReceipts(deps, shift, collection).toReversed()) {
        put(id);
        listed.push(id);
      }
      forgetOldest();
    },
    takeAttached(): void {
      for (const { id, attachable } of collection.all()) if (attachable && deps.journal.attached(id)) put(id);
    },
    takePrinted(): void {
      // One after another: where one still waits, so do those behind it.
      for (const id of printing) if (put(id).paper === 'queued') return;
    },
    takeApplied(): void {
      const applied = deps.replica.applied(deps.till);
      for (const [id, place] of waiting) {
        if (!deps.journal.covers(applied, place)) break;
        put(id);
      }
    },
    takeVerdicts(): void {
      for (const { receipt } of deps.replica.verdicts()) if (collection.get(receipt)) put(receipt);
    },
  };
}

/** Newest first, until one that is known: after a restart many, then each as it is committed. */
function unknownReceipts({ journal }: SaleDeps, shift: string, known: Collection<ReceiptView>): string[] {
  const found: string[] = [];
  let before: Place | undefined;
  while (found.length < mostReceipts) {
    const [record] = journal.receiptsOfShift(shift, { limit: 1, ...(before ? { before } : {}) });
    if (!record || known.get(record.body.receipt)) break;
    found.push(record.body.receipt);
    before = record;
  }
  return found;
}

function receiptRecord({ journal }: SaleDeps, id: string): SaleRecord | ReturnRecord {
  const record = journal.receipt(id);
  if (!record) throw new Error(`no receipt ${id}`);
  return record;
}

function parkedView(desk: Desk, sale: OpenSale): ParkedView {
  const { totals, lines } = desk.evaluate(sale).outcome;
  const { receipt, moment, member } = sale;
  return { id: receipt, at: moment, lines: lines.length, grossMinor: totals.grossMinor, member: member?.id ?? null };
}

function goodView({ deps }: Desk, { sku, name, byWeight = false, categories }: Good): GoodView | undefined {
  const price = deps.replica.get('price', sku);
  if (!price) return undefined;
  return { id: sku, name, priceMinor: price.priceMinor, byWeight, category: categories[0] ?? null };
}

function unknownPrints({ deps, around }: Desk): AttentionView[] {
  return deps.journal.printJobs.inState('unknown').map(({ id, receipt, addedMs }) => ({
    id: `print:${id}`,
    code: 'notice.printUnknown',
    args: { number: (receipt !== null && deps.journal.receipt(receipt)?.body.number) || '' },
    at: around.momentOf(addedMs),
    action: { label: 'action.print', method: 'print.retry', params: { job: id } },
  }));
}

function unknownPayments(desk: Desk): AttentionView[] {
  const at = openedAt(desk);
  return unknownIntents(desk).map(({ intent, amountMinor }) => ({
    id: `payment:${intent}`,
    code: 'payment.unknown',
    args: { amount: desk.around.money(amountMinor) },
    at,
    action: null,
  }));
}

function unwrittenResults(desk: Desk): AttentionView[] {
  return [...desk.unwritten].map(([intent, { amountMinor }]) => ({
    id: `unwritten:${intent}`,
    code: 'payment.unwritten',
    args: { amount: desk.around.money(amountMinor) },
    at: openedAt(desk),
    action: null,
  }));
}

/** When what lies on the counter was begun. */
function openedAt({ counter: { sale, giveBack } }: Desk): string {
  return sale?.moment ?? giveBack?.facts.moment ?? '';
}

function alarms({ deps }: Desk, startedAt: string): AttentionView[] {
  const { alarm } = deps.journal;
  return alarm ? [{ id: 'journal', ...alarm, at: startedAt, action: null }] : [];
}
