import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { SnapshotManifest } from '../../shared/protocol/replica.ts';
import { sha256 } from '../identity/hash.ts';

/** A shop's snapshot as it lies in the hub's folder. `wiped`: how often keys had been wiped before it was begun. */
const Kept = z.object({ manifest: SnapshotManifest, builtMs: z.number(), wiped: z.string() });
type Kept = z.infer<typeof Kept>;
export type KeptSnapshot = Kept & { id: string };

export type KeptFolder = ReturnType<typeof openKeptFolder>;

/** The folder of packed snapshots, one a shop. What is not whole, or not of this program, is nothing. */
export function openKeptFolder(folder: string) {
  const nameOf = (shop: string) => sha256(shop).slice(0, 32);
  const aboutOf = (shop: string) => join(folder, `${nameOf(shop)}.json`);
  /** As they were read last: nobody else writes here. */
  const known = new Map<string, KeptSnapshot>();
  const blocksOf = (shop: string) => join(folder, `${nameOf(shop)}.blocks`);

  function readAbout(file: string): Kept | null {
    try {
      return Kept.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
    } catch {
      return null;
    }
  }

  function remember(kept: Kept): KeptSnapshot {
    const snapshot = { ...kept, id: sha256(canonicalJson(kept.manifest)) };
    known.set(kept.manifest.shop, snapshot);
    return snapshot;
  }

  function drop(shop: string): void {
    known.delete(shop);
    for (const file of [aboutOf(shop), blocksOf(shop)]) rmSync(file, { force: true });
  }

  return {
    blocksOf,
    drop,
    /** Where a snapshot is made; two names of it alone. */
    draft(shop: string): { plain: string; packed: string } {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const draft = join(folder, `${nameOf(shop)}.draft`);
      return { plain: draft, packed: `${draft}-packed` };
    },
    read(shop: string): KeptSnapshot | null {
      const about = known.has(shop) ? null : readAbout(aboutOf(shop));
      return known.get(shop) ?? (about && remember(about));
    },
    /** Puts a packed draft in the place of what is kept. */
    keep(shop: string, packed: string, kept: Kept): KeptSnapshot {
      drop(shop);
      renameSync(packed, blocksOf(shop));
      const about = aboutOf(shop);
      writeFileSync(`${about}-draft`, JSON.stringify(kept), { mode: 0o600 });
      renameSync(`${about}-draft`, about);
      return remember(kept);
    },
    shops(): string[] {
      const names = existsSync(folder) ? readdirSync(folder) : [];
      return names
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => readAbout(join(folder, name))?.manifest.shop ?? []);
    },
    /** All but what is kept of these shops: drafts of a process that died as well. */
    clear(except: readonly string[]): void {
      known.clear();
      const files = new Set(except.flatMap((shop) => [aboutOf(shop), blocksOf(shop)]));
      for (const name of existsSync(folder) ? readdirSync(folder) : []) {
        if (!files.has(join(folder, name))) rmSync(join(folder, name), { recursive: true, force: true });
      }
    },
  };
}
