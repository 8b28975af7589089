import { findingText } from '../../shared/loyalty/check/finding.ts';
import { schemaFindings } from '../../shared/loyalty/check/schema-findings.ts';
import { KopilkaError } from '../../shared/protocol/errors.ts';
import { parseWellFormed } from '../../shared/protocol/well-formed.ts';
import { importKinds } from '../../shared/protocol/feed.ts';
import type { ImportedMember } from '../../shared/protocol/feed.ts';
import { ImportLine } from '../../shared/protocol/hub.ts';
import type { ImportReply } from '../../shared/protocol/hub.ts';
import { Books } from '../ledger/books.ts';
import { changeCatalogue } from '../reconcile/revisions.ts';
import type { Random } from '../ports.ts';
import type { Store } from '../store/store.ts';
import { withCodeWord } from './code-words.ts';
import { importDocument } from './import-documents.ts';
import type { Importing } from './import-documents.ts';
import { withZoneOffsets } from './shop-zone.ts';
import { importMember } from './import-member.ts';
import { withHashes } from './list-hashes.ts';

/** Accounts are written this often, so that memory does not grow with the file. */
const linesBetweenSaves = 1000;

export type ImportDeps = { store: Store; random: Random };
/** May be gone through again, from the start. */
export type Lines = Iterable<string> | AsyncIterable<string>;

/**
 * Takes goods, prices, shops, tills, cashiers and members, one a line, in any order, all or nothing. A line taken twice changes
 * nothing. Throws `import.invalid` with line and path.
 */
export async function importLines({ store, random }: ImportDeps, lines: Lines): Promise<ImportReply> {
  return store.write(async (tx) => {
    await changeCatalogue(tx);
    const importing: Importing = {
      tx,
      books: new Books(tx),
      random,
      shops: new Set(await tx.shops()),
      wanted: new Map(),
    };
    const byKind: Record<string, number> = {};
    let line = 0;
    let taken = 0;
    for await (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      const { kind } = await importLine(importing, line, text);
      byKind[kind] = (byKind[kind] ?? 0) + 1;
      taken += 1;
      if (taken % linesBetweenSaves === 0) await importing.books.save();
    }
    await importing.books.save();
    refuseUnknownShops(importing);
    await tx.takePositions();
    return { lines: taken, byKind };
  });
}

/** What a line may leave to the hub to work out. */
const filledIn: Partial<Record<ImportLine['kind'], (doc: ImportLine['doc']) => ImportLine['doc']>> = {
  shop: withZoneOffsets,
  list: withHashes,
  member: withCodeWord,
};

async function importLine(importing: Importing, line: number, text: string): Promise<ImportLine> {
  const given = parsed(line, text) as ImportLine;
  refuseFault(ImportLine, given, line, '');
  const { kind } = given;
  const imported = { kind, doc: filledIn[kind]?.(given.doc) ?? given.doc };
  refuseFault(importKinds[kind], imported.doc, line, 'doc');
  const refuse = (path: string, problem: string) => new KopilkaError('import.invalid', { line, path, problem });
  const place = { line, refuse };
  if (kind === 'member') await importMember(importing, imported.doc as ImportedMember, place);
  else await importDocument(importing, imported as Parameters<typeof importDocument>[1], place);
  return imported;
}

function parsed(line: number, text: string): unknown {
  try {
    return parseWellFormed(text);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new KopilkaError('import.invalid', { line, path: '', problem }, { cause: error });
  }
}

function refuseFault(schema: Parameters<typeof schemaFindings>[0], value: unknown, line: number, at: string): void {
  const [fault] = schemaFindings(schema, value);
  if (!fault) return;
  const path = [at, fault.path].filter(Boolean).join('.');
  throw new KopilkaError('import.invalid', { line, path, problem: findingText(fault, 'en') });
}

/** Shops may stand anywhere in the file, but each that is named must be there or be known. */
function refuseUnknownShops({ shops, wanted }: Importing): void {
  for (const [shop, { line, path }] of wanted) {
    if (!shops.has(shop)) throw new KopilkaError('import.invalid', { line, path, problem: `no shop ${shop}` });
  }
}
