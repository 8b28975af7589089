import type { Lot } from '../../shared/loyalty/basics.ts';
import type { FactLine, Facts, ShopFacts, Spending } from '../../shared/loyalty/facts.ts';
import type { Good, PublishedProgramme, Shop } from '../../shared/protocol/feed.ts';
import { rightsFacts } from './holding.ts';
import type { OpenLine, OpenSale } from './open-sale.ts';

/** What the till itself adds to every receipt's facts. */
export type Place = { shop: Shop; till: string; cashier: string | null };

/** Everything that decides the sale, from the open sale alone: nothing newer than its first line gets in. */
export function saleFacts(sale: OpenSale, place: Place, published: PublishedProgramme): Facts {
  const { member, codes, gifts, wishes, attributes, donation, lists = [], rules } = sale;
  const { id, version } = published.programme;
  const rights = rightsFacts(sale);
  return {
    receipt: sale.receipt,
    moment: sale.moment,
    lines: sale.lines.map((line) => factLine(line, sale.goods[line.sku]!)),
    ...(codes.length > 0 ? { codes } : {}),
    ...(gifts.length > 0 ? { gifts } : {}),
    ...(wishes.length > 0 ? { redeem: wishes, spending: spendingOf(sale) } : {}),
    ...(rights ? { rights } : {}),
    ...(donation === undefined ? {} : { donation }),
    ...(lists.length > 0 ? { lists } : {}),
    ...(rules && rules.goods.length > 0 ? { goods: rules.goods } : {}),
    ...(rules && rules.promotions.length > 0 ? { promotions: rules.promotions } : {}),
    shop: shopFacts(place.shop, sale.moment),
    channel: sale.channel ?? 'shop',
    till: place.till,
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
    cashier: place.cashier,
    member: member?.facts ?? null,
    basis: {
      programme: { id, version, hash: published.hash },
      replica: member?.basis.replica ?? sale.replica,
      own: member?.basis.own ?? rules?.own ?? [],
    },
  };
}

/**
 * Only what a lease put aside may be spent, and what the floor limits let the till risk: without either a wish comes to nothing, and
 * the refusal says why.
 */
function spendingOf({ leases, refusal, risk }: OpenSale): Spending {
  const funded = leases.filter(({ lots }) => lots.length > 0).map(({ lease, lots }) => ({ lease, lots }));
  const floor = risk?.floor ?? [];
  if (funded.length === 0 && floor.length === 0 && refusal) return { level: 'refused', reason: refusal };
  return { level: 'lease', leases: funded, ...(floor.length > 0 ? { floor } : {}) };
}

/** The same facts as if nobody had to put points aside, nor had: tells how many a lease must cover. */
export function quoteFacts(sale: OpenSale, facts: Facts): Facts {
  if (!facts.member) return facts;
  const leased = [...sale.leases.flatMap((lease) => lease.lots), ...(sale.member?.elsewhere ?? [])];
  return {
    ...facts,
    spending: { level: 'quote' },
    member: { ...facts.member, lots: mergeLots(facts.member.lots, leased) },
  };
}

/** The same where nobody puts anything aside: rights are had too. */
export function allToBeHad(sale: OpenSale, facts: Facts): Facts {
  const { rights: _, ...rest } = quoteFacts(sale, facts);
  return rest;
}

/** Lots of one id together, in the order of the first list. */
export function mergeLots(lots: readonly Lot[], more: readonly Lot[]): Lot[] {
  const merged = lots.map((lot) => ({ ...lot }));
  for (const lot of more) {
    const known = merged.find((each) => each.id === lot.id);
    if (known) known.points += lot.points;
    else merged.push({ ...lot });
  }
  return merged;
}

function factLine(line: OpenLine, good: Good): FactLine {
  const { name: _, barcodes: __, ...deciding } = good;
  return {
    ...deciding,
    id: line.id,
    quantity: line.quantity,
    unitPriceMinor: line.unitPriceMinor,
    ...(line.overrideMinor === undefined ? {} : { priceOverrideMinor: line.overrideMinor }),
    ...(line.hostDiscountMinor === undefined ? {} : { hostDiscountMinor: line.hostDiscountMinor }),
    ...(line.mark === undefined ? {} : { mark: line.mark }),
  };
}

const twoYearsMs = 2 * 366 * 86_400_000;

/** The shop as facts have it: of its zone's changes those that can matter, from the one before the moment's to two years on. */
export function shopFacts(shop: Shop, moment: string): ShopFacts {
  const at = Date.parse(moment);
  const { offsets } = shop.zone;
  const current = offsets.findLastIndex((offset) => Date.parse(offset.from) <= at);
  const around = offsets.filter((offset, index) => index >= current - 1 && Date.parse(offset.from) <= at + twoYearsMs);
  return {
    id: shop.id,
    ...(shop.region === undefined ? {} : { region: shop.region }),
    ...(shop.partner === undefined ? {} : { partner: shop.partner }),
    zone: { name: shop.zone.name, offsets: around.length > 0 ? around : offsets.slice(0, 1) },
    ...(shop.lineFloorMinor === undefined ? {} : { lineFloorMinor: shop.lineFloorMinor }),
  };
}
