import Database from 'better-sqlite3';

/**
 * The books as the databases hold them, read with SQL and JSON alone: no code of the engine, the fold or the ledger is used, so
 * that none of their faults can hide itself.
 */
export type Books = {
  receipts: number;
  returns: number;
  grossMinor: number;
  discountMinor: number;
  netMinor: number;
  refundedMinor: number;
  pointsEarned: number;
  pointsSpent: number;
  pointsReinstated: number;
  pointsClawedBack: number;
  pointsExpired: number;
  pointsOutstanding: number;
  ledgerSum: number;
  verdicts: { equal: number; different: number; pending: number };
  /** Of those that are different: what a till took that was not there any more, which it could not know. */
  limits: number;
  /** Journal records that the hub does not hold with the same bytes. */
  lost: number;
  /** Records or receipts that the hub holds more than once, or that no till wrote. */
  duplicated: number;
  /** What does not add up, in words; empty when the books are right. */
  faults: string[];
};

export type BooksReader = {
  read(): Books;
  /** Points left less debt of the holder of a card; undefined for a card nobody has. */
  pointsOfCard(card: string): number | undefined;
  /** Gross of a sale by its id. */
  grossOf(receipt: string): number | undefined;
  /** Members whose account a till's replica has otherwise than the hub, or only one of them has. */
  differentAt(replicaFile: string): number;
  close(): void;
};

type MemberSums = {
  member: string;
  earned: number;
  reinstated: number;
  spent: number;
  clawedBack: number;
  granted: number;
  expired: number;
  outstanding: number;
  debt: number;
};

/** All programs must have ended: the journals of at most `mostTills` tills and the hub's file are opened to read. */
export function openBooks(journalFiles: readonly string[], hubFile: string): BooksReader {
  const db = new Database(hubFile, { readonly: true });
  for (const [nth, file] of journalFiles.entries()) db.prepare(`attach database ? as till${nth}`).run(file);
  const journals = journalFiles.map((_, nth) => `select * from till${nth}.records`);
  db.exec(`create temp view written as ${journals.join(' union all ')}`);
  const cardPoints = db.prepare<[string], { points: number }>(`
    select (select coalesce(sum(json_extract(value, '$.points')), 0) from json_each(member.account, '$.lots'))
         - (select coalesce(sum(json_extract(value, '$.points')), 0) from json_each(member.account, '$.debt')) as points
    from card join member on member.member = card.member where card.card = ?`);
  const gross = db.prepare<[string], { gross: number }>(`
    select json_extract(cast(bytes as text), '$.body.money.totals.grossMinor') as gross
    from written where receipt = ? and kind = 'sale'`);
  return {
    read: () => readBooks(db),
    pointsOfCard: (card) => cardPoints.get(card)?.points,
    grossOf: (receipt) => gross.get(receipt)?.gross,
    differentAt: (replicaFile) => differentAt(db, replicaFile),
    close: () => db.close(),
  };
}

/** SQLite takes so many files beside the hub's own and one replica at a time. */
export const mostTills = 8;

function differentAt(db: Database.Database, replicaFile: string): number {
  db.prepare('attach database ? as replica').run(replicaFile);
  const account = `json_extract(theirs.json, '$.account')`;
  const different = db
    .prepare<[], number>(
      `select count(*) from member as ours
       full join (select * from replica.documents where kind = 'member') as theirs on theirs.id = ours.member
       where ${account} is not json(ours.account)`,
    )
    .pluck()
    .get()!;
  db.exec('detach database replica');
  return different;
}

