import type { GoodView, SaleView } from '../../shared/protocol/page.ts';
import type { ReadonlySignal } from '@preact/signals';
import { parseMoney, parseQuantity, parseScaled } from '../model/numbers.ts';
import type { Panel, Screen } from '../model/screen.ts';
import type { TillModel } from '../model/till.ts';
import { currentLine, shownDone } from './context.ts';

/** What a cashier can do, whichever way: a key, a button, a scan. Each reads the screen and sends at most one command. */
export type Actions = ReturnType<typeof createActions>;

/** `found`: goods whose name is being typed. */
export function createActions(till: TillModel, screen: Screen, found: ReadonlySignal<readonly GoodView[]>) {
  const sale = () => till.sale.peek();
  const around = { till, screen };

  /** What was typed, taken out of the entry line. */
  const takeEntry = () => {
    const text = screen.entry.peek().trim();
    screen.entry.value = '';
    return text;
  };
  const open = (panel: Panel | null) => {
    screen.panel.value = panel;
  };
  /** Opens, or closes when it is what stands there. */
  const toggle = (panel: Panel) => open(screen.panel.peek()?.kind === panel.kind ? null : panel);

  /** Before anything is rung: what was finished is put away, the choice follows what comes; and how many were asked for. */
  const begin = () => {
    const times = screen.times.peek();
    screen.times.value = null;
    screen.chosenLine.value = null;
    screen.seenDone.value = sale()?.done?.receipt ?? null;
    return times === null ? {} : { quantity: times };
  };

  const scan = (code: string, source: 'wedge' | 'typed') => {
    const quantity = begin();
    return till.run('sale.scan', { code, source, ...quantity });
  };

  const addGood = (sku: string) => {
    const quantity = begin();
    return till.run('sale.add', { sku, ...quantity });
  };

  /** `*`: what was typed is how many of the next. */
  const multiply = () => {
    const quantity = parseQuantity(screen.entry.peek());
    if (quantity === undefined) return;
    screen.entry.value = '';
    screen.times.value = quantity;
  };

  /** Enter with nothing typed: the safe next step, one that never moves money by itself. */
  const next = () => {
    const view = sale();
    const done = shownDone(around);
    if (done) screen.seenDone.value = done.receipt;
    else if (!view || view.lines.length === 0) return;
    else if (view.totals.leftMinor === 0) void till.run('sale.finish', {});
    else open({ kind: 'cash' });
  };

  const setQuantity = async (line: string, quantity: number) => {
    const done = await till.run('sale.setQuantity', { line, quantity });
    if (done) open(null);
  };

  const payCash = async (amountMinor: number) => {
    const paid = await till.run('sale.payCash', { amountMinor });
    if (paid) open(null);
  };

  const redeemable = (view: SaleView | null) => view?.redeem.find(({ allowed }) => allowed > 0) ?? view?.redeem[0];

  return {
    open,
    toggle,
    scan,
    setQuantity,
    payCash,

    /** Enter: answers what is asked; else rings the good found by name, or the code typed; with nothing typed, goes on. */
    enter(): void {
      const asked = screen.asked.peek();
      const typed = screen.entry.peek().trim();
      const [first] = found.peek();
      if (asked) {
        if (!asked.isReady(typed)) return;
        takeEntry();
        asked.enter(typed);
      } else if (typed === '') next();
      else if (first) {
        takeEntry();
        void addGood(first.id);
      } else void scan(takeEntry(), 'typed');
    },

    signIn(index: number): void {
      const cashier = till.hello.peek()?.cashiers[index];
      if (cashier) void till.run('cashier.signIn', { cashier: cashier.id });
    },

    /** A key outside of fields: it goes into the entry line, wherever the eye is. */
    type(character: string): void {
      const isStart = sale()?.phase === 'signedOut';
      if (isStart && /[1-9]/.test(character)) this.signIn(Number(character) - 1);
      else if (character === '*' && screen.asked.peek() === null) multiply();
      else screen.entry.value += character;
    },

    erase(): void {
      screen.entry.value = screen.entry.peek().slice(0, -1);
    },

    addGood,

    why: () => toggle({ kind: 'why', line: currentLine(around)?.id ?? null }),

    quantity(): void {
      const line = currentLine(around);
      if (!line) return;
      const typed = parseQuantity(screen.entry.peek());
      if (typed === undefined) return toggle({ kind: 'quantity', line: line.id });
      takeEntry();
      void setQuantity(line.id, typed);
    },

    member(): void {
      const typed = screen.entry.peek().replaceAll(/[^\d]/g, '');
      if (typed.length < 4) return toggle({ kind: 'member' });
      takeEntry();
      void till.run('sale.identify', { by: typed.length >= 10 ? 'phone' : 'card', value: typed });
    },

    /** All that is allowed, or as many points as were typed. Again: takes it back. */
    redeem(): void {
      const offer = redeemable(sale());
      if (!offer) return;
      const scale = till.hello.peek()?.wallets.find(({ id }) => id === offer.wallet)?.scale ?? 0;
      const typed = parseScaled(takeEntry(), scale);
      void till.run('sale.redeem', { wallet: offer.wallet, points: typed ?? (offer.points > 0 ? 0 : 'all') });
    },

    gift(): void {
      const gift = sale()?.gifts.find(({ given }) => !given);
      if (gift) void till.run('sale.giveGift', { entitlement: gift.entitlement });
    },

    async voidLine(): Promise<void> {
      const line = currentLine(around);
      if (!line) return;
      screen.chosenLine.value = null;
      await till.run('sale.voidLine', { line: line.id });
    },

    async park(): Promise<void> {
      if (sale()?.lines.length) await till.run('sale.park', {});
      else toggle({ kind: 'parked' });
    },

    /** What was typed is what the customer gave; nothing typed opens the panel that asks. */
    cash(): void {
      const view = sale();
      if (!view || view.lines.length === 0) return;
      if (view.totals.leftMinor === 0) return void till.run('sale.finish', {});
      const typed = parseMoney(screen.entry.peek());
      if (typed === undefined || typed === 0) return toggle({ kind: 'cash' });
      takeEntry();
      void payCash(typed);
    },

    /** A sum typed before splits the payment; else the card pays all that is left. */
    async card(): Promise<void> {
      const view = sale();
      if (!view || view.lines.length === 0) return;
      const typed = parseMoney(takeEntry());
      open(null);
      await till.run('sale.payCard', typed ? { amountMinor: typed } : {});
    },

    cancel(): void {
      if (sale()?.receipt) toggle({ kind: 'cancel' });
    },

    next,

    /** Esc: what was typed, then the panel, then the choice. */
    back(): void {
      if (screen.entry.peek() !== '') screen.entry.value = '';
      else if (screen.times.peek() !== null) screen.times.value = null;
      else if (screen.panel.peek() !== null) return open(null);
      else screen.chosenLine.value = null;
    },

    moveChoice(step: 1 | -1): void {
      const lines = sale()?.lines ?? [];
      const at = lines.findIndex(({ id }) => id === currentLine(around)?.id);
      const next = lines[Math.min(Math.max(at + step, 0), lines.length - 1)];
      if (!next) return;
      screen.chosenLine.value = next.id;
      if (screen.panel.peek()?.kind === 'why') screen.panel.value = { kind: 'why', line: next.id };
    },
  };
}
