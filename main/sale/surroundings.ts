import { formatMoney } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { localMoment } from '../../shared/i18n/zone.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Cashier, PublishedProgramme, Shop } from '../../shared/protocol/feed.ts';
import type { SaleDeps } from './deps.ts';

export type Surroundings = {
  /** The shop this till stands in. Throws `till.notReady` until the first data arrived. */
  shop(): Shop;
  /** The till's clock by the shop's wall; by UTC until the shop is known. */
  now(): string;
  /** UTC milliseconds as the shop's wall showed them. */
  momentOf(utcMs: number): string;
  /** Who is signed in. Survives a restart. */
  cashier(): Cashier | undefined;
  setCashier(id: string | null): void;
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
const keptProgrammes = 8;

/** Where, when and by whom. Documents are parsed once and read again only after the feed moved. */
export function surroundings({ replica, journal, ports, till }: SaleDeps): Surroundings {
  const programmes = new Map<string, PublishedProgramme>();
  let known: { at: string; shop: Shop | undefined; cashier: Cashier | undefined } | null = null;

  function current() {
    const checkpoint = replica.checkpoint();
    const cashier = journal.meta(cashierKey);
    const at = `${checkpoint?.generation} ${checkpoint?.position} ${cashier}`;
    if (known?.at !== at) {
      const own = replica.get('till', till);
      const shop = own && replica.get('shop', own.shop);
      known = { at, shop, cashier: cashier === null ? undefined : replica.get('cashier', cashier) };
    }
    return known;
  }

  function remember(published: PublishedProgramme): PublishedProgramme {
    programmes.set(published.hash, published);
    const [oldest] = programmes.keys();
    if (programmes.size > keptProgrammes && oldest !== undefined) programmes.delete(oldest);
    return published;
  }

  function momentOf(utcMs: number): string {
    return localMoment(utcMs, current().shop?.zone.offsets ?? []);
  }

  function locale(): Locale {
    const chosen = journal.meta(localeKey);
    return chosen === 'ru' || chosen === 'en' ? chosen : (current().cashier?.locale ?? 'ru');
  }

  return {
    locale,
    setLocale: (chosen) => journal.transact((tx) => tx.setMeta(localeKey, chosen)),
    money: (amountMinor) => formatMoney(amountMinor, locale()),
    shop() {
      const { shop } = current();
      if (!shop) throw new KopilkaError('till.notReady');
      return shop;
    },
    now: () => momentOf(ports.clock.nowMs()),
    momentOf,
    cashier: () => current().cashier,
    setCashier(id) {
      journal.transact((tx) => {
        tx.setMeta(cashierKey, id);
        // Each cashier has their own language, until another is chosen.
        tx.setMeta(localeKey, null);
      });
    },
    programmeAt(moment) {
      const published = replica.programmeAt(moment);
      if (!published) throw new KopilkaError('till.notReady');
      return published;
    },
    programme(hash) {
      const kept = programmes.get(hash);
      if (kept) return kept;
      const published = replica.get('programme', hash);
      return published && remember(published);
    },
  };
}
