import { parseMoney, parseScaled } from '../../model/numbers.ts';
import { openPanel, takeEntry, togglePanel } from './desk.ts';
import type { Desk } from './desk.ts';

/** Points, gifts and money. */
export function paying(desk: Desk) {
  const { till, screen } = desk;
  const sale = () => till.sale.peek();

  const payCash = async (amountMinor: number) => {
    const paid = await till.run('sale.payCash', { amountMinor });
    if (paid) openPanel(desk, null);
  };

  return {
    payCash,

    /** All that is allowed, or as many points as were typed. Again, with nothing typed: takes it back. */
    redeem(): void {
      const offers = sale()?.redeem ?? [];
      const offer = offers.find(({ allowed }) => allowed > 0) ?? offers[0];
      if (!offer) return;
      const scale = till.hello.peek()?.wallets.find(({ id }) => id === offer.wallet)?.scale ?? 0;
      const typed = parseScaled(takeEntry(desk), scale);
      void till.run('sale.redeem', { wallet: offer.wallet, points: typed ?? (offer.points > 0 ? 0 : 'all') });
    },

    gift(): void {
      const gift = sale()?.gifts.find(({ given }) => !given);
      if (gift) void till.run('sale.giveGift', { entitlement: gift.entitlement });
    },

    /** What was typed is what the customer gave; nothing typed opens the panel that asks. */
    cash(): void {
      const view = sale();
      if (!view || view.lines.length === 0) return;
      const typed = parseMoney(screen.entry.peek());
      if (view.totals.leftMinor === 0) void till.run('sale.finish', {});
      else if (typed === undefined || typed === 0) togglePanel(desk, { kind: 'cash' });
      else {
        takeEntry(desk);
        void payCash(typed);
      }
    },

    /** A sum typed before splits the payment; else the card pays all that is left. */
    async card(): Promise<void> {
      const view = sale();
      if (!view || view.lines.length === 0) return;
      const typed = parseMoney(takeEntry(desk));
      openPanel(desk, null);
      await till.run('sale.payCard', typed ? { amountMinor: typed } : {});
    },
  };
}
