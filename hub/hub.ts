import { writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { engines as frozenEngines } from '../engines/index.ts';
import { hubAdmin } from './admin.ts';
import type { HubAdmin } from './admin.ts';
import { generationOf } from './enrol/generation.ts';
import { openSessions } from './enrol/sessions.ts';
import { hubApp } from './http/app.ts';
import { openDataFolder, urlFile } from './identity/data-folder.ts';
import { lockFolder } from './identity/lock.ts';
import { startHousekeeping } from './jobs/housekeeping.ts';
import { spreadUsage } from './jobs/spread-usage.ts';
import type { CrashPoint, ManualClock, Ports } from './ports.ts';
import { openEngines } from './reconcile/engines.ts';
import type { Engines } from './reconcile/engines.ts';
import { answerPending } from './reconcile/pending.ts';
import { openRevisions } from './reconcile/revisions.ts';
import { openSqliteStore } from './store/sqlite/store.ts';

export type HubConfig = {
  dataDir: string;
  /** With a manual clock among them it can be set from outside. */
  ports: Ports;
  manualClock?: ManualClock;
  /** The released ones, unless a test brings its own. */
  engines?: Engines;
  crashPoint?: CrashPoint;
  /** Told what went wrong inside: for the log. */
  tell?: (error: unknown) => void;
};

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
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

/** The hub on a data folder, made if it is new. Throws `hub.running` where another has it. */
export async function openHub(config: HubConfig): Promise<Hub> {
  const { dataDir, ports, manualClock, crashPoint = () => undefined, tell = () => undefined } = config;
  const folder = openDataFolder(dataDir, ports.random);
  const lock = lockFolder(dataDir);
  const store = openSqliteStore(folder.database);
  const generation = await generationOf(store, ports.random);
  const { key, adminToken, spool } = folder;
  const engines = openEngines(config.engines ?? frozenEngines);
  const revisions = openRevisions();
  const reconciler = { engines };
  const pending = { store, reconciler, revisions, generation };
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
  });
  const ingest = { ...pending, hubKey: key.publicKey, crashPoint };
  const app = hubApp({ store, sessions, key, generation, ports, ingest }, admin, adminToken, tell);
  await answerPending(pending);
  const { timers } = ports;
  // Whoever moves the clock also says when points lapse.
  const hourly = [() => answerPending(pending), ...(manualClock ? [] : [() => admin.expire()])];
  const housekeeping = [startHousekeeping(timers, hourly, tell, hourMs)];
  /** A hub that serves goes through the day's work and tells its shops of each other; one opened for a command does not. */
  function beginServing(): void {
    if (housekeeping.length > 1) return;
    housekeeping.push(startHousekeeping(timers, [() => spreadUsage(store)], tell, minuteMs));
    if (!manualClock) housekeeping.push(startHousekeeping(timers, [() => admin.runJobs()], tell, hourMs));
  }
  const open = new Set<Listening>();

  return {
    ...admin,
    app,
    generation,
    fingerprint: key.fingerprint,
    adminToken,
    async listen({ host = '127.0.0.1', port = 0, requestTimeoutMs = minuteMs } = {}) {
      const { url, close } = await listenOn(app, host, port, requestTimeoutMs);
      beginServing();
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
      for (const each of housekeeping) await each.stop();
      for (const listening of open) await listening.close();
      // What is being written is let finish.
      await store.write(async () => undefined);
      store.close();
      lock.release();
    },
  };
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
