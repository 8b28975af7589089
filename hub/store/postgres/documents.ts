import { programmeRow } from '../sqlite/documents.ts';
import type { ProgrammeSql } from '../sqlite/documents.ts';
import { optional } from '../sqlite/tills.ts';
import type { PlacedDocument } from '../rows.ts';
import type { DocumentReads, FeedSpan, Writes } from '../store.ts';
import type { Source } from './source.ts';
import { keyedTables } from './tables.ts';
import type { Unit } from './unit.ts';

const programmeColumns = keyedTables.programme.columns.join(', ');
const columns = 'position, kind, id, doc';

export function documentReads(source: Source): DocumentReads {
  const changes = <R extends object>(text: string, values: (string | number)[]) =>
    source.rows<R>(['change'], text, values);
  const programmes = async (text: string, values: (string | number)[]) =>
    (await source.rows<ProgrammeSql>(['programme'], text, values)).map(programmeRow);
  return {
    document: async (kind, id) => (await source.row<{ doc: string }>(keyedTables.document, [kind, id]))?.doc,
    documents: (kind) =>
      source.rows<{ id: string; doc: string }>(
        ['document'],
        'select id, doc from document where kind = $1 order by id',
        [kind],
      ),
    async shops() {
      const text = `select id from document where kind = 'shop' order by id`;
      return (await source.rows<{ id: string }>(['document'], text)).map(({ id }) => id);
    },
    programme: async (hash) => optional(await source.row<ProgrammeSql>(keyedTables.programme, [hash]), programmeRow),
    async programmeVersion(id, version) {
      const text = `select ${programmeColumns} from programme where id = $1 and version = $2`;
      return (await programmes(text, [id, version]))[0];
    },
    programmes: () => programmes(`select ${programmeColumns} from programme order by noted, hash`, []),
    async feedSpan(shop) {
      const text = 'select position as head, horizon from feed_head where shop = $1';
      return (await source.rows<FeedSpan>(['feed_head'], text, [shop]))[0] ?? { head: 0, horizon: 0 };
    },
    async revision(shop, kind, id, position) {
      const text = `select position, doc from change where shop = $1 and kind = $2 and id = $3 and position <= $4
        order by position desc limit 1`;
      return (await changes<{ position: number; doc: string | null }>(text, [shop, kind, id, position]))[0];
    },
    revisions: (shop, kind) =>
      changes<PlacedDocument>(`select ${columns} from change where shop = $1 and kind = $2 order by position`, [
        shop,
        kind,
      ]),
    async isListFed(shop, list, position) {
      // Ids of a list's parts are `<list>/<part>`; whatever order the database gives texts, this finds them.
      const text = `select id from change where shop = $1 and kind = 'list' and substr(id, 1, $2) = $3
        and position <= $4 limit 1`;
      return (await changes(text, [shop, list.length + 1, `${list}/`, position])).length > 0;
    },
    changes: (shop, after, limit) =>
      changes<PlacedDocument>(
        `select ${columns} from change where shop = $1 and position > $2 order by position, kind, id limit $3`,
        [shop, after, limit],
      ),
    changesAt: (shop, position, limit) =>
      changes<PlacedDocument>(
        `select ${columns} from change where shop = $1 and position = $2 order by kind, id limit $3`,
        [shop, position, limit],
      ),
    changedPast: (shop, { position, kind, id }, limit) =>
      changes<PlacedDocument>(
        `select ${columns} from change where shop = $1 and (position, kind, id) > ($2, $3, $4)
         order by position, kind, id limit $5`,
        [shop, position, kind, id, limit],
      ),
  };
}

export function documentWrites(unit: Unit): Pick<Writes, 'saveDocument' | 'saveProgramme'> {
  return {
    saveDocument(kind, id, doc) {
      unit.put(keyedTables.document, { kind, id, doc });
    },
    saveProgramme({ hash, id, version, text, from }) {
      unit.put(keyedTables.programme, { hash, id, version, text, from_moment: from });
    },
  };
}
