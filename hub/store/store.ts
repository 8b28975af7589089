import type { Usage } from '../../shared/protocol/feed.ts';
import type {
  AlarmRow,
  AuditRow,
  ChangePlace,
  CashierMember,
  CashierSum,
  EpochRow,
  ErasureRow,
  EventKey,
  GrantRow,
  HappeningRow,
  HeldRecord,
  ItemRow,
  ItemWish,
  LedgerFlow,
  LedgerRow,
  LedgerSum,
  MemberEventRow,
  MemberRow,
  MoneyRow,
  MoneySum,
  NamedReceipts,
  OpenWishes,
  PersonRow,
  PlacedDocument,
  ProgrammeRow,
  ReceiptSum,
  RecordKey,
  RecordRow,
  RecordState,
  Span,
  Tally,
  TillRow,
  UsageSum,
  UserRow,
  UserSessionRow,
  VerdictRow,
  WishRow,
  WriteOffRow,
} from './rows.ts';

/**
 * What the hub needs of a database. SQLite answers at once; one that has to be asked over a wire answers with promises and may
 * gather writes into multi-row statements, for no write has a result. Keys of what grows begin with till, member or shop, and
 * nothing needs a sequence across them, so that shards can be cut there.
 */
export type Awaitable<T> = T | Promise<T>;

export type TillReads = {
  till(till: string): Awaitable<TillRow | undefined>;
  epochs(till: string): Awaitable<EpochRow[]>;
  epoch(till: string, epoch: string): Awaitable<EpochRow | undefined>;
  /** Epochs of any till whose signature nobody verified yet. */
  uncheckedEpochs(limit: number): Awaitable<{ till: string; epoch: EpochRow }[]>;
  grant(till: string, lease: string): Awaitable<GrantRow | undefined>;
  grantByRequest(till: string, requestId: string): Awaitable<GrantRow | undefined>;
  openGrants(till: string): Awaitable<GrantRow[]>;
};

export type RecordReads = {
  recordsAt(till: string, epoch: string, seq: number): Awaitable<{ hash: string; state: RecordState }[]>;
  /** The exact text; undefined when the hub has no such record. */
  recordText(key: RecordKey): Awaitable<string | undefined>;
  sales(receipt: string): Awaitable<RecordKey[]>;
  returnsOf(receipt: string): Awaitable<RecordKey[]>;
  verdict(key: RecordKey): Awaitable<VerdictRow | undefined>;
  pendingVerdicts(limit: number): Awaitable<VerdictRow[]>;
  /** Newest last. */
  discrepancies(limit: number): Awaitable<VerdictRow[]>;
  alarms(limit: number): Awaitable<AlarmRow[]>;
  tally(): Awaitable<Tally>;
};

export type MemberReads = {
  member(member: string): Awaitable<MemberRow | undefined>;
  aliasOf(member: string): Awaitable<string | undefined>;
  cardOwner(card: string): Awaitable<string | undefined>;
  events(member: string): Awaitable<MemberEventRow[]>;
  /** Events of the member that are what one till's records say, seq from `from` to `to`, in order of seq. */
  ownEvents(member: string, till: string, epoch: string, from: number, to: number): Awaitable<MemberEventRow[]>;
  /** Members after `after` (by id) with a lot that lapses at or before the moment. */
  lapsing(atMs: number, after: string, limit: number): Awaitable<string[]>;
  posted(member: string): Awaitable<LedgerSum[]>;
  /** All sides of the member's transactions, by transaction. */
  entries(member: string): Awaitable<LedgerRow[]>;
  ledgerTotals(): Awaitable<LedgerSum[]>;
};

/** `head`: the newest position. `horizon`: who has less than this may have missed what the feed no longer tells. */
export type FeedSpan = { head: number; horizon: number };

