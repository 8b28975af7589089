import type { Lot, Text } from '../../shared/loyalty/basics.ts';
import type { NamedEngine } from '../../shared/loyalty/engine.ts';
import type { EntitlementFacts, Facts } from '../../shared/loyalty/facts.ts';
import { dueMinor } from '../../shared/loyalty/outcome.ts';
import type { Outcome, OutcomeLine, RedemptionOffer, Rejection } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { GiftView, MemberView, RedeemView, SaleLineView, SaleView, WishView } from '../../shared/protocol/page.ts';
import { mergeLots } from './facts.ts';
import type { OpenMember, OpenRefund, OpenSale } from './open-sale.ts';
import { paidMinor } from './payments.ts';
import { reasonsByLine, ruleName } from './reasons.ts';

/** The open sale with its outcome: what every view and every command starts from. */
export type Rung = {
  sale: OpenSale;
  facts: Facts;
  outcome: Outcome;
  programme: Programme;
  engine: NamedEngine;
  /** What may be redeemed if a lease covers it. */
  offers: RedemptionOffer[];
};

export type ViewSources = {
  phase: SaleView['phase'];
  done: SaleView['done'];
  /** Card refunds of a return that the terminal has not settled. */
  refunds: OpenRefund[];
  goodName(sku: string): Text;
  memberName(member: OpenMember): string;
  wishes(member: OpenMember): WishView[];
};

const nothing: Omit<SaleView, 'phase' | 'done' | 'payments'> = {
  receipt: null,
  lines: [],
  lastLine: null,
  totals: {
    grossMinor: 0,
    discountMinor: 0,
    redeemedMinor: 0,
    netMinor: 0,
    donatedMinor: 0,
    paidMinor: 0,
    leftMinor: 0,
  },
  member: null,
  gifts: [],
  redeem: [],
  rejections: [],
};

/** What the page shows of the sale. Pure: the same sale and outcome always look the same. */
export function saleView(rung: Rung | null, sources: ViewSources): SaleView {
  const { phase, done } = sources;
  const refunds = sources.refunds.filter(({ kind }) => kind === 'card').flatMap(refundView);
  if (!rung) return { ...nothing, phase, done, payments: refunds };
  const { sale, outcome, programme } = rung;
  const { grossMinor, discountMinor, redeemedMinor, netMinor, donatedMinor = 0 } = outcome.totals;
  const paid = paidMinor(sale);
  const leftMinor = dueMinor(outcome.totals) - paid;
  const reasons = reasonsByLine(outcome, programme);
  return {
    receipt: sale.receipt,
    phase,
    lines: outcome.lines.map((line) => lineView(line, rung, sources, reasons.get(line.id) ?? [])),
    lastLine: shownAs(outcome, sale.lastLine),
    totals: { grossMinor, discountMinor, redeemedMinor, netMinor, donatedMinor, paidMinor: paid, leftMinor },
    member: sale.member && memberView(sale.member, rung, sources),
    gifts: sale.member ? openGifts(sale.member, sale).map((gift) => giftView(gift, rung, sources)) : [],
    redeem: sale.member ? redeemViews(rung) : [],
    payments: [...sale.payments.map(paymentView), ...refunds],
    rejections: outcome.rejections
      .filter((rejection) => !isBeingAsked(rejection, rung))
      .map((rejection) => ({ ...rejection, name: ruleName(programme, rejection.rule) })),
    done,
  };
}

/** The line touched last as the outcome has it: it may have joined another, or become a gift. */
function shownAs(outcome: Outcome, line: string | null): string | null {
  if (line === null) return null;
  const shown = outcome.lines.filter((each) => each.id === line || each.from.includes(line));
  return (shown.find((each) => each.gift === undefined) ?? shown[0])?.id ?? null;
}

function lineView(
  line: OutcomeLine,
  { sale }: Rung,
  sources: ViewSources,
  reasons: SaleLineView['reasons'],
): SaleLineView {
  const good = sale.goods[line.sku];
  return {
    id: line.id,
    sku: line.sku,
    name: good?.name ?? sources.goodName(line.sku),
    quantity: line.quantity,
    byWeight: good?.byWeight ?? false,
    unitPriceMinor: line.unitPriceMinor,
    grossMinor: line.grossMinor,
    discountMinor: line.discountMinor,
    redeemedMinor: line.redeemedMinor,
    netMinor: line.netMinor,
    earned: line.earned,
    gift: line.gift !== undefined,
    ageLimit: good?.ageLimit ?? null,
    reasons,
  };
}

function memberView(member: OpenMember, { sale, outcome, programme }: Rung, sources: ViewSources): MemberView {
  const { facts } = member;
  const tierId = facts.tier ?? programme.tiers?.[0]?.id;
  const tier = programme.tiers?.find((each) => each.id === tierId);
  const progress = outcome.progress.find((each) => 'tier' in each);
  const next = progress && programme.tiers?.find((each) => each.id === progress.tier);
  const leased = sale.leases.flatMap((lease) => lease.lots);
  const lots = mergeLots(facts.lots, [...leased, ...(member.elsewhere ?? [])]);
  return {
    id: member.id,
    name: sources.memberName(member),
    identification: member.identification,
    blocked: facts.blocked ?? false,
    tier: tier ? { id: tier.id, name: tier.name } : null,
    wallets: programme.wallets.map(({ id }) => ({
      wallet: id,
      spendable: spendable(lots, id, sale.moment).reduce((sum, lot) => sum + lot.points, 0),
      toEarn: outcome.totals.earned.find((each) => each.wallet === id)?.points ?? 0,
      debt: facts.debt.find((each) => each.wallet === id)?.points ?? 0,
      expiring: firstToLapse(spendable(lots, id, sale.moment)),
    })),
    progress: progress && next ? { tier: next.name, leftMinor: progress.leftMinor } : null,
    pending: member.pending,
    wishes: sources.wishes(member),
  };
}

