import * as z from 'zod/mini';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { ErrorArgs, ErrorCode } from '../../shared/protocol/errors.ts';
import type { Identity } from '../identity/till-key.ts';
import type { Ports } from '../ports.ts';
import type { Journal } from '../store/journal.ts';
import type { Replica } from '../store/replica.ts';
import { openClient } from './client.ts';
import type { Client } from './client.ts';
import { openConversation } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { adoptHubKey, enrol, storedEnrolment } from './enrolment.ts';
import type { Enrolment } from './enrolment.ts';
import { tillKeyRequest } from './keys.ts';
import { openLeasePort } from './leases.ts';
import type { LeasePort } from './leases.ts';
import { openLink } from './link.ts';
import type { Fetch } from './link.ts';
import { startLoop } from './loop.ts';
import type { Kick } from './loop.ts';
import type { Attempted } from './loop.ts';
import { pullPage } from './pull.ts';
import type { Pulled } from './pull.ts';
import { pushBatch } from './push.ts';
import { Refusal } from './refusal.ts';

export type SyncOptions = {
  journal: Journal;
  replica: Replica;
  hubUrl: string;
  identity: Identity;
  ports: Ports;
  fetch: Fetch;
  /** The till's clock, local with offset. */
  now: () => string;
  onChange: (change: SyncChange) => void;
};

/** The status is another one; or the replica is, and where. */
export type SyncChange = { kind: 'status' } | { kind: 'replica'; changed: 'all' | { kind: string; id: string }[] };

export type SyncStatus = {
  /** `catchingUp`: the hub answers, and not all is pushed and pulled since it does. */
  state: 'online' | 'offline' | 'catchingUp' | 'notEnrolled';
  /** When the hub last answered, UTC milliseconds; null: not since the start. */
  lastContactMs: number | null;
  /** Since the feed last said that this is all; null: never. */
  feedAgeMs: number | null;
  unpushed: { count: number; oldestAt: string | null };
  /** Hub's clock less the till's, as of the last session. */
  clockOffsetMs: number | null;
  /** Why the last attempt failed. */
  problem: { code: ErrorCode; args: ErrorArgs } | null;
  failedCalls: number;
};

export type Sync = {
  status(): SyncStatus;
  /** Something was committed: push it. `gently`: in a breath will do. Cheap, never throws. */
  kick(how?: Kick): void;
  leases: LeasePort;
  /** Introduces the till to the hub. Throws `hub.unreachable`, `enrol.code`, `enrol.otherHub`, `enrol.otherTill`. */
  enrol(ticket: { code: string; fingerprint: string }): Promise<Enrolment>;
  /**
   * Changes the till's own key; whatever it breaks off at, the next session goes on from there. Throws what the hub refuses, and
   * `hub.unreachable`.
   */
  rotateKey(): Promise<void>;
  /** The cable, for the demo and for tests: off fails every call as a broken network does. */
  setNetwork(on: boolean): void;
  networkIsOn(): boolean;
  stop(): Promise<void>;
};

/** Keeps journal and hub, feed and replica together for as long as the till runs. The till never waits for it. */
export function startSync(options: SyncOptions): Sync {
  const { journal, replica, identity, hubUrl, fetch, ports, now, onChange } = options;
  let enrolment = storedEnrolment(journal);
  const link = openLink({ hubUrl, fetch, timers: ports.timers });
  const client = openClient(link, journal.till);
  const onContact = () => exchange.contacted();
  const hubKey = () => enrolment?.hubKey ?? null;
  const onHubKey = (key: string) => (enrolment = enrolment && adoptHubKey(journal, enrolment, key));
  const conversation = openConversation({ client, journal, identity, ports, now, hubKey, onHubKey, onContact });
  const exchange = openExchange(options, client, { ask: conversation.ask, enrolment: () => enrolment });
  const loop = startLoop(exchange.attempt, ports);

  return {
    status() {
      const pulledMs = replica.pulledMs();
      return {
        ...exchange.status(),
        feedAgeMs: pulledMs === null ? null : Math.max(0, ports.clock.nowMs() - pulledMs),
        unpushed: journal.unpushed(),
        clockOffsetMs: conversation.clockOffsetMs(),
        failedCalls: link.failedCalls(),
      };
    },
    kick: (how) => loop.kick(how),
    leases: openLeasePort({
      journal,
      ports,
      client,
      hubKey,
      async ask(call) {
        const reply = await conversation.ask(call);
        // The hub is back sooner than the loop expected.
        if (exchange.status().state !== 'online') loop.kick();
        return reply;
      },
    }),
    async enrol(ticket) {
      enrolment = await enrol({ client, journal, identity }, ticket);
      conversation.forget();
      onChange({ kind: 'status' });
      loop.kick();
      return enrolment;
    },
    async rotateKey() {
      const next = identity.rotation?.prepare();
      if (!next) return;
      const body = tillKeyRequest(journal.till, identity, next);
      const call = { path: '/v1/till-key', reply: z.object({ ok: z.literal(true) }), body, timeoutMs: keyTimeoutMs };
      await conversation.ask((as) => client.call({ ...call, as }));
      conversation.forget();
      loop.kick();
    },
    setNetwork(on) {
      link.setNetwork(on);
      onChange({ kind: 'status' });
      loop.kick();
    },
    networkIsOn: () => link.isOn(),
    async stop() {
      link.setNetwork(false);
      await loop.stop();
    },
  };
}

