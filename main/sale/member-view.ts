import type { Account } from '../../shared/loyalty/account.ts';
import type { Basis } from '../../shared/loyalty/facts.ts';
import { applyEvent } from '../../shared/loyalty/fold.ts';
import { eventsOfRecord, isWholeReturn, registeredAccount as openingOf } from '../../shared/protocol/events.ts';
import { distantAccount } from '../../shared/protocol/feed.ts';
import type { AttachedBody, JournalRecord, SaleBody } from '../../shared/protocol/journal.ts';
import type { Journal } from '../store/journal.ts';
import type { Replica } from '../store/replica.ts';

export type MemberSnapshot = {
  account: Account;
  /** What the account was made of, so that the hub can make the same. */
  basis: Pick<Basis, 'replica' | 'own'>;
  /** Registered here, and the feed has not brought them yet. */
  pending: boolean;
};

type Stores = { journal: Journal; replica: Replica; till: string };

/**
 * A member's account as this till knows it: what the feed brought, and over it our own records that the hub had not applied
 * then. Undefined: neither knows the member.
 */
export function memberSnapshot(member: string, { journal, replica, till }: Stores): MemberSnapshot | undefined {
  const known = replica.get('member', member)?.account ?? distant(member, replica);
  const [applied, checkpoint] = [replica.applied(till), replica.checkpoint()];
  const records = journal.recordsOfMember(member, applied);
  let account = known ?? registeredAccount(records);
  if (!account) return undefined;
  for (const record of records) {
    const happened = eventsOfRecord(record, { wholeReturn: isWhole(record, journal) });
    if (happened) account = applyEvent(account, happened.event).account;
  }
  return { account, basis: { replica: checkpoint, own: journal.beyond(applied) }, pending: known === undefined };
}

/** What a receipt about to be written makes of the account: what paper says is what the page will show. */
export function accountAfter(account: Account, body: SaleBody | AttachedBody): Account {
  const happened = eventsOfRecord({ body }, { wholeReturn: false });
  return happened ? applyEvent(account, happened.event).account : account;
}

function distant(member: string, replica: Replica): Account | undefined {
  const known = replica.get('distant', member);
  return known && distantAccount(known);
}

/** Whether a return took back the last of its sale. */
function isWhole({ body }: JournalRecord, journal: Journal): boolean {
  if (body.kind !== 'return') return false;
  const sold = journal.sale(body.ofReceipt)?.record.body;
  return sold?.kind === 'sale' && isWholeReturn(sold.money.lines, body.returned, body.lines);
}

function registeredAccount(records: readonly JournalRecord[]): Account | undefined {
  for (const { body } of records) {
    if (body.kind === 'member.registered') return openingOf(body);
  }
  return undefined;
}
