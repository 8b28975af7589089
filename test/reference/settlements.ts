import type { Settlement } from '../../shared/loyalty/outcome.ts';
import { big, down, shareOut, total } from './arithmetic.ts';
import { byLine } from './donations.ts';
import { earnedInAll, earnedOf, leftOf } from './state.ts';
import type { Sale } from './state.ts';

/** What partners of a coalition owe each other for this receipt. */
export function settlementsOf(sale: Sale): Settlement[] {
  const { programme, facts, rules } = sale;
  const { coalition } = programme;
  const shopPartner = facts.shop.partner;
  if (shopPartner === undefined) return [];
  const partner = coalition?.partners.find(({ id }) => id === shopPartner);
  const forPoints =
    coalition === undefined || partner === undefined || partner.id === coalition.operator
      ? []
      : programme.wallets.flatMap(({ id, scale, worthMinor }) => {
          const worth = (points: bigint) => points * big(worthMinor);
          const unit = 10n ** big(scale);
          const earned = grantedBy(sale, id);
          const spent = sale.lines.map((line): Part => {
            return [line.id, total(line.redeemed.filter(({ wallet }) => wallet === id).map(({ amount }) => amount))];
          });
          const due = down(worth(sum(earned)) * big(partner.earnBp ?? 10_000), 10_000n * unit);
          const back = down(sum(spent) * big(partner.spendBp ?? 10_000), 10_000n);
          return [
            ...owed(partner.id, coalition.operator, 'accrual', id, due, earned),
            ...owed(coalition.operator, partner.id, 'redemption', id, back, spent),
          ];
        });
  return [...forPoints, ...rules.flatMap(({ id }) => ofBundle(sale, id, shopPartner))];
}

/** Null: what a challenge grants, which is of no line. */
type Part = readonly [line: string | null, weight: bigint];

/** Points for the member and for others, by line. */
function grantedBy(sale: Sale, wallet: string): Part[] {
  const shared = sale.shares.filter((share) => share.wallet === wallet).flatMap(({ lines }) => lines);
  const ofLines = [...sale.lines.map((line): Part => [line.id, earnedOf(line, wallet)]), ...shared];
  const ofNone = earnedInAll(sale, wallet) - total(sale.lines.map((line) => earnedOf(line, wallet)));
  return [...ofLines, [null, ofNone] as const].filter(([, points]) => points > 0n);
}

const sum = (parts: readonly Part[]): bigint => total(parts.map(([, weight]) => weight));

function owed(
  from: string,
  to: string,
  reason: Settlement['reason'],
  rule: string,
  amount: bigint,
  parts: readonly Part[],
): Settlement[] {
  if (amount === 0n) return [];
  const ids = [...new Set(parts.map(([id]) => id))];
  const weights = ids.map((id) => sum(parts.filter((part) => part[0] === id)));
  const shares = shareOut(
    amount,
    weights.map((weight) => ({ weight, room: amount })),
  );
  const lines = byLine(ids.flatMap((id, index) => (id === null ? [] : [[id, shares[index]!] as const])));
  return [{ from, to, reason, rule, amountMinor: Number(amount), lines }];
}

/** What was paid for the units of a rule's bundles, shared as the rule says. */
function ofBundle(sale: Sale, rule: string, shopPartner: string): Settlement[] {
  const give = sale.rules.find(({ id }) => id === rule)!.give;
  if (give.kind !== 'bundlePrice' || give.split === undefined || !sale.given.has(rule)) return [];
  const parts = sale.bundled.filter((each) => each.rule === rule).map(({ line }): Part => [line.id, leftOf(line)]);
  const paid = sum(parts);
  const shares = shareOut(
    paid,
    give.split.map(({ shareBp }) => ({ weight: big(shareBp), room: paid })),
  );
  return give.split.flatMap(({ partner }, index) =>
    partner === shopPartner ? [] : owed(shopPartner, partner, 'bundle', rule, shares[index]!, parts),
  );
}