const keyTimeoutMs = 10_000;

const notPulled: Pulled = { more: true, changed: 'nothing' };

type Exchange = {
  attempt: () => Promise<Attempted>;
  contacted: () => void;
  status: () => Pick<SyncStatus, 'state' | 'lastContactMs' | 'problem'>;
};

/** What one attempt does: push, then pull, until all is; and what the attempts so far say of the connection. */
function openExchange(
  options: SyncOptions,
  client: Client,
  hub: { ask: Conversation['ask']; enrolment: () => Enrolment | null },
): Exchange {
  const { journal, replica, identity, ports, onChange } = options;
  const nowMs = () => ports.clock.nowMs();
  let state: 'online' | 'offline' | 'catchingUp' = 'offline';
  let problem: SyncStatus['problem'] = null;
  let lastContactMs: number | null = null;

  function become(next: typeof state, why: SyncStatus['problem'] = null): void {
    const isOther = next !== state || why?.code !== problem?.code;
    [state, problem] = [next, why];
    if (isOther) onChange({ kind: 'status' });
  }

  /**
   * No more than was there when it began: at a counter that never rests the feed would wait for ever behind what is rung meanwhile. What is
   * rung while a snapshot comes in goes up between its pieces.
   */
  async function exchange({ hubKey, shop }: Enrolment): Promise<void> {
    let end = journal.head();
    const push = () => hub.ask((as) => pushBatch({ client, journal, identity }, as));
    const isPushed = () => journal.covers(journal.ack(), end);
    for (let more = true; more;) {
      while (!isPushed() && (await push())) onChange({ kind: 'status' });
      // A session that began meanwhile may say that the hub has less than it had: it takes a pull for a word that all was pushed.
      const pulled = await hub.ask((as) =>
        isPushed() ? pullPage({ client, replica, hubKey, shop, nowMs }, as) : Promise.resolve(notPulled),
      );
      if (pulled.changed !== 'nothing') onChange({ kind: 'replica', changed: pulled.changed });
      more = pulled.more;
      if (pulled.snapshot) end = journal.head();
    }
  }

  return {
    async attempt() {
      const enrolment = hub.enrolment();
      if (!enrolment) return 'done';
      try {
        do {
          await exchange(enrolment);
          become('online');
        } while (journal.unpushed().count > 0);
        return 'done';
      } catch (error) {
        const { code, args } = error instanceof KopilkaError ? error : bug(error);
        become('offline', { code, args });
        return { retryAfterMs: error instanceof Refusal ? error.retryAfterMs : null };
      }
    },
    contacted() {
      lastContactMs = nowMs();
      if (state === 'offline') become('catchingUp');
    },
    status: () => ({ state: hub.enrolment() ? state : 'notEnrolled', lastContactMs, problem }),
  };
}

/** The till sells on whatever happens here; what happened is told. */
function bug(error: unknown): KopilkaError {
  const problem = error instanceof Error ? error.message : String(error);
  return new KopilkaError('internal.bug', { problem }, { cause: error });
}
