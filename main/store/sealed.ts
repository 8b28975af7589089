import { wipedKey } from '../../shared/protocol/person.ts';
import type { SealedPart } from '../../shared/protocol/person.ts';
import { sealedHash } from '../identity/sealed.ts';
import type { Place } from './records.ts';
import type { Sqlite } from './sqlite.ts';

export type Sealed = ReturnType<typeof openSealed>;

export type KeptWish = { wish: string; member: string } & Place;

/**
 * What members registered here told of themselves, and of wishes for what is in no catalogue, sealed, beside the records that name it by its
 * hash. A part is wiped by writing over it where it lies: rows only come at the end and never change their length, so nothing of one is left
 * elsewhere in the file.
 */
export function openSealed(db: Sqlite) {
  const insert = db.prepare<[string, string, string, string, string, number, string | null]>(
    'insert into sealed (member, hash, text, key, epoch, seq, wish) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const byMember = db.prepare<[string], SealedPart>(
    'select text, key from sealed where member = ? and wish is null order by id desc limit 1',
  );
  const byHash = db.prepare<[string], SealedPart>('select text, key from sealed where hash = ?');
  const kept = db.prepare<[string], { member: string } & Place>(
    'select member, epoch, seq from sealed where key <> ? and wish is null order by id',
  );
  const keptWishes = db.prepare<[string], KeptWish>(
    'select wish, member, epoch, seq from sealed where key <> ? and wish is not null order by id',
  );
  const ofMember = db.prepare<[string], { id: number; text: string }>('select id, text from sealed where member = ?');
  const ofWish = db.prepare<[string], { id: number; text: string }>('select id, text from sealed where wish = ?');
  const wipe = db.prepare<[string, string, number]>('update sealed set text = ?, key = ? where id = ?');
  const known = (part: SealedPart | undefined) => (part?.key === wipedKey ? undefined : part);
  const wipeAll = (rows: { id: number; text: string }[]) => {
    for (const { id, text } of rows) wipe.run('A'.repeat(text.length), wipedKey, id);
  };
  return {
    /** `place`: of the record that names it. `wish`: of the wish it is about; null: it is about the member. */
    add(member: string, { text, key }: SealedPart, { epoch, seq }: Place, wish: string | null): void {
      insert.run(member, sealedHash(text), text, key, epoch, seq, wish);
    },
    ofMember: (member: string): SealedPart | undefined => known(byMember.get(member)),
    ofHash: (hash: string): SealedPart | undefined => known(byHash.get(hash)),
    /** Whose part is not wiped, with the place of their registration. */
    kept: (): ({ member: string } & Place)[] => kept.all(wipedKey),
    /** Wishes whose words are not wiped, with the place of their record. */
    keptWishes: (): KeptWish[] => keptWishes.all(wipedKey),
    /** All of a member. */
    wipe: (member: string): void => wipeAll(ofMember.all(member)),
    wipeWish: (wish: string): void => wipeAll(ofWish.all(wish)),
  };
}
