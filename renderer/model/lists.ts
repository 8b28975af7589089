import type { ReadonlySignal } from '@preact/signals-core';
import { createRxDatabase } from 'rxdb/plugins/core';
import type { MangoQuery, RxCollection, RxJsonSchema } from 'rxdb/plugins/core';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { map, Subject } from 'rxjs';
import type {
  AttentionView,
  CollectionDocs,
  GoodView,
  ParkedView,
  PullReply,
  ReceiptView,
} from '../../shared/protocol/page.ts';
import { listSignal } from './bridge.ts';
import type { TillModel } from './till.ts';

/** The lists the page searches and sorts by itself. Null while a list was not read yet. */
export type Lists = {
  /** Newest first. */
  receipts: ReadonlySignal<readonly ReceiptView[] | null>;
  parked: ReadonlySignal<readonly ParkedView[] | null>;
  attention: ReadonlySignal<readonly AttentionView[] | null>;
  /** Goods whose name or code holds the text, by name; the first few. Make one signal per text. */
  goods: (text: string, locale: 'ru' | 'en') => ReadonlySignal<readonly GoodView[] | null>;
  /** Null: the till sells no such good. */
  good: (sku: string) => Promise<GoodView | null>;
  close: () => Promise<void>;
};

const batchSize = 500;
const mostGoods = 60;
const retryMs = 2000;

type Name = keyof CollectionDocs;
type Checkpoint = { checkpoint: number };
type Docs = { [N in Name]: RxCollection<CollectionDocs[N]> };

const id = { type: 'string', maxLength: 200 } as const;
const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const textOrNull = { type: ['string', 'null'] } as const;
const texts = { type: 'object', properties: { ru: text, en: text } } as const;

function schema<D>(properties: RxJsonSchema<D>['properties']): RxJsonSchema<D> {
  return { version: 0, primaryKey: 'id', type: 'object', properties, required: ['id'] } as unknown as RxJsonSchema<D>;
}

const schemas: { [N in Name]: RxJsonSchema<CollectionDocs[N]> } = {
  receipts: schema<ReceiptView>({
    id,
    number,
    kind: text,
    at: text,
    dueMinor: number,
    member: textOrNull,
    attachable: { type: 'boolean' },
    attached: { type: 'boolean' },
    lines: number,
    state: text,
    paper: text,
  }),
  parked: schema<ParkedView>({ id, at: text, lines: number, grossMinor: number, member: textOrNull }),
  goods: schema<GoodView>({ id, name: texts, priceMinor: number, byWeight: { type: 'boolean' }, category: textOrNull }),
  attention: schema<AttentionView>({
    id,
    code: text,
    args: { type: 'object' },
    at: text,
    action: { type: ['object', 'null'] },
  }),
};

/**
 * Opens the lists: RxDB in memory, pulled from the till and never pushed to it. They start empty, so a till that was started
 * anew shows nothing of its former life: open them again after each reconnection.
 */
export async function openLists(till: Pick<TillModel, 'call' | 'onChanged'>, name: string): Promise<Lists> {
  const database = await createRxDatabase<Docs>({
    name,
    storage: getRxStorageMemory(),
    multiInstance: false,
    eventReduce: true,
  });
  const names = Object.keys(schemas) as Name[];
  await database.addCollections(
    Object.fromEntries(names.map((each) => [each, { schema: schemas[each] }])) as {
      [N in Name]: { schema: RxJsonSchema<CollectionDocs[N]> };
    },
  );
  const resync = new Subject<'RESYNC'>();
  const stopListening = till.onChanged(() => resync.next('RESYNC'));
  const replications = names.map((each) => {
    // To the replication all lists are alike: documents with an id.
    const collection: unknown = database[each];
    const gone = goneDocuments();
    const replication = replicateRxCollection<{ id: string }, Checkpoint>({
      replicationIdentifier: `till-${each}`,
      collection: collection as RxCollection<{ id: string }>,
      retryTime: retryMs,
      waitForLeadership: false,
      pull: {
        batchSize,
        stream$: resync.asObservable(),
        handler: async (last, limit) => {
          const reply: PullReply<{ id: string }> = await till.call('collection.pull', {
            collection: each,
            checkpoint: last?.checkpoint ?? 0,
            limit,
          });
          const documents = [
            ...reply.documents.map((document) => ({ ...document, _deleted: false })),
            ...gone(reply).map((one) => ({ id: one, _deleted: true })),
          ];
          return { documents, checkpoint: { checkpoint: reply.checkpoint } };
        },
      },
    });
    // A mark stays for each document that is gone: a page that is open for a month would hold them all.
    replication.received$.subscribe(({ _deleted }) => {
      if (_deleted) void database[each].storageInstance.cleanup(0);
    });
    return replication;
  });
  const list = <N extends Name>(from: N, query: MangoQuery<CollectionDocs[N]>) =>
    listSignal<CollectionDocs[N]>(() => {
      const collection = database[from] as unknown as RxCollection<CollectionDocs[N]>;
      return collection.find(query).$.pipe(map((docs) => docs.map((doc) => doc.toJSON() as CollectionDocs[N])));
    });
  return {
    receipts: list('receipts', { sort: [{ number: 'desc' }] }),
    parked: list('parked', { sort: [{ at: 'asc' }] }),
    attention: list('attention', { sort: [{ at: 'desc' }] }),
    goods: (wanted, locale) => list('goods', goodsQuery(wanted, locale)),
    async good(sku) {
      const found = await database.goods.findOne(sku).exec();
      return found?.toJSON() ?? null;
    },
    async close() {
      stopListening();
      // Closed alone, all of it would stay in memory for who might open it again.
      await Promise.all(replications.map((each) => each.remove()));
      await database.remove();
    },
  };
}

/** The till does not remember what is gone: ids of documents that came and are not among those it tells of. */
function goneDocuments(): (reply: PullReply<{ id: string }>) => string[] {
  const known = new Set<string>();
  return ({ documents, ids }) => {
    for (const document of documents) known.add(document.id);
    if (!ids) return [];
    const there = new Set(ids);
    const gone = [...known].filter((each) => !there.has(each));
    for (const each of gone) known.delete(each);
    return gone;
  };
}

function goodsQuery(wanted: string, locale: 'ru' | 'en'): MangoQuery<GoodView> {
  const words = wanted.trim().split(/\s+/).filter(Boolean).map(escapeExpression);
  const holds = (word: string) => ({
    $or: ['name.ru', 'name.en', 'id'].map((field) => ({ [field]: { $regex: word, $options: 'i' } })),
  });
  const selector = words.length > 0 ? { $and: words.map(holds) } : {};
  return { selector, sort: [{ [`name.${locale}`]: 'asc' }], limit: mostGoods } as unknown as MangoQuery<GoodView>;
}

function escapeExpression(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
