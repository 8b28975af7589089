import { formatPoints } from '../../shared/i18n/format.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import type { Names } from '../../shared/i18n/tell-reasons.ts';
import type { Text } from '../../shared/loyalty/basics.ts';
import type { Effect, Outcome } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import type { ReasonView } from '../../shared/protocol/page.ts';

/** Why a line costs what it costs: every effect that touches it, with the line's own share as its amount. */
export function reasonsByLine(outcome: Outcome, programme: Programme): Map<string, ReasonView[]> {
  const reasons = new Map<string, ReasonView[]>();
  for (const effect of outcome.effects) {
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

/** A rule's name as the manager wrote it. */
export function ruleName(programme: Programme, rule: string): Text | null {
  const { promotions, wallets, tiers = [], access = [], activities = [], challenges = [], causes = [] } = programme;
  const named = [...promotions, ...wallets, ...tiers, ...access, ...activities, ...challenges, ...causes];
  return named.find((each) => each.id === rule)?.name ?? null;
}

/** What a teller of reasons must know of a programme. */
export function namesIn(programme: Programme, locale: Locale): Names {
  return {
    locale,
    name: (id) => ruleName(programme, id)?.[locale] ?? id,
    points(points, wallet) {
      const scale = programme.wallets.find(({ id }) => id === wallet)?.scale ?? 0;
      return formatPoints(points, scale, locale);
    },
  };
}
