import type { CustomerView } from '../../shared/protocol/customer.ts';
import type { HelloView } from '../../shared/protocol/page.ts';
import { customerView } from '../../shared/receipt/customer-view.ts';
import type { TillPort } from './rpc.ts';

/** Tells a customer's screen what it shows, now and with each change; it is asked nothing. The answer ends it. */
export function linkCustomer(
  till: TillPort,
  send: (view: CustomerView) => void,
  report: (error: unknown) => void,
): () => void {
  let place: HelloView | undefined;
  let isOpen = true;
  const begin = (hello: HelloView) => {
    place = hello;
    if (isOpen) send(customerView(hello.sale, hello));
  };
  const unsubscribe = till.subscribe((event) => {
    if (event.topic === 'hello') begin(event.data);
    else if (event.topic === 'sale' && place) send(customerView(event.data, place));
  });
  till.handle('page.hello', {}).then((hello) => begin(hello as HelloView), report);
  return () => {
    isOpen = false;
    unsubscribe();
  };
}
