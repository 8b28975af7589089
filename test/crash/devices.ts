import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PrintResult } from '../../drivers/printer/job.ts';
import { createSimulatedTerminal } from '../../drivers/terminal/simulated.ts';
import type { SimulatedBehaviour } from '../../drivers/terminal/simulated.ts';
import type { TerminalResult } from '../../drivers/terminal/terminal.ts';
import type { Services } from './programs/channel.ts';
import type { Chance } from './random.ts';

/** A call that reached the terminal; its amount as the till told it. */
export type TerminalCall = { direction: 'charge' | 'refund'; intentId: string; amountMinor: number };

export type Devices = {
  services: Services;
  calls: TerminalCall[];
  /** Money taken less money given back, as the bank sees it. */
  balanceMinor(): number;
  resultOf(intent: string): Promise<TerminalResult>;
  /** How often each paper came out, by the SHA-256 of its bytes. */
  papers: Map<string, number>;
};

const behaviours: SimulatedBehaviour[] = [
  ...Array.from({ length: 7 }, () => ({ kind: 'approve' }) as const),
  { kind: 'timeOut' },
  { kind: 'lost' },
  { kind: 'decline', reason: 'insufficient-funds' },
];

/** Terminal and printer stand beside the till: they outlive it, and remember what it asked of them. */
export function openDevices(chance: Chance): Devices {
  const terminal = createSimulatedTerminal(() => sleep(1));
  const calls: TerminalCall[] = [];
  const papers = new Map<string, number>();

  function take(call: TerminalCall): void {
    calls.push(call);
    terminal.behave(chance.pick(behaviours));
  }

  return {
    calls,
    papers,
    balanceMinor: () => terminal.balanceMinor(),
    resultOf: (intent) => terminal.ask(intent),
    services: {
      'terminal.authorise'({ intentId, amountMinor }: { intentId: string; amountMinor: number }) {
        take({ direction: 'charge', intentId, amountMinor });
        return terminal.authorise({ intentId, amountMinor });
      },
      'terminal.refund'(refund: { intentId: string; amountMinor: number; reference: string }) {
        const { intentId, amountMinor } = refund;
        take({ direction: 'refund', intentId, amountMinor });
        return terminal.refund(refund);
      },
      'terminal.ask': (intent: string) => terminal.ask(intent),
      async 'printer.print'(job: string): Promise<PrintResult> {
        const paper = createHash('sha256').update(Buffer.from(job, 'base64')).digest('hex');
        papers.set(paper, (papers.get(paper) ?? 0) + 1);
        await sleep(1);
        return { kind: 'confirmed', paperLow: false };
      },
    },
  };
}