/** Lots of a wallet that may be spent at the moment. */
export function spendable(lots: readonly Lot[], wallet: string, moment: string): Lot[] {
  const at = Date.parse(moment);
  return lots.filter(
    (lot) =>
      lot.wallet === wallet &&
      Date.parse(lot.activeFrom) <= at &&
      (lot.expiresAt === null || Date.parse(lot.expiresAt) > at),
  );
}

/** All that lapses at the nearest date, together. */
export function firstToLapse(lots: readonly Lot[]): { points: number; at: string } | null {
  let first: { points: number; at: string } | null = null;
  for (const { points, expiresAt } of lots) {
    if (expiresAt === null) continue;
    const difference = first === null ? -1 : Date.parse(expiresAt) - Date.parse(first.at);
    if (first !== null && difference === 0) first.points += points;
    else if (difference < 0) first = { points, at: expiresAt };
  }
  return first;
}

/** Gifts the member may take at the sale's moment. */
export function openGifts(member: OpenMember, sale: OpenSale): EntitlementFacts[] {
  const at = Date.parse(sale.moment);
  return member.facts.entitlements.filter(
    ({ kind, gift, validFrom, validUntil }) =>
      kind === 'gift' &&
      gift !== undefined &&
      (validFrom === undefined || Date.parse(validFrom) <= at) &&
      (validUntil === undefined || Date.parse(validUntil) > at),
  );
}

function giftView({ id, gift }: EntitlementFacts, { sale, facts, outcome }: Rung, sources: ViewSources): GiftView {
  const { sku, quantity } = gift!;
  const given = outcome.entitlements.used.some((use) => use.id === id);
  const isWithheld = facts.rights?.withheld.some(({ entitlement }) => entitlement === id) ?? false;
  const refused = isWithheld && sale.rightsRefusal ? `entitlement.${sale.rightsRefusal}` : null;
  return { entitlement: id, sku, name: sale.goods[sku]?.name ?? sources.goodName(sku), quantity, given, refused };
}

function redeemViews(rung: Rung): RedeemView[] {
  const { outcome, offers } = rung;
  return offers.map(({ wallet, points, amountMinor, limitedBy }) => ({
    wallet,
    allowed: points,
    allowedMinor: amountMinor,
    points: redeemedPoints(outcome, wallet),
    amountMinor: paidByPoints(outcome, wallet),
    limitedBy,
    refused: refusalOf(rung, wallet),
  }));
}

/** Why less is redeemed than was wished. */
function refusalOf(rung: Rung, wallet: string): RedeemView['refused'] {
  const { sale, outcome, offers } = rung;
  if (!sale.wishes.some((each) => each.wallet === wallet)) return null;
  if (sale.refusal && redeemedPoints(outcome, wallet) < wishedPoints(sale, offers, wallet)) {
    return { reason: `redemption.${sale.refusal}`, because: [] };
  }
  const rejection = outcome.rejections.find((each) => each.rule === wallet && !isBeingAsked(each, rung));
  return rejection ? { reason: rejection.reason, because: rejection.because } : null;
}

function wishedPoints({ wishes }: OpenSale, offers: readonly RedemptionOffer[], wallet: string): number {
  const wish = wishes.find((each) => each.wallet === wallet)?.points ?? 0;
  const allowed = offers.find((each) => each.wallet === wallet)?.points ?? 0;
  return wish === 'all' ? allowed : Math.max(1, Math.min(wish, allowed));
}

/** Points or rights there are, but no lease yet: the hub is being asked, and nothing is refused. */
function isBeingAsked({ rule, reason }: Rejection, { sale, offers }: Rung): boolean {
  if (reason === 'entitlement.offline') return !sale.rightsRefusal;
  return reason === 'redemption.noPoints' && offers.some(({ wallet, points }) => wallet === rule && points > 0);
}

function redeemedPoints(outcome: Outcome, wallet: string): number {
  return outcome.totals.redeemed.find((each) => each.wallet === wallet)?.points ?? 0;
}

/** What the points of a wallet pay on this receipt. */
function paidByPoints(outcome: Outcome, wallet: string): number {
  let sum = 0;
  for (const line of outcome.lines)
    for (const each of line.redeemed) if (each.wallet === wallet) sum += each.amountMinor;
  return sum;
}

function paymentView({ id, kind, amountMinor, state, refund }: OpenSale['payments'][number]) {
  return { id: refund?.intent ?? id, kind, amountMinor, state: refund?.state ?? state };
}

function refundView({ id, kind, amountMinor, state }: OpenRefund): SaleView['payments'] {
  return state === 'planned' ? [] : [{ id, kind, amountMinor, state }];
}
