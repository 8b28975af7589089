import { fillPromotion } from '../programme/defaults.ts';
import type { FilledProgramme } from '../programme/defaults.ts';
import type { Activity, Challenge, Give, Grant, Programme, Reward, When } from '../programme/schema.ts';
import { receiptConditions } from './conditions.ts';
import { goodsTest } from './goods.ts';
import type { Asks, CompiledActivity, CompiledChallenge, Condition, Reacting } from './types.ts';

const nothing: Reacting = {
  activities: [],
  challenges: [],
  sameReceipt: [],
  eventActivities: [],
  eventChallenges: [],
  chosenAmong: new Set(),
  byDay: false,
};

/** Activities and challenges in order of id, apart by whether a purchase or another event sets them off. */
export function compileReacting(programme: Programme, filled: FilledProgramme): Reacting {
  const { activities = [], challenges = [], links = [], rewards = [] } = programme;
  const byDay = asksForDays(programme);
  if (activities.length + challenges.length + links.length + rewards.length === 0)
    return byDay ? { ...nothing, byDay } : nothing;
  const acting = activities.map((activity) => compileActivity(activity, filled)).toSorted(byId);
  const counting = challenges.map((challenge) => compileChallenge(challenge, filled)).toSorted(byId);
  const onPurchase = ({ on }: { on: Activity['on'] }) => on.event === 'purchase';
  const onEvent = ({ on }: { on: Activity['on'] }) => on.event !== 'purchase';
  return {
    activities: acting.filter(onPurchase),
    challenges: counting.filter(onPurchase),
    sameReceipt: acting.filter((each) => onPurchase(each) && each.to.who === 'member').flatMap(opensAtOnce),
    eventActivities: acting.filter(onEvent),
    eventChallenges: counting.filter(onEvent),
    chosenAmong: new Set(
      [...activities, ...challenges, ...links, ...rewards].flatMap(({ give = [] }) => choices(give)),
    ),
    byDay,
  };
}

function compileActivity(activity: Activity, filled: FilledProgramme): CompiledActivity {
  const { id, on, when = {}, to = { who: 'member' as const }, give, limits = null } = activity;
  return { id, on, to, give, limits, ...asks(activity, when, filled) };
}

function compileChallenge(challenge: Challenge, filled: FilledProgramme): CompiledChallenge {
  const { id, on, when = {}, counts, goal, days = null, streak = null, repeats = false, give } = challenge;
  const asked = asks(challenge, when, filled);
  return { id, on, counts, goal, days, streak, repeats, give, ...asked };
}

/** An activity asks of a receipt what a promotion that gives points would ask; of an event what one that is no money would. */
function asks({ id, name, on }: Pick<Activity, 'id' | 'name' | 'on'>, said: When, filled: FilledProgramme): Asks {
  const ofReceipt = on.event === 'purchase';
  const when = ofReceipt ? said : ofEvent(said);
  const like: Give = ofReceipt ? { kind: 'pointsFixed', wallet: '', points: 1 } : { kind: 'privilege' };
  const { basket, contains } = when;
  return {
    conditions: receiptConditions(fillPromotion({ id, name, when, give: like }), filled),
    code: when.code ?? null,
    goods: goodsTest(when.goods),
    goodsSaid: when.goods ?? null,
    threshold: basket
      ? { operator: basket.operator, valueMinor: basket.valueMinor, goods: goodsTest(basket.goods) }
      : null,
    contains: contains ? { goods: goodsTest(contains.goods), quantity: contains.quantity } : null,
  };
}

/** Of an event only the member and the place are asked about; nobody shows a card, so how surely they are known means nothing. */
function ofEvent({ audience, schedule, shops, regions, channels }: When): When {
  return { audience: { ...audience, minimumIdentification: 'phone' }, schedule, shops, regions, channels };
}

/** What a reward asks of the member. */
export function rewardConditions({ id, name, audience }: Reward, filled: FilledProgramme): readonly Condition[] {
  return asks({ id, name, on: { event: 'granted' } }, { audience }, filled).conditions;
}

function opensAtOnce(activity: CompiledActivity): Reacting['sameReceipt'] {
  return activity.give.flatMap((grant, n) =>
    grant.kind === 'entitlement' && grant.sameReceipt ? [{ activity, grant, n }] : [],
  );
}

function choices(give: readonly Grant[]): string[] {
  return give.flatMap((grant) =>
    grant.kind === 'gift' && typeof grant.sku === 'object' && 'mostBought' in grant.sku ? grant.sku.mostBought : [],
  );
}

function asksForDays({ tiers = [], segments = [], limits }: Programme): boolean {
  const windowed = tiers
    .flatMap(({ entry, exit }) => [entry, exit])
    .flatMap((each) => (each === undefined ? [] : 'any' in each ? each.any : each.all))
    .some((each) => each.fact !== 'cardType' && each.withinDays !== undefined);
  const recent = segments.some(({ rule }) => rule?.purchases?.withinDays ?? rule?.spendMinor?.withinDays);
  return windowed || recent || limits?.accrualsPerDay !== undefined;
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