export type DocumentReads = {
  /** The head office's own copy of a good, till or shop, as JSON. */
  document(kind: string, id: string): Awaitable<string | undefined>;
  documents(kind: string): Awaitable<{ id: string; doc: string }[]>;
  shops(): Awaitable<string[]>;
  programme(hash: string): Awaitable<ProgrammeRow | undefined>;
  programmeVersion(id: string, version: number): Awaitable<ProgrammeRow | undefined>;
  programmes(): Awaitable<ProgrammeRow[]>;
  /** From where to where a shop's feed goes. */
  feedSpan(shop: string): Awaitable<FeedSpan>;
  /** The document as the feed had it at a position; `doc` null is a tombstone, undefined means never fed. */
  revision(
    shop: string,
    kind: string,
    id: string,
    position: number,
  ): Awaitable<{ position: number; doc: string | null } | undefined>;
  /** Every revision of every document of a kind, in order of position: for kinds of which there are few. */
  revisions(shop: string, kind: string): Awaitable<PlacedDocument[]>;
  /** Whether the shop's feed had told of any part of a partner's list by a position. */
  isListFed(shop: string, list: string, position: number): Awaitable<boolean>;
  /** Feed rows after a position, in order, at most `limit`. */
  changes(shop: string, after: number, limit: number): Awaitable<PlacedDocument[]>;
  changesAt(shop: string, position: number, limit: number): Awaitable<PlacedDocument[]>;
  /** Which documents changed after a place in the order of position, kind and id, at most `limit`. */
  changedPast(shop: string, after: ChangePlace, limit: number): Awaitable<PlacedDocument[]>;
};

export type UsageReads = {
  /** Of a promotion in all shops together. */
  usage(promotion: string): Awaitable<Usage>;
  usages(): Awaitable<Usage[]>;
  /** What one till's records of an epoch, seq from `from` to `to`, added to a promotion's usage. */
  ownUsage(
    promotion: string,
    till: string,
    epoch: string,
    from: number,
    to: number,
  ): Awaitable<{ uses: number; given: number }>;
};

export type MoneyReads = {
  moneySums(span: Span): Awaitable<MoneySum[]>;
};

export type PersonReads = {
  person(member: string): Awaitable<PersonRow | undefined>;
  /** The key of a sealed text, by the text's hash; undefined where it was wiped, or never came. */
  sealKey(hash: string): Awaitable<string | undefined>;
  /** The same of many, by hash. */
  sealKeys(hashes: readonly string[]): Awaitable<ReadonlyMap<string, string>>;
  erasure(member: string): Awaitable<ErasureRow | undefined>;
};

export type HappeningReads = {
  /** An event that was answered. */
  happening(id: string): Awaitable<HappeningRow | undefined>;
  /** Of a member, in order of time. */
  happenings(member: string): Awaitable<HappeningRow[]>;
  /** How many came by a link. */
  joinedBy(link: string): Awaitable<number>;
  /** Who had the welcome of a card or phone, by its hash. */
  welcomed(identifier: string): Awaitable<string | undefined>;
};

type Within = Pick<Span, 'fromMs' | 'untilMs'>;

export type ReportReads = {
  /** Of opening balances: they came before all else. */
  openingFlows(): Awaitable<LedgerFlow[]>;
  /** Of all events at these moments, corrections by late records at theirs. A wallet and side may come twice. */
  ledgerFlows(within: Within): Awaitable<LedgerFlow[]>;
  receiptSums(within: Within): Awaitable<ReceiptSum[]>;
  privilegeSums(within: Within): Awaitable<{ rule: string; times: number; costMinor: number }[]>;
  usageSums(within: Within): Awaitable<UsageSum[]>;
  /** Of records that name a cashier, by what they have in common. */
  cashierSums(within: Within): Awaitable<CashierSum[]>;
  /** The members whose cards each cashier saw most often, at most `most` each, most first. */
  cashierMembers(within: Within, most: number): Awaitable<CashierMember[]>;
  /** What members' events that no record of their own says were, as JSON of an AccountEvent. */
  eventTexts(within: Within): Iterable<string> | AsyncIterable<string>;
  /** Members after `after`, by id. */
  members(after: string, limit: number): Awaitable<MemberRow[]>;
};

