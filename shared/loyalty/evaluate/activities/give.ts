import { share } from '../../../money/allocate.ts';
import type { CompiledWallet } from '../../compile/types.ts';
import { isRefusal, lotOf, pointsOf } from '../../grants/points.ts';
import { entitlementOf, giftOf, termOf } from '../../grants/source.ts';
import type { GrantSource } from '../../grants/source.ts';
import type { EntitlementFacts } from '../../facts.ts';
import type { Grant } from '../../programme/schema.ts';
import { refuse, tell } from './acted.ts';
import type { Giving, LinePart } from './acted.ts';
import { boughtUnits } from './bought.ts';
import { sumOf } from './receipt.ts';

/** Gives one grant; `n` is its place. Answers whether it gave anything; what it did not has its refusal. */
export function give(giving: Giving, grant: Grant, n: number): boolean {
  if (grant.kind === 'points' || grant.kind === 'pointsShare') return givePoints(giving, grant, n);
  if (giving.to.who !== 'member') return false;
  const { acted, rule } = giving;
  switch (grant.kind) {
    case 'entitlement':
      return issue(giving, entitlementOf(sourceOf(giving), grant, n));
    case 'gift': {
      const { context, compiled } = giving.run.plan;
      const units = boughtUnits(compiled.reacting.chosenAmong, giving.bought, context.member?.bought ?? []);
      const gift = giftOf(sourceOf(giving), grant, n, context.member!, units);
      if (!isRefusal(gift)) return issue(giving, gift);
      refuse(giving, gift);
      return false;
    }
    case 'segment':
      acted.terms.push(termOf(sourceOf(giving), grant, n));
      acted.messages.push({ id: 'segment.granted', args: { segment: grant.segment } });
      tell(giving, 'segment', 1, 'times');
      return true;
    case 'tier':
      acted.tiers.push(grant.tier);
      tell({ ...giving, rule: grant.tier }, 'tier', giving.run.plan.context.member!.spendMinor, 'minor');
      return true;
    default:
      acted.messages.push({ id: 'programme.message', args: { rule, grant: n } });
      return true;
  }
}

function sourceOf({ run, rule, lines }: Giving): GrantSource {
  const { facts, moment } = run.plan.context;
  return {
    by: facts.receipt,
    rule,
    moment: facts.moment,
    at: moment,
    offsets: facts.shop.zone.offsets,
    goods: facts.goods ?? [],
    lines: lines.map(({ id }) => id),
  };
}

function issue(giving: Giving, right: EntitlementFacts): boolean {
  const { acted } = giving;
  acted.issued.push(right);
  acted.messages.push({ id: 'entitlement.issued', args: { promotion: right.promotion } });
  if (right.gift) tell(giving, 'entitlement', right.gift.quantity, 'thousandths');
  else tell(giving, 'entitlement', right.uses ?? 1, 'times');
  return true;
}

type PointsGrant = Extract<Grant, { kind: 'points' | 'pointsShare' }>;

function givePoints(giving: Giving, grant: PointsGrant, n: number): boolean {
  const { run, acted, rule, to } = giving;
  const wallet = run.plan.compiled.wallets.find(({ id }) => id === grant.wallet)!;
  const { points, lines } = grant.kind === 'points' ? fixed(giving, grant.points) : shareOf(giving, grant, wallet);
  if (points === 0) {
    refuse(giving, { reason: 'amount.nothing', because: [] });
    return false;
  }
  const lot = lotOf(sourceOf(giving), grant.kind === 'points' ? grant : {}, n, wallet, points);
  if (isRefusal(lot)) {
    refuse(giving, lot);
    return false;
  }
  if (to.who === 'member') {
    acted.lots.push({ rule, lot, lines });
    tell(giving, 'accrual', points, wallet.id, lines);
  } else {
    const { id, activeFrom, expiresAt } = lot;
    acted.shares.push({
      rule,
      who: to.who,
      member: to.member,
      wallet: wallet.id,
      lot: id,
      points,
      activeFrom,
      expiresAt,
      lines: [...lines],
    });
    tell(giving, 'share', points, wallet.id, lines);
  }
  return true;
}

type Points = { points: number; lines: LinePart[] };

/** By what was paid for the lines; where nothing was, by their gross, and where that is nothing, evenly. */
function fixed({ lines, allocates }: Giving, points: number): Points {
  if (!allocates) return { points, lines: [] };
  const weights = [
    lines.map(({ netMinor }) => netMinor),
    lines.map(({ grossMinor }) => grossMinor),
    lines.map(() => 1),
  ].find((each) => each.some((weight) => weight > 0))!;
  return { points, lines: partsOf(lines, points, weights) };
}

/** To the member only on lines that may still earn; to others on all whose good may. */
function shareOf(
  { lines, to }: Giving,
  { rateBp, on = 'gross' }: Extract<Grant, { kind: 'pointsShare' }>,
  wallet: CompiledWallet,
): Points {
  const key = on === 'paid' ? 'netMinor' : 'grossMinor';
  const weights = lines.map((line) => {
    if (to.who === 'member') return line.earning[key];
    return line.fact.accruable === false ? 0 : line[key];
  });
  const points = pointsOf(
    sumOf(weights, (each) => each),
    rateBp,
    wallet,
  );
  return { points, lines: partsOf(lines, points, weights) };
}

function partsOf(lines: Giving['lines'], points: number, weights: readonly number[]): LinePart[] {
  if (points === 0) return [];
  return share(points, weights).flatMap((part, at) => (part === 0 ? [] : [{ line: lines[at]!.id, points: part }]));
}
