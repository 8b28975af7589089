import type { EntitlementUse, OutcomeLine, SaleMoney, Share } from '../../shared/loyalty/outcome.ts';
import { total } from './arithmetic.ts';
import { refusedLines } from './access.ts';
import { localDay } from './calendar.ts';
import { keepsDays } from './history.ts';
import { openEntitlements } from './conditions.ts';
import { boughtOut } from './chosen-gift.ts';
import { byLine, donationsOut, ownDonation } from './donations.ts';
import { limitedUse } from './limits.ts';
import { extended, movementsOf } from './movements.ts';
import { positionsOf } from './positions.ts';
import { settlementsOf } from './settlements.ts';
import { discountOf, earnedInAll, earnedOf, leftOf, redeemedOf } from './state.ts';
import type { Line, Rule, Sale } from './state.ts';
import { tierReached } from './tiers.ts';
import type { Standing } from './tiers.ts';
import { listsThatAreNotEmpty, pointsOut, vatOf } from './totals.ts';

/** What was computed, in the words of an outcome. */
export function writeOut(sale: Sale): SaleMoney {
  const { programme, member, facts, lines } = sale;
  const net = Number(total(lines.map(leftOf)));
  const wallets = programme.wallets.map(({ id }) => id);
  const own = ownDonation(sale);
  return {
    lines: wholeLines(lines).map(lineOut),
    totals: {
      grossMinor: Number(total(lines.map(({ gross }) => gross))),
      discountMinor: Number(total(lines.map(discountOf))),
      redeemedMinor: Number(total(lines.map(redeemedOf))),
      netMinor: net,
      ...(own === 0n ? {} : { donatedMinor: Number(own) }),
      redeemed: pointsOut(wallets, (wallet) => total(lines.map((line) => redeemedPoints(line, wallet)))),
      earned: pointsOut(wallets, (wallet) => earnedInAll(sale, wallet)),
      vat: vatOf(lines.map((line) => ({ rateBp: line.good.vatRateBp, amount: Number(leftOf(line)) }))),
    },
    movements: movementsOf(sale),
    entitlements: {
      used: usedEntitlements(sale),
      ...(sale.issued.length === 0 ? {} : { issued: sale.issued }),
    },
    tier: member === null ? null : tierReached(programme, standing(sale, net), sale.grantedTiers),
    ...listsThatAreNotEmpty({
      shares: sharesOut(sale),
      terms: sale.terms,
      counters: sale.counters,
      bought: boughtOut(sale),
      donations: donationsOut(sale),
      settlements: settlementsOf(sale),
      extended: extended(sale),
      ...limitedUse(sale),
      privileges: sale.told
        .filter(({ isPrivilege }) => isPrivilege)
        .map(({ rule, cost }) => ({ rule, costMinor: Number(cost) })),
      refused: refusedLines(sale),
    }),
    ...(facts.member !== null && keepsDays(programme) ? { day: localDay(facts.moment) } : {}),
  };
}

function standing({ facts, member }: Sale, net: number): Standing {
  const change = { day: localDay(facts.moment), spend: net, purchases: 1 };
  return { member: member!, moment: facts.moment, change, receipt: net };
}

function sharesOut({ shares }: Sale): Share[] {
  return shares.map(({ dates, points, lines, ...share }) => ({
    ...share,
    points: Number(points),
    ...dates,
    lines: byLine(lines).map(({ line, amountMinor }) => ({ line, points: amountMinor })),
  }));
}

function redeemedPoints(line: Line, wallet: string): bigint {
  return total(line.redeemed.filter((each) => each.wallet === wallet).map(({ points }) => points));
}

/** The parts of one line together, lines in their order. */
function wholeLines(lines: readonly Line[]): Line[][] {
  const ids = [...new Set(lines.map(({ id }) => id))];
  return ids.map((id) => lines.filter((line) => line.id === id));
}

function lineOut(parts: readonly Line[]): OutcomeLine {
  const { id, from, good, unitPrice, gift, free } = parts[0]!;
  const sum = (of: (part: Line) => bigint) => Number(total(parts.map(of)));
  const all = parts.flatMap((part) => part.earned).toSorted((a, b) => a.at - b.at);
  const earned = unique(all.map(({ wallet }) => wallet));
  return {
    id,
    from,
    sku: good.sku,
    quantity: sum(({ quantity }) => quantity),
    unitPriceMinor: Number(unitPrice),
    grossMinor: sum(({ gross }) => gross),
    discounts: discountsOut(parts),
    discountMinor: sum(discountOf),
    redeemed: redeemedOut(parts),
    redeemedMinor: sum(redeemedOf),
    netMinor: sum(leftOf),
    earned: pointsOut(earned, (wallet) => total(parts.map((part) => earnedOf(part, wallet)))),
    ...(gift === undefined ? {} : { gift }),
    ...(free === undefined ? {} : { free }),
    ...(good.vatRateBp === undefined ? {} : { vatRateBp: good.vatRateBp }),
    positions: positionsOf(parts),
  };
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)];
}

/** In the order in which they were applied. */
function discountsOut(parts: readonly Line[]): OutcomeLine['discounts'] {
  const all = parts.flatMap(({ discounts }) => discounts).filter(({ amount }) => amount > 0n);
  const inOrder = all.toSorted((a, b) => a.at - b.at);
  return unique(inOrder.map(({ rule }) => rule)).map((rule) => ({
    rule,
    amountMinor: Number(total(all.filter((each) => each.rule === rule).map(({ amount }) => amount))),
  }));
}

function redeemedOut(parts: readonly Line[]): OutcomeLine['redeemed'] {
  const all = parts.flatMap(({ redeemed }) => redeemed).toSorted((a, b) => a.at - b.at);
  return unique(all.map(({ wallet }) => wallet)).map((wallet) => {
    const own = all.filter((each) => each.wallet === wallet);
    return {
      wallet,
      points: Number(total(own.map(({ points }) => points))),
      amountMinor: Number(total(own.map(({ amount }) => amount))),
    };
  });
}

/** In the order in which they were used. */
function usedEntitlements(sale: Sale): EntitlementUse[] {
  return [...sale.given.keys()].flatMap((id): EntitlementUse[] => {
    const rule = sale.rules.find((each) => each.id === id)!;
    if (rule?.give.kind === 'gift') return usedGifts(sale, rule);
    if (rule?.when?.entitlement !== true) return [];
    const entitlement = openEntitlements(sale, rule)[0];
    const uses = entitlement?.uses ?? (entitlement?.kind === 'coupon' ? 1 : Infinity);
    return entitlement === undefined || uses === Infinity
      ? []
      : [{ id: entitlement.id, quantity: 1000, closed: uses === 1 }];
  });
}

function usedGifts(sale: Sale, rule: Rule): EntitlementUse[] {
  return openEntitlements(sale, rule).flatMap(({ id, gift }) => {
    const given = total(sale.lines.filter((line) => line.gift === id).map(({ quantity }) => quantity));
    return given === 0n ? [] : [{ id, quantity: Number(given), closed: Number(given) === gift?.quantity }];
  });
}
