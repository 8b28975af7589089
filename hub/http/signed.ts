import { KopilkaError } from '../../shared/protocol/errors.ts';
import { headers, requestText } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { isSessionOf, sessionOver } from '../enrol/sessions.ts';
import type { Session, Sessions } from '../enrol/sessions.ts';
import { sameSecret, sha256 } from '../identity/hash.ts';
import { isSignedBy, readPublicKey } from '../identity/keys.ts';
import type { Store } from '../store/store.ts';

/**
 * Who asks, by the proof of the request. Checked in this order: form of the headers, the till (`hub.unknownTill`), its session
 * (`hub.sessionEnded`), the proof (`hub.signature`), the counter (`hub.counter`), which only a proved request moves on, and last whether
 * the till still has the key that opened the session.
 */
export async function provedTill(
  store: Store,
  sessions: Sessions,
  request: Request,
  body: Uint8Array,
): Promise<Session> {
  const session = await provedSession(store, sessions, request, body);
  const row = await store.reader.till(session.till);
  if (!isSessionOf(row, session)) throw sessionOver(session.till, row);
  return session;
}

/** As `provedTill` but for the last: the caller sees to it in a transaction of its own. */
export async function provedSession(
  store: Store,
  sessions: Sessions,
  request: Request,
  body: Uint8Array,
): Promise<Session> {
  const said = readHeaders(request);
  const session = sessions.of(said.till, said.session);
  if (!session) throw sessionOver(said.till, await store.reader.till(said.till));
  const proof = session.prove(signatureTags.request + signedText(request, body, said, session.nonce));
  if (!sameSecret(said.signature, proof)) throw new KopilkaError('hub.signature', { till: said.till });
  if (said.counter <= session.counter) throw new KopilkaError('hub.counter', { counter: said.counter });
  session.counter = said.counter;
  return session;
}

/** As `provedTill`, for what only tills get that are trusted. Throws `till.revoked`. */
export async function trustedTill(
  store: Store,
  sessions: Sessions,
  request: Request,
  body: Uint8Array,
): Promise<Session> {
  const session = await provedTill(store, sessions, request, body);
  if (session.revokedMs !== null) throw new KopilkaError('till.revoked', { till: session.till });
  return session;
}

/** As `provedTill`, for the request that opens a session: signed with the till's own key, nonce '' and counter 0. */
export async function signedOpening(store: Store, request: Request, body: Uint8Array): Promise<{ till: string }> {
  const said = readHeaders(request);
  const row = await store.reader.till(said.till);
  if (!row?.publicKey) throw new KopilkaError('hub.unknownTill', { till: said.till });
  const text = signatureTags.request + signedText(request, body, { ...said, counter: 0 }, '');
  if (!isSignedBy(readPublicKey(row.publicKey), text, said.signature)) {
    throw new KopilkaError('hub.signature', { till: said.till });
  }
  return { till: row.till };
}

type Said = { till: string; session: string; counter: number; signature: string };

function readHeaders({ headers: given }: Request): Said {
  const till = given.get(headers.till);
  const signature = given.get(headers.signature);
  const counter = Number(given.get(headers.counter) ?? 0);
  if (!till) throw new KopilkaError('hub.unsigned', { problem: `no ${headers.till}` });
  if (!signature) throw new KopilkaError('hub.unsigned', { problem: `no ${headers.signature}` });
  if (!Number.isSafeInteger(counter) || counter < 0) {
    throw new KopilkaError('hub.unsigned', { problem: `${headers.counter} is no number` });
  }
  return { till, signature, counter, session: given.get(headers.session) ?? '' };
}

function signedText(request: Request, body: Uint8Array, { till, counter }: Said, nonce: string): string {
  const { pathname, search } = new URL(request.url);
  return requestText({
    method: request.method,
    pathAndQuery: pathname + search,
    bodyHash: sha256(body),
    till,
    nonce,
    counter,
  });
}
