import { writeFileSync, rmSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { serve } from '@hono/node-server';
import { engines as frozenEngines } from '../engines/index.ts';
import { KopilkaError } from '../shared/protocol/errors.ts';
import { hubAdmin } from './admin.ts';
import type { HubAdmin } from './admin.ts';
import { generationOf } from './enrol/generation.ts';
import { openSessions } from './enrol/sessions.ts';
import { hubApp } from './http/app.ts';
import type { HubApp } from './http/app.ts';
import { openDataFolder, randomId, urlFile } from './identity/data-folder.ts';
import { fingerprintOf } from './identity/keys.ts';
import type { HubKey } from './identity/keys.ts';
import { finishRotation, hubKeyMeta, hubKeys, rotateHubKey } from './identity/rotation.ts';
import { lockFolder } from './identity/lock.ts';
import { openLeadership } from './jobs/leader.ts';
import { tellOldItems } from './items/told.ts';
import { keepRetention } from './jobs/retention.ts';
import type { Retention } from './jobs/retention.ts';
import { openSchedule } from './jobs/schedule.ts';
import { sealOldProfiles } from './members/old-profiles.ts';
import { beginNumberKey } from './members/persons.ts';
import type { CrashPoint, Log, ManualClock, Ports } from './ports.ts';
import { openEngines } from './reconcile/engines.ts';
import type { Engines } from './reconcile/engines.ts';
import { openRevisions } from './reconcile/revisions.ts';
import { openSnapshots } from './snapshot/snapshots.ts';
import { openSqliteStore } from './store/sqlite/store.ts';
import type { Store } from './store/store.ts';
import { folderOwner } from './users/audit.ts';
import type { Actor } from './users/audit.ts';
import { openWatch } from './watch/watch.ts';
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
  /** Kept from now on, by all hubs on the database. */
  retention?: Partial<Retention>;
  /** Room for the embedded database, in pages: a disk that is full sooner. */
  maxPages?: number;
  log?: Log;
};

const minuteMs = 60_000;
const mostHeadersMs = 10_000;

export type Listening = { url: string; close(): Promise<void> };
/** `requestTimeoutMs`: a request that is not there whole by then is let go. */
export type ListenAddress = {
  host?: string;
  port?: number;
  requestTimeoutMs?: number;
  /** PEM. Without it, plain HTTP. */
  tls?: { cert: string; key: string };
};

export type Hub = HubAdmin & {
  /** `app.fetch` answers requests without a socket. */
  app: HubApp;
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
  const { dataDir, ports, manualClock, crashPoint = () => undefined, log = () => undefined } = config;
  const tell = (error: unknown) => log({ level: 'error', event: 'failure', error });
  const watch = openWatch(ports.clock);
  const { store, generation, key, formerKeys, adminToken, spool, kept, shut } = await openData(config);
  await keepRetention(store, config.retention ?? {});
  const engines = openEngines(config.engines ?? frozenEngines);
  const revisions = openRevisions();
  const reconciler = { engines };
  const leadership = openLeadership({
    store,
    clock: ports.clock,
    holder: randomId(ports.random),
    sole: config.postgres === undefined,
  });
  const sessions = openSessions({ store, key, generation, ports });
  const ingest = { store, reconciler, revisions, generation, key, hubKeys: [key.publicKey, ...formerKeys], crashPoint };
  const snapshots = openSnapshots({ store, key, generation, ports, folder: kept, tell });
  const office = { ingest, ports, endSessions: (till: string) => sessions.end(till), forgetCopies: snapshots.forget };
  const place = { store, key, generation, ports, spool, manualClock };
  const adminDeps = { ...place, revisions, engines, leadership, office };
  const as = (actor: Actor) => hubAdmin(adminDeps, actor);
  const app = hubApp({ store, sessions, key, generation, ports, ingest, watch, snapshots }, as, adminToken, log);
  const eventing = { store, revisions, engines, clock: ports.clock };
  const movedByHand = manualClock !== undefined;
  const { timers } = ports;
  const { tidy } = snapshots;
  const schedule = await openSchedule({ leadership, ingest, eventing, timers, movedByHand, watch, tidy, tell });
  const open = new Set<Listening>();

  return {
    ...as(folderOwner),
    app,
    generation,
    fingerprint: key.fingerprint,
    adminToken,
    async listen(address = {}) {
      const { url, close } = await listenOn(app, address);
      schedule.beginServing();
      const file = join(dataDir, urlFile);
      // Commands on the folder ask where no certificate has to be trusted first.
      if (!address.tls) writeFileSync(file, `${url}\n`, { mode: 0o600 });
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
      await snapshots.close();
      for (const listening of open) await listening.close();
      // What is being written is let finish.
      await leadership.resign();
      await shut();
    },
  };
}

