import type { FeedKind } from '../shared/protocol/feed.ts';
import type { RecordKind } from '../shared/protocol/journal.ts';
import type { Event, HelloView, NoticeView, StatusView } from '../shared/protocol/page.ts';
import type { Timers } from './ports.ts';
import { currentView } from './sale/current-view.ts';
import { forgetErased } from './sale/persons.ts';
import type { Desk } from './sale/desk.ts';
import type { PriceCheck } from './sale/price-check.ts';
import type { ReadModel } from './sale/read-model.ts';

export type TillEvents = {
  subscribe(listener: (event: Event) => void): () => void;
  tell(notice: Omit<NoticeView, 'id'>): void;
  /** The counter, the shift or who is signed in changed; with which records. */
  deskChanged(kinds: readonly RecordKind[]): void;
  replicaChanged(changed: 'all' | readonly { kind: string; id: string }[]): void;
  /** Who is here, or how they sign in. */
  peopleChanged(): void;
  /** A print job or the printer changed. */
  paperChanged(): void;
  statusChanged(): void;
  /** A price was told or refused, or scans ring again. */
  priceChecked(): void;
  close(): void;
};

type Sources = {
  desk: Desk;
  readModel: ReadModel;
  timers: Timers;
  price: PriceCheck;
  hello(): HelloView;
  status(): StatusView;
};

/** The age of the data grows while nothing happens. */
const heartbeatMs = 15_000;

/** Tells pages what changed. With nobody listening it costs nothing. */
export function tillEvents({ desk, readModel, timers, price, hello, status }: Sources): TillEvents {
  const listeners = new Set<(event: Event) => void>();
  let notices = 0;
  let told = readModel.checkpoint();
  let cancel = timers.after(heartbeatMs, beat);

  function emit(makeEvent: () => Event): void {
    if (listeners.size === 0) return;
    const event = makeEvent();
    for (const listener of listeners) listener(event);
  }

  const tellSale = () => emit(() => ({ type: 'event', topic: 'sale', data: currentView(desk) }));
  const tellHello = () => emit(() => ({ type: 'event', topic: 'hello', data: hello() }));
  const tellStatus = () => emit(() => ({ type: 'event', topic: 'status', data: status() }));

  function tellChanged(): void {
    const checkpoint = readModel.checkpoint();
    if (checkpoint === told) return;
    told = checkpoint;
    emit(() => ({ type: 'event', topic: 'changed', data: { checkpoint } }));
  }

  function beat(): void {
    tellStatus();
    cancel = timers.after(heartbeatMs, beat);
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(notice) {
      notices += 1;
      const id = `till-${notices}`;
      emit(() => ({ type: 'event', topic: 'notice', data: { id, ...notice } }));
    },
    deskChanged(kinds) {
      readModel.journalMoved(kinds);
      tellSale();
      tellStatus();
      tellChanged();
    },
    replicaChanged(changed) {
      // Who was erased is forgotten before anything is shown.
      forgetErased(desk.deps, changed);
      const touched = (kinds: readonly FeedKind[]) =>
        changed === 'all' || changed.some(({ kind }) => (kinds as readonly string[]).includes(kind));
      readModel.replicaMoved(touched);
      if (touched(['shop', 'till', 'cashier', 'programme'])) {
        tellHello();
      } else {
        tellSale();
        tellStatus();
      }
      tellChanged();
    },
    peopleChanged: tellHello,
    paperChanged() {
      readModel.paperMoved();
      tellStatus();
      tellChanged();
    },
    statusChanged: tellStatus,
    priceChecked: () => emit(() => ({ type: 'event', topic: 'priceCheck', data: price.view() })),
    close: () => cancel(),
  };
}
