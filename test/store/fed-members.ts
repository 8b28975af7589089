import { listHash } from '../../main/identity/hash.ts';
import { seal, sealedHash } from '../../main/identity/sealed.ts';
import { nodePorts } from '../../main/ports.node.ts';
import type { FeedDocument, ImportedMember } from '../../shared/protocol/feed.ts';
import type { Person } from '../../shared/protocol/person.ts';

const key = 'key of the numbers';
export const numberKey: FeedDocument = { kind: 'numberKey', id: 'numbers', doc: { id: 'numbers', key } };
export const phoneHash = (digits: string) => listHash(key, digits);

/** What a hub's feed tells of a member who was imported. */
export function fedMember({ id, shops, cards, account, ...person }: ImportedMember): FeedDocument[] {
  return [{ kind: 'member', id, doc: { id, shops, cards, account } }, fedPerson(id, person)];
}

export function fedPerson(member: string, person: Person): FeedDocument {
  const part = seal(person, nodePorts.random);
  const phone = person.phone === undefined ? {} : { phone: phoneHash(person.phone) };
  return { kind: 'person', id: member, doc: { member, ...part, hash: sealedHash(part.text), ...phone } };
}
