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

type Run = {
  state: DeviceState;
  closed: boolean;
  woken: boolean;
  /** Answers in a row that brought nothing. */
  failures: number;
  /** About the task under way. */
  questions: number;
  /** The task the register said it has. */
  accepted: string | null;
};

/**
 * One task at a time. It is sent until the register has it, then asked about until it says what became of it; while that is unknown no other is
 * sent, and never the same under another id.
 */
export function createFiscalQueue(options: FiscalQueueOptions): FiscalQueue {
  const { timers } = options;
  const run: Run = {
    state: { kind: 'opening' },
    closed: false,
    woken: false,
    failures: 0,
    questions: 0,
    accepted: null,
  };
  let running: Promise<void> | null = null;
  let cancel = timers.after(0, start);

  async function work(): Promise<void> {
    run.woken = false;
    let againMs: number;
    try {
      againMs = await turn(options, run);
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
    state: () => run.state,
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
      run.state = { kind: 'closed' };
    },
  };
}

/** One question to the register. Answers after how long the next one follows. */
async function turn({ store, register, crash, onChange }: FiscalQueueOptions, run: Run): Promise<number> {
  const task = store.next();
  if (!task) {
    learn(run, await register.ask(nobody), onChange);
    return run.failures === 0 ? idleMs : backOffMs(run.failures);
  }
  store.markSent(task.id);
  crash('fiscal.sent');
  const answer = run.accepted === task.id ? await register.ask(task.id) : await register.submit(task);
  crash('fiscal.answered');
  learn(run, answer, onChange);
  run.accepted = answer.kind === 'waiting' || answer.kind === 'blocked' ? task.id : null;
  if (answer.kind === 'done' || answer.kind === 'refused') {
    store.settle(task.id, answer);
    crash('fiscal.settled');
    run.questions = 0;
    onChange();
    return 0;
  }
  const { kind } = answer;
  store.markHeld(task.id, kind === 'blocked' || kind === 'unreachable' ? { by: kind, problem: answer.problem } : null);
  onChange();
  run.questions += 1;
  return run.failures > 0 ? backOffMs(run.failures) : Math.min(mostSoonMs, soonMs * run.questions);
}

function learn(run: Run, answer: FiscalState, onChange: () => void): void {
  const isHeld = answer.kind === 'unreachable' || answer.kind === 'blocked';
  run.failures = isHeld ? run.failures + 1 : 0;
  const next: DeviceState = isHeld
    ? { kind: 'fault', reason: `fiscal-${answer.kind}` }
    : { kind: 'ready', paperLow: false };
  if (run.closed || sameState(run.state, next)) return;
  run.state = next;
  onChange();
}
