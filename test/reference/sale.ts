import type { Facts } from '../../shared/loyalty/facts.ts';
import type { SaleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { atLeastZero, big } from './arithmetic.ts';
import { accrual } from './accrual.ts';
import { activities, unlockedNow } from './activities.ts';
import { basketDiscounts } from './basket.ts';
import { challenges } from './challenges.ts';
import { donations } from './donations.ts';
import { setAside, gifts } from './gifts.ts';
import { chooseGroups } from './groups.ts';
import { lineDiscounts } from './line-discounts.ts';
import { normalise } from './normalise.ts';
import { prices } from './prices.ts';
import { redemption } from './redemption.ts';
import { rounding } from './rounding.ts';
import { passing, stands } from './select.ts';
import { sets } from './sets.ts';
import { everything, goodFloorOf } from './state.ts';
import type { Choice, Rule, Sale } from './state.ts';
import { tellings } from './tellings.ts';
import { writeOut } from './write-out.ts';

/** The money part of a sale: once for every rule of every group, then with what was chosen. */
export function referenceSale(programme: Programme, facts: Facts): SaleMoney {
  const rules = rulesOf(programme);
  const run = (choice: Choice) => untilAllPass(programme, facts, rules, choice);
  const contends = (rule: Rule) =>
    stands(
      start(programme, facts, rules, () => true, new Set()),
      rule,
    );
  const sale = run(chooseGroups(programme, rules, contends, run));
  activities(sale);
  challenges(sale);
  return writeOut(sale);
}

function untilAllPass(programme: Programme, facts: Facts, rules: Rule[], choice: Choice): Sale {
  const refused = new Set<string>();
  for (;;) {
    const before = refused.size;
    const sale = phases(programme, facts, rules, choice, refused);
    if (refused.size === before) return sale;
  }
}

function phases(programme: Programme, facts: Facts, rules: Rule[], choice: Choice, refused: Set<string>): Sale {
  const sale = start(programme, facts, rules, choice, refused);
  const { lines } = sale;
  setAside(sale);
  const floor = big(facts.shop.lineFloorMinor ?? 0);
  for (const line of lines) line.shopFloor = atLeastZero(floor - goodFloorOf(line));
  prices(sale);
  lineDiscounts(sale);
  sets(sale);
  basketDiscounts(sale);
  gifts(sale);
  redemption(sale);
  const giving = passing(sale, 'donation');
  rounding(sale);
  donations(sale, giving);
  accrual(sale);
  tellings(sale);
  return sale;
}

function start(programme: Programme, facts: Facts, rules: Rule[], choice: Choice, refused: Set<string>): Sale {
  const member = facts.member?.blocked === true ? null : facts.member;
  const lines = normalise(facts.lines);
  const sale: Sale = {
    programme,
    facts,
    member,
    rules,
    choice,
    lines,
    given: new Map(),
    bundled: [],
    unlocked: [],
    told: [],
    lots: [],
    shares: [],
    issued: [],
    terms: [],
    grantedTiers: [],
    counters: [],
    usedActivities: [],
    donations: [],
    applied: 0,
    refused,
  };
  sale.unlocked = unlockedNow(sale);
  return sale;
}

function rulesOf({ promotions, hostDiscount = {} }: Programme): Rule[] {
  const host: Rule = {
    id: 'host',
    give: { kind: 'host' },
    keeps: { ...everything, ...hostDiscount.keeps },
    priority: hostDiscount.priority ?? 0,
    ...(hostDiscount.group === undefined ? {} : { group: hostDiscount.group }),
  };
  return [
    host,
    ...promotions.map((promotion) => ({
      ...promotion,
      keeps: { ...everything, ...promotion.keeps },
      priority: promotion.priority ?? 0,
    })),
  ];
}
