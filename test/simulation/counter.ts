import { KopilkaError } from '../../shared/protocol/errors.ts';
import { openCounter } from '../crash/cashier.ts';
import type { Counter } from '../crash/cashier.ts';
import { giveBackElsewhere, serve } from '../crash/visits.ts';
import { Died } from './dead.ts';
import type { Network } from './network.ts';
import type { TillLife } from './till-life.ts';

/** A cashier who serves customers at a till that comes and goes, until the shop closes. */
export type Cashier = {
  /** The till is an older one than before: what the cashier remembers of it means nothing to it. */
  forget(): void;
  /** Ends with the counter empty and the shift closed. */
  work(open: () => boolean): Promise<void>;
};

const pauseMs = 1_000;
/** The next look into the feed comes sooner. */
const patienceMs = 5_000;

/** `elsewhere`: receipts that other tills have acknowledged. */
export function openCashier(
  life: TillLife,
  { time, chance }: Network,
  elsewhere: () => readonly string[],
  told: (fault: string) => void,
): Cashier {
  /** An older copy of the till may have open what was done since. */
  let before: ReadonlySet<string> = new Set();
  const done = () => [...life.acknowledged.keys()].filter((receipt) => !before.has(receipt));
  const fresh = () => openCounter(chance, () => new Map(done().map((receipt) => [receipt, true])));
  let counter: Counter = fresh();
  let standing: object | null = null;

  /** Whether it was done. Died: comes back when the till does. Refused: the customer goes, the counter is cleared. */
  async function bearing(work: () => Promise<void>): Promise<boolean> {
    try {
      if (life.till() !== standing) {
        standing = life.till();
        await counter.resume({ handle: (method, params) => life.say(method, params) });
      }
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Died) && !(error instanceof KopilkaError)) {
        // What became of a payment can't be written on a full disk: the receipt waits for the next start.
        const isStuck = life.isLame() && error instanceof Error && error.message === 'the receipt never ends';
        if (!isStuck) told(`${life.id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        counter = fresh();
      }
      standing = null;
      await time.sleep(pauseMs);
      return false;
    }
  }

  return {
    forget() {
      before = new Set(life.acknowledged.keys());
      counter = fresh();
      standing = null;
    },
    async work(open) {
      while (open()) {
        if (life.till()) {
          await bearing(async () => {
            const own = standing;
            const giveBack = (at: Counter) => giveBackElsewhere(at, elsewhere(), () => time.sleep(patienceMs));
            await serve(counter, () => open() && life.till() === own, [giveBack]);
          });
        } else await time.sleep(pauseMs);
      }
      while (!life.isLost) {
        const isClosed = await bearing(async () => {
          await counter.settle();
          const { status } = await counter.say('page.hello', {});
          if (status.shift) await counter.say('shift.close', { cashCountedMinor: null });
        });
        if (isClosed) return;
      }
    },
  };
}
