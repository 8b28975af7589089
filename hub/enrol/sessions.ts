import { KopilkaError } from '../../shared/protocol/errors.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { sessionText } from '../../shared/protocol/hub.ts';
import type { SessionOffer, SessionReply, SessionRequest } from '../../shared/protocol/hub.ts';
import { firstPrev, signatureTags } from '../../shared/protocol/journal.ts';
import { openAgreement } from '../identity/agreement.ts';
import type { Agreement, SessionProof } from '../identity/agreement.ts';
import { randomId } from '../identity/data-folder.ts';
import { sameSecret, sha256 } from '../identity/hash.ts';
import type { HubKey } from '../identity/keys.ts';
import { raiseAlarm } from '../items/item.ts';
import { noteClock } from '../items/wrong-clock.ts';
import type { Ports } from '../ports.ts';
import type { AlarmRow, ChainEnd, TillRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { ackOf, spokenAck } from './ack.ts';

/** A till's conversation with this hub process. */
export type Session = {
  till: string;
  shop: string;
  session: string;
  nonce: string;
  /** The till's key that opened it. */
  publicKey: string;
  /** Since when the till is revoked: its records are kept for a person, and it gets nothing. */
  revokedMs: number | null;
  epoch: string;
  /** What the till proves its requests with. */
  prove: SessionProof;
  protocol: number;
  /** Hub's clock less the till's; 0 where the till did not tell its own. */
  clockOffsetMs: number;
  toldClock: boolean;
  /** The highest request number seen. */
  counter: number;
  /** It has asked for the feed: what it had before it has pushed. */
  hasPulled: boolean;
};

export type Sessions = ReturnType<typeof openSessions>;
export type SessionDeps = { store: Store; key: HubKey; generation: string; ports: Pick<Ports, 'clock' | 'random'> };

const seedBytes = 32;
/** Copies of a till that live side by side would else end each other's sessions without end. */
const sessionsKept = 4;

/** Sessions live in memory: after a restart of the hub a till simply opens another. */
export function openSessions({ store, key, generation, ports }: SessionDeps) {
  const byTill = new Map<string, Session[]>();

  return {
    of(till: string, session: string): Session | undefined {
      return byTill.get(till)?.find((each) => sameSecret(session, each.session));
    },

    end(till: string): void {
      byTill.delete(till);
    },

    /**
     * Opens one for a till whose request was verified. The token it shows must be the last handed out or the last that came back
     * (a reply may be lost); an older one is of an earlier life of its journal, which goes on as another epoch.
     */
    async begin(till: string, request: SessionRequest): Promise<SessionReply> {
      const nowMs = ports.clock.nowMs();
      const clockOffsetMs = request.at === undefined ? 0 : nowMs - Date.parse(request.at);
      const { random } = ports;
      const token = tokenFor(generation, request);
      const opened = await store.write(async (tx) => {
        const row = await tx.till(till);
        if (!row?.publicKey) throw new KopilkaError('hub.unknownTill', { till });
        const { known, row: next } = withToken(row, request.token, token);
        await tx.saveTill(next);
        const held = new Set(request.leases);
        const open = await tx.openGrants(till);
        const head = await tx.epoch(till, request.epoch);
        if (request.at !== undefined) await noteClock(tx, { till, epoch: request.epoch, head }, clockOffsetMs, nowMs);
        if (!known) await raiseAlarm(tx, { ...olderLife(till, request, head), atMs: nowMs });
        await tx.takePositions();
        return {
          row: next,
          newEpoch: !known,
          ack: spokenAck(request.protocol, ackOf(request.epoch, head)),
          openLeases: open
            .filter(({ lease }) => !held.has(lease))
            .map(({ lease, member }) => (member === '' ? { lease } : { lease, member })),
        };
      });
      const { row, newEpoch, ack, openLeases } = opened;
      const agreement = openAgreement(random.bytes(seedBytes));
      const offer: SessionOffer = {
        session: randomId(random),
        nonce: randomId(random),
        agreement: agreement.publicKey,
        token,
        generation,
        serverTime: new Date(nowMs).toISOString(),
        ack,
        openLeases,
        newEpoch,
      };
      const replyHash = sha256(canonicalJson(offer));
      const transcript = signatureTags.session + sessionText({ till, agreement: request.agreement, replyHash });
      const opening: Session = {
        till,
        shop: row.shop,
        session: offer.session,
        nonce: offer.nonce,
        publicKey: row.publicKey ?? '',
        revokedMs: row.revokedMs,
        epoch: request.epoch,
        prove: agreed(agreement, request.agreement, transcript),
        clockOffsetMs,
        toldClock: request.at !== undefined,
        protocol: request.protocol,
        counter: 0,
        hasPulled: false,
      };
      byTill.set(till, [opening, ...(byTill.get(till) ?? [])].slice(0, sessionsKept));
      return { offer, signature: key.sign(transcript) };
    },
  };
}

/** Who enrolled again or was revoked, here or at another hub process, is another than then: what was agreed is over. */
export function isSessionOf(
  row: TillRow | undefined,
  { publicKey, revokedMs }: Pick<Session, 'publicKey' | 'revokedMs'>,
): row is TillRow {
  return row?.publicKey === publicKey && row.revokedMs === revokedMs;
}

/** Why a session is no more: its till has another key by now, or none. */
export function sessionOver(till: string, row: TillRow | undefined): KopilkaError {
  return new KopilkaError(row?.publicKey ? 'hub.sessionEnded' : 'hub.unknownTill', { till });
}

function agreed(own: Agreement, theirs: string, transcript: string): SessionProof {
  try {
    return own.with(theirs, transcript);
  } catch (error) {
    throw new KopilkaError('request.invalid', { path: 'agreement', problem: 'no key' }, { cause: error });
  }
}

/**
 * A token is a memory, no secret, and the same request has the same: it may come twice, and nobody knows which answer the till got. Every
 * session's key agreement is new, so no two sessions share one.
 */
function tokenFor(generation: string, { agreement, token }: SessionRequest): string {
  return sha256([generation, agreement, token].join('\n'));
}

/** Somebody should know: a copy of this till may be alive beside it, and each of them spends the leases it holds. */
function olderLife(till: string, { epoch }: SessionRequest, head: ChainEnd | undefined): AlarmRow {
  const { seq, hash } = head ?? { seq: 1, hash: firstPrev };
  return { till, epoch, seq, hash, kind: 'olderLife', detail: 'a token of an earlier session' };
}

/** A token is good within the hub's generation: until the first is handed out there is none to compare with. */
function withToken(row: TillRow, shown: string | null, token: string): { known: boolean; row: TillRow } {
  const { tokenIssued, tokenConfirmed } = row;
  const isIssued = shown !== null && tokenIssued !== null && sameSecret(shown, tokenIssued);
  const isConfirmed =
    shown === null ? tokenConfirmed === null : tokenConfirmed !== null && sameSecret(shown, tokenConfirmed);
  return {
    known: isIssued || isConfirmed || tokenIssued === null,
    row: { ...row, tokenIssued: token, tokenConfirmed: isIssued ? shown : tokenConfirmed },
  };
}
