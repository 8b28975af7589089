import type { HappeningReads, Writes } from '../store.ts';
import type { HappeningRow } from '../rows.ts';
import type { Statements } from './statements.ts';
import { optional } from './tills.ts';

export type HappeningSql = Omit<HappeningRow, 'atMs'> & { at_ms: number };

export function happeningReads(db: Statements): HappeningReads {
  const one = db.prepare<[string], HappeningSql>('select * from happening where id = ?');
  const all = db.prepare<[string], HappeningSql>('select * from happening where member = ? order by at_ms, id');
  const joined = db.prepare<[string], { count: number }>('select count(*) as count from joining where link = ?');
  const welcomed = db.prepare<[string], { member: string }>('select member from welcome where identifier = ?');
  return {
    happening: (id) => optional(one.get(id), happeningRow),
    happenings: (member) => all.all(member).map(happeningRow),
    joinedBy: (link) => joined.get(link)!.count,
    welcomed: (identifier) => welcomed.get(identifier)?.member,
  };
}

export function happeningRow({ at_ms: atMs, ...row }: HappeningSql): HappeningRow {
  return { ...row, atMs };
}

export function happeningWrites(db: Statements): Pick<Writes, 'addHappening' | 'addJoining' | 'addWelcome'> {
  const add = db.prepare('insert into happening (id, member, at_ms, kind, name, answer) values (?, ?, ?, ?, ?, ?)');
  const join = db.prepare('insert or ignore into joining values (?, ?, ?)');
  const welcome = db.prepare('insert or ignore into welcome values (?, ?)');
  return {
    addHappening({ id, member, atMs, kind, name, answer }) {
      add.run(id, member, atMs, kind, name, answer);
    },
    addJoining(link, member, atMs) {
      join.run(link, member, atMs);
    },
    addWelcome(identifier, member) {
      welcome.run(identifier, member);
    },
  };
}
