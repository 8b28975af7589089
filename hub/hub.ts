import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { engines as frozenEngines } from '../engines/index.ts';
import { KopilkaError } from '../shared/protocol/errors.ts';
import { hubAdmin } from './admin.ts';
import type { HubAdmin } from './admin.ts';
import { generationOf } from './enrol/generation.ts';
import { openSessions } from './enrol/sessions.ts';
import { hubApp } from './http/app.ts';
import { openDataFolder, randomId, urlFile } from './identity/data-folder.ts';
import { fingerprintOf } from './identity/keys.ts';
import type { HubKey } from './identity/keys.ts';
import { lockFolder } from './identity/lock.ts';
import { openLeadership } from './jobs/leader.ts';
import { openSchedule } from './jobs/schedule.ts';
import { sealOldProfiles } from './members/old-profiles.ts';
import { beginNumberKey } from './members/persons.ts';
import type { CrashPoint, ManualClock, Ports } from './ports.ts';
import { openEngines } from './reconcile/engines.ts';
import type { Engines } from './reconcile/engines.ts';
import { openRevisions } from './reconcile/revisions.ts';
import { openSqliteStore } from './store/sqlite/store.ts';
import type { Store } from './store/store.ts';
import { openPostgresStore } from './store/postgres/store.ts';
import type { PostgresOptions } from './store/postgres/store.ts';

export type HubConfig = {
  dataDir: string;
  /** With a manual clock among them it can be set from outside. */
  ports: Ports;
  manualClock?: ManualClock;
  /** The released ones, unless a test brings its own. */
  engines?: Engines;
  crashPoint?: CrashPoint;
  /** The database is on PostgreSQL, which other hub processes may share, instead of in the folder. */
  postgres?: Omit<PostgresOptions, 'ports'>;
  /** Told what went wrong inside: for the log. */
  tell?: (error: unknown) => void;
};

const minuteMs = 60_000;
const mostHeadersMs = 10_000;

export type Listening = { url: string; close(): Promise<void> };
/** `requestTimeoutMs`: a request that is not there whole by then is let go. */
export type ListenAddress = { host?: string; port?: number; requestTimeoutMs?: number };

export type Hub = HubAdmin & {
  /** `app.fetch` answers requests without a socket. */
  app: Hono;
  generation: string;
  /** SHA-256 of the hub's public key, in hex. */
  fingerprint: string;
  adminToken: string;
  /** Port 0 (the default) takes a free one. May be closed and called again. */
  listen(address?: ListenAddress): Promise<Listening>;
  close(): Promise<void>;
};

/** The hub on a data folder, made if it is new. Throws `hub.running` where another has it, `hub.schema`, `hub.notItsDatabase`. */
export async function openHub(config: HubConfig): Promise<Hub> {
  const { dataDir, ports, manualClock, crashPoint = () => undefined, tell = () => undefined } = config;
  const { store, generation, key, adminToken, spool, shut } = await openData(config);
  const engines = openEngines(config.engines ?? frozenEngines);
  const revisions = openRevisions();
  const reconciler = { engines };
  const pending = { store, reconciler, revisions, generation };
  const leadership = openLeadership({
    store,
    clock: ports.clock,
    holder: randomId(ports.random),
    sole: config.postgres === undefined,
  });
  const sessions = openSessions({ store, key, generation, ports });
  const admin = hubAdmin({
    store,
    key,
    generation,
    ports,
    revisions,
    engines,
    spool,
    manualClock,
    leadership,
  });
  const ingest = { ...pending, hubKey: key.publicKey, crashPoint };
  const app = hubApp({ store, sessions, key, generation, ports, ingest }, admin, adminToken, tell);
  const eventing = { store, revisions, engines, clock: ports.clock };
  const movedByHand = manualClock !== undefined;
  const { timers } = ports;
  const schedule = await openSchedule({ leadership, pending, eventing, timers, movedByHand, tell });
  const open = new Set<Listening>();

  return {
    ...admin,
    app,
    generation,
    fingerprint: key.fingerprint,
    adminToken,
    async listen({ host = '127.0.0.1', port = 0, requestTimeoutMs = minuteMs } = {}) {
      const { url, close } = await listenOn(app, host, port, requestTimeoutMs);
      schedule.beginServing();
      const file = join(dataDir, urlFile);
      writeFileSync(file, `${url}\n`, { mode: 0o600 });
      const listening: Listening = {
        url,
        async close() {
          open.delete(listening);
          rmSync(file, { force: true });
          await close();
        },
      };
      open.add(listening);
      return listening;
    },
    async close() {
      await schedule.stop();
      for (const listening of open) await listening.close();
      // What is being written is let finish.
      await leadership.resign();
      await shut();
    },
  };
}

/** The hub's folder and database, for this process. */
async function openData({ dataDir, ports, postgres }: HubConfig) {
  const folder = openDataFolder(dataDir, ports.random);
  const lock = lockFolder(dataDir);
  let store: Store | undefined;
  const shut = async () => {
    await store?.close();
    lock.release();
  };
  try {
    store = postgres ? await openPostgresStore({ ...postgres, ports }) : openSqliteStore(folder.database);
    await introduce(store, folder.key);
    const generation = await generationOf(store, ports.random);
    await beginNumberKey(store, folder.key);
    await sealOldProfiles(store, ports.random);
    return { ...folder, store, generation, shut };
  } catch (error) {
    await shut();
    throw error;
  }
}

const hubKeyKey = 'hubKey';

/** All hub processes on one database have one key. Throws `hub.notItsDatabase`. */
async function introduce(store: Store, { publicKey }: HubKey): Promise<void> {
  await store.write(async (tx) => {
    const theirs = await tx.meta(hubKeyKey);
    if (theirs !== undefined && theirs !== publicKey) {
      throw new KopilkaError('hub.notItsDatabase', { fingerprint: fingerprintOf(theirs) });
    }
    if (theirs === undefined) await tx.setMeta(hubKeyKey, publicKey);
  });
}

function listenOn(app: Hono, hostname: string, port: number, requestTimeout: number): Promise<Listening> {
  const headersTimeout = Math.min(requestTimeout, mostHeadersMs);
  const serverOptions = { requestTimeout, headersTimeout, connectionsCheckingInterval: headersTimeout / 2 };
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port, serverOptions }, (address) => {
      const host = hostname.includes(':') ? `[${hostname}]` : hostname;
      resolve({
        url: `http://${host}:${address.port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            // A till keeps its connection open between requests.
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      });
    });
    server.on('error', reject);
  });
}
