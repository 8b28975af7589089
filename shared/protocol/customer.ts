import type { Text } from '../loyalty/basics.ts';
import type { Locale } from '../i18n/locale.ts';

/**
 * Till -> customer's screen: what is being bought and what it brings, anew with each change. Nothing is asked back. No phone, no card,
 * no second name. Amounts are minor units, points the wallet's smallest units.
 */
export type CustomerView = {
  locale: Locale;
  currency: string;
  shop: string;
  /** Somebody practises: nothing is sold. */
  training: boolean;
  phase: 'closed' | 'welcome' | 'selling' | 'paying' | 'done';
  lines: {
    id: string;
    name: Text;
    quantity: number;
    byWeight: boolean;
    grossMinor: number;
    netMinor: number;
    gift: boolean;
    /** What made it cheaper. */
    why: Text[];
  }[];
  totals: { discountMinor: number; redeemedMinor: number; donatedMinor: number; netMinor: number; leftMinor: number };
  member: {
    name: string;
    tier: Text | null;
    toEarn: PointsView[];
    progress: { tier: Text; leftMinor: number } | null;
  } | null;
  /** Gifts that wait for the customer and can be given now. */
  gifts: { id: string; name: Text; quantity: number }[];
  done: { dueMinor: number; changeMinor: number; earned: PointsView[] } | null;
};

/** `scale`: decimals of the wallet's points. */
export type PointsView = { wallet: Text; points: number; scale: number };
