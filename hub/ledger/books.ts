import { leasedPoints } from '../../shared/loyalty/account.ts';
import type { Account } from '../../shared/loyalty/account.ts';
import { applyEvent, openingPostings } from '../../shared/loyalty/fold.ts';
import type { AccountEvent, Posting } from '../../shared/loyalty/fold.ts';
import type { Difference, EventKey, MemberRow, Profile } from '../store/rows.ts';
import { arrive, depart } from '../members/arrive.ts';
import { feedPerson } from '../members/persons.ts';
import { moveWishes } from '../wishes/tell.ts';
import type { Tx } from '../store/store.ts';
import { Sheet } from './entries.ts';
import { compareKeys, hubKeyAfter, txnOf } from './keys.ts';
import { limitDifferences } from './limits.ts';
import { refold } from './refold.ts';
import type { LateLimit } from './refold.ts';

/** A member's account while one transaction works on it. */
export type MemberBook = {
  row: MemberRow;
  /** Something is to be written and fed. */
  changed: boolean;
  /** Events that came late in this transaction: the whole account is folded again before the commit. */
  late: EventKey[];
  /** The opening balance is another than the account was folded upon. */
  reopened: boolean;
  /** Another person is kept of the member than before: all shops they visit are told. */
  renamed: boolean;
  /** Shops they visit for the first time: these are told all there is. */
  arrived: string[];
  /** Shops they visit no more. */
  left: string[];
};

/** The accounts that one transaction touches: loaded once, written once, however many records speak of them. */
export class Books {
  readonly #tx: Tx;
  readonly #books = new Map<string, MemberBook>();

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** By id or alias. */
  async member(id: string): Promise<MemberBook | undefined> {
    const known = this.#books.get(id);
    if (known) return known;
    const row = await this.#tx.member(id);
    if (row) return this.#remember(row);
    const of = await this.#tx.aliasOf(id);
    return of === undefined ? undefined : this.member(of);
  }

  /** A member the hub did not know. */
  async open(opening: Account, profile: Profile, shops: string[]): Promise<MemberBook> {
    const { member } = opening;
    const texts = { profile: JSON.stringify(profile), opening: JSON.stringify(opening) };
    const book = this.#remember({
      member,
      shops,
      ...texts,
      account: opening,
      last: null,
      hubSeq: 0,
      visits: {},
      wishes: 0,
    });
    book.changed = true;
    book.arrived = [...shops];
    await this.#post(member, 'opening', openingPostings(opening));
    return book;
  }

  /** Another opening balance than before: everything since is folded again upon it. */
  reopen(book: MemberBook, opening: Account): void {
    book.row.opening = JSON.stringify(opening);
    book.reopened = true;
    book.changed = true;
  }

  /** An event of a till's record. The answer is what it took beyond the account, when that is known already. */
  ofRecord(
    book: MemberBook,
    key: EventKey,
    event: AccountEvent | null,
    named: string,
    /** The event as JSON, where the record says it of another member than its own. */
    text: string | null = null,
  ): Promise<Difference[]> {
    return this.#add(book, key, event, { event: text, named: named === book.row.member ? null : named });
  }

  /** An event of the hub's own: after all it knows of the member. */
  async ofHub(book: MemberBook, nowMs: number, make: (at: string) => AccountEvent): Promise<void> {
    book.row.hubSeq += 1;
    const key = hubKeyAfter(book.row.last, nowMs, book.row.hubSeq);
    const event = make(new Date(key.atMs).toISOString());
    await this.#add(book, key, event, { event: JSON.stringify(event), named: null });
  }

  /** `atMs`: when they were there; null where nobody was. */
  visit(book: MemberBook, shop: string, atMs: number | null): void {
    const { visits } = book.row;
    if (atMs !== null && atMs > (visits[shop] ?? 0)) book.row.visits = { ...visits, [shop]: atMs };
    if (book.row.shops.includes(shop)) return;
    book.row.shops = [...book.row.shops, shop].toSorted();
    book.arrived.push(shop);
    book.changed = true;
  }

  leave(book: MemberBook, shop: string): void {
    const { [shop]: _, ...visits } = book.row.visits;
    book.row.visits = visits;
    book.row.shops = book.row.shops.filter((each) => each !== shop);
    book.left.push(shop);
    book.changed = true;
  }

  /**
   * Writes all that changed, in order of member id, and puts it into the feed of the shops the member visits. The answer: what
   * records turned out to have taken too much, now that late ones stand before them.
   */
  async save(): Promise<LateLimit[]> {
    const limits: LateLimit[] = [];
    for (const id of [...this.#books.keys()].toSorted()) {
      const book = this.#books.get(id)!;
      if (!book.changed) continue;
      const { row } = book;
      if (book.late.length > 0 || book.reopened) limits.push(...(await refold(this.#tx, row, book.late)));
      const accountText = JSON.stringify(row.account);
      await this.#tx.saveMember(row, accountText, lapseMs(row.account));
      const doc = memberDocument(row, accountText);
      for (const shop of row.shops) await this.#tx.addChange(shop, 'member', id, doc);
      await arrive(this.#tx, id, book.arrived);
      await depart(this.#tx, row, book.left);
      await moveWishes(this.#tx, row, book);
      if (book.renamed) await feedPerson(this.#tx, id, row.shops);
    }
    this.#books.clear();
    return limits;
  }

  #remember(row: MemberRow): MemberBook {
    const book: MemberBook = { row, changed: false, late: [], reopened: false, renamed: false, arrived: [], left: [] };
    this.#books.set(row.member, book);
    return book;
  }

  /** Writes the event down and folds it: at once where it is the member's latest, else with all others at the end. */
  async #add(
    book: MemberBook,
    key: EventKey,
    event: AccountEvent | null,
    kept: { event: string | null; named: string | null },
  ): Promise<Difference[]> {
    const { row } = book;
    await this.#tx.addEvent(row.member, key, kept.event, kept.named);
    if (event === null) return [];
    book.changed = true;
    if (book.late.length > 0 || book.reopened || (row.last !== null && compareKeys(key, row.last) < 0)) {
      book.late.push(key);
      return [];
    }
    const before = row.account;
    const { account, postings } = applyEvent(before, event);
    await this.#post(row.member, txnOf(key), postings);
    row.account = account;
    row.last = key;
    return limitDifferences(before, event, postings);
  }

  async #post(member: string, txn: string, postings: readonly Posting[]): Promise<void> {
    const sheet = new Sheet();
    sheet.post(postings);
    for (const entry of sheet.entries()) await this.#tx.addEntry({ member, txn, ...entry });
  }
}

/** The feed's document: as JSON, made of what is JSON already. */
function memberDocument({ member, shops, profile }: MemberRow, accountText: string): string {
  const inner = profile.slice(1, -1);
  const separator = inner === '' ? '' : ',';
  return `{"id":${JSON.stringify(member)},"shops":${JSON.stringify(shops)}${separator}${inner},"account":${accountText}}`;
}

/** When the first lot lapses that no lease holds on to. */
export function lapseMs(account: Account): number | null {
  let first: number | null = null;
  for (const lot of account.lots) {
    if (lot.expiresAt === null || lot.points <= leasedPoints(account, lot.id)) continue;
    const at = Date.parse(lot.expiresAt);
    if (first === null || at < first) first = at;
  }
  return first;
}
