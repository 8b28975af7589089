import type { Writes } from '../store.ts';
import type { Statements } from './statements.ts';
import { happeningRow } from './happenings.ts';
import type { HappeningSql } from './happenings.ts';

export type Edits = Pick<Writes, 'editEvents' | 'editHappenings' | 'editChanges'>;

type EventSql = { till: string; epoch: string; seq: number; hash: string; event: string };

export function edits(db: Statements): Edits {
  const events = db.prepare<[string], EventSql>(
    'select till, epoch, seq, hash, event from member_event where member = ? and event is not null',
  );
  const setEvent = db.prepare(
    'update member_event set event = ? where member = ? and till = ? and epoch = ? and seq = ? and hash = ?',
  );
  const happenings = db.prepare<[string], HappeningSql>('select * from happening where member = ?');
  const setAnswer = db.prepare('update happening set answer = ? where id = ?');
  const removeHappening = db.prepare('delete from happening where id = ?');
  const changes = db.prepare<[string, string, string], { position: number; doc: string }>(
    'select position, doc from change where shop = ? and kind = ? and id = ? and doc is not null',
  );
  const setChange = db.prepare('update change set doc = ? where shop = ? and position = ? and kind = ? and id = ?');
  return {
    editEvents(member, edit) {
      for (const { till, epoch, seq, hash, event } of events.all(member)) {
        const next = edit(event);
        if (next !== event) setEvent.run(next, member, till, epoch, seq, hash);
      }
    },
    editHappenings(member, edit) {
      for (const row of happenings.all(member).map(happeningRow)) {
        const answer = edit(row);
        if (answer === null) removeHappening.run(row.id);
        else if (answer !== row.answer) setAnswer.run(answer, row.id);
      }
    },
    editChanges(shop, kind, id, edit) {
      for (const { position, doc } of changes.all(shop, kind, id)) {
        const next = edit(doc);
        if (next !== doc) setChange.run(next, shop, position, kind, id);
      }
    },
  };
}
