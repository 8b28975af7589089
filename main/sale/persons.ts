import { isSealedKind } from '../../shared/protocol/replica.ts';
import type { Person } from '../../shared/protocol/person.ts';
import { listHash } from '../identity/hash.ts';
import { unseal } from '../identity/sealed.ts';
import type { Journal } from '../store/journal.ts';
import type { Replica } from '../store/replica.ts';
import type { ReplicaMoved } from './held-replica.ts';

type Stores = { journal: Journal; replica: Replica; till: string };

/** A member as a person, as the feed has them or as they told this till when it registered them. Null: nothing is known, or no more. */
export function knownPerson(member: string, { journal, replica }: Pick<Stores, 'journal' | 'replica'>): Person | null {
  const part = replica.get('person', member) ?? journal.sealedOf(member);
  return part ? unseal(part) : null;
}

/** The member with this phone; digits with country code, no plus. */
export function findByPhone(digits: string, stores: Stores): string | undefined {
  const fed = findFed(digits, stores.replica);
  return fed ?? registeredHere(stores).find((member) => knownPerson(member, stores)?.phone === digits);
}

/** Members registered here whom the feed has not brought yet, and who told of themselves. */
export function registeredHere({ journal, replica, till }: Stores): string[] {
  const applied = replica.applied(till);
  return journal
    .sealedMembers()
    .filter((registered) => !journal.covers(applied, registered))
    .map(({ member }) => member);
}

function findFed(digits: string, replica: Replica): string | undefined {
  const key = replica.get('numberKey', 'numbers')?.key;
  return key === undefined ? undefined : replica.findMemberByPhone(listHash(key, digits));
}

/**
 * Wipes what this till keeps of members and wishes told here which the hub took and no longer tells of: they were erased or left the shop, or the
 * wish is over. `changed`: what the replica brought since the last time. Repeatable.
 */
export function forgetErased({ journal, replica, till }: Stores, changed: Parameters<ReplicaMoved>[0]): void {
  if (changed !== 'all' && !changed.some(({ kind }) => isSealedKind(kind))) return;
  const applied = replica.applied(till);
  const members = journal
    .sealedMembers()
    .filter((kept) => journal.covers(applied, kept) && replica.get('person', kept.member) === undefined)
    .map(({ member }) => member);
  const wishes = journal
    .sealedWishes()
    .filter((kept) => journal.covers(applied, kept) && replica.get('wish', kept.wish) === undefined)
    .map(({ wish }) => wish);
  if (members.length + wishes.length > 0) journal.wipeSealed({ members, wishes });
}
