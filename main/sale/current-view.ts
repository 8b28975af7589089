import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { SaleView } from '../../shared/protocol/page.ts';
import type { Desk } from './desk.ts';
import { maskedTail } from './known-cards.ts';
import type { OpenMember } from './open-sale.ts';
import { knownPerson } from './persons.ts';
import { saleView } from './view.ts';
import { memberWishes } from './wishes.ts';
import type { Rung } from './view.ts';

/** The sale as the page shows it now. */
export function currentView(desk: Desk): SaleView {
  const { giveBack, done } = desk.counter;
  return saleView(rungIfKnown(desk), {
    phase: phaseOf(desk),
    done,
    refunds: giveBack?.refunds ?? [],
    goodName: (sku) => desk.deps.replica.get('good', sku)?.name ?? { ru: sku, en: sku },
    memberName: (member) => memberName(desk, member),
    wishes: ({ id }) => memberWishes(desk, id),
  });
}

/** Without its programme (the replica was lost and is being fetched) an open sale waits unseen. */
function rungIfKnown(desk: Desk): Rung | null {
  try {
    return desk.rung();
  } catch (error) {
    if (error instanceof KopilkaError && error.code === 'till.notReady') return null;
    throw error;
  }
}

function phaseOf(desk: Desk): SaleView['phase'] {
  const { sale, giveBack, done } = desk.counter;
  if (!desk.around.cashier()) return 'signedOut';
  if (!desk.shift) return 'shiftClosed';
  if (sale?.payments.some(({ state, refund }) => state === 'unknown' || refund?.state === 'unknown'))
    return 'paymentUnknown';
  if (giveBack?.refunds.some(({ state }) => state === 'unknown')) return 'paymentUnknown';
  if (sale && sale.payments.length > 0) return 'paying';
  return sale === null && done ? 'done' : 'selling';
}

/** As the shop greets them: name or card tail, never a phone. */
export function memberName({ deps }: Desk, { id, card }: Pick<OpenMember, 'id' | 'card'>): string {
  return knownPerson(id, deps)?.name ?? maskedTail(card ?? deps.replica.get('member', id)?.cards[0] ?? id);
}
