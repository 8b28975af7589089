import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { createPicturePrinter } from '../../drivers/printer/picture/printer.ts';
import { findProfile } from '../../drivers/printer/profiles.ts';
import { openHub } from '../../hub/hub.ts';
import type { HubConfig } from '../../hub/hub.ts';
import { nodePorts as hubPorts } from '../../hub/ports.node.ts';
import { shopDoc, programme, programmeFrom, shopLines } from '../../hub/testing/shop.ts';
import { identityOf } from '../../main/identity/till-key.ts';
import { nodePorts } from '../../main/ports.node.ts';
import { openTill } from '../../main/till.ts';
import type { Till } from '../../main/till.ts';
import type { Event } from '../../shared/protocol/page.ts';
import type { LogLine } from '../../hub/ports.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';

/** Two shops of one hub with a till each, all of it on real files, and every word that was printed, told or logged kept. */
export async function openShops(config: Partial<HubConfig> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-personal-'));
  const said: string[] = [];
  const tell = (error: unknown) =>
    void said.push(error instanceof Error ? `${error.message} ${error.stack}` : String(error));
  /** The whole log is said. */
  const log = (line: LogLine) => {
    said.push(JSON.stringify(line));
    if (line.level === 'error') tell(line.error);
  };
  const hub = await openHub({ dataDir: join(folder, 'hub'), ports: hubPorts, log, ...config });
  const { url } = await hub.listen();
  await hub.importLines([...shopLines(['till-1']), ...otherShop].map((line) => JSON.stringify(line)));
  await hub.publish(programme, programmeFrom);
  const tills: Till[] = [];

  async function open(id: string, ports = nodePorts) {
    const events: Event[] = [];
    const till = openTill({ till: id, dataDir: join(folder, id), hubUrl: url }, ports, {
      identity: identityOf(tillSeed(id)),
      fetch: globalThis.fetch,
      printer: createPicturePrinter(findProfile('epson-80')!, (svg) => void said.push(svg)),
      devices: null,
      terminal: null,
      report: tell,
    });
    till.subscribe((event) => void events.push(event));
    tills.push(till);
    return { till, events };
  }

  return {
    hub,
    url,
    folder,
    said,
    open,
    /** Enrolled, caught up and ready to sell. */
    async begin(id: string, ports = nodePorts) {
      const opened = await open(id, ports);
      const { code, fingerprint } = await hub.enrolmentCode(id);
      await opened.till.sync!.enrol({ code, fingerprint });
      await caughtUp(opened.till);
      await opened.till.handle('cashier.signIn', { cashier: id === 'till-1' ? 'olga' : 'igor' });
      await opened.till.handle('shift.open', { floatMinor: 0 });
      return opened;
    },
    async close() {
      for (const till of tills) await till.close().catch(() => undefined);
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A till's key, the same whenever it is opened. */
export function tillSeed(id: string): Uint8Array {
  return new Uint8Array(32).fill(id.charCodeAt(id.length - 1));
}

const otherShop: ImportLine[] = [
  { kind: 'shop', doc: { ...shopDoc, id: 'shop-2', name: 'Station' } },
  { kind: 'till', doc: { id: 'till-2', shop: 'shop-2', name: 'till-2' } },
  { kind: 'cashier', doc: { id: 'igor', shop: 'shop-2', name: 'Igor', role: 'cashier', locale: 'ru' } },
  { kind: 'price', doc: { shop: 'shop-2', sku: 'milk', priceMinor: 89_90 } },
];

export async function until(what: () => boolean): Promise<void> {
  for (let i = 0; i < 500; i += 1) {
    if (what()) return;
    await sleep(20);
  }
  expect.fail('it never came');
}

/** All of the till is at the hub, and what the hub said since is in. */
export async function caughtUp({ sync }: Till): Promise<void> {
  // The first may have been asked for before.
  for (let pulls = 0; pulls < 2; pulls += 1) {
    const before = Date.now();
    // Ages are told in whole milliseconds.
    await sleep(5);
    sync!.kick();
    await until(() => {
      const { state, unpushed } = sync!.status();
      return state === 'online' && unpushed.count === 0 && pulledMs() > before + 2;
    });
  }
  function pulledMs(): number {
    const { feedAgeMs } = sync!.status();
    return feedAgeMs === null ? 0 : Date.now() - feedAgeMs;
  }
}

/** Files below a folder that hold any of the words, by their bytes: as text, and as the base64 of it at any offset. */
export function filesWith(folder: string, words: readonly string[]): string[] {
  const needles = words.flatMap((word) => [Buffer.from(word), ...base64Forms(word)]);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => {
      const bytes = readFileSync(join(folder, name));
      return needles.some((needle) => bytes.includes(needle));
    })
    .toSorted();
}

function base64Forms(word: string): Buffer[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), Buffer.from(word)]).toString('base64url');
    // The first and last characters hold bits of their neighbours too.
    return Buffer.from(text.slice(shift === 0 ? 0 : 4, -2));
  });
}
