import type { Compiled, NamedEngine } from '../../shared/loyalty/engine.ts';
import { dueMinor, returnMoney, saleMoney } from '../../shared/loyalty/outcome.ts';
import type { ReturnMoney, SaleMoney } from '../../shared/loyalty/outcome.ts';
import { moneyDigest } from '../../shared/protocol/digest.ts';
import type { Payment, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import type { Difference } from '../store/rows.ts';
import { differences } from './compare.ts';

/** A record's text, for what can be told of it without making it again. */
type Kept = { text: string };

/** Where the sale's money is not what the engine makes of its facts, or its payments are not what is due. */
export function saleMoneyDifferences(
  engine: NamedEngine,
  compiled: Compiled,
  body: SaleBody,
  kept: Kept,
): Difference[] {
  return [
    ...computedDifferences(body, kept, () => saleMoney(engine.evaluate(compiled, body.facts))),
    ...paymentDifferences(body.payments, dueMinor(body.money.totals)),
  ];
}

/** As for a sale, by the sale that is undone. */
export function returnMoneyDifferences(
  engine: NamedEngine,
  compiled: Compiled,
  body: ReturnBody,
  sale: Pick<SaleBody, 'facts' | 'money'>,
  kept: Kept,
): Difference[] {
  const { returned, lines, facts } = body;
  const input = { sale: { facts: sale.facts, outcome: sale.money }, returned, lines, facts };
  return [
    ...computedDifferences(body, kept, () => returnMoney(engine.reverse(compiled, input))),
    ...paymentDifferences(body.payments, dueMinor(body.money.totals)),
  ];
}

function computedDifferences(
  { money, digest }: { money: SaleMoney | ReturnMoney; digest: string },
  { text }: Kept,
  compute: () => SaleMoney | ReturnMoney,
): Difference[] {
  let computed: SaleMoney | ReturnMoney;
  try {
    computed = compute();
  } catch (error) {
    // Facts that the engine can't compute, a return of more than was sold: the till could not have either.
    return [{ path: 'money', till: money, hub: error instanceof Error ? error.message : String(error) }];
  }
  const found = differences('money', money, computed);
  if (found.length > 0) return found;
  return digest === digestWithin(text) ? [] : differences('digest', digest, moneyDigest(computed, sha256));
}

/**
 * The digest of the money as it stands in a record's canonical text, between the keys around it: half the time of making that text
 * again. Keys of facts and payments hold no object of that name, and in texts quotes are escaped.
 */
function digestWithin(text: string): string | undefined {
  const start = text.indexOf(',"money":{');
  const end = text.indexOf('},"number":', start);
  return start < 0 || end < 0 ? undefined : sha256(text.slice(start + ',"money":'.length, end + 1));
}

function paymentDifferences(payments: readonly Payment[], expectedMinor: number): Difference[] {
  const paidMinor = payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  const found = differences('payments', paidMinor, expectedMinor);
  for (const { id, amountMinor, tenderedMinor, changeMinor } of payments) {
    if (tenderedMinor === undefined || changeMinor === undefined) continue;
    found.push(...differences(`payments.${id}.changeMinor`, changeMinor, tenderedMinor - amountMinor));
  }
  return found;
}
