import type { SaleDeps } from '../sale/deps.ts';
import type { Desk } from '../sale/desk.ts';
import { keepsNothing, quoteSeat } from '../sale/seat.ts';
import type { Seat } from '../sale/seat.ts';

/** Where a host sits at the till: on desks of its own, beside the counter. */

/** What goes with a receipt into its transaction. */
export type Telling = Seat['tell'];

/** A desk of the till for a host: it pays, prints and reports by itself. */
export function hostDeps(deps: SaleDeps): SaleDeps {
  const settings = { ...deps.settings, priceOverride: 'anyone' as const, printer: null, fiscal: null };
  return { ...deps, terminal: null, tell: () => undefined, settings };
}

/** For one question. */
export function quoteDesk(counter: Desk, host: string): Desk {
  return counter.beside(hostDeps(counter.deps), quoteSeat(host));
}

/** For one return, registration or wish. It is to be `leave`d. */
export function passingDesk(counter: Desk, host: string, tell: Telling): Desk {
  return counter.beside(hostDeps(counter.deps), { ...keepsNothing, host, isQuote: false, tell });
}
