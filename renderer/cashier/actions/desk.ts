import type { ReadonlySignal } from '@preact/signals';
import type { GoodView, SaleLineView, SaleView } from '../../../shared/protocol/page.ts';
import type { Panel, Screen } from '../../model/screen.ts';
import type { TillModel } from '../../model/till.ts';

/** What actions work with: the till, the screen, and the goods whose name is being typed. */
export type Desk = { till: TillModel; screen: Screen; found: ReadonlySignal<readonly GoodView[]> };
type Seen = Pick<Desk, 'till' | 'screen'>;

/** The line that keys act on: chosen by hand, else the last one touched. */
export function currentLine({ till, screen }: Seen): SaleLineView | undefined {
  const sale = till.sale.value;
  const chosen = sale?.lines.find(({ id }) => id === screen.chosenLine.value);
  return chosen ?? sale?.lines.find(({ id }) => id === sale.lastLine) ?? sale?.lines.at(-1);
}

/** The finished receipt, until the next customer. */
export function shownDone({ till, screen }: Seen): SaleView['done'] {
  const done = till.sale.value?.done ?? null;
  return done && done.receipt !== screen.seenDone.value ? done : null;
}

export function openPanel({ screen }: Pick<Desk, 'screen'>, panel: Panel | null): void {
  screen.panel.value = panel;
}

/** Opens, or closes when it is what stands there. */
export function togglePanel({ screen }: Pick<Desk, 'screen'>, panel: Panel): void {
  screen.panel.value = screen.panel.peek()?.kind === panel.kind ? null : panel;
}

/** What was typed, taken out of the entry line. */
export function takeEntry({ screen }: Pick<Desk, 'screen'>): string {
  const text = screen.entry.peek().trim();
  screen.entry.value = '';
  return text;
}
