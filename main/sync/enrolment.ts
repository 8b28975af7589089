import { KopilkaError } from '../../shared/protocol/errors.ts';
import { EnrolReply } from '../../shared/protocol/hub.ts';
import { fingerprintOf } from '../identity/hub-key.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Journal } from '../store/journal.ts';
import type { Client } from './client.ts';

/** The hub this till belongs to; its key is pinned by the fingerprint a person brought. */
export type Enrolment = EnrolReply;

const enrolmentKey = 'sync.enrolment';
export const tokenKey = 'sync.token';
/** The hub's generation as of the last session. */
export const generationKey = 'sync.generation';

const timeoutMs = 10_000;

export function storedEnrolment(journal: Journal): Enrolment | null {
  const text = journal.meta(enrolmentKey);
  return text === null ? null : (JSON.parse(text) as Enrolment);
}

/**
 * Introduces the till to a hub by a one-time code. Throws `enrol.otherHub` where the key is not the one of the fingerprint,
 * `enrol.otherTill` where the code was made for another till, and what the hub refuses.
 */
export async function enrol(
  { client, journal, identity }: { client: Client; journal: Journal; identity: Identity },
  { code, fingerprint }: { code: string; fingerprint: string },
): Promise<Enrolment> {
  const body = { code, publicKey: identity.publicKey };
  const reply = await client.call({ path: '/v1/enrol', reply: EnrolReply, body, as: null, timeoutMs });
  const found = fingerprintOf(reply.hubKey);
  if (found !== plain(fingerprint)) throw new KopilkaError('enrol.otherHub', { fingerprint: found });
  if (reply.till !== journal.till) throw new KopilkaError('enrol.otherTill', { till: journal.till, found: reply.till });
  journal.transact((tx) => {
    tx.setMeta(enrolmentKey, JSON.stringify(reply));
    tx.setMeta(tokenKey, null);
  });
  return reply;
}

/** As people copy it: in groups, in capitals. */
function plain(fingerprint: string): string {
  return fingerprint.replaceAll(/[^0-9a-fA-F]/g, '').toLowerCase();
}

/** The hub's key changed, and the pinned one vouched for the new one. */
export function adoptHubKey(journal: Journal, enrolment: Enrolment, hubKey: string): Enrolment {
  const next = { ...enrolment, hubKey };
  journal.transact((tx) => tx.setMeta(enrolmentKey, JSON.stringify(next)));
  return next;
}
