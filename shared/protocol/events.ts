import { openAccount } from '../loyalty/account.ts';
import type { Account } from '../loyalty/account.ts';
import type { AccountEvent } from '../loyalty/fold.ts';
import type { ReturnedLine } from '../loyalty/engine.ts';
import type { JournalRecord, RecordBody } from './journal.ts';

export type MemberEvent = { member: string; event: AccountEvent };

/**
 * What a record does to a member's account; null when it does nothing to any. The hub folds these into its ledger and a till
 * folds its own over the account the feed brought, so both always agree. `wholeReturn`: with this return nothing of the sale is
 * left (see `isWholeReturn`); it is asked of returns only, and only of those that don't say so themselves. A registration opens an account and is no event of one.
 */
export function eventsOfRecord(
  { body }: Pick<JournalRecord, 'body'>,
  { wholeReturn }: { wholeReturn: boolean },
): MemberEvent | null {
  switch (body.kind) {
    case 'sale': {
      const { receipt, facts, money, leasesClosed } = body;
      if (!facts.member) return null;
      const holder = { till: facts.till, rights: facts.rights?.held ?? [] };
      const event = { kind: 'sale', receipt, moment: facts.moment, money, leasesClosed, holder } as const;
      return { member: facts.member.id, event };
    }
    case 'return': {
      const { ofReceipt, facts, money, lease } = body;
      if (!facts.member) return null;
      const whole = lease === undefined ? wholeReturn : body.whole === true;
      return { member: facts.member.id, event: { kind: 'return', ofReceipt, money, whole } };
    }
    case 'receipt.attached': {
      const { receipt, moment, member, money } = body;
      return { member: member.id, event: { kind: 'sale', receipt, moment, money, leasesClosed: [] } };
    }
    case 'lease.accepted':
      if (body.grant.member === undefined) return null;
      return { member: body.grant.member, event: { kind: 'leased', lease: body.grant.lease } };
    case 'lease.closed':
      if (body.member === undefined) return null;
      return { member: body.member, event: { kind: 'leaseClosed', lease: body.lease } };
    default:
      return null;
  }
}

/** What a registration opens, at the hub as at the till. Who brought them only the hub can know. */
export function registeredAccount(body: Extract<RecordBody, { kind: 'member.registered' }>): Account {
  const { member, joined, cardType, tier, link } = body;
  return openAccount({
    member,
    joined,
    tier,
    ...(cardType === undefined ? {} : { cardType }),
    ...(link === undefined ? {} : { joinedBy: link }),
  });
}

/** Whether every unit of the sale's lines is back once `returned` and then `lines` have been taken. Quantities in thousandths. */
export function isWholeReturn(
  sold: readonly { id: string; quantity: number }[],
  returned: readonly ReturnedLine[],
  lines: readonly ReturnedLine[],
): boolean {
  const back = new Map<string, number>();
  for (const { line, quantity } of [...returned, ...lines]) back.set(line, (back.get(line) ?? 0) + quantity);
  return sold.every(({ id, quantity }) => (back.get(id) ?? 0) >= quantity);
}

/** The member a record speaks of, so that a till can look up what it did to them since the feed last told. */
export function memberOfRecord({ body }: Pick<JournalRecord, 'body'>): string | null {
  switch (body.kind) {
    case 'member.registered':
    case 'card.issued':
    case 'card.blocked':
    case 'wish.asked':
    case 'wish.dropped':
      return body.member;
    default:
      return eventsOfRecord({ body }, { wholeReturn: false })?.member ?? null;
  }
}
