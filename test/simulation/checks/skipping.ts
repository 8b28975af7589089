import { demoShopId } from '../../../main/demo/shop.ts';
import { openTestTill } from '../../../hub/testing/till.ts';
import type { HubLife } from '../hub-life.ts';

/**
 * A till gone wrong pushes a record before the one it follows, which no till of ours does: it is told what the hub has, and goes on from there.
 * Of the hub alone, once all is over.
 */
export async function skippingTill(hub: HubLife, at: string): Promise<string[]> {
  const id = 'till-that-skips';
  await hub.hub()!.importLines([JSON.stringify({ kind: 'till', doc: { id, shop: demoShopId, name: id } })]);
  const till = openTestTill(id, hub.door()!);
  await till.enrol((await hub.hub()!.enrolmentCode(id)).code);
  await till.session();
  const later = [1, 2].map((amountMinor) => till.append({ kind: 'cash.in', amountMinor, reason: 'change' }, at));
  await till.push(till.journal.slice(0, 1));
  const { ack } = await till.push(later.slice(1));
  const { ack: whole } = await till.push(later);
  return [
    ...(ack.seq === 1 ? [] : [`records behind a hole are acknowledged up to ${ack.seq}`]),
    ...(whole.seq === 3 ? [] : [`what filled the hole is acknowledged up to ${whole.seq}`]),
  ];
}
