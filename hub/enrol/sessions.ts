import type { KeyObject } from 'node:crypto';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { SessionReply, SessionRequest } from '../../shared/protocol/hub.ts';
import { randomId } from '../identity/data-folder.ts';
import { sameSecret } from '../identity/hash.ts';
import { readPublicKey } from '../identity/keys.ts';
import type { Ports } from '../ports.ts';
import type { TillRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

/** A till's conversation with this hub process. One a till: a new one ends the last. */
export type Session = {
  till: string;
  shop: string;
  session: string;
  nonce: string;
  epoch: string;
  key: KeyObject;
  clockOffsetMs: number;
  /** The highest request number seen. */
  counter: number;
};

export type Sessions = ReturnType<typeof openSessions>;
export type SessionDeps = { store: Store; generation: string; ports: Pick<Ports, 'clock' | 'random'> };

/** Sessions live in memory: after a restart of the hub a till simply opens another. */
export function openSessions({ store, generation, ports }: SessionDeps) {
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
      const session: Session = {
        till,
        shop: row.shop,
        session: randomId(random),
        nonce: randomId(random),
        epoch: request.epoch,
        key: readPublicKey(row.publicKey ?? ''),
        clockOffsetMs: request.at === undefined ? 0 : nowMs - Date.parse(request.at),
        counter: 0,
      };
      byTill.set(till, session);
      return {
        session: session.session,
        nonce: session.nonce,
        token,
        generation,
        serverTime: new Date(nowMs).toISOString(),
        ack: { epoch: request.epoch, seq },
        openLeases,
        newEpoch,
      };
    },
  };
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
