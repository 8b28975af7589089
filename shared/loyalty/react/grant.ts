import type { Reaction } from '../event.ts';
import type { EntitlementFacts } from '../facts.ts';
import { isRefusal, lotOf } from '../grants/points.ts';
import { entitlementOf, giftOf, termOf } from '../grants/source.ts';
import type { GrantRefusal } from '../grants/source.ts';
import type { Because, Effect } from '../outcome.ts';
import type { Grant } from '../programme/schema.ts';
import { effectOf, sourceOf } from './scene.ts';
import type { Recipient, Scene } from './scene.ts';
import { tierAtLeast } from './tier.ts';

/** What grants come to for one recipient: nothing of it has happened yet. */
export type Given = { gave: boolean; effects: Effect[]; refused: GrantRefusal[] };

/** Fills the reaction with what is granted; `first` is the place from which grants are counted. */
export function giveAll(
  scene: Scene,
  reaction: Reaction,
  to: Recipient,
  grants: readonly Grant[],
  because: readonly Because[],
  first = 0,
): Given {
  const given: Given = { gave: false, effects: [], refused: [] };
  grants.forEach((grant, at) => {
    const refusal = giveOne(scene, reaction, to, grant, first + at, because, given.effects);
    if (refusal) given.refused.push(refusal);
    else given.gave = true;
  });
  return given;
}

function giveOne(
  scene: Scene,
  reaction: Reaction,
  to: Recipient,
  grant: Grant,
  n: number,
  because: readonly Because[],
  effects: Effect[],
): GrantRefusal | null {
  const { rule, messages } = reaction;
  const source = sourceOf(scene, rule);
  const tell = (kind: Effect['kind'], amount: number, unit: string) =>
    effects.push(effectOf(scene, rule, kind, amount, unit, because));
  const issue = (right: EntitlementFacts) => {
    reaction.issued.push(right);
    messages.push({ id: 'entitlement.issued', args: { promotion: right.promotion } });
    if (right.gift) tell('entitlement', right.gift.quantity, 'thousandths');
    else tell('entitlement', right.uses ?? 1, 'times');
  };
  switch (grant.kind) {
    case 'points': {
      const wallet = scene.compiled.wallets.find(({ id }) => id === grant.wallet)!;
      const lot = lotOf(source, grant, n, wallet, grant.points);
      if (isRefusal(lot)) return lot;
      const { id, points, activeFrom, expiresAt } = lot;
      reaction.movements.push({ kind: 'accrue', wallet: wallet.id, lot: id, points, activeFrom, expiresAt });
      tell(to.who === 'member' ? 'accrual' : 'share', points, wallet.id);
      if (to.who !== 'member') messages.push({ id: 'share.given', args: { wallet: wallet.id, points } });
      return null;
    }
    case 'entitlement':
      issue(entitlementOf(source, grant, n));
      return null;
    case 'gift': {
      const bought = new Map((to.facts?.bought ?? []).map(({ sku, quantity }) => [sku, quantity]));
      const gift = giftOf(source, grant, n, to.facts ?? {}, bought);
      if (isRefusal(gift)) return gift;
      issue(gift);
      return null;
    }
    case 'segment':
      reaction.terms.push(termOf(source, grant, n));
      messages.push({ id: 'segment.granted', args: { segment: grant.segment } });
      tell('segment', 1, 'times');
      return null;
    case 'tier':
      return tierAtLeast(scene, reaction, to, grant.tier, because, effects);
    case 'message':
      messages.push({ id: 'programme.message', args: { rule, grant: n } });
      return null;
    default:
      // A share needs a purchase: `check` lets none through.
      return { reason: 'amount.nothing', because: [] };
  }
}
