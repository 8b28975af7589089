import { formatMoney } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Cashier, PublishedProgramme, Shop } from '../../shared/protocol/feed.ts';
import type { JournalTx } from '../store/journal.ts';
import type { SaleDeps } from './deps.ts';
import { shopClock } from './shop-clock.ts';
import type { ShopClock } from './shop-clock.ts';

export type Surroundings = Omit<ShopClock, 'shop'> & {
  /** Throws `till.notReady` until the first data arrived. */
  shop(): Shop;
  /** Who is signed in. Survives a restart. */
  cashier(): Cashier | undefined;
  /** In the transaction that records it. */
  setCashier(tx: JournalTx, id: string | null): void;
  /** The language of the screen and of receipts: as chosen on this till, else the cashier's own. */
  locale(): Locale;
  setLocale(locale: Locale): void;
  /** An amount as this till's people read it. */
  money(amountMinor: number): string;
  /** The programme in force. Throws `till.notReady`. */
  programmeAt(moment: string): PublishedProgramme;
  programme(hash: string): PublishedProgramme | undefined;
};

const cashierKey = 'cashier';
const localeKey = 'locale';

/** Where, when and by whom. */
export function surroundings({ replica, journal, ports, till }: SaleDeps): Surroundings {
  const clock = shopClock({ replica, till, clock: ports.clock });

  function cashier(): Cashier | undefined {
    const id = journal.meta(cashierKey);
    return id === null ? undefined : replica.get('cashier', id);
  }

  function locale(): Locale {
    const chosen = journal.meta(localeKey);
    return chosen === 'ru' || chosen === 'en' ? chosen : (cashier()?.locale ?? 'ru');
  }

  return {
    now: clock.now,
    momentOf: clock.momentOf,
    cashier,
    locale,
    shop() {
      const shop = clock.shop();
      if (!shop) throw new KopilkaError('till.notReady');
      return shop;
    },
    setCashier(tx, id) {
      tx.setMeta(cashierKey, id);
      // Each cashier has their own language, until another is chosen.
      tx.setMeta(localeKey, null);
    },
    setLocale: (chosen) => journal.transact((tx) => tx.setMeta(localeKey, chosen)),
    money: (amountMinor) => formatMoney(amountMinor, locale()),
    programmeAt(moment) {
      const published = replica.programmeAt(moment);
      if (!published) throw new KopilkaError('till.notReady');
      return published;
    },
    programme: (hash) => replica.get('programme', hash),
  };
}
