import type { CustomerView, PointsView } from '../protocol/customer.ts';
import type { HelloView, SaleView } from '../protocol/page.ts';

type Place = Pick<HelloView, 'locale' | 'currency' | 'shop' | 'wallets' | 'training'>;

/** What the customer is shown while this is on the cashier's screen. */
export function customerView(view: SaleView, { locale, currency, shop, wallets, training }: Place): CustomerView {
  const { member, gifts, totals, done } = view;
  const { discountMinor, redeemedMinor, donatedMinor, netMinor, leftMinor } = totals;
  const told = (earned: { wallet: string; points: number }[]): PointsView[] =>
    earned.flatMap(({ wallet, points }) => {
      const known = wallets.find(({ id }) => id === wallet);
      return known && points > 0 ? [{ wallet: known.name, points, scale: known.scale }] : [];
    });
  return {
    locale,
    currency,
    shop: shop.name,
    training: training === true,
    phase: phaseOf(view),
    lines: view.lines.map(({ id, name, quantity, byWeight, grossMinor, netMinor: lineMinor, gift, reasons }) => ({
      id,
      name,
      quantity,
      byWeight,
      grossMinor,
      netMinor: lineMinor,
      gift,
      why: reasons.filter(({ unit, amount }) => unit === 'minor' && amount > 0).map((reason) => reason.name),
    })),
    totals: { discountMinor, redeemedMinor, donatedMinor, netMinor, leftMinor },
    member: member && {
      name: shortName(member.name),
      tier: member.tier?.name ?? null,
      toEarn: told(member.wallets.map(({ wallet, toEarn }) => ({ wallet, points: toEarn }))),
      progress: member.progress,
    },
    gifts: gifts
      .filter(({ given, refused }) => !given && refused === null)
      .map(({ entitlement, name, quantity }) => ({ id: entitlement, name, quantity })),
    done: done && { dueMinor: done.dueMinor, changeMinor: done.changeMinor, earned: told(done.earned) },
  };
}

function phaseOf({ phase, lines, member }: SaleView): CustomerView['phase'] {
  if (phase === 'signedOut' || phase === 'shiftClosed') return 'closed';
  if (phase === 'done') return 'done';
  if (lines.length === 0 && member === null) return 'welcome';
  return phase === 'selling' ? 'selling' : 'paying';
}

/** Whoever stands behind the buyer reads it too: of `Anna Petrova` no more than `Anna P.` */
function shortName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/u);
  // A card's tail stands for a name that nobody told: `•••• 0042`.
  if (!/\p{L}/u.test(first)) return name;
  return [first, ...rest.map((word) => `${Array.from(word)[0] ?? ''}.`)].join(' ');
}
