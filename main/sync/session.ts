import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { protocols, SessionReply, sessionText } from '../../shared/protocol/hub.ts';
import type { SessionOffer } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { openAgreement } from '../identity/agreement.ts';
import { sha256 } from '../identity/hash.ts';
import { isSignedByHub } from '../identity/hub-key.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Ports } from '../ports.ts';
import type { Journal } from '../store/journal.ts';
import type { Place } from '../store/records.ts';
import { openingKey } from './client.ts';
import type { Client, SessionKey } from './client.ts';
import { generationKey, tokenKey } from './enrolment.ts';
import { isOwn } from './push.ts';

const timeoutMs = 10_000;

export type SessionDeps = {
  client: Client;
  journal: Journal;
  identity: Identity;
  /** The key of the hub this till belongs to. */
  hubKey: string;
  ports: Ports;
  now: () => string;
};

const seedBytes = 32;

/** A conversation with the hub. `clockOffsetMs`: hub's clock less the till's, measured half way between question and answer. */
export type Session = { key: SessionKey; generation: string; clockOffsetMs: number };

/**
 * Opens a session and brings the journal in line with it, in one transaction before anything is pushed: the hub's token is kept,
 * leases the till never took are closed, and a journal that is not the one the hub remembers goes on in a new epoch. Throws
 * `hub.otherKey` where the answer is not of the till's own hub.
 */
export async function openSession(deps: SessionDeps): Promise<Session> {
  const { client, journal, identity, hubKey, ports, now } = deps;
  const agreement = openAgreement(ports.random.bytes(seedBytes));
  const head = journal.head();
  const leases = journal.openLeases().map(({ lease }) => lease);
  const body = {
    protocol: protocols.newest,
    epoch: head.epoch,
    agreement: agreement.publicKey,
    token: journal.meta(tokenKey),
    leases,
    at: now(),
  };
  const askedMs = ports.clock.nowMs();
  const as = openingKey(identity);
  const { offer, signature } = await client.call({ path: '/v1/session', reply: SessionReply, body, as, timeoutMs });
  const betweenMs = (askedMs + ports.clock.nowMs()) / 2;
  const said = { till: journal.till, agreement: agreement.publicKey, replyHash: sha256(canonicalJson(offer)) };
  const transcript = signatureTags.session + sessionText(said);
  if (!isSignedByHub(hubKey, transcript, signature)) throw new KopilkaError('hub.otherKey');
  settle(journal, offer, now());
  const prove = agreement.with(offer.agreement, transcript);
  let counter = 0;
  return {
    key: { session: offer.session, nonce: offer.nonce, nextCounter: () => (counter += 1), prove },
    generation: offer.generation,
    clockOffsetMs: Math.round(Date.parse(offer.serverTime) - betweenMs),
  };
}

function settle(journal: Journal, offer: SessionOffer, at: string): void {
  const { ack, token, openLeases, newEpoch, generation } = offer;
  const before = journal.meta(generationKey);
  const isOtherLife = newEpoch || !isOwn(journal, ack);
  journal.transact((tx) => {
    tx.setMeta(tokenKey, token);
    tx.setMeta(generationKey, generation);
    if (isOtherLife) tx.beginEpoch('restored');
    for (const { lease, member } of openLeases) {
      // Of its own receipts the till has the return rights in no list: it closes one when it is recalled and nobody uses it.
      if (journal.leaseState(lease) === 'open' || isOwnRight(journal, lease)) continue;
      const of = member === undefined ? {} : { member };
      tx.append({ kind: 'lease.closed', lease, ...of }, { at, shift: null, cashier: null });
    }
  });
  alignAck(journal, ack, { isOtherLife, isOtherHub: before !== null && before !== generation });
}

function isOwnRight(journal: Journal, lease: string): boolean {
  return journal.leaseState(lease) === undefined && journal.sale(lease) !== undefined;
}

/**
 * What the hub says it has counts: more than we knew where an answer was lost, less where it was restored from a backup. Of another life
 * it says nothing of this one.
 */
function alignAck(journal: Journal, { epoch, seq }: Place, { isOtherLife, isOtherHub }: Changed): void {
  const own = journal.ack();
  if (seq > 0 && !isOtherLife) {
    if (own?.epoch !== epoch || own.seq !== seq) journal.setAck({ epoch, seq });
  } else if (own && (isOtherHub || (!isOtherLife && own.epoch === epoch))) {
    // It lost records that it once had; which ones nobody knows, so all are pushed again.
    journal.setAck(null);
  }
}

type Changed = { isOtherLife: boolean; isOtherHub: boolean };
