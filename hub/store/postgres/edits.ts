import type { Edits } from '../sqlite/edits.ts';
import { happeningRow } from '../sqlite/happenings.ts';
import type { HappeningSql } from '../sqlite/happenings.ts';
import { keyedTables } from './tables.ts';
import type { Unit } from './unit.ts';

type EventSql = { till: string; epoch: string; seq: number; hash: string; event: string };

export function edits(unit: Unit): Edits {
  return {
    async editEvents(member, edit) {
      const rows = await unit.rows<EventSql>(
        ['member_event'],
        'select till, epoch, seq, hash, event from member_event where member = $1 and event is not null',
        [member],
      );
      for (const { till, epoch, seq, hash, event } of rows) {
        const next = edit(event);
        if (next === event) continue;
        const text = `update member_event set event = $1
          where member = $2 and till = $3 and epoch = $4 and seq = $5 and hash = $6`;
        await unit.rows([], text, [next, member, till, epoch, seq, hash]);
      }
    },
    async editHappenings(member, edit) {
      const columns = keyedTables.happening.columns.join(', ');
      const text = `select ${columns} from happening where member = $1`;
      for (const row of await unit.rows<HappeningSql>(['happening'], text, [member])) {
        const answer = edit(happeningRow(row));
        if (answer === null) await unit.rows([], 'delete from happening where id = $1', [row.id]);
        else if (answer !== row.answer) {
          await unit.rows([], 'update happening set answer = $1 where id = $2', [answer, row.id]);
        }
      }
    },
    async editChanges(shop, kind, id, edit) {
      const rows = await unit.rows<{ position: number; doc: string }>(
        [],
        'select position, doc from change where shop = $1 and kind = $2 and id = $3 and doc is not null',
        [shop, kind, id],
      );
      for (const { position, doc } of rows) {
        const next = edit(doc);
        if (next === doc) continue;
        const text = 'update change set doc = $1 where shop = $2 and position = $3 and kind = $4 and id = $5';
        await unit.rows([], text, [next, shop, position, kind, id]);
      }
    },
  };
}
