import type { Panel } from '../model/screen.ts';
import { changing } from './actions/changing.ts';
import { openPanel, togglePanel } from './actions/desk.ts';
import type { Desk } from './actions/desk.ts';
import { paying } from './actions/paying.ts';
import { ringing } from './actions/ringing.ts';
import { signing } from './actions/signing.ts';

/** What a cashier can do, whichever way: a key, a button, a scan. Each reads the screen and sends at most one command. */
export type Actions = ReturnType<typeof createActions>;

export function createActions(desk: Desk) {
  const { till, screen } = desk;
  const signs = signing(desk);
  return {
    ...signs,
    ...ringing(desk, signs),
    ...changing(desk),
    ...paying(desk),

    open: (panel: Panel | null) => openPanel(desk, panel),
    toggle: (panel: Panel) => togglePanel(desk, panel),

    /** From now on a scan only asks what a good costs, or rings again: the panel follows. */
    priceCheck(): void {
      void till.run(till.priceCheck.peek() ? 'price.end' : 'price.begin', {});
    },

    /** What a manager alone may see. */
    devices(): void {
      if (till.status.peek()?.cashier?.role === 'manager') togglePanel(desk, { kind: 'devices' });
    },

    endTraining(): void {
      if (till.hello.peek()?.training) void till.run('training.end', {});
    },

    /** Esc, one step at a time: what was typed, how many, the panel, the notice, the choice. */
    back(): void {
      const notice = till.notices.peek().at(-1);
      if (screen.entry.peek() !== '') screen.entry.value = '';
      else if (screen.times.peek() !== null) screen.times.value = null;
      else if (screen.panel.peek() !== null) screen.panel.value = null;
      else if (screen.pinOf.peek() !== null) signs.dropPin();
      else if (notice) till.dismiss(notice.id);
      else screen.chosenLine.value = null;
    },
  };
}
