import { customerLines } from '../shared/receipt/customer-lines.ts';
import type { Locale } from '../shared/i18n/locale.ts';
import type { Event, HelloView, SaleView } from '../shared/protocol/page.ts';
import type { DeviceSettings } from '../shared/protocol/devices.ts';
import type { Devices } from './till-devices.ts';

type Sources = {
  hello(): HelloView;
  devices: Pick<Devices, 'show'>;
  subscribe(listener: (event: Event) => void): () => void;
};

export type CustomerSide = { deviceSet(settings: DeviceSettings): void; close(): void };

/** The customer reads on the display what the cashier's screen comes to. A till without a display listens to nothing. */
export function followSale({ hello, devices, subscribe }: Sources): CustomerSide {
  let stop = () => {};
  let locale: Locale = 'ru';
  let place: Pick<HelloView, 'shop' | 'wallets'> = { shop: { name: '' }, wallets: [] };

  function show(view: SaleView): void {
    const { shop, wallets } = place;
    const scaleOf = (wallet: string) => wallets.find(({ id }) => id === wallet)?.scale ?? 0;
    devices.show((columns) => customerLines(view, { locale, columns, shop: shop.name, scaleOf }));
  }
  function begin(view: HelloView): void {
    place = view;
    show(view.sale);
  }
  return {
    deviceSet({ display }) {
      stop();
      stop = () => {};
      if (display === null) return;
      locale = display.locale;
      begin(hello());
      stop = subscribe((event) => {
        if (event.topic === 'hello') begin(event.data);
        else if (event.topic === 'sale') show(event.data);
      });
    },
    close: () => stop(),
  };
}
