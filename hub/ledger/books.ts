import { leasedPoints } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import { applyEvent, openingPostings } from '../../shared/loyalty/fold.ts';
import type { AccountEvent } from '../../shared/loyalty/fold.ts';
import type { Difference, EventKey, MemberRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';
import { Sheet } from './entries.ts';
import { compareKeys, hubKeyAfter, txnOf } from './keys.ts';
import { limitDifferences } from './limits.ts';
import { refold } from './refold.ts';
import type { LateLimit } from './refold.ts';

/** A member's account while one transaction works on it. */
export type MemberBook = {
  row: MemberRow;
  changed: boolean;
  /** Events that came late in this transaction: the whole account is folded again before the commit. */
  late: EventKey[];
  reopened: boolean;
};

/** The accounts that one transaction touches: loaded once, written once, however many records speak of them. */
export type Books = ReturnType<typeof openBooks>;

export function openBooks(tx: Tx) {
  const books = new Map<string, MemberBook>();

  async function member(id: string): Promise<MemberBook | undefined> {
    const known = books.get(id);
    if (known) return known;
    const row = await tx.member(id);
    if (row) return remember(row);
    const of = await tx.aliasOf(id);
    return of === undefined ? undefined : member(of);
  }

  function remember(row: MemberRow): MemberBook {
    const book: MemberBook = { row, changed: false, late: [], reopened: false };
    books.set(row.member, book);
    return book;
  }

  /** Writes the event down and folds it: at once where it is the member's latest, else with all others at the end. */
  async function add(
    book: MemberBook,
    key: EventKey,
    event: AccountEvent | null,
    kept: { event: string | null; named: string | null },
  ): Promise<Difference[]> {
    const { row } = book;
    await tx.addEvent(row.member, key, kept.event, kept.named);
    if (event === null) return [];
    book.changed = true;
    if (book.late.length > 0 || book.reopened || (row.last !== null && compareKeys(key, row.last) < 0)) {
      book.late.push(key);
      return [];
    }
    const before = row.account;
    const { account, postings } = applyEvent(before, event);
    const sheet = new Sheet();
    sheet.post(postings);
    const txn = txnOf(key);
    for (const entry of sheet.entries()) await tx.addEntry({ member: row.member, txn, ...entry });
    row.account = account;
    row.last = key;
    return limitDifferences(before, event, postings);
  }

  return {
    member,

    /** A member the hub did not know. */
    async open(opening: Account, profile: MemberRow['profile'], shops: string[]): Promise<MemberBook> {
      const { member: id } = opening;
      const book = remember({ member: id, shops, profile, opening, account: opening, last: null, hubSeq: 0 });
      book.changed = true;
      const sheet = new Sheet();
      sheet.post(openingPostings(opening));
      for (const entry of sheet.entries()) await tx.addEntry({ member: id, txn: 'opening', ...entry });
      return book;
    },

    /** Another opening balance than before: everything since is folded again upon it. */
    reopen(book: MemberBook, opening: Account): void {
      book.row.opening = opening;
      book.reopened = true;
      book.changed = true;
    },

    /** An event of a till's record. The answer is what it took beyond the account, when that is known already. */
    ofRecord(book: MemberBook, key: EventKey, event: AccountEvent | null, named: string): Promise<Difference[]> {
      return add(book, key, event, { event: null, named: named === book.row.member ? null : named });
    },

    /** An event of the hub's own. */
    async ofHub(book: MemberBook, nowMs: number, make: (at: string) => AccountEvent): Promise<void> {
      book.row.hubSeq += 1;
      const key = hubKeyAfter(book.row.last, nowMs, book.row.hubSeq);
      const event = make(new Date(key.atMs).toISOString());
      await add(book, key, event, { event: JSON.stringify(event), named: null });
    },

    visit(book: MemberBook, shop: string): void {
      if (book.row.shops.includes(shop)) return;
      book.row.shops = [...book.row.shops, shop].toSorted();
      book.changed = true;
    },

    /**
     * Writes all that changed, in order of member id, and puts it into the feed of the shops the member visits. The answer: what
     * records turned out to have taken too much, now that late ones stand before them.
     */
    async save(): Promise<LateLimit[]> {
      const limits: LateLimit[] = [];
      for (const id of [...books.keys()].toSorted()) {
        const book = books.get(id)!;
        if (!book.changed) continue;
        if (book.late.length > 0 || book.reopened) limits.push(...(await refold(tx, book.row, book.late)));
        const { row } = book;
        await tx.saveMember(row, lapseMs(row.account));
        const doc = JSON.stringify({ id, shops: row.shops, ...row.profile, account: row.account });
        for (const shop of row.shops) await tx.addChange(shop, 'member', id, doc);
      }
      books.clear();
      return limits;
    },
  };
}

/** When the first lot lapses that no lease holds on to. */
function lapseMs(account: Account): number | null {
  let first: number | null = null;
  for (const lot of account.lots) {
    if (lot.expiresAt === null || lot.points <= leasedPoints(account, lot.id)) continue;
    const at = Date.parse(lot.expiresAt);
    if (first === null || at < first) first = at;
  }
  return first;
}
