import { KopilkaError } from '../../shared/protocol/errors.ts';
import { afterFailure, lockedForMs, noLockout } from '../../shared/protocol/lockout.ts';
import type { Lockout } from '../../shared/protocol/lockout.ts';
import type { FeedDocs } from '../../shared/protocol/feed.ts';
import { pinVerifier } from '../identity/hash.ts';
import type { Desk } from '../sale/desk.ts';
import type { JournalTx } from '../store/journal.ts';

/** A cashier's PIN on this till; how often it was guessed is counted in the journal's file before the guess is answered. */
type Pin = Lockout & { verifier: string };
type Cashier = FeedDocs['cashier'];

const managerDigits = 6;
const pinKeyOf = (cashier: string) => `pin:${cashier}`;

/** A cashier without a PIN on this till needs none. Throws, in this order, `pin.needed`, `pin.locked`, `pin.wrong`. */
export function checkPin(desk: Desk, { id, name }: Pick<Cashier, 'id' | 'name'>, given: string | undefined): void {
  const pin = pinOf(desk, id);
  if (pin === null) return;
  if (given === undefined) throw new KopilkaError('pin.needed', { name, cashier: id });
  const { ports, pinKey } = desk.deps;
  const nowMs = ports.clock.nowMs();
  const leftMs = lockedForMs(pin, nowMs);
  if (leftMs > 0) throw new KopilkaError('pin.locked', { seconds: Math.ceil(leftMs / 1000) });
  if (pinVerifier(pinKey, id, given) !== pin.verifier) {
    fail(desk, id, { ...pin, ...afterFailure(pin, nowMs) });
    throw new KopilkaError('pin.wrong');
  }
  if (pin.failures > 0) desk.write({ also: (tx) => keep(tx, id, { ...pin, ...noLockout }) });
}

/**
 * A manager answers for what a cashier may not do alone: by their PIN, which they need to have on this till. Throws, in this order,
 * `cashier.unknown`, `cashier.notAllowed`, `pin.unset`, `pin.locked`, `pin.wrong`.
 */
export function approve(desk: Desk, id: string, pin: string): void {
  const manager = desk.deps.replica.get('cashier', id);
  if (!manager) throw new KopilkaError('cashier.unknown', { cashier: id });
  if (manager.role !== 'manager') throw new KopilkaError('cashier.notAllowed', { name: manager.name });
  if (pinOf(desk, id) === null) throw new KopilkaError('pin.unset', { name: manager.name });
  checkPin(desk, manager, pin);
}

export type PinWish = { cashier: string; pin: string; current?: string | undefined };

/**
 * One's own with the one of before, or another's by a manager: that unlocks as well. Throws, in this order, `cashier.signedOut`,
 * `cashier.unknown`, `cashier.notAllowed`, `pin.short`, and as `checkPin`.
 */
export function setPin(desk: Desk, { cashier: id, pin, current }: PinWish): void {
  const by = desk.around.cashier();
  if (!by) throw new KopilkaError('cashier.signedOut');
  const cashier = desk.deps.replica.get('cashier', id);
  if (!cashier) throw new KopilkaError('cashier.unknown', { cashier: id });
  if (by.id !== id && by.role !== 'manager') throw new KopilkaError('cashier.notAllowed', { name: by.name });
  if (cashier.role === 'manager' && pin.length !== managerDigits) throw new KopilkaError('pin.short');
  if (by.id === id) checkPin(desk, cashier, current);
  const first = !hasPin(desk, id);
  const verifier = pinVerifier(desk.deps.pinKey, id, pin);
  desk.write({
    records: [{ kind: 'pin.set', cashier: id, first }],
    also: (tx) => keep(tx, id, { verifier, ...noLockout }),
  });
  if (first) desk.deps.peopleChanged();
}

export function hasPin(desk: Desk, cashier: string): boolean {
  return pinOf(desk, cashier) !== null;
}

function pinOf({ deps }: Desk, cashier: string): Pin | null {
  const text = deps.journal.meta(pinKeyOf(cashier));
  return text === null ? null : (JSON.parse(text) as Pin);
}

/** Each lock is told with the count that made it. */
function fail(desk: Desk, cashier: string, pin: Pin): void {
  const isLocked = lockedForMs(pin, desk.deps.ports.clock.nowMs()) > 0;
  desk.write({
    records: isLocked ? [{ kind: 'pin.locked', cashier, failures: pin.failures }] : [],
    also: (tx) => keep(tx, cashier, pin),
  });
}

function keep(tx: JournalTx, cashier: string, pin: Pin): void {
  tx.setMeta(pinKeyOf(cashier), JSON.stringify(pin));
}
