import { cumulativeShare } from '../../money/allocate.ts';
import type { WalletPoints } from '../basics.ts';
import type { ReturnInput } from '../engine.ts';
import type { Facts, FactLine, MemberFacts } from '../facts.ts';
import type { OutcomeLine } from '../outcome.ts';

/** The facts of the sale without what came back (thousandths by line of its outcome), paid with so many points. */
export function restOf(
  { facts, outcome }: ReturnInput['sale'],
  back: ReadonlyMap<string, number>,
  kept: readonly WalletPoints[],
): Facts {
  const gone = goneByScan(facts.lines, outcome.lines, back);
  const gifts = keptGifts(outcome.lines, back);
  return {
    ...facts,
    lines: [
      ...facts.lines.flatMap((line) => without(line, gone.get(line.id) ?? 0)),
      ...keptAdded(facts, outcome.lines, back),
    ],
    gifts: (facts.gifts ?? []).filter((id) => (gifts.get(id) ?? 0) > 0),
    redeem: kept.map(({ wallet, points }) => ({ wallet, points })),
    member: facts.member && withGifts(facts.member, gifts),
  };
}

/** Which scans a line's units are taken from: the last ones first, so that the line stays where it stood. */
function goneByScan(
  scans: readonly FactLine[],
  lines: readonly OutcomeLine[],
  back: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const left = new Map(scans.map(({ id, quantity }) => [id, quantity]));
  const gone = new Map<string, number>();
  for (const { id, from } of lines) {
    let wanted = back.get(id) ?? 0;
    for (const scan of from.toReversed()) {
      const taken = Math.min(wanted, left.get(scan)!);
      wanted -= taken;
      left.set(scan, left.get(scan)! - taken);
      gone.set(scan, (gone.get(scan) ?? 0) + taken);
    }
  }
  return gone;
}

function without(line: FactLine, gone: number): FactLine[] {
  if (gone === 0) return [line];
  const quantity = line.quantity - gone;
  if (quantity === 0) return [];
  const { hostDiscountMinor } = line;
  if (hostDiscountMinor === undefined) return [{ ...line, quantity }];
  return [{ ...line, quantity, hostDiscountMinor: cumulativeShare(hostDiscountMinor, quantity, line.quantity) }];
}

/** What was added without a scan and stays is there to be paid for, where it turns out not to be due. */
function keptAdded(
  { member, goods = [] }: Facts,
  lines: readonly OutcomeLine[],
  back: ReadonlyMap<string, number>,
): FactLine[] {
  return lines.flatMap((line): FactLine[] => {
    const quantity = line.quantity - (back.get(line.id) ?? 0);
    if (line.from.length > 0 || quantity === 0) return [];
    const given = member?.entitlements.find(({ id }) => id === line.gift)?.gift;
    const good = given ?? goods.find(({ sku }) => sku === line.sku);
    return good ? [{ ...good, id: line.id, quantity }] : [];
  });
}

/** Thousandths of each gift that stay with the buyer. */
function keptGifts(lines: readonly OutcomeLine[], back: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const kept = new Map<string, number>();
  for (const { id, gift, quantity } of lines)
    if (gift !== undefined) kept.set(gift, (kept.get(gift) ?? 0) + quantity - (back.get(id) ?? 0));
  return kept;
}

/** A gift is worth what was taken of it: what was left open must not take units that are paid for. */
function withGifts(member: MemberFacts, kept: ReadonlyMap<string, number>): MemberFacts {
  return {
    ...member,
    entitlements: member.entitlements.map((entitlement) => {
      const quantity = kept.get(entitlement.id);
      return entitlement.gift && quantity ? { ...entitlement, gift: { ...entitlement.gift, quantity } } : entitlement;
    }),
  };
}
