import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Method } from '../../shared/protocol/page.ts';
import type { Desk } from '../sale/desk.ts';
import { signOut } from './commands.ts';

export type IdleLock = {
  /** Somebody did something. */
  seen(): void;
  /** A page asked for something: some of it nobody asked the page for. */
  asked(method: Method): void;
  close(): void;
};

/** What an open page asks for by itself. */
const unattended = new Set<Method>(['page.hello', 'collection.pull', 'scale.read', 'devices.list']);

/**
 * Signs out the cashier when nobody was seen for `afterMs` (null: never). The open receipt stays: whoever signs in next goes on with it.
 * A till that starts begins to count anew.
 */
export function idleLock(desk: Desk, afterMs: number | null): IdleLock {
  let cancel = () => {};
  const seen = () => {
    cancel();
    if (afterMs !== null) cancel = desk.deps.ports.timers.after(afterMs, lock);
  };
  function lock(): void {
    try {
      if (desk.around.cashier()) signOut(desk, 'idle');
    } catch (error) {
      // While the terminal takes a payment nobody can be signed out: once it has answered.
      if (!(error instanceof KopilkaError)) desk.deps.report(error);
      seen();
    }
  }
  seen();
  return {
    seen,
    asked(method) {
      if (!unattended.has(method)) seen();
    },
    close: () => cancel(),
  };
}
