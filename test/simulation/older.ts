import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { withMistake } from './mutants/loader.ts';

type Change = { file: string; from: string; to: string };

/** What the version before did not know of: the hash in an ack, and two kinds of documents. */
const changes: readonly Change[] = [
  { file: 'main/sync/session.ts', from: 'protocol: protocols.newest', to: 'protocol: protocols.oldest' },
  { file: 'main/sync/push.ts', from: 'if (seq === 0) return true;', to: 'if (hash === undefined) return true;' },
  {
    file: 'shared/protocol/replica.ts',
    from: 'return Object.hasOwn(feedKinds, kind);',
    to: "return !['recall', 'item'].includes(kind) && Object.hasOwn(feedKinds, kind);",
  },
  {
    file: 'hub/http/tills.ts',
    from: 'const { oldest, newest } = protocols;',
    to: 'const { oldest, newest } = { ...protocols, newest: protocols.oldest };',
  },
];

const root = join(import.meta.dirname, '../..');
const mark = '?older';
/** What of the source is a module of its own in the older program; the rest both share. */
const own = ['main/', 'hub/', 'shared/protocol/replica.ts'].map((path) => pathToFileURL(join(root, path)).href);

/** From now on an import that ends in `?older` is of the version before, down to all it imports. */
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    const isOlder = specifier.endsWith(mark) || context.parentURL?.endsWith(mark);
    if (!isOlder || resolved.url.endsWith(mark) || !own.some((path) => resolved.url.startsWith(path))) return resolved;
    return { ...resolved, url: resolved.url + mark };
  },
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(mark)) return loaded;
    const file = fileURLToPath(url.slice(0, -mark.length));
    const of = changes.filter((change) => join(root, change.file) === file);
    if (of.length === 0) return loaded;
    const source = of.reduce(
      (text, change) => withMistake(text, { name: `${change.file} of the version before`, ...change }),
      readFileSync(file, 'utf8'),
    );
    return { ...loaded, source };
  },
});

/** The programs as the version before them was. */
export const older = {
  openTill: ((await import(`../../main/till.ts${mark}`)) as typeof import('../../main/till.ts')).openTill,
  openHub: ((await import(`../../hub/hub.ts${mark}`)) as typeof import('../../hub/hub.ts')).openHub,
};
