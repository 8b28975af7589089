import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Event, HelloView, Method, Params, Results, SaleView } from '../../shared/protocol/page.ts';
import type { TillPort } from '../../main/host/rpc.ts';

type Script = { [M in Method]?: (params: Params<M>) => Results[M] | Promise<Results[M]> };

/** A till that plays a script: the page's states can be shown and its commands read, one by one. */
export type ScriptedTill = TillPort & {
  calls: { method: Method; params: unknown }[];
  /** Answers of methods; what has none answers with the sale as it stands. */
  script: Script;
  hello: HelloView;
  emit(event: Event): void;
  show(sale: SaleView): void;
};

export function scriptedTill(hello: HelloView, script: Script = {}): ScriptedTill {
  const listeners = new Set<(event: Event) => void>();
  const till: ScriptedTill = {
    calls: [],
    script,
    hello,
    async handle(method, params) {
      till.calls.push({ method, params });
      if (method === 'page.hello') return till.hello;
      const answer = till.script[method] as ((params: unknown) => unknown) | undefined;
      if (answer) return answer(params);
      if (method === 'collection.pull') return { documents: [], checkpoint: 0 };
      if (method.startsWith('sale.')) return till.hello.sale;
      if (method.startsWith('return.')) throw new KopilkaError('internal.bug', { problem: 'no such receipt' });
      return {};
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    show(sale) {
      till.hello = { ...till.hello, sale };
      till.emit({ type: 'event', topic: 'sale', data: sale });
    },
  };
  return till;
}
