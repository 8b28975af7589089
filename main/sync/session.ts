import { SessionReply } from '../../shared/protocol/hub.ts';
import type { Ports } from '../ports.ts';
import type { Journal } from '../store/journal.ts';
import type { Place } from '../store/records.ts';
import { noSession } from './client.ts';
import type { Client, SessionKey } from './client.ts';
import { tokenKey } from './enrolment.ts';

const timeoutMs = 10_000;

export type SessionDeps = { client: Client; journal: Journal; ports: Ports; now: () => string };

/** A conversation with the hub. `clockOffsetMs`: hub's clock less the till's, measured half way between question and answer. */
export type Session = { key: SessionKey; generation: string; clockOffsetMs: number };

/**
 * Opens a session and brings the journal in line with it, in one transaction before anything is pushed: the hub's token is kept,
 * leases the till never took are closed, and a journal that is older than the hub's memory of it goes on in a new epoch.
 */
export async function openSession({ client, journal, ports, now }: SessionDeps): Promise<Session> {
  const head = journal.head();
  const leases = journal.openLeases().map(({ lease }) => lease);
  const body = { protocol: 1, epoch: head.epoch, token: journal.meta(tokenKey), leases, at: now() };
  const askedMs = ports.clock.nowMs();
  const reply = await client.call({ path: '/v1/session', reply: SessionReply, body, as: noSession, timeoutMs });
  const betweenMs = (askedMs + ports.clock.nowMs()) / 2;
  settle(journal, head, reply, now());
  let counter = 0;
  return {
    key: { session: reply.session, nonce: reply.nonce, nextCounter: () => (counter += 1) },
    generation: reply.generation,
    clockOffsetMs: Math.round(Date.parse(reply.serverTime) - betweenMs),
  };
}

function settle(journal: Journal, head: Place, reply: SessionReply, at: string): void {
  const { ack, token, openLeases, newEpoch } = reply;
  const isOurs = ack.epoch === head.epoch;
  // The hub has records of this epoch that the journal has not: it was restored from an older copy, or lost its end.
  const isOlder = newEpoch || (isOurs && ack.seq > head.seq);
  journal.transact((tx) => {
    tx.setMeta(tokenKey, token);
    if (isOlder) tx.beginEpoch('restored');
    for (const { lease, member } of openLeases) {
      if (journal.leaseState(lease) === 'open') continue;
      tx.append({ kind: 'lease.closed', lease, member }, { at, shift: null, cashier: null });
    }
  });
  if (isOurs && !isOlder) alignAck(journal, ack);
}

/** What the hub says it has counts: more than we knew where an answer was lost, less where it was restored from a backup. */
function alignAck(journal: Journal, hub: Place): void {
  const own = journal.ack();
  if (hub.seq > 0) {
    if (own?.epoch !== hub.epoch || own.seq !== hub.seq) journal.setAck(hub);
  } else if (own?.epoch === hub.epoch) {
    // Once it had records of this epoch: what else it lost nobody knows, so all is pushed again.
    journal.setAck(null);
  }
}
