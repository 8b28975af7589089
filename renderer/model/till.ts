import { batch, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { ErrorArgs } from '../../shared/protocol/errors.ts';
import type {
  Event,
  HelloView,
  Method,
  NoticeView,
  Params,
  Results,
  SaleView,
  StatusView,
} from '../../shared/protocol/page.ts';
import { createClient } from '../bridge/client.ts';
import type { Client } from '../bridge/client.ts';
import { Fault } from '../bridge/fault.ts';
import type { Transport } from '../bridge/transport.ts';
import { keepSame } from './keep-same.ts';

const mostNotices = 3;
const passingMs = 5000;

/** The till as the page knows it: what it was told last, and a way to tell it something. */
export type TillModel = {
  link: Signal<'connecting' | 'open' | 'lost'>;
  hello: Signal<HelloView | null>;
  sale: Signal<SaleView | null>;
  status: Signal<StatusView | null>;
  notices: Signal<readonly NoticeView[]>;
  /** The till's commit number: when it moves, lists may be pulled again. */
  onChanged: (listener: () => void) => () => void;
  /** Sends a command; a refusal becomes a notice and `undefined`. */
  run: <M extends Method>(method: M, params: Params<M>) => Promise<Results[M] | undefined>;
  /** The bare call, for what tells its own faults. */
  call: Client['call'];
  dismiss: (id: string) => void;
  /** Told of each notice as it comes, for the sound. */
  onNotice: (listener: (notice: NoticeView) => void) => () => void;
  close: () => void;
};

export function createTillModel(transport: Transport): TillModel {
  const link = signal<'connecting' | 'open' | 'lost'>('connecting');
  const hello = signal<HelloView | null>(null);
  const sale = signal<SaleView | null>(null);
  const status = signal<StatusView | null>(null);
  const notices = signal<readonly NoticeView[]>([]);
  const changed = new Set<() => void>();
  const noticed = new Set<(notice: NoticeView) => void>();
  let ownNotices = 0;

  const takeSale = (next: SaleView) => {
    sale.value = keepSame(sale.peek(), next);
  };
  const dismiss = (id: string) => {
    notices.value = notices.peek().filter((each) => each.id !== id);
  };
  const show = (notice: NoticeView) => {
    notices.value = [...notices.peek().filter((each) => each.id !== notice.id), notice].slice(-mostNotices);
    for (const listener of noticed) listener(notice);
    const passes = notice.action === null && (notice.tone === 'accepted' || notice.tone === 'info');
    if (passes) setTimeout(() => dismiss(notice.id), passingMs);
  };
  const refuse = (code: string, args: ErrorArgs) => {
    ownNotices += 1;
    show({ id: `page-${ownNotices}`, tone: 'refused', code, args, action: null });
  };

  const client = createClient(transport, {
    connected() {
      const arrive = (next: HelloView) =>
        batch(() => {
          hello.value = next;
          status.value = next.status;
          takeSale(next.sale);
          link.value = 'open';
          for (const listener of changed) listener();
        });
      client.call('page.hello', {}).then(arrive, (error: unknown) => {
        // Lost again before it answered: the next connection asks anew.
        if (!(error instanceof Fault)) throw error;
      });
    },
    lost: () => {
      link.value = 'lost';
    },
    event: (event: Event) => {
      if (event.topic === 'sale') takeSale(event.data);
      else if (event.topic === 'status') status.value = keepSame(status.peek(), event.data);
      else if (event.topic === 'notice') show(event.data);
      else for (const listener of changed) listener();
    },
  });

  return {
    link,
    hello,
    sale,
    status,
    notices,
    call: client.call,
    dismiss,
    close: client.close,
    async run(method, params) {
      try {
        return await client.call(method, params);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        refuse(error.code, error.args);
        return undefined;
      }
    },
    onChanged(listener) {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    onNotice(listener) {
      noticed.add(listener);
      return () => noticed.delete(listener);
    },
  };
}
