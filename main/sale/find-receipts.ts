import type { FoundReceipts, Params } from '../../shared/protocol/page.ts';
import type { SaleBody } from '../../shared/protocol/journal.ts';
import { isOfDay, soldReceipt } from '../../shared/protocol/sold.ts';
import type { Desk } from './desk.ts';
import { whoIs } from './members.ts';

/**
 * For goods that come back without their receipt: what somebody bought on a day, newest first. This till's own always, others' as far as the
 * hub answers. Throws as `whoIs`.
 */
export async function findReceipts(desk: Desk, { day, ...who }: Params<'return.search'>): Promise<FoundReceipts> {
  desk.ready();
  const member = whoIs(desk, who).id;
  const told = await desk.deps.leases.receipts({ member, day });
  const own = ownSales(desk, member)
    .filter((sale) => isOfDay(sale, day))
    .map(soldReceipt);
  const found = new Map([...(told ?? []), ...own].map((sale) => [sale.receipt, sale]));
  const receipts = [...found.values()].toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return { receipts, isWhole: told !== null };
}

/** Those that became theirs later too. */
function ownSales({ deps: { journal } }: Desk, member: string): SaleBody[] {
  return journal.recordsOfMember(member, null).flatMap(({ body }) => {
    if (body.kind === 'sale') return [body];
    const sale = body.kind === 'receipt.attached' ? journal.sale(body.receipt)?.record.body : undefined;
    return sale ? [sale] : [];
  });
}