export type OfficeReads = {
  item(id: string): Awaitable<ItemRow | undefined>;
  /** By moment, then id: after a place in that order, at most `limit`. */
  items(wish: ItemWish): Awaitable<ItemRow[]>;
  openItems(): Awaitable<{ kind: ItemRow['kind']; count: number }[]>;
  /** What a revoked till's backlog holds, in the order in which it would have been booked. */
  heldRecords(till: string, limit: number): Awaitable<HeldRecord[]>;
  heldCount(till: string): Awaitable<number>;
  /** Records that no hub could read yet, after a place in the order of till, moment, epoch, seq and hash. */
  unknownRecords(after: EventKey | null, limit: number): Awaitable<HeldRecord[]>;
  user(name: string): Awaitable<UserRow | undefined>;
  users(): Awaitable<UserRow[]>;
  userSession(hash: string): Awaitable<UserSessionRow | undefined>;
  /** Newest first: before a place in the order of moment and id. */
  audit(before: Pick<AuditRow, 'atMs' | 'id'> | null, limit: number): Awaitable<AuditRow[]>;
};

export type WriteOffReads = {
  writeOff(id: string): Awaitable<WriteOffRow | undefined>;
  /** Those nobody confirmed, by moment, then id: after a place in that order, at most `limit`. */
  openWriteOffs(after: WriteOffRow | null, limit: number): Awaitable<WriteOffRow[]>;
};

export type WishReads = {
  wish(member: string, id: string): Awaitable<WishRow | undefined>;
  wishById(id: string): Awaitable<WishRow | undefined>;
  /** All there ever were of a member, oldest first. */
  wishesOf(member: string): Awaitable<WishRow[]>;
  /** Of all members, by moment, then id: after a place in that order, at most `limit`. */
  openWishes(asked: OpenWishes): Awaitable<WishRow[]>;
  /** Those asked then, by what became of them. */
  wishSums(within: Within): Awaitable<{ state: WishRow['state']; wishes: number }[]>;
};

export type Reader = OfficeReads &
  WriteOffReads &
  WishReads &
  TillReads &
  ReportReads &
  HappeningReads &
  PersonReads &
  MoneyReads &
  UsageReads &
  RecordReads &
  MemberReads &
  DocumentReads & {
    meta(key: string): Awaitable<string | undefined>;
    /** As `meta`, but holding it off from nobody inside a transaction. */
    peekMeta(key: string): Awaitable<string | undefined>;
  };

