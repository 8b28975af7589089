import type { Settlement } from '../../shared/loyalty/outcome.ts';
import { big, down, shareOut, total } from './arithmetic.ts';
import { byLine } from './donations.ts';
import { earnedOf, leftOf } from './state.ts';
import type { Line, Sale } from './state.ts';

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
          const earned = sale.lines.map((line): Part => [line, earnedOf(line, id)]);
          const spent = sale.lines.map((line): Part => {
            return [line, total(line.redeemed.filter(({ wallet }) => wallet === id).map(({ amount }) => amount))];
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

type Part = readonly [line: Line, weight: bigint];

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
  const weights = byLine(parts.map(([{ id }, weight]) => [id, weight]));
  const shares = shareOut(
    amount,
    weights.map(({ amountMinor }) => ({ weight: big(amountMinor), room: amount })),
  );
  const lines = byLine(weights.map(({ line }, index) => [line, shares[index]!]));
  return [{ from, to, reason, rule, amountMinor: Number(amount), lines }];
}

/** What was paid for the units of a rule's bundles, shared as the rule says. */
function ofBundle(sale: Sale, rule: string, shopPartner: string): Settlement[] {
  const give = sale.rules.find(({ id }) => id === rule)!.give;
  if (give.kind !== 'bundlePrice' || give.split === undefined) return [];
  const parts = sale.bundled.filter((each) => each.rule === rule).map(({ line }): Part => [line, leftOf(line)]);
  const paid = sum(parts);
  const shares = shareOut(
    paid,
    give.split.map(({ shareBp }) => ({ weight: big(shareBp), room: paid })),
  );
  return give.split.flatMap(({ partner }, index) =>
    partner === shopPartner ? [] : owed(shopPartner, partner, 'bundle', rule, shares[index]!, parts),
  );
}
