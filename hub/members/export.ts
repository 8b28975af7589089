import { KopilkaError } from '../../shared/protocol/errors.ts';
import type { MemberExport } from '../../shared/protocol/hub.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import type { JournalRecord } from '../../shared/protocol/journal.ts';
import type { MemberEventRow, Profile } from '../store/rows.ts';
import type { Reader } from '../store/store.ts';
import { personOf } from './persons.ts';
import { wishesOf } from '../wishes/wishes.ts';

/** All that is kept of a member, for themselves. Throws `member.notKnown`. */
export async function exportMember(reader: Reader, id: string): Promise<MemberExport> {
  const row = (await reader.member(id)) ?? (await reader.member((await reader.aliasOf(id)) ?? ''));
  if (!row) throw new KopilkaError('member.notKnown', { member: id });
  const { member, shops, account } = row;
  const erasure = await reader.erasure(member);
  const events = (await reader.events(member)).toSorted((a, b) => a.atMs - b.atMs || a.seq - b.seq);
  const records: JournalRecord[] = [];
  for (const event of events) {
    const record = await recordOf(reader, event);
    if (record) records.push(record);
  }
  return {
    member,
    person: await personOf(reader, member),
    erasedAt: erasure ? new Date(erasure.atMs).toISOString() : null,
    cards: (JSON.parse(row.profile) as Profile).cards,
    shops,
    wishes: await wishesOf(reader, member),
    opening: JSON.parse(row.opening) as Account,
    account,
    records,
    events: events.flatMap(({ event, atMs }) =>
      event === null ? [] : [{ at: new Date(atMs).toISOString(), event: JSON.parse(event) as unknown }],
    ),
    movements: (await reader.entries(member)).map(({ txn, wallet, side, points }) => ({ txn, wallet, side, points })),
    happenings: (await reader.happenings(member)).map(({ id: happening, atMs, kind, name, answer }) => ({
      id: happening,
      at: new Date(atMs).toISOString(),
      kind,
      name,
      answer: JSON.parse(answer) as unknown,
    })),
  };
}

async function recordOf(reader: Reader, { till, epoch, seq, hash }: MemberEventRow): Promise<JournalRecord | null> {
  const text = till === '' ? undefined : await reader.recordText({ till, epoch, seq, hash });
  return text === undefined ? null : (JSON.parse(text) as JournalRecord);
}
