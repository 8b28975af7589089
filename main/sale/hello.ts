import type { Text } from '../../shared/loyalty/basics.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { DemoCode, HelloView, PriceCheckView, StatusView } from '../../shared/protocol/page.ts';
import { hasPin } from '../shift/pins.ts';
import { currentView } from './current-view.ts';
import type { Desk } from './desk.ts';

type Shown = { status: StatusView; priceCheck: PriceCheckView | null; demo: DemoCode[] | null };

/** All a page needs to begin; with nothing of the shop yet it still begins, and says so. */
export function helloView(desk: Desk, { status, priceCheck, demo }: Shown): HelloView {
  const { replica, till } = desk.deps;
  const own = replica.get('till', till);
  const shop = own && replica.get('shop', own.shop);
  const programme = replica.programmeAt(desk.around.now())?.programme;
  return {
    locale: desk.around.locale(),
    currency: shop?.currency ?? programme?.currency ?? 'RUB',
    shop: { name: shop?.name ?? '' },
    till: own?.name ?? till,
    wallets: (programme?.wallets ?? []).map(({ id, name, scale }) => ({ id, name, scale })),
    names: programme ? namesOf(programme) : {},
    cashiers: replica
      .list('cashier')
      .filter((cashier) => cashier.shop === shop?.id)
      .map(({ id, name, role }) => ({ id, name, role, hasPin: hasPin(desk, id) })),
    locksWhenIdle: desk.deps.settings.lockAfterMs !== null,
    sale: currentView(desk),
    status,
    ...(priceCheck ? { priceCheck } : {}),
    ...(desk.deps.settings.isTraining ? { training: true } : {}),
    demo,
  };
}

/** What reasons speak of by id. */
function namesOf({ promotions, wallets, tiers = [], segments = [], causes = [] }: Programme): Record<string, Text> {
  return Object.fromEntries(
    [...promotions, ...wallets, ...tiers, ...segments, ...causes].map(({ id, name }) => [id, name]),
  );
}
