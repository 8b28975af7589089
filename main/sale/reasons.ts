import type { Text } from '../../shared/loyalty/basics.ts';
import type { Effect, Outcome } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { ReasonView } from '../../shared/protocol/page.ts';

/**
 * Why a line costs what it costs: every effect that touches it, with the line's own share as its amount. What companies settle
 * between them is no concern of the counter.
 */
export function reasonsByLine(outcome: Outcome, programme: Programme): Map<string, ReasonView[]> {
  const reasons = new Map<string, ReasonView[]>();
  for (const effect of outcome.effects) {
    if (effect.kind === 'settlement') continue;
    for (const { line, amount } of effect.allocations) {
      const known = reasons.get(line);
      const reason = reasonView(effect, amount, programme);
      if (known) known.push(reason);
      else reasons.set(line, [reason]);
    }
  }
  return reasons;
}

function reasonView(effect: Effect, amount: number, programme: Programme): ReasonView {
  const { rule, kind, unit, because } = effect;
  return { rule, name: ruleName(programme, rule) ?? { ru: rule, en: rule }, kind, amount, unit, because };
}

/** What a rule that gives words says: a promotion's, or one grant of an activity, a challenge, a link or a reward. */
export function ruleWords(programme: Programme, rule: string, grant: number): Text | undefined {
  const give = programme.promotions.find(({ id }) => id === rule)?.give;
  if (give) return give.kind === 'message' ? give.text : undefined;
  const { activities = [], challenges = [], links = [], rewards = [] } = programme;
  const giver = [...activities, ...challenges, ...links, ...rewards].find(({ id }) => id === rule);
  const grants = giver?.give ?? [];
  // A challenge that is reached twice at once counts its grants on.
  const given = grants[grant % Math.max(1, grants.length)];
  return given?.kind === 'message' ? given.text : undefined;
}

/** A rule's name as the manager wrote it: a promotion's, an activity's, a wallet's (redemption), a tier's, a cause's (donation). */
export function ruleName(programme: Programme, rule: string): Text | null {
  const { promotions, wallets, tiers = [], activities = [], challenges = [], access = [] } = programme;
  const { rewards = [], links = [], conversions = [], causes = [] } = programme;
  const own = [...activities, ...challenges, ...rewards, ...links, ...conversions];
  const named = [...promotions, ...own, ...wallets, ...tiers, ...access, ...causes];
  return named.find((each) => each.id === rule)?.name ?? null;
}
