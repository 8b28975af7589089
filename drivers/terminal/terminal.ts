/** What became of one intent. `unknown`: the terminal may or may not have taken the money; it is asked again, never charged again. */
export type TerminalResult =
  { kind: 'approved'; reference: string } | { kind: 'declined'; reason: TerminalRefusal } | { kind: 'unknown' };

export const terminalRefusals = ['declined', 'cancelled', 'insufficient-funds', 'not-found', 'terminal-fault'] as const;
export type TerminalRefusal = (typeof terminalRefusals)[number];

/**
 * A payment terminal. Amounts in minor units. The intent's id is committed in the journal before a call and makes every call
 * repeatable: the same intent is never charged or refunded twice. No method rejects; each ends in bounded time, at last as `unknown`.
 */
export type Terminal = {
  authorise(intent: { intentId: string; amountMinor: number }): Promise<TerminalResult>;
  /** Gives back (part of) an approved payment, by the terminal's own `reference` of it. */
  refund(intent: { intentId: string; reference: string; amountMinor: number }): Promise<TerminalResult>;
  /** What became of an intent sent before. `declined` with `not-found`: it never reached the terminal, nothing was charged. */
  ask(intentId: string): Promise<TerminalResult>;
};
