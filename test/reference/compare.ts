import { accountOf, memberFacts } from '../../shared/loyalty/account.ts';
import type { Engine, ReturnedLine, ReturnInput } from '../../shared/loyalty/engine.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import { returnMoney, saleMoney } from '../../shared/loyalty/outcome.ts';
import type { Outcome } from '../../shared/loyalty/outcome.ts';
import { differences } from './differences.ts';
import type { Difference } from './differences.ts';
import type { Case } from './random-case.ts';
import { referenceReturn } from './returns.ts';
import { referenceSale } from './sale.ts';

/** Where engine and reference differ over a case: its sale, then each of its returns on the engine's own sale. */
export function compareCase(engine: Engine, { programme, facts, returns }: Case): Difference[] {
  const compiled = engine.compile(programme);
  const outcome = engine.evaluate(compiled, facts);
  const found = differences(saleMoney(outcome), referenceSale(programme, facts), 'sale');
  if (found.length > 0) return found;
  let account = facts.member === null ? null : accountAfter(facts, outcome);
  let returned: ReturnedLine[] = [];
  for (const [index, { moment, tenths }] of returns.entries()) {
    const lines = linesBack(outcome, returned, tenths);
    if (lines.length === 0) continue;
    const member = account === null ? null : memberFacts(account, facts.member!.identification);
    const { shop, till, cashier } = facts;
    const now = { receipt: `back${index + 1}`, moment, shop, till, cashier, member };
    const input: ReturnInput = { sale: { facts, outcome: saleMoney(outcome) }, returned, lines, facts: now };
    const back = engine.reverse(compiled, input);
    const wrong = differences(returnMoney(back), referenceReturn(programme, input), `returns.${index}`);
    if (wrong.length > 0) return wrong;
    returned = [...returned, ...lines];
    const event = { kind: 'return', ofReceipt: facts.receipt, money: back, whole: isWhole(outcome, returned) } as const;
    account = account === null ? null : applyEvent(account, event).account;
  }
  return [];
}

function accountAfter({ member, receipt, moment }: Case['facts'], money: Outcome) {
  return applyEvent(accountOf(member!), { kind: 'sale', receipt, moment, money, leasesClosed: [] }).account;
}

function goneOf(returned: readonly ReturnedLine[], id: string): number {
  return returned.reduce((gone, { line, quantity }) => (line === id ? gone + quantity : gone), 0);
}

function isWhole({ lines }: Outcome, returned: readonly ReturnedLine[]): boolean {
  return lines.every(({ id, quantity }) => goneOf(returned, id) === quantity);
}

/** So many tenths of what is left of each line: whole units, weighed goods to the thousandth. */
function linesBack({ lines }: Outcome, returned: readonly ReturnedLine[], tenths: readonly number[]): ReturnedLine[] {
  return lines.flatMap(({ id, quantity }, index) => {
    const unit = quantity % 1000 === 0 ? 1000 : 1;
    const left = quantity - goneOf(returned, id);
    const back = Math.floor((left * (tenths[index] ?? 0)) / 10 / unit) * unit;
    return back > 0 ? [{ line: id, quantity: back }] : [];
  });
}