function readBooks(db: Database.Database): Books {
  const number = (sql: string) => (db.prepare(sql).pluck().get() as number | null) ?? 0;
  const total = (kind: string, path: string) =>
    number(
      `select sum(json_extract(cast(bytes as text), '$.body.money.totals.${path}')) from written where kind = '${kind}'`,
    );
  const moved = (kind: string) =>
    number(`
      select sum(json_extract(m.value, '$.points')) from written,
        json_each(cast(bytes as text), '$.body.money.movements') as m
      where kind in ('sale', 'return') and json_extract(m.value, '$.kind') = '${kind}'`);
  const members = memberSums(db);
  const verdicts = (where: string) => number(`select count(*) from verdict where ${where}`);
  const [different, pending] = [verdicts("verdict = 'different'"), verdicts("verdict = 'pending'")];
  const limits = verdicts("verdict = 'different' and kind = 'limit'");
  const judged = number("select count(*) from record where kind in ('sale', 'return')");
  return {
    receipts: number("select count(*) from written where kind = 'sale'"),
    returns: number("select count(*) from written where kind = 'return'"),
    grossMinor: total('sale', 'grossMinor'),
    discountMinor: total('sale', 'discountMinor'),
    netMinor: total('sale', 'netMinor'),
    refundedMinor: total('return', 'refundMinor'),
    pointsEarned: moved('accrue'),
    pointsSpent: moved('redeem'),
    pointsReinstated: moved('reinstate'),
    pointsClawedBack: moved('clawback') + moved('debt'),
    pointsExpired: members.reduce((sum, each) => sum + each.expired, 0),
    pointsOutstanding: members.reduce((sum, each) => sum + each.outstanding - each.debt, 0),
    ledgerSum: number('select sum(points) from ledger'),
    verdicts: { equal: judged - different - pending, different, pending },
    limits,
    lost: number(`
      select count(*) from written as own left join record on record.epoch = own.epoch and record.seq = own.seq
        and record.hash = own.hash and record.bytes = own.bytes where record.hash is null`),
    duplicated: duplicates(number),
    faults: [...verdictFaults(different - limits, pending), ...memberFaults(members), ...ledgerFaults(number)],
  };
}

function duplicates(number: (sql: string) => number): number {
  return (
    number('select count(*) from (select 1 from record group by till, epoch, seq having count(*) > 1)') +
    number(
      "select count(*) from (select 1 from record where kind in ('sale', 'return') group by receipt having count(*) > 1)",
    ) +
    number('select count(*) from (select epoch, seq from record except select epoch, seq from written)')
  );
}

/** Left side from the till's records, expiry from the hub's ledger, right side from the hub's accounts. */
function memberSums(db: Database.Database): MemberSums[] {
  const jsonSum = (column: string, path: string) =>
    `(select coalesce(sum(json_extract(value, '$.points')), 0) from json_each(${column}, '$.${path}'))`;
  return db
    .prepare<[], MemberSums>(
      `
    with moved as (
      select coalesce(alias.member, own.member) as member, json_extract(m.value, '$.kind') as kind, json_extract(m.value, '$.points') as points
      from written as own left join alias on alias.alias = own.member,
        json_each(cast(own.bytes as text), '$.body.money.movements') as m
      where own.kind in ('sale', 'return') and own.member is not null
    ), sums as (
      select member,
        sum(iif(kind = 'accrue', points, 0)) as earned,
        sum(iif(kind = 'reinstate', points, 0)) as reinstated,
        sum(iif(kind = 'redeem', points, 0)) as spent,
        sum(iif(kind in ('clawback', 'debt'), points, 0)) as clawedBack
      from moved group by member
    )
    select member.member as member,
      coalesce(earned, 0) as earned, coalesce(reinstated, 0) as reinstated,
      coalesce(spent, 0) as spent, coalesce(clawedBack, 0) as clawedBack,
      ${jsonSum('member.opening', 'lots')} - ${jsonSum('member.opening', 'debt')} as granted,
      (select coalesce(sum(points), 0) from ledger where ledger.member = member.member and side = 'expired') as expired,
      ${jsonSum('member.account', 'lots')} as outstanding,
      ${jsonSum('member.account', 'debt')} as debt
    from member left join sums on sums.member = member.member`,
    )
    .all();
}

function verdictFaults(wrong: number, pending: number): string[] {
  return wrong + pending === 0
    ? []
    : [`${wrong} receipts came to something else at the hub, ${pending} wait for an engine`];
}

function memberFaults(members: readonly MemberSums[]): string[] {
  return members.flatMap((each) => {
    const left = each.earned + each.granted + each.reinstated - each.spent - each.clawedBack - each.expired;
    const right = each.outstanding - each.debt;
    const faults = left === right ? [] : [`member ${each.member}: ${left} by records, ${right} in the account`];
    if (each.outstanding > 0 && each.debt > 0) faults.push(`member ${each.member}: balance and debt at once`);
    return faults;
  });
}

function ledgerFaults(number: (sql: string) => number): string[] {
  const unbalanced = number(
    'select count(*) from (select 1 from ledger group by member, txn, wallet having sum(points) <> 0)',
  );
  return unbalanced === 0 ? [] : [`${unbalanced} ledger transactions do not sum to zero`];
}
