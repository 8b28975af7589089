import type { NoticeView, Params } from '../../../shared/protocol/page.ts';
import { parseQuantity } from '../../model/numbers.ts';
import { currentLine, openPanel, takeEntry, togglePanel } from './desk.ts';
import type { Desk } from './desk.ts';

/** Changing what was rung: the line in hand, the member, the whole receipt. */
export function changing(desk: Desk) {
  const { till, screen } = desk;

  const setQuantity = async (line: string, quantity: number) => {
    const done = await till.run('sale.setQuantity', { line, quantity });
    if (done) openPanel(desk, null);
  };

  /** With the card that a notice offers, if one does. */
  const register = () => {
    const offer = till.notices.peek().findLast((notice) => offeredCard(notice) !== null);
    if (offer) till.dismiss(offer.id);
    togglePanel(desk, { kind: 'register', card: (offer && offeredCard(offer)) ?? '' });
  };

  return {
    setQuantity,

    why: () => togglePanel(desk, { kind: 'why', line: currentLine(desk)?.id ?? null }),

    quantity(): void {
      const line = currentLine(desk);
      if (!line) return;
      const typed = parseQuantity(screen.entry.peek());
      if (typed === undefined) return togglePanel(desk, { kind: 'quantity', line: line.id });
      takeEntry(desk);
      void setQuantity(line.id, typed);
    },

    price(): void {
      const line = currentLine(desk);
      if (line && !line.gift) togglePanel(desk, { kind: 'price', line: line.id });
    },

    register,

    /** A new card that was just scanned is registered; else somebody is looked for. */
    member(): void {
      const typed = screen.entry.peek().replaceAll(/\D/g, '');
      if (typed === '' && till.notices.peek().some((notice) => offeredCard(notice) !== null)) return register();
      if (typed.length < 4) return togglePanel(desk, { kind: 'member' });
      takeEntry(desk);
      void till.run('sale.identify', { by: 'number', value: typed });
    },

    /** The cards of the member on the receipt. */
    cards(): void {
      if (till.sale.peek()?.member) togglePanel(desk, { kind: 'cards' });
    },

    /** What the member on the receipt asked for. */
    wishes(): void {
      if (till.sale.peek()?.member) togglePanel(desk, { kind: 'wishes' });
    },

    async voidLine(): Promise<void> {
      const line = currentLine(desk);
      if (!line) return;
      screen.chosenLine.value = null;
      await till.run('sale.voidLine', { line: line.id });
    },

    /** With nothing rung the key shows what is parked. */
    async park(): Promise<void> {
      if (till.sale.peek()?.lines.length) await till.run('sale.park', {});
      else togglePanel(desk, { kind: 'parked' });
    },

    /** By QR, id or printed number. Another till's receipt is nobody's to ask for offline: then a manager may answer for it. */
    async findReceipt(code: string): Promise<void> {
      const found = await till.run('return.find', { code });
      const isCut = till.status.peek()?.hub.state === 'offline';
      if (found) openPanel(desk, { kind: 'return', found });
      else if (isCut && !/^\d+$/.test(code)) openPanel(desk, { kind: 'unverified', code });
    },

    cancel(): void {
      if (till.sale.peek()?.receipt) togglePanel(desk, { kind: 'cancel' });
    },

    moveChoice(step: 1 | -1): void {
      const lines = till.sale.peek()?.lines ?? [];
      const at = lines.findIndex(({ id }) => id === currentLine(desk)?.id);
      const next = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
      if (!next) return;
      screen.chosenLine.value = next.id;
      if (screen.panel.peek()?.kind === 'why') openPanel(desk, { kind: 'why', line: next.id });
    },
  };
}

/** The new card that a notice offers to register. */
export function offeredCard({ action }: NoticeView): string | null {
  return action?.method === 'sale.register' ? (action.params as Params<'sale.register'>).card : null;
}
