import { accountOf, memberFacts } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { Compiled, NamedEngine, ReturnedLine, ReturnFacts, ReturnInput } from '../../shared/loyalty/engine.ts';
import type { Facts, MemberFacts } from '../../shared/loyalty/facts.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import type { Outcome, ReturnOutcome, SaleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { isReturnRefused } from '../../shared/loyalty/reverse/refused.ts';
import { moneyText } from '../../shared/protocol/digest.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { QuoteStep } from '../../shared/protocol/quote.ts';
import { isDescribed } from './request.ts';

/** One step answered: the facts it was computed from, and the member's account after it. */
export type Quoted =
  | { kind: 'sale'; programme: Programme; facts: Facts; outcome: Outcome; account: Account | undefined }
  | { kind: 'return'; programme: Programme; facts: ReturnFacts; outcome: ReturnOutcome; account: Account | undefined };

type EarlierSale = { facts: Facts; outcome: SaleMoney };

/** What the steps so far have left behind. */
type World = {
  engine: NamedEngine;
  compiled: Compiled | undefined;
  accounts: Map<string, Account>;
  /** By step, counted from 0. */
  sales: Map<number, EarlierSale>;
  /** By the sale's receipt. */
  returned: Map<string, ReturnedLine[]>;
};

/**
 * Answers the steps of a checked request, one after the other, each with what the last ones did to its member. Throws
 * ReturnRefused for a return that the sale does not allow, `quote.saleUnsound` for a sale that was never made like this.
 */
export function runQuote(steps: readonly QuoteStep[], engine: NamedEngine): Quoted[] {
  const world: World = { engine, compiled: undefined, accounts: new Map(), sales: new Map(), returned: new Map() };
  return steps.map((step, index) => {
    if (step.programme) world.compiled = engine.compile(step.programme);
    return step.kind === 'sale' ? quoteSale(world, step, index) : quoteReturn(world, step);
  });
}

function quoteSale(world: World, step: Extract<QuoteStep, { kind: 'sale' }>, index: number): Quoted {
  const facts: Facts = { ...step.facts, member: memberNow(world, step) };
  const outcome = world.engine.evaluate(world.compiled!, facts);
  world.sales.set(index, { facts, outcome });
  const leases = facts.spending?.level === 'lease' ? facts.spending.leases : [];
  const account = changeAccount(world, facts.member, (before) => {
    let after = before;
    for (const { lease, lots } of leases) {
      after = applyEvent(after, { kind: 'leased', lease: { id: lease, till: facts.till, lots } }).account;
    }
    const leasesClosed = leases.map(({ lease }) => lease);
    const { receipt, moment } = facts;
    return applyEvent(after, { kind: 'sale', receipt, moment, money: outcome, leasesClosed }).account;
  });
  return { kind: 'sale', programme: world.compiled!.programme, facts, outcome, account };
}

function quoteReturn(world: World, step: Extract<QuoteStep, { kind: 'return' }>): Quoted {
  const sale = 'step' in step.sale ? world.sales.get(step.sale.step - 1)! : step.sale;
  const ofReceipt = sale.facts.receipt;
  const returned = step.returned ?? world.returned.get(ofReceipt) ?? [];
  const facts: ReturnFacts = { ...step.facts, member: memberNow(world, step) };
  const outcome = reverse(world, { sale, returned, lines: step.lines, facts });
  const all = [...returned, ...step.lines];
  world.returned.set(ofReceipt, all);
  const account = changeAccount(world, facts.member, (before) => {
    return applyEvent(before, { kind: 'return', ofReceipt, money: outcome, whole: isWhole(sale, all) }).account;
  });
  return { kind: 'return', programme: world.compiled!.programme, facts, outcome, account };
}

/** An outcome that was tampered with is told as such; anything else the engine stumbles over is a bug of ours. */
function reverse({ engine, compiled }: World, input: ReturnInput): ReturnOutcome {
  try {
    return engine.reverse(compiled!, input);
  } catch (error) {
    const { facts, outcome } = input.sale;
    const sound = moneyText(engine.evaluate(compiled!, facts)) === moneyText(outcome);
    if (isReturnRefused(error) || sound) throw error;
    throw new KopilkaError('quote.saleUnsound', { receipt: facts.receipt }, { cause: error });
  }
}

/** The member as the steps before left them; one who is new to the list as they are described. */
function memberNow(world: World, { facts: { member, moment } }: QuoteStep): MemberFacts | null {
  if (member === null) return null;
  const known = world.accounts.get(member.id);
  if (known === undefined && isDescribed(member)) world.accounts.set(member.id, accountOf(member));
  const account = applyEvent(world.accounts.get(member.id)!, { kind: 'expired', at: moment }).account;
  world.accounts.set(member.id, account);
  return known === undefined && isDescribed(member) ? member : memberFacts(account, member.identification);
}

function changeAccount(
  world: World,
  member: MemberFacts | null,
  change: (account: Account) => Account,
): Account | undefined {
  if (member === null) return undefined;
  const account = change(world.accounts.get(member.id)!);
  world.accounts.set(member.id, account);
  return account;
}

function isWhole({ outcome }: EarlierSale, returned: readonly ReturnedLine[]): boolean {
  return outcome.lines.every(({ id, quantity }) => {
    const back = returned.reduce((sum, each) => (each.line === id ? sum + each.quantity : sum), 0);
    return back >= quantity;
  });
}
