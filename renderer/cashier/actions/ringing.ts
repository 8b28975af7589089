import type { GoodView } from '../../../shared/protocol/page.ts';
import type { Symbology } from '../../../shared/protocol/symbology.ts';
import { parseQuantity } from '../../model/numbers.ts';
import { openPanel, shownDone, takeEntry } from './desk.ts';
import type { Desk } from './desk.ts';
import type { signing } from './signing.ts';

/** Ringing goods: scans, typed codes, names, and how many. */
export function ringing(desk: Desk, signs: ReturnType<typeof signing>) {
  const { till, screen, found } = desk;
  const sale = () => till.sale.peek();

  /** Before anything is rung: what was finished or refused is put away, the choice follows what comes; and how many were asked for. */
  const begin = () => {
    till.forgetRefusals();
    // A question leaves the receipt as it stands.
    if (till.priceCheck.peek()) return {};
    const times = screen.times.peek();
    screen.times.value = null;
    screen.chosenLine.value = null;
    screen.seenDone.value = sale()?.done?.receipt ?? null;
    return times === null ? {} : { quantity: times };
  };

  const scan = (code: string, source: 'wedge' | 'camera' | 'typed', symbology: Symbology | null = null) =>
    till.run('sale.scan', { code, source, ...(symbology === null ? {} : { symbology }), ...begin() });
  const addWeighed = async (sku: string, quantity: number) => {
    const rung = await till.run('sale.add', { sku, ...begin(), quantity });
    if (rung) openPanel(desk, null);
  };
  /** A good that is sold by weight is weighed first, unless it was said how much; while prices are asked it tells its own. */
  const addGood = (good: GoodView): void => {
    if (till.priceCheck.peek()) askPrice(desk, good.id);
    else if (good.byWeight && screen.times.peek() === null) openPanel(desk, { kind: 'weigh', good });
    else void till.run('sale.add', { sku: good.id, ...begin() });
  };

  const multiply = () => {
    const quantity = parseQuantity(screen.entry.peek());
    if (quantity === undefined) return;
    screen.entry.value = '';
    screen.times.value = quantity;
  };

  /** The safe next step, one that never moves money by itself. */
  const goOn = () => {
    const view = sale();
    const done = shownDone(desk);
    if (done) screen.seenDone.value = done.receipt;
    else if (!view || view.lines.length === 0) return;
    else if (view.totals.leftMinor === 0) void till.run('sale.finish', {});
    else openPanel(desk, { kind: 'cash' });
  };

  return {
    scan,
    addGood,
    addWeighed,
    goOn,

    /** Enter: answers what is asked; else rings the good found by name, or the code typed; with nothing typed, goes on. */
    enter(): void {
      const asked = screen.asked.peek();
      const typed = screen.entry.peek().trim();
      const [first] = found.peek();
      if (asked) {
        if (!asked.isReady(typed)) return;
        takeEntry(desk);
        asked.enter(typed);
      } else if (signs.isSignedOut()) return;
      else if (typed === '') goOn();
      else if (first) {
        takeEntry(desk);
        addGood(first);
      } else void scan(takeEntry(desk), 'typed');
    },

    /** A key outside of fields: it goes into the entry line, wherever the eye is. `*` is how many of the next. */
    type(character: string): void {
      if (signs.asksPin()) signs.typePin(character);
      else if (signs.isSignedOut()) signs.signIn(Number(character) - 1);
      else if (character === '*' && screen.asked.peek() === null) multiply();
      else screen.entry.value += character;
    },

    erase(): void {
      screen.entry.value = screen.entry.peek().slice(0, -1);
    },
  };
}

function askPrice({ till }: Desk, sku: string): void {
  till.forgetRefusals();
  void till.run('price.ask', { sku });
}
