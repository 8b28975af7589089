import { checkProgramme } from '../../shared/loyalty/check/check.ts';
import { findingText } from '../../shared/loyalty/check/finding.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { PublishedProgramme } from '../../shared/protocol/feed.ts';
import { sha256 } from '../identity/hash.ts';
import { changeCatalogue } from '../reconcile/revisions.ts';
import type { ProgrammeRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

export type PublishDeps = { store: Store; newestEngine: number };

/**
 * Puts a programme in force from a local moment on, in every shop. A version never changes: other content needs another number.
 * Publishing the same again changes nothing; with another moment, only that. Throws `programme.invalid`, `programme.versionTaken`.
 */
export async function publishProgramme(
  { store, newestEngine }: PublishDeps,
  document: unknown,
  from: string,
): Promise<{ hash: string }> {
  const checked = checkProgramme(document, newestEngine);
  if (!checked.ok) {
    const first = checked.findings.find(({ severity }) => severity === 'error')!;
    throw new KopilkaError('programme.invalid', { path: first.path, problem: findingText(first, 'en') });
  }
  const { programme } = checked;
  const text = canonicalJson(programme);
  const hash = sha256(text);
  const { id, version } = programme;
  await store.write(async (tx) => {
    await changeCatalogue(tx);
    const taken = await tx.programmeVersion(id, version);
    if (taken && taken.hash !== hash) throw new KopilkaError('programme.versionTaken', { id, version });
    if (taken?.from === from) return;
    const row: ProgrammeRow = { hash, id, version, text, from };
    await tx.saveProgramme(row);
    for (const shop of await tx.shops()) await tx.addChange(shop, 'programme', hash, programmeText(row));
    await tx.takePositions();
  });
  return { hash };
}

/** The feed's document of a published programme, as JSON. */
export function programmeText({ from, hash, text }: ProgrammeRow): string {
  const published: PublishedProgramme = { from, hash, programme: JSON.parse(text) as PublishedProgramme['programme'] };
  return JSON.stringify(published);
}
