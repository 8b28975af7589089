import { wipedKey } from '../../shared/protocol/person.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { sealedHash } from '../identity/sealed.ts';
import type { Place } from './records.ts';
import type { Sqlite } from './sqlite.ts';

export type Sealed = ReturnType<typeof openSealed>;

/**
 * What members registered here told of themselves, sealed, beside the records that name it by its hash. A part is wiped by writing over it
 * where it lies: rows only come at the end and never change their length, so nothing of one is left elsewhere in the file.
 */
export function openSealed(db: Sqlite) {
  const insert = db.prepare<[string, string, string, string, string, number]>(
    'insert into sealed (member, hash, text, key, epoch, seq) values (?, ?, ?, ?, ?, ?)',
  );
  const byMember = db.prepare<[string], SealedPart>(
    'select text, key from sealed where member = ? order by id desc limit 1',
  );
  const byHash = db.prepare<[string], SealedPart>('select text, key from sealed where hash = ?');
  const kept = db.prepare<[string], { member: string } & Place>(
    'select member, epoch, seq from sealed where key <> ? order by id',
  );
  const ofMember = db.prepare<[string], { id: number; text: string }>('select id, text from sealed where member = ?');
  const wipe = db.prepare<[string, string, number]>('update sealed set text = ?, key = ? where id = ?');
  const known = (part: SealedPart | undefined) => (part?.key === wipedKey ? undefined : part);
  return {
    /** `place`: of the record that names it. */
    add(member: string, { text, key }: SealedPart, { epoch, seq }: Place): void {
      insert.run(member, sealedHash(text), text, key, epoch, seq);
    },
    ofMember: (member: string): SealedPart | undefined => known(byMember.get(member)),
    ofHash: (hash: string): SealedPart | undefined => known(byHash.get(hash)),
    /** Whose part is not wiped, with the place of their registration. */
    kept: (): ({ member: string } & Place)[] => kept.all(wipedKey),
    wipe(member: string): void {
      for (const { id, text } of ofMember.all(member)) wipe.run('A'.repeat(text.length), wipedKey, id);
    },
  };
}
