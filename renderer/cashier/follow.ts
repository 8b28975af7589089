import { effect } from '@preact/signals';
import type { Screen } from '../model/screen.ts';
import type { TillModel } from '../model/till.ts';
import { themeKey } from '../theme/opening.ts';

export function followTheme(screen: Screen): void {
  let chosen = false;
  effect(() => {
    const theme = screen.theme.value;
    document.documentElement.dataset['theme'] = theme;
    if (chosen) localStorage.setItem(themeKey, theme);
    chosen = true;
  });
}

/** What changed on the receipt is heard and seen: a tone, and a flash of the last line. */
export function followSale(
  till: TillModel,
  screen: Screen,
  sound: (tone: 'accepted' | 'refused' | 'look') => void,
): void {
  let count = 0;
  const tell = (tone: 'accepted' | 'refused' | 'look') => {
    count += 1;
    screen.flash.value = { tone, count };
    sound(tone);
  };
  till.onNotice(({ tone }) => {
    if (tone !== 'info') tell(tone);
  });
  let known = false;
  let before = '';
  let giftsBefore = 0;
  let receiptBefore: string | null = null;
  effect(() => {
    const sale = till.sale.value;
    if (!sale) return;
    const units = sale.lines.reduce((sum, { quantity }) => sum + quantity, 0);
    const now = `${sale.receipt} ${units} ${sale.member?.id} ${sale.done?.receipt}`;
    const gifts = sale.gifts.filter(({ given }) => !given).length;
    if (known && now !== before) tell(gifts > giftsBefore ? 'look' : 'accepted');
    if (receiptBefore !== null && receiptBefore !== sale.receipt) till.forgetReceipt();
    receiptBefore = sale.receipt;
    known = true;
    before = now;
    giftsBefore = gifts;
  });
  // A panel about a line that is gone, or a payment that is done, has nothing left to say.
  effect(() => {
    const sale = till.sale.value;
    const panel = screen.panel.peek();
    if (!sale || !panel) return;
    const isGone = panel.kind === 'quantity' && !sale.lines.some(({ id }) => id === panel.line);
    const isPaid = (panel.kind === 'cash' || panel.kind === 'cancel') && sale.lines.length === 0;
    if (isGone || isPaid) screen.panel.value = null;
  });
}
