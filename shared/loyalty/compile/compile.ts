import { withDefaults } from '../programme/defaults.ts';
import type { FilledGive, FilledProgramme, FilledPromotion } from '../programme/defaults.ts';
import type { Goods, Keeps, Programme } from '../programme/schema.ts';
import { compileAccess } from './access.ts';
import { receiptConditions } from './conditions.ts';
import { goodsTest } from './goods.ts';
import { compileReacting } from './reacting.ts';
import { indexRules } from './rules.ts';
import { scheduleConditions } from './schedule.ts';
import { closes } from './types.ts';
import type { CompiledCoalition, CompiledProgramme, GoodsTest, Rule, RuleGroup, RulePhase } from './types.ts';
import { compileWallet } from './wallet.ts';

/** Where a kind of rule works: its phase, and its step within it. */
const places: Record<FilledGive['kind'] | 'host', readonly [RulePhase, number]> = {
  host: [2, 0],
  fixedPrice: [2, 0],
  linePercent: [3, 0],
  lineAmount: [3, 0],
  lineLadder: [3, 0],
  cheapestFree: [4, 0],
  buyGet: [4, 0],
  bundlePrice: [4, 0],
  basketPercent: [5, 0],
  basketAmount: [5, 0],
  basketLadder: [5, 0],
  gift: [6, 0],
  freeGood: [6, 1],
  donation: [8, 0],
  // A multiplier speaks of what the rates give, so all rates come first, whatever their priority.
  pointsRate: [9, 0],
  pointsPer: [9, 0],
  pointsMultiplier: [9, 1],
  pointsFixed: [9, 2],
  pointsPerUnit: [9, 2],
  privilege: [10, 0],
  message: [10, 0],
};

type Draft = Omit<Rule, 'order'> & { step: number };

/** Makes a valid programme ready: defaults filled, rules in their order and found by goods, schedules as numbers. O(rules). */
export function compile(programme: Programme): CompiledProgramme {
  const filled = withDefaults(programme);
  const groups = new Map(filled.groups.map((group): [string, RuleGroup] => [group.id, group]));
  const drafts = filled.promotions.map((promotion) => draftRule(promotion, filled, groups));
  drafts.push(hostRule(filled, groups));
  const rules = drafts.toSorted(byOrder).map((draft, order): Rule => ({ ...draft, order }));
  const wallets = filled.wallets.map(compileWallet);
  return {
    programme,
    filled,
    index: indexRules(rules, filled.promotions),
    host: rules.find((rule) => rule.give.kind === 'host')!,
    wallets,
    access: filled.access.map(compileAccess),
    recomputed: new Set(filled.promotions.filter(({ onReturn }) => onReturn === 'recompute').map(({ id }) => id)),
    choosing: filled.groups.filter((group) => group.mode !== 'all'),
    reacting: compileReacting(programme, filled),
    extending: wallets.filter(({ lifetime }) => lifetime.kind === 'sinceLastPurchase'),
    causes: new Map(filled.causes.map(({ id, schedule }) => [id, schedule ? scheduleConditions(schedule) : []])),
    coalition: compileCoalition(filled.coalition),
  };
}

function draftRule(
  promotion: FilledPromotion,
  programme: FilledProgramme,
  groups: ReadonlyMap<string, RuleGroup>,
): Draft {
  const { id, when, give, keeps, group, priority, limits } = promotion;
  const [phase, step] = places[give.kind];
  return {
    id,
    phase,
    step,
    priority,
    give,
    closes: closedBits(keeps),
    group: group === null ? null : (groups.get(group) ?? null),
    goods: rulesGoods(promotion),
    parts: partsOf(give).map((part) => goodsTest(part) ?? allGoods),
    goodsSaid: when.goods ?? null,
    conditions: receiptConditions(promotion, programme),
    threshold: when.basket
      ? {
          operator: when.basket.operator,
          valueMinor: when.basket.valueMinor,
          goods: goodsTest(when.basket.goods),
        }
      : null,
    contains: when.contains ? { quantity: when.contains.quantity, goods: goodsTest(when.contains.goods) } : null,
    limits,
    entitled: when.entitlement === true && give.kind !== 'gift',
  };
}

function partsOf(give: FilledGive): readonly Goods[] {
  if (give.kind === 'bundlePrice') return give.parts;
  return give.kind === 'buyGet' ? [give.get.goods] : [];
}

/** A bundle without goods of its own concerns the goods of its parts. */
function rulesGoods({ when, give }: FilledPromotion): GoodsTest | null {
  if (when.goods !== undefined || give.kind !== 'bundlePrice') return goodsTest(when.goods);
  const parts = give.parts.map((part) => goodsTest(part) ?? allGoods);
  return (line, favourites) => parts.some((part) => part(line, favourites));
}

function allGoods(): boolean {
  return true;
}

function compileCoalition(coalition: FilledProgramme['coalition']): CompiledCoalition | null {
  if (coalition === null) return null;
  const { operator, partners } = coalition;
  return { operator, partners: new Map(partners.map((partner) => [partner.id, partner])) };
}

/** The host till's own discount, told as rule `host`. */
function hostRule({ hostDiscount }: FilledProgramme, groups: ReadonlyMap<string, RuleGroup>): Draft {
  const { group, priority, keeps } = hostDiscount;
  const [phase, step] = places.host;
  return {
    id: 'host',
    phase,
    step,
    priority,
    give: { kind: 'host' },
    closes: closedBits(keeps),
    group: group === null ? null : (groups.get(group) ?? null),
    goods: null,
    parts: [],
    goodsSaid: null,
    conditions: [],
    threshold: null,
    contains: null,
    limits: null,
    entitled: false,
  };
}

function closedBits(keeps: Required<Keeps>): number {
  return (
    (keeps.discounts ? 0 : closes.discounts) |
    (keeps.accrual ? 0 : closes.accrual) |
    (keeps.redemption ? 0 : closes.redemption)
  );
}

/** Phase, step, priority (lower first), then id by code units. */
function byOrder(a: Draft, b: Draft): number {
  return a.phase - b.phase || a.step - b.step || a.priority - b.priority || (a.id < b.id ? -1 : 1);
}
