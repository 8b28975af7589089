import type { FiscalRegister, FiscalState, FiscalTask } from '../../drivers/fiscal/register.ts';
import { backOffMs, sameState } from '../devices/state.ts';
import type { DeviceState } from '../devices/state.ts';
import type { CrashPoints, Timers } from '../ports.ts';

/** What became of a task for good. */
export type Settled = Extract<FiscalState, { kind: 'done' | 'refused' }>;

/** The stored tasks as the queue needs them. Every call is on the disk when it returns, and may throw when the disk can't. */
export type FiscalTaskQueue = {
  /** One that was sent, before all others; else the oldest. */
  next(): FiscalTask | undefined;
  /** Before the register hears of it: from then on it is asked for by its id, whatever happens. */
  markSent(id: string): void;
  /** It was sent, and nobody knows yet; null: nothing is in the way. */
  markHeld(id: string, held: { by: 'blocked' | 'unreachable'; problem: string } | null): void;
  settle(id: string, answer: Settled): void;
};

export type FiscalQueue = {
  state(): DeviceState;
  /** There may be work. Never waits, never throws: a sale has nothing to do with the register. */
  wake(): void;
  /** Resolves once the question under way is answered. */
  close(): Promise<void>;
};

export type FiscalQueueOptions = {
  store: FiscalTaskQueue;
  register: FiscalRegister;
  timers: Timers;
  crash: CrashPoints;
  /** The register's state, or a task's, changed. */
  onChange(): void;
  /** The store could not keep something: it is tried again. */
  onStoreFault(error: unknown): void;
};

/** How often an idle register is asked whether it is there, so that it shows before a customer pays. */
const idleMs = 15_000;
/** A document is made in a second or two. */
const [soonMs, mostSoonMs] = [150, 1_500];
/** No task: the question alone tells whether somebody is there. */
const nobody = '00000000-0000-4000-8000-000000000000';

/**
 * One task at a time. It is sent until the register has it, then asked about until it says what became of it; while that is unknown no other is
 * sent, and never the same under another id.
 */
export function createFiscalQueue(options: FiscalQueueOptions): FiscalQueue {
  const { store, register, timers, crash, onChange } = options;
  const run = { closed: false, woken: false, failures: 0, questions: 0, accepted: null as string | null };
  let state: DeviceState = { kind: 'opening' };
  let running: Promise<void> | null = null;
  let cancel = timers.after(0, start);

  function become(next: DeviceState): void {
    if (sameState(state, next)) return;
    state = next;
    onChange();
  }

  /** Answers after how long the next one follows. */
  async function turn(): Promise<number> {
    const task = store.next();
    if (!task) {
      learn(await register.ask(nobody));
      return run.failures === 0 ? idleMs : backOffMs(run.failures);
    }
    store.markSent(task.id);
    crash('fiscal.sent');
    const answer = run.accepted === task.id ? await register.ask(task.id) : await register.submit(task);
    crash('fiscal.answered');
    learn(answer);
    run.accepted = answer.kind === 'waiting' || answer.kind === 'blocked' ? task.id : null;
    if (answer.kind === 'done' || answer.kind === 'refused') {
      store.settle(task.id, answer);
      crash('fiscal.settled');
      run.questions = 0;
      onChange();
      return 0;
    }
    const { kind } = answer;
    store.markHeld(
      task.id,
      kind === 'blocked' || kind === 'unreachable' ? { by: kind, problem: answer.problem } : null,
    );
    onChange();
    run.questions += 1;
    return run.failures > 0 ? backOffMs(run.failures) : Math.min(mostSoonMs, soonMs * run.questions);
  }

  function learn(answer: FiscalState): void {
    const isHeld = answer.kind === 'unreachable' || answer.kind === 'blocked';
    run.failures = isHeld ? run.failures + 1 : 0;
    if (run.closed) return;
    become(isHeld ? { kind: 'fault', reason: `fiscal-${answer.kind}` } : { kind: 'ready', paperLow: false });
  }

  async function work(): Promise<void> {
    run.woken = false;
    let againMs: number;
    try {
      againMs = await turn();
    } catch (error) {
      options.onStoreFault(error);
      run.failures += 1;
      againMs = backOffMs(run.failures);
    }
    running = null;
    if (!run.closed) cancel = timers.after(run.woken && run.failures === 0 ? 0 : againMs, start);
  }

  function start(): void {
    running ??= work();
  }

  return {
    state: () => state,
    wake() {
      if (run.closed) return;
      run.woken = true;
      // One that does not answer is not asked more often for every sale.
      if (running !== null || run.failures > 0) return;
      cancel();
      cancel = timers.after(0, start);
    },
    async close() {
      run.closed = true;
      cancel();
      await running;
      state = { kind: 'closed' };
    },
  };
}
