import { batch, signal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type {
  Event,
  HelloView,
  Method,
  Params,
  PriceCheckView,
  Results,
  SaleView,
  StatusView,
} from '../../shared/protocol/page.ts';
import { createClient } from '../bridge/client.ts';
import type { Client } from '../bridge/client.ts';
import { Fault } from '../bridge/fault.ts';
import type { Transport } from '../bridge/transport.ts';
import { keepSame } from './keep-same.ts';
import { createNotices } from './notices.ts';
import type { Notices } from './notices.ts';

/** The till as the page knows it: what it was told last, and a way to tell it something. */
export type TillModel = Omit<Notices, 'show' | 'refuse'> & {
  link: Signal<'connecting' | 'open' | 'lost'>;
  hello: Signal<HelloView | null>;
  sale: Signal<SaleView | null>;
  status: Signal<StatusView | null>;
  /** Null: scans ring. */
  priceCheck: Signal<PriceCheckView | null>;
  /** The till's commit number moved: lists may be pulled again. */
  onChanged: (listener: () => void) => () => void;
  /** Sends a command; a refusal becomes a notice and `undefined`. */
  run: <M extends Method>(method: M, params: Params<M>) => Promise<Results[M] | undefined>;
  /** The bare call, for what tells its own faults. */
  call: Client['call'];
};

export function createTillModel(transport: Transport): TillModel {
  const link = signal<'connecting' | 'open' | 'lost'>('connecting');
  const hello = signal<HelloView | null>(null);
  const sale = signal<SaleView | null>(null);
  const status = signal<StatusView | null>(null);
  const priceCheck = signal<PriceCheckView | null>(null);
  const { show, refuse, ...notices } = createNotices();
  const changed = new Set<() => void>();

  const takeSale = (next: SaleView) => {
    sale.value = keepSame(sale.peek(), next);
  };
  const takeHello = (next: HelloView) =>
    batch(() => {
      hello.value = next;
      status.value = next.status;
      priceCheck.value = next.priceCheck ?? null;
      takeSale(next.sale);
      link.value = 'open';
      for (const listener of changed) listener();
    });

  const client = createClient(transport, {
    connected() {
      client.call('page.hello', {}).then(takeHello, (error: unknown) => {
        // Lost again before it answered: the next connection asks anew.
        if (!(error instanceof Fault)) throw error;
        if (error.code !== 'page.disconnected') refuse(error.code, error.args);
      });
    },
    lost: () => {
      link.value = 'lost';
    },
    event: (event: Event) => {
      if (event.topic === 'hello') takeHello(event.data);
      else if (event.topic === 'sale') takeSale(event.data);
      else if (event.topic === 'status') status.value = keepSame(status.peek(), event.data);
      else if (event.topic === 'priceCheck') priceCheck.value = event.data;
      else if (event.topic === 'notice') show(event.data);
      else for (const listener of changed) listener();
    },
  });

  return {
    link,
    hello,
    sale,
    status,
    priceCheck,
    ...notices,
    call: client.call,
    onChanged(listener) {
      changed.add(listener);
      return () => changed.delete(listener);
    },
    async run(method, params) {
      try {
        return await client.call(method, params);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        refuse(error.code, error.args);
        return undefined;
      }
    },
  };
}
