import type { Terminal, TerminalRefusal, TerminalResult } from './terminal.ts';

/**
 * How the next intents go. `timeOut`: charged, but the answer is lost on the way (asked later, it says approved). `lost`: the
 * intent never arrives (asked later, it is not found). `dead`: no answer now, nor to any question.
 */
export type SimulatedBehaviour =
  | { kind: 'approve' }
  | { kind: 'decline'; reason: TerminalRefusal }
  | { kind: 'timeOut' }
  | { kind: 'lost' }
  | { kind: 'dead' };

export type SimulatedTerminal = Terminal & {
  behave(behaviour: SimulatedBehaviour): void;
  /** Money taken less money given back, as a bank would see it. */
  balanceMinor(): number;
};

/** `leftMinor`: of a payment, what was not given back yet. */
type Entry = { amountMinor: number; leftMinor: number; result: TerminalResult };

/** A terminal of no metal, for demo, training and tests. `wait` passes the time a customer takes with the card. */
export function createSimulatedTerminal(wait: () => Promise<void>): SimulatedTerminal {
  const entries = new Map<string, Entry>();
  let behaviour: SimulatedBehaviour = { kind: 'approve' };

  const settle = async (intentId: string, amountMinor: number): Promise<TerminalResult> => {
    const known = entries.get(intentId);
    if (known) return known.result;
    const now = behaviour;
    if (now.kind === 'approve' || now.kind === 'timeOut') {
      const reference = `SIM-${entries.size + 1}`;
      entries.set(intentId, { amountMinor, leftMinor: amountMinor, result: { kind: 'approved', reference } });
    }
    if (now.kind === 'decline') {
      entries.set(intentId, { amountMinor: 0, leftMinor: 0, result: { kind: 'declined', reason: now.reason } });
    }
    await wait();
    return now.kind === 'approve' || now.kind === 'decline' ? entries.get(intentId)!.result : { kind: 'unknown' };
  };

  return {
    authorise: ({ intentId, amountMinor }) => settle(intentId, amountMinor),
    refund({ intentId, reference, amountMinor }) {
      const paid = [...entries.values()].find(
        ({ result }) => result.kind === 'approved' && result.reference === reference,
      );
      const known = entries.get(intentId);
      if (known) return Promise.resolve(known.result);
      if (!paid || paid.leftMinor < amountMinor) return Promise.resolve({ kind: 'declined', reason: 'not-found' });
      if (behaviour.kind === 'approve' || behaviour.kind === 'timeOut') paid.leftMinor -= amountMinor;
      return settle(intentId, -amountMinor);
    },
    ask(intentId) {
      if (behaviour.kind === 'dead') return Promise.resolve({ kind: 'unknown' });
      return Promise.resolve(entries.get(intentId)?.result ?? { kind: 'declined', reason: 'not-found' });
    },
    behave: (next) => void (behaviour = next),
    balanceMinor: () => [...entries.values()].reduce((sum, entry) => sum + entry.amountMinor, 0),
  };
}
