/**
 * journal.db, one text per version: `user_version` says how many have run. Never edited once released, only added to.
 *
 * records: `ord` counts all records of the till without gaps, whatever their epoch. Columns beside `bytes` are read from it and
 * stand there to be found by. Nothing changes or removes a record.
 * leases: what this till holds or held of members' points and rights; `left_lots` and `left_rights` are JSON of what is not yet spent, a
 * closed one stays. `ahead`: taken for nobody at the counter.
 * A return right has the receipt it is for, and as long as it is open the sale as the hub told it.
 * risks: what sales used under no lease, one row a wallet or right, and (with neither) money paid back for goods nobody could check: counted
 * against the limits until the hub has the record.
 * fiscal_tasks: what the fiscal register is to make; `paper` and `answer` are JSON. They stand beside the records and go, as print jobs do.
 * host_baskets: open receipts of other tills that ask this one. host_receipts: what was committed for them, by their own ids, with the hash of
 * what they asked and the answer they had: asked again, they get it again;
 * `at_ms` 0: nobody knows when, and the answer stays.
 * sealed: what members told of themselves (`wish`: of a wish of theirs), beside the records that name it; wiped where it lies, never removed.
 * state: small texts by key: the open sale, the shift, the next receipt number, the last ack, and what others keep.
 */
export const journalMigrations = [
  `
  create table records (
    ord integer primary key,
    epoch text not null,
    seq integer not null,
    hash text not null,
    kind text not null,
    at text not null,
    shift text,
    receipt text,
    of_receipt text,
    member text,
    bytes blob not null,
    unique (epoch, seq)
  ) strict;
  create index records_receipt on records (receipt) where receipt is not null;
  create index records_of_receipt on records (of_receipt) where of_receipt is not null;
  create index records_member on records (member, ord) where member is not null;
  create index records_receipts on records (ord) where kind in ('sale', 'return');
  create index records_shift on records (shift, ord) where receipt is not null;
  create trigger records_never_change before update on records
    begin select raise(abort, 'a record is never changed'); end;
  create trigger records_never_go before delete on records
    begin select raise(abort, 'a record is never deleted'); end;

  create table leases (
    lease text primary key,
    member text not null,
    state text not null check (state in ('open', 'closed')),
    left_lots text not null,
    left_rights text not null,
    ahead integer not null
  ) strict;
  create index leases_open on leases (state) where state = 'open';

  create table risks (
    ord integer not null,
    member text not null,
    wallet text,
    points integer not null,
    entitlement text
  ) strict;
  create index risks_ord on risks (ord);

  create table state (key text primary key, text text) strict;
  create table parked (receipt text primary key, text text not null) strict;

  create table print_jobs (
    ord integer primary key,
    id text not null unique,
    receipt text,
    kind text not null,
    bytes blob not null,
    text text,
    state text not null,
    at_ms integer not null,
    reason text
  ) strict;
  create index print_jobs_state on print_jobs (state, ord);
  create index print_jobs_receipt on print_jobs (receipt) where receipt is not null;
  `,
  `
  create table sealed (
    id integer primary key,
    member text not null,
    hash text not null,
    text text not null,
    key text not null,
    epoch text not null,
    seq integer not null
  ) strict;
  create index sealed_member on sealed (member);
  create index sealed_hash on sealed (hash);
  `,
  `
  alter table leases add column receipt text;
  alter table leases add column sold text;
  `,
  `
  create table fiscal_tasks (
    ord integer primary key,
    id text not null unique,
    receipt text,
    document text not null,
    paper text not null,
    state text not null,
    urgent integer not null,
    mended integer not null,
    answer text,
    at_ms integer not null
  ) strict;
  create index fiscal_tasks_state on fiscal_tasks (state, urgent desc, ord);
  create index fiscal_tasks_receipt on fiscal_tasks (receipt) where receipt is not null;
  `,
  `
  create table host_baskets (
    host text not null,
    id text not null,
    text text not null,
    at_ms integer not null,
    primary key (host, id)
  ) strict;
  create table host_receipts (
    host text not null,
    kind text not null check (kind in ('sale', 'return')),
    id text not null,
    receipt text not null,
    hash text not null,
    answer text not null,
    primary key (host, kind, id)
  ) strict;
  `,
  `
  alter table host_receipts add column at_ms integer not null default 0;
  create index host_receipts_answered on host_receipts (at_ms) where answer <> '';
  `,
  `
  alter table sealed add column wish text;
  `,
] as const;