export type Writes = {
  setMeta(key: string, value: string): Awaitable<void>;
  /** Of members that will be read: all at once where each question takes its time. */
  readAhead(members: readonly string[]): Awaitable<void>;
  saveTill(row: TillRow): Awaitable<void>;
  saveEpoch(till: string, row: EpochRow): Awaitable<void>;
  addEnrolmentCode(code: { hash: string; till: string; expiresMs: number }): Awaitable<void>;
  /** Takes the code away: it works once. */
  takeEnrolmentCode(hash: string): Awaitable<{ till: string; expiresMs: number } | undefined>;
  addGrant(row: GrantRow): Awaitable<void>;
  closeGrant(till: string, lease: string): Awaitable<void>;
  addRecord(row: RecordRow): Awaitable<void>;
  saveVerdict(row: VerdictRow): Awaitable<void>;
  removeVerdict(key: RecordKey): Awaitable<void>;
  addAlarm(row: AlarmRow): Awaitable<void>;
  /** One that is there already stays as it is. */
  addItem(row: ItemRow): Awaitable<void>;
  closeItem(id: string, closed: NonNullable<ItemRow['closed']>): Awaitable<void>;
  /** Only of a record that is held or unknown. `named`: the receipts it turned out to name. */
  releaseRecord(key: RecordKey, state: RecordState, named?: NamedReceipts): Awaitable<void>;
  /** One that is there already stays as it is. */
  addWriteOff(row: WriteOffRow): Awaitable<void>;
  confirmWriteOff(id: string, confirmed: NonNullable<WriteOffRow['confirmed']>): Awaitable<void>;
  saveWish(row: WishRow): Awaitable<void>;
  saveUser(row: UserRow): Awaitable<void>;
  removeUser(name: string): Awaitable<void>;
  addUserSession(row: UserSessionRow): Awaitable<void>;
  removeUserSession(hash: string): Awaitable<void>;
  /** All of a person. */
  removeUserSessions(name: string): Awaitable<void>;
  /** Those that are over by the moment. */
  dropUserSessions(nowMs: number): Awaitable<void>;
  addAudit(row: AuditRow): Awaitable<void>;
  addToTally(till: string, by: Partial<Tally>): Awaitable<void>;
  /** `accountText` is the row's account as JSON, which the feed has too. `lapseMs`: when its first free lot lapses. */
  saveMember(row: MemberRow, accountText: string, lapseMs: number | null): Awaitable<void>;
  addAlias(alias: string, member: string): Awaitable<void>;
  addCard(card: string, member: string): Awaitable<void>;
  removeCard(card: string): Awaitable<void>;
  addEvent(member: string, key: EventKey, event: string | null, named: string | null): Awaitable<void>;
  addEntry(row: LedgerRow): Awaitable<void>;
  addHappening(row: HappeningRow): Awaitable<void>;
  addJoining(link: string, member: string, atMs: number): Awaitable<void>;
  addWelcome(identifier: string, member: string): Awaitable<void>;
  addMoney(row: MoneyRow): Awaitable<void>;
  /** Until the commit nobody else counts the promotion's usage, in whatever shop: what is read of it then is all there is. */
  holdUsage(promotion: string): Awaitable<void>;
  /** What a record adds to a promotion's usage in a shop; negative where it takes back. */
  addUsage(key: EventKey, shop: string, usage: Usage): Awaitable<void>;
  savePerson(row: PersonRow): Awaitable<void>;
  removePerson(member: string): Awaitable<void>;
  /** A hash that had a key keeps it, or stays wiped. */
  addSealKey(hash: string, key: string): Awaitable<void>;
  /** Writes over the key where it lies. Until `scrub` it may stand in the log. */
  wipeSealKey(hash: string): Awaitable<void>;
  addErasure(row: ErasureRow): Awaitable<void>;
  /** Writes over what was written of a member: nothing but an erasure does. Of a happening, null: it is forgotten. */
  editEvents(member: string, edit: (event: string) => string): Awaitable<void>;
  editHappenings(member: string, edit: (row: HappeningRow) => string | null): Awaitable<void>;
  /** Every revision of a document that the shop's feed had. */
  editChanges(shop: string, kind: string, id: string, edit: (doc: string) => string): Awaitable<void>;
  saveDocument(kind: string, id: string, doc: string): Awaitable<void>;
  saveProgramme(row: ProgrammeRow): Awaitable<void>;
  /** Puts a document (null: a tombstone) at the position this transaction will take in the shop's feed; the last one stays. */
  addChange(shop: string, kind: string, id: string, doc: string | null): Awaitable<void>;
  /** Takes all that was ever told of a document out of a shop's feed: nobody's facts may rest on it. */
  removeChanges(shop: string, kind: string, id: string): Awaitable<void>;
  setHorizon(shop: string, position: number): Awaitable<void>;
  /** Drops what a document was before a change, and the change too where it is a tombstone. */
  dropOlder(shop: string, change: PlacedDocument): Awaitable<void>;
  /**
   * The last statement before the commit: takes the next position of every shop that got changes, shops in order of id, so that
   * positions are in order of commit and a reader never skips one that commits late. A commit that forgot it fails.
   */
  takePositions(): Awaitable<void>;
};

export type Tx = Reader & Writes;

/** A consistent view of a shop's feed: the latest of each document at `position`. `close` must be called. */
export type Snapshot = {
  position: number;
  /** The next of them, some hundreds at a time, by kind and id; none: that was all. */
  next(): Awaitable<PlacedDocument[]>;
  close(): Awaitable<void>;
};

export type Store = {
  /**
   * One transaction: committed when `work` resolves, rolled back when it throws. Those that touch the same till or member come after
   * each other. `work` may be begun again from the start when the database takes another transaction before it: it changes nothing
   * outside but by its answer.
   */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Sees committed data only. */
  reader: Reader;
  snapshot(shop: string): Awaitable<Snapshot>;
  /** Lets nothing that was wiped or removed stay in the database's files. */
  scrub(): Promise<void>;
  close(): Awaitable<void>;
};
