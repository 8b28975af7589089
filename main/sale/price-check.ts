import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { PriceCheckView, PriceView } from '../../shared/protocol/page.ts';
import type { Desk } from './desk.ts';
import { goodNumbered, oneThousandths, withGood } from './goods.ts';
import { notice } from './notices.ts';
import type { OpenSale } from './open-sale.ts';
import { goodMeant, meaningOf, unknownCode } from './scan.ts';
import type { Meant, ScanRead } from './scan.ts';
import { quoteSeat } from './seat.ts';

/** How long the till waits for a question: a cashier who walked away sells again. */
const patienceMs = 20_000;

/** While it is open, scans ask what a good costs, whatever read them; the open receipt hears nothing of it. */
export type PriceCheck = {
  /** Null: scans ring. */
  view(): PriceCheckView | null;
  /** Throws what keeps the till from selling. */
  begin(): void;
  /** Of a good by its number. Throws as ringing it does. */
  ask(sku: string): void;
  /** Whether the scan was a question. A refusal of it becomes a side notice. */
  caught(read: ScanRead): boolean;
  end(): void;
  close(): void;
};

/** `onChange`: what the view is has changed. */
export function openPriceCheck(desk: Desk, onChange: () => void): PriceCheck {
  let view: PriceCheckView | null = null;
  let cancel = () => {};

  function show(next: PriceCheckView | null): void {
    cancel();
    view = next;
    if (view) cancel = desk.deps.ports.timers.after(patienceMs, () => show(null));
    onChange();
  }

  function tell(meant: Meant): void {
    show({ told: priceOf(desk, meant) });
  }

  function end(): void {
    if (view) show(null);
  }

  return {
    view: () => view,
    begin() {
      desk.maySell();
      show({ told: null });
    },
    ask(sku) {
      desk.maySell();
      tell({ good: goodNumbered(desk, sku), wanted: {}, expires: null });
    },
    caught(read) {
      // Who signs in by a badge asks for no price.
      if (!desk.around.cashier()) end();
      if (!view) return false;
      try {
        tell(askedFor(desk, read));
      } catch (error) {
        if (!(error instanceof KopilkaError)) throw error;
        show({ told: null });
        desk.deps.tell(notice('refused', error.code, error.args));
      }
      return true;
    },
    end,
    close: () => cancel(),
  };
}

/** Throws as scanning it to ring it does, and `price.notGood`. */
function askedFor(desk: Desk, read: ScanRead): Meant {
  const meaning = meaningOf(desk, read);
  if (meaning.kind === 'unknown') throw unknownCode(read.code);
  const meant = goodMeant(desk, meaning, read.code);
  if (!meant) throw new KopilkaError('price.notGood');
  return meant;
}

/** The good alone on a receipt like the open one, with its member and without. */
function priceOf(counter: Desk, { good, wanted }: Meant): PriceView {
  const desk = counter.beside(counter.deps, quoteSeat(null));
  const { member, ...receipt } = counter.counter.sale ?? desk.begin();
  const { quantity = oneThousandths } = wanted;
  const costs = (buyer: OpenSale['member']) => {
    const empty = { ...withNothing(receipt), member: buyer };
    return desk.evaluate(withGood(desk, empty, good, { ...wanted, quantity })).outcome.totals.netMinor;
  };
  const amountMinor = costs(null);
  const memberMinor = member ? costs(member) : amountMinor;
  return {
    name: good.name,
    byWeight: good.byWeight ?? false,
    unitPriceMinor: counter.deps.replica.get('price', good.sku)?.priceMinor ?? null,
    pack: packOf(wanted),
    amountMinor,
    memberMinor: memberMinor === amountMinor ? null : memberMinor,
  };
}

function withNothing(receipt: Omit<OpenSale, 'member'>): Omit<OpenSale, 'member'> {
  const { donation: _, risk: __, ...rest } = receipt;
  return { ...rest, lines: [], goods: {}, gifts: [], wishes: [], leases: [], payments: [] };
}

function packOf({ quantity, priceMinor }: Meant['wanted']): PriceView['pack'] {
  if (priceMinor !== undefined) return { quantity: null };
  return quantity === undefined ? null : { quantity };
}
