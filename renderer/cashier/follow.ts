import { batch, computed, effect } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import type { Lists } from '../model/lists.ts';
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
  effect(() => {
    if (till.priceCheck.value?.told) tell('accepted');
  });
  // A panel about a line that is gone, or a payment that is done, has nothing left to say.
  effect(() => {
    const sale = till.sale.value;
    const panel = screen.panel.peek();
    if (!sale || !panel) return;
    const isGone =
      (panel.kind === 'quantity' || panel.kind === 'price') && !sale.lines.some(({ id }) => id === panel.line);
    const isPaid = (panel.kind === 'cash' || panel.kind === 'cancel') && sale.lines.length === 0;
    if (isGone || isPaid) screen.panel.value = null;
  });
}

/** The panel stands for as long as the till takes scans for questions: what puts it away ends that, and the other way round. */
export function followPriceCheck(till: TillModel, screen: Screen): void {
  const isAsking = computed(() => till.priceCheck.value !== null);
  effect(() => {
    const isShown = screen.panel.peek()?.kind === 'priceCheck';
    if (isAsking.value !== isShown) screen.panel.value = isAsking.value ? { kind: 'priceCheck' } : null;
  });
  effect(() => {
    if (screen.panel.value?.kind !== 'priceCheck' && isAsking.peek()) void till.run('price.end', {});
  });
}

/** Whoever signs in finds nothing of who was here before but the receipt; whoever practises, nothing of the real till. */
export function followCashier(till: TillModel, screen: Screen): void {
  let before: string | null = null;
  effect(() => {
    const phase = till.sale.value?.phase;
    if (phase === undefined) return;
    const isTraining = till.hello.value?.training === true;
    const now = `${phase === 'signedOut'} ${isTraining}`;
    if (before !== null && before !== now)
      batch(() => {
        screen.panel.value = null;
        screen.entry.value = '';
        screen.times.value = null;
        screen.chosenLine.value = null;
        screen.pinOf.value = null;
      });
    before = now;
  });
}

/** The till asks for more than it was told in a notice: how much of a good, or the PIN of who showed a badge. */
export function followNotices(till: TillModel, screen: Screen, lists: ReadonlySignal<Lists | null>): void {
  till.onNotice(({ id, code, args }) => {
    if (code === 'good.weight') void weigh(String(args['sku']), id);
    const cashier = till.hello.peek()?.cashiers.find((each) => each.id === args['cashier']);
    if (code === 'pin.needed' && cashier && till.sale.peek()?.phase === 'signedOut') {
      till.dismiss(id);
      screen.pinOf.value = cashier;
    }
  });

  async function weigh(sku: string, notice: string): Promise<void> {
    const good = await lists.peek()?.good(sku);
    if (!good) return;
    till.dismiss(notice);
    screen.panel.value = { kind: 'weigh', good };
  }
}

const presentEveryMs = 15_000;

/** A till that locks by itself is told that somebody is here, though all they do is read and type. */
export function followPresence(target: Window, till: TillModel): void {
  let nextMs = 0;
  const tell = ({ timeStamp }: Event) => {
    if (!till.hello.peek()?.locksWhenIdle || timeStamp < nextMs) return;
    nextMs = timeStamp + presentEveryMs;
    // Without a connection the till hears of nobody: the next key tries again.
    till.call('cashier.present', {}).catch(() => (nextMs = 0));
  };
  for (const kind of ['keydown', 'pointerdown']) target.addEventListener(kind, tell, { capture: true });
}
