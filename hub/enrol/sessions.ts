import { KopilkaError } from '../../shared/protocol/errors.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { sessionText } from '../../shared/protocol/hub.ts';
import type { SessionOffer, SessionReply, SessionRequest } from '../../shared/protocol/hub.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import { openAgreement } from '../identity/agreement.ts';
import type { Agreement, SessionProof } from '../identity/agreement.ts';
import { randomId } from '../identity/data-folder.ts';
import { sameSecret, sha256 } from '../identity/hash.ts';
import type { HubKey } from '../identity/keys.ts';
import type { Ports } from '../ports.ts';
import type { TillRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** A till's conversation with this hub process. One a till: a new one ends the last. */
export type Session = {
  till: string;
  shop: string;
  session: string;
  nonce: string;
  /** Handed out with it. It has ended when the till was handed another, here or by another hub process. */
  token: string;
  epoch: string;
  /** What the till proves its requests with. */
  prove: SessionProof;
  clockOffsetMs: number;
  /** The highest request number seen. */
  counter: number;
};

export type Sessions = ReturnType<typeof openSessions>;
export type SessionDeps = { store: Store; key: HubKey; generation: string; ports: Pick<Ports, 'clock' | 'random'> };

const seedBytes = 32;

/** Sessions live in memory: after a restart of the hub a till simply opens another. */
export function openSessions({ store, key, generation, ports }: SessionDeps) {
  const byTill = new Map<string, Session>();

  return {
    of(till: string, session: string): Session | undefined {
      const found = byTill.get(till);
      return found && sameSecret(session, found.session) ? found : undefined;
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
      const { random } = ports;
      const token = randomId(random);
      const opened = await store.write(async (tx) => {
        const row = await tx.till(till);
        if (!row?.publicKey) throw new KopilkaError('hub.unknownTill', { till });
        const { known, row: next } = withToken(row, request.token, token);
        await tx.saveTill(next);
        const held = new Set(request.leases);
        const open = await tx.openGrants(till);
        const head = await tx.epoch(till, request.epoch);
        return {
          row: next,
          newEpoch: !known,
          seq: head?.seq ?? 0,
          openLeases: open.filter(({ lease }) => !held.has(lease)).map(({ lease, member }) => ({ lease, member })),
        };
      });
      const { row, newEpoch, seq, openLeases } = opened;
      const agreement = openAgreement(random.bytes(seedBytes));
      const offer: SessionOffer = {
        session: randomId(random),
        nonce: randomId(random),
        agreement: agreement.publicKey,
        token,
        generation,
        serverTime: new Date(nowMs).toISOString(),
        ack: { epoch: request.epoch, seq },
        openLeases,
        newEpoch,
      };
      const replyHash = sha256(canonicalJson(offer));
      const transcript = signatureTags.session + sessionText({ till, agreement: request.agreement, replyHash });
      byTill.set(till, {
        till,
        shop: row.shop,
        session: offer.session,
        nonce: offer.nonce,
        token,
        epoch: request.epoch,
        prove: agreed(agreement, request.agreement, transcript),
        clockOffsetMs: request.at === undefined ? 0 : nowMs - Date.parse(request.at),
        counter: 0,
      });
      return { offer, signature: key.sign(transcript) };
    },
  };
}

function agreed(own: Agreement, theirs: string, transcript: string): SessionProof {
  try {
    return own.with(theirs, transcript);
  } catch (error) {
    throw new KopilkaError('request.invalid', { path: 'agreement', problem: 'no key' }, { cause: error });
  }
}

function withToken(row: TillRow, shown: string | null, token: string): { known: boolean; row: TillRow } {
  const { tokenIssued, tokenConfirmed } = row;
  const isIssued = shown !== null && tokenIssued !== null && sameSecret(shown, tokenIssued);
  const isConfirmed =
    shown === null ? tokenConfirmed === null : tokenConfirmed !== null && sameSecret(shown, tokenConfirmed);
  return {
    known: isIssued || isConfirmed,
    row: { ...row, tokenIssued: token, tokenConfirmed: isIssued ? shown : tokenConfirmed },
  };
}
