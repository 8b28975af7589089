import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Ports } from '../ports.ts';
import type { Journal } from '../store/journal.ts';
import type { Client, SessionKey } from './client.ts';
import { newestHubKey } from './keys.ts';
import { openSession } from './session.ts';
import type { Session } from './session.ts';

type Ask = <T>(call: (as: SessionKey) => Promise<T>) => Promise<T>;

export type Conversation = {
  /** One call under the session there is; opens one where there is none, for all who wait for it. */
  ask: Ask;
  /** The session is of another enrolment. */
  forget: () => void;
  /** Hub's clock less the till's, as of the last session; null: none yet. */
  clockOffsetMs: () => number | null;
};

export type ConversationDeps = {
  client: Client;
  journal: Journal;
  ports: Ports;
  now: () => string;
  identity: Identity;
  /** The key of the hub the till belongs to; null: none yet. */
  hubKey: () => string | null;
  /** The hub has another key, which the one before vouches for. */
  onHubKey: (hubKey: string) => void;
  /** The hub answered. */
  onContact: () => void;
};

/** A session the hub forgot, or a number that another call overtook: asked again with what is right now. */
const mostAttempts = 4;

export function openConversation(deps: ConversationDeps): Conversation {
  let session: Session | null = null;
  let opening: Promise<Session> | null = null;
  let clockOffsetMs: number | null = null;

  async function begin(): Promise<Session> {
    const hubKey = deps.hubKey();
    if (hubKey === null) throw new KopilkaError('hub.unknownTill', { till: deps.journal.till });
    session = await openWithKeyOfNow(deps, hubKey);
    ({ clockOffsetMs } = session);
    return session;
  }

  async function current(): Promise<SessionKey> {
    if (session) return session.key;
    opening ??= begin().finally(() => (opening = null));
    return (await opening).key;
  }

  async function once<T>(call: (as: SessionKey) => Promise<T>, as: SessionKey): Promise<T> {
    const answer = await call(as);
    deps.onContact();
    return answer;
  }

  return {
    async ask(call) {
      for (let attempt = 1; ; attempt += 1) {
        const as = await current();
        try {
          return await once(call, as);
        } catch (error) {
          if (attempt === mostAttempts || !isOutdated(error)) throw error;
          if (error.code === 'hub.sessionEnded' && session?.key === as) session = null;
        }
      }
    },
    forget() {
      session = null;
    },
    clockOffsetMs: () => clockOffsetMs,
  };
}

/** The hub's key may be another one by now: what it shows must come from the pinned one, and is kept once a session stands on it. */
async function openWithKeyOfNow(deps: ConversationDeps, pinned: string): Promise<Session> {
  try {
    return await openAsNowKnown(deps, pinned);
  } catch (error) {
    if (!isCode(error, 'hub.otherKey')) throw error;
    const hubKey = await newestHubKey(deps.client, pinned);
    const session = await openAsNowKnown(deps, hubKey);
    deps.onHubKey(hubKey);
    return session;
  }
}

/** A till whose key changes may be known by either: the answer to the next one was perhaps lost. */
async function openAsNowKnown(deps: ConversationDeps, hubKey: string): Promise<Session> {
  const { rotation } = deps.identity;
  const next = rotation?.pending();
  if (rotation && next) {
    try {
      const session = await openSession({ ...deps, hubKey, identity: next });
      rotation.adopt();
      return session;
    } catch (error) {
      if (!isCode(error, 'hub.signature')) throw error;
    }
  }
  return openSession({ ...deps, hubKey });
}

function isCode(error: unknown, code: KopilkaError['code']): boolean {
  return error instanceof KopilkaError && error.code === code;
}

function isOutdated(error: unknown): error is KopilkaError {
  return error instanceof KopilkaError && (error.code === 'hub.sessionEnded' || error.code === 'hub.counter');
}
