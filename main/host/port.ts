import { linkCustomer } from './customer-link.ts';
import { linkPage } from './rpc.ts';
import type { TillPort } from './rpc.ts';

/** Electron's MessagePortMain, as far as we use it. */
export type MainPort = {
  postMessage(data: unknown): void;
  start(): void;
  on(type: 'message', listener: (event: { data: unknown }) => void): void;
  on(type: 'close', listener: () => void): void;
};

/** Serves one page over a MessagePort. */
export function servePort(till: TillPort, port: MainPort, report: (error: unknown) => void): void {
  const link = linkPage(till, (message) => port.postMessage(message), report);
  port.on('message', ({ data }) => {
    link.receive(data).catch(report);
  });
  port.on('close', () => link.close());
  port.start();
}

/** Serves the customer's screen over a MessagePort. */
export function serveCustomer(till: TillPort, port: MainPort, report: (error: unknown) => void): void {
  port.on(
    'close',
    linkCustomer(till, (view) => port.postMessage(view), report),
  );
  port.start();
}