/** Gives a hub that does not run another key; the answer is its fingerprint. Throws as `openHub`. */
export async function changeHubKey(config: Pick<HubConfig, 'dataDir' | 'ports' | 'postgres'>): Promise<string> {
  const { store, key, shut } = await openData(config);
  try {
    const { dataDir, ports } = config;
    return (await rotateHubKey(store, { dataDir, key, ports })).fingerprint;
  } finally {
    await shut();
  }
}

type DataConfig = Pick<HubConfig, 'dataDir' | 'ports' | 'postgres' | 'maxPages'>;

/** The hub's folder and database, for this process. */
async function openData({ dataDir, ports, postgres, maxPages }: DataConfig) {
  const folder = openDataFolder(dataDir, ports.random);
  const lock = lockFolder(dataDir);
  let store: Store | undefined;
  const shut = async () => {
    await store?.close();
    lock.release();
  };
  try {
    store = postgres ? await openPostgresStore({ ...postgres, ports }) : openSqliteStore(folder.database, maxPages);
    const key = await introduce(store, dataDir, folder.key);
    const generation = await generationOf(store, ports.random);
    await beginNumberKey(store, folder.key);
    await sealOldProfiles(store, ports.random);
    await tellOldItems(store);
    const { rotations } = await hubKeys(store.reader);
    return { ...folder, key, formerKeys: rotations.map(({ by }) => by), store, generation, shut };
  } catch (error) {
    await shut();
    throw error;
  }
}

/**
 * All hub processes on one database have one key. The answer is that key, which may be the one a change broke off at. Throws
 * `hub.notItsDatabase`.
 */
async function introduce(store: Store, dataDir: string, key: HubKey): Promise<HubKey> {
  return store.write(async (tx) => {
    const theirs = await tx.meta(hubKeyMeta);
    if (theirs === undefined) await tx.setMeta(hubKeyMeta, key.publicKey);
    if (theirs === undefined || theirs === key.publicKey) return key;
    const next = finishRotation(dataDir, theirs);
    if (!next) throw new KopilkaError('hub.notItsDatabase', { fingerprint: fingerprintOf(theirs) });
    return next;
  });
}

function listenOn(app: HubApp, address: ListenAddress): Promise<Listening> {
  const { host: hostname = '127.0.0.1', port = 0, requestTimeoutMs: requestTimeout = minuteMs, tls } = address;
  const headersTimeout = Math.min(requestTimeout, mostHeadersMs);
  const timeouts = { requestTimeout, headersTimeout, connectionsCheckingInterval: headersTimeout / 2 };
  const how = tls
    ? { createServer: createTlsServer, serverOptions: { ...timeouts, ...readTls(tls) } }
    : { serverOptions: timeouts };
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port, ...how }, (found) => {
      const host = hostname.includes(':') ? `[${hostname}]` : hostname;
      resolve({
        url: `${tls ? 'https' : 'http'}://${host}:${found.port}`,
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

/** Throws `hub.tls` where certificate and key are no pair that a server can use. */
function readTls({ cert, key }: { cert: string; key: string }) {
  const minVersion = 'TLSv1.2' as const;
  try {
    createSecureContext({ cert, key, minVersion });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('hub.tls', { problem }, { cause: error });
  }
  return { cert, key, minVersion };
}
