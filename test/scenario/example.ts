import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { checkProgrammeText } from '../../shared/loyalty/check/document.ts';
import type { Programme } from '../../shared/loyalty/programme/schema.ts';
import { withCodeWord } from '../../hub/members/code-words.ts';
import { withZoneOffsets } from '../../hub/members/shop-zone.ts';
import { importKinds } from '../../shared/protocol/feed.ts';
import type { FeedDocs, Good, ImportedMember, Shop, Till } from '../../shared/protocol/feed.ts';
import type { ImportLine } from '../../shared/protocol/hub.ts';
import { ScenarioFile } from './format.ts';
import type { Scenario } from './format.ts';

const ListLine = z.object({ list: z.string(), numbers: z.array(z.string()) });

/** An example as its folder tells it. */
export type Example = {
  name: string;
  programme: Programme;
  lines: ImportLine[];
  scenarios: Scenario[];
  shops: Map<string, Shop>;
  tills: Till[];
  goods: Map<string, Good>;
  /** By shop and sku. */
  prices: Map<string, number>;
  members: Map<string, ImportedMember>;
  /** Numbers of partners' lists, by list. */
  lists: Map<string, string[]>;
  /** Code words, by member. */
  words: Map<string, string>;
};

const folder = join(import.meta.dirname, '../../examples');

/** Every folder of examples/ that has scenarios. */
export const exampleNames = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'scenario.json')));

export function readExample(name: string): Example {
  const read = (file: string) => readFileSync(join(folder, name, file), 'utf8');
  const { programme, findings } = checkProgrammeText(read('programme.json'));
  if (!programme) throw new Error(`${name}: ${JSON.stringify(findings)}`);
  const lines = read('shop.ndjson')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportLine);
  return exampleOf(name, programme, lines, ScenarioFile.parse(JSON.parse(read('scenario.json'))).scenarios);
}

export function exampleOf(name: string, programme: Programme, lines: ImportLine[], scenarios: Scenario[]): Example {
  const docs = <K extends Exclude<ImportLine['kind'], 'list'>>(kind: K) =>
    lines
      .filter((line) => line.kind === kind)
      .map(({ doc }) => importKinds[kind].parse(filled(kind, doc)) as FeedDocs[K]);
  return {
    name,
    programme,
    lines,
    scenarios,
    shops: new Map(docs('shop').map((shop) => [shop.id, shop])),
    tills: docs('till'),
    goods: new Map(docs('good').map((good) => [good.sku, good])),
    prices: new Map(docs('price').map(({ shop, sku, priceMinor }) => [`${shop}/${sku}`, priceMinor])),
    members: new Map(docs('member').map((member) => [member.id, member])),
    words: new Map(
      lines
        .filter(({ doc }) => doc['codeWord'] !== undefined)
        .map(({ doc }) => [String(doc['id']), String(doc['codeWord'])]),
    ),
    lists: new Map(
      lines
        .filter(({ kind }) => kind === 'list')
        .map(({ doc }) => ListLine.parse(doc))
        .map(({ list, numbers }) => [list, numbers]),
    ),
  };
}

/** As the import fills it in: a zone has its offsets, and a code word is kept as what verifies it. */
function filled(kind: string, doc: Record<string, unknown>): Record<string, unknown> {
  return kind === 'shop' ? withZoneOffsets(doc) : kind === 'member' ? withCodeWord(doc) : doc;
}
