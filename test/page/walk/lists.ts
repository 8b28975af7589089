import { createCollection, createCounter } from '../../../main/sale/collection.ts';
import type { Collection } from '../../../main/sale/collection.ts';
import type {
  AttentionView,
  CollectionDocs,
  GoodView,
  ParkedView,
  ReceiptView,
} from '../../../shared/protocol/page.ts';
import type { ScriptedTill } from '../scripted-till.ts';
import type { Listed } from './state.ts';

/** What the walk's pages pull, changed from state to state; returns how. */
export function scriptLists(till: ScriptedTill): (listed: Listed) => void {
  const counter = createCounter(1);
  const receipts = createCollection<ReceiptView>(counter);
  const parked = createCollection<ParkedView>(counter);
  const goods = createCollection<GoodView>(counter);
  const attention = createCollection<AttentionView>(counter);
  const collections: { [N in keyof CollectionDocs]: Pick<Collection<CollectionDocs[N]>, 'pull'> } = {
    receipts,
    parked,
    goods,
    attention,
  };
  till.script['collection.pull'] = ({ collection, checkpoint, limit }) =>
    collections[collection].pull(checkpoint, limit);
  return (listed) => {
    receipts.replace(listed.receipts ?? []);
    parked.replace(listed.parked ?? []);
    goods.replace(listed.goods ?? []);
    attention.replace(listed.attention ?? []);
    till.emit({ type: 'event', topic: 'changed', data: { checkpoint: counter.last() } });
  };
}
