import { accountOf, memberFacts } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type {
  Compiled,
  EventFacts,
  NamedEngine,
  ReactOutcome,
  ReturnedLine,
  ReturnFacts,
  ReturnInput,
} from '../../shared/loyalty/engine.ts';
import type { Facts, MemberFacts } from '../../shared/loyalty/facts.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import type { Outcome, ReturnOutcome, SaleMoney } from '../../shared/loyalty/outcome.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { isReturnRefused } from '../../shared/loyalty/reverse/refused.ts';
import { moneyText } from '../../shared/protocol/digest.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { QuoteStep } from '../../shared/protocol/quote.ts';
import { factsOf, isDescribed } from './request.ts';
import { countUse, uncountUse, withUsage } from './usage.ts';
import type { Usage } from './usage.ts';

/** One step answered: the facts it was computed from, and the member's account after it. */
export type Quoted =
  | { kind: 'sale'; programme: Programme; facts: Facts; outcome: Outcome; account: Account | undefined }
  | { kind: 'return'; programme: Programme; facts: ReturnFacts; outcome: ReturnOutcome; account: Account | undefined }
  | { kind: 'event'; programme: Programme; facts: EventFacts; outcome: ReactOutcome; account: Account | undefined };

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
  usage: Usage;
};

/**
 * Answers the steps of a checked request, one after the other, each with what the last ones did to all members. Throws
 * ReturnRefused for a return that the sale does not allow, `quote.saleUnsound` for a sale that was never made like this.
 */
export function runQuote(steps: readonly QuoteStep[], engine: NamedEngine): Quoted[] {
  const world: World = {
    engine,
    compiled: undefined,
    accounts: new Map(),
    sales: new Map(),
    returned: new Map(),
    usage: new Map(),
  };
  return steps.map((step, index) => {
    if (step.programme) world.compiled = engine.compile(step.programme);
    if (step.kind === 'event') return quoteEvent(world, step);
    return step.kind === 'sale' ? quoteSale(world, step, index) : quoteReturn(world, step);
  });
}

function quoteSale(world: World, step: Extract<QuoteStep, { kind: 'sale' }>, index: number): Quoted {
  const facts = withUsage({ ...step.facts, member: memberNow(world, step) }, world.usage);
  const outcome = world.engine.evaluate(world.compiled!, facts);
  countUse(world.usage, outcome);
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
  for (const share of outcome.shares ?? [])
    happenTo(world, share.member, { kind: 'shared', receipt: facts.receipt, share });
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
  uncountUse(world.usage, outcome);
  const account = changeAccount(world, facts.member, (before) => {
    return applyEvent(before, { kind: 'return', ofReceipt, money: outcome, whole: isWhole(sale, all) }).account;
  });
  for (const share of outcome.shares ?? []) happenTo(world, share.member, { kind: 'unshared', ofReceipt, share });
  return { kind: 'return', programme: world.compiled!.programme, facts, outcome, account };
}

/** Referrers and agents are known by earlier steps, or by this one. */
function quoteEvent(world: World, step: Extract<QuoteStep, { kind: 'event' }>): Quoted {
  const member = memberNow(world, step)!;
  for (const other of step.event.others ?? [])
    if (!world.accounts.has(other.id)) world.accounts.set(other.id, accountOf(other));
  const concerned = new Set([...(member.referrers ?? []), ...(member.agent === undefined ? [] : [member.agent])]);
  const others = [...concerned].flatMap((id) => {
    const account = id === member.id ? undefined : world.accounts.get(id);
    return account ? [memberFacts(account, 'card')] : [];
  });
  const { atRiskSince, reviewed } = world.accounts.get(member.id)!;
  const facts: EventFacts = {
    ...(atRiskSince === undefined ? {} : { atRiskSince }),
    ...(reviewed === undefined ? {} : { reviewed }),
    ...step.event,
    member,
    ...(others.length > 0 ? { others } : {}),
  };
  const outcome = world.engine.react(world.compiled!, facts);
  for (const reaction of outcome.reactions) happenTo(world, reaction.member, { kind: 'reacted', reaction });
  const account = world.accounts.get(member.id);
  return { kind: 'event', programme: world.compiled!.programme, facts, outcome, account };
}

/** To one whom the list knows; of others nobody asks. */
function happenTo(world: World, member: string, event: AccountEvent): void {
  const account = world.accounts.get(member);
  if (account) world.accounts.set(member, applyEvent(account, event).account);
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
function memberNow(world: World, step: QuoteStep): MemberFacts | null {
  const { member, moment } = factsOf(step);
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
