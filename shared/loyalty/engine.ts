import type { EventFacts, ReactOutcome } from './event.ts';
import type { Facts } from './facts.ts';
import type { Outcome, Rejection, ReturnOutcome, SaleMoney } from './outcome.ts';
import type { Programme } from './programme/schema.ts';

/** A line of a return: which line of the sale's outcome, and how many thousandths of it. */
export type ReturnedLine = { line: string; quantity: number };

/** Who takes back, where and when, and what the member's account looks like now. */
export type ReturnFacts = Pick<Facts, 'receipt' | 'moment' | 'shop' | 'till' | 'cashier' | 'member' | 'basis'>;

export type ReturnInput = {
  sale: { facts: Facts; outcome: SaleMoney };
  /** What earlier returns of this sale took, in order. */
  returned: ReturnedLine[];
  lines: ReturnedLine[];
  facts: ReturnFacts;
};

export type { EventFacts, ReactOutcome, Reaction } from './event.ts';

/** A compiled programme: opaque to all but the engine that made it. */
export type Compiled = { readonly programme: Programme };

/**
 * What a released engine module exports. `compile` takes a valid programme (schema and `check` passed); `evaluate`, `reverse`
 * and `react` are pure and throw only on bugs (a broken invariant) or on a return of more than was sold (`ReturnRefused`).
 */
export type Engine = {
  readonly semantics: number;
  compile(programme: Programme): Compiled;
  evaluate(compiled: Compiled, facts: Facts): Outcome;
  /** Why a promotion gives nothing on this sale, whether the sale concerns it or not; null: nothing keeps it from giving. */
  explain(compiled: Compiled, facts: Facts, rule: string): Rejection | null;
  reverse(compiled: Compiled, input: ReturnInput): ReturnOutcome;
  react(compiled: Compiled, event: EventFacts): ReactOutcome;
};

/** The engine a till or hub found for a record, with the name under which records keep it. */
export type NamedEngine = Engine & { readonly name: { semantics: number; hash: string } };
