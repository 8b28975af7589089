import { itemsOfAlarms, itemsOfVerdicts } from '../past-items.ts';

/**
 * The hub's tables on PostgreSQL and what speaks like it, a list of statements a version: table `schema_version` says how many
 * versions have run. Never edited once released, only added to; each statement may run again, for distributed engines change tables
 * outside of transactions. Tables and columns are those of hub.db (hub/store/sqlite/schema.ts
 * says what they mean), so that a hub moves from one to the other row by row.
 *
 * Every key begins with what its table is sharded by: till, member, shop, card, promotion. There is no sequence, no foreign key and
 * no unique key beside the primary ones but the lease's, which begins with its till too. What SQLite tells by the order of rows
 * (`noted`) is a time here: it orders lists for people and nothing else.
 */
export const postgresMigrations: readonly (readonly string[])[] = [
  [
    'create table if not exists meta (key text primary key, value text not null)',
    `create table if not exists till (
      till text primary key, shop text not null, public_key text, token_issued text, token_confirmed text,
      last_at_ms bigint not null
    )`,
    'create table if not exists enrolment_code (hash text primary key, till text not null, expires_ms bigint not null)',
    `create table if not exists epoch (
      till text not null, epoch text not null, ordinal bigint not null, seq bigint not null, hash text not null,
      signed_hash text not null, signature text not null, public_key text not null, checked bigint not null,
      primary key (till, epoch)
    )`,
    'create index if not exists epoch_unchecked on epoch (till) where checked = 0',
    `create table if not exists lease (
      till text not null, lease text not null, request_id text not null, member text not null, text text not null,
      signature text not null, closed bigint not null,
      primary key (till, lease)
    )`,
    'create unique index if not exists lease_request on lease (till, request_id)',
    'create index if not exists lease_open on lease (till) where closed = 0',
    `create table if not exists tally (
      till text primary key, records bigint not null, sales bigint not null, returns bigint not null,
      different bigint not null, pending bigint not null, arithmetic bigint not null, facts bigint not null,
      limits bigint not null
    )`,
    `create table if not exists record (
      till text not null, epoch text not null, seq bigint not null, hash text not null, kind text not null,
      state text not null, at_ms bigint not null, receipt text, of_receipt text, bytes bytea not null,
      primary key (till, epoch, seq, hash)
    )`,
    'create index if not exists record_receipt on record (receipt) where receipt is not null',
    'create index if not exists record_of_receipt on record (of_receipt) where of_receipt is not null',
    `create table if not exists verdict (
      till text not null, epoch text not null, seq bigint not null, hash text not null, receipt text not null,
      verdict text not null, kind text, differences text not null, state text not null,
      noted timestamptz not null default clock_timestamp(),
      primary key (till, epoch, seq, hash)
    )`,
    `create index if not exists verdict_pending on verdict (till) where verdict = 'pending'`,
    'create index if not exists verdict_noted on verdict (noted)',
    `create table if not exists alarm (
      till text not null, epoch text not null, seq bigint not null, hash text not null, kind text not null,
      detail text not null, noted timestamptz not null default clock_timestamp(),
      primary key (till, epoch, seq, hash, kind)
    )`,
    'create index if not exists alarm_noted on alarm (noted)',
    `create table if not exists member (
      member text primary key, shops text not null, profile text not null, opening text not null, account text not null,
      last text, hub_seq bigint not null, lapse_ms bigint
    )`,
    'create index if not exists member_lapse on member (lapse_ms) where lapse_ms is not null',
    'create table if not exists card (card text primary key, member text not null)',
    'create table if not exists alias (alias text primary key, member text not null)',
    `create table if not exists member_event (
      member text not null, till text not null, epoch text not null, seq bigint not null, hash text not null,
      at_ms bigint not null, event text, named text,
      primary key (member, till, epoch, seq, hash)
    )`,
    `create table if not exists ledger (
      member text not null, txn text not null, wallet text not null, side text not null, points bigint not null,
      primary key (member, txn, wallet, side)
    )`,
    'create table if not exists document (kind text not null, id text not null, doc text not null, primary key (kind, id))',
    `create table if not exists programme (
      hash text primary key, id text not null, version bigint not null, text text not null, from_moment text not null,
      noted timestamptz not null default clock_timestamp()
    )`,
    'create table if not exists feed_head (shop text primary key, position bigint not null)',
    `create table if not exists change (
      shop text not null, position bigint not null, kind text not null, id text not null, doc text,
      primary key (shop, position, kind, id)
    )`,
    'create index if not exists change_revision on change (shop, kind, id, position)',
    `create table if not exists usage (
      promotion text not null, shop text not null, uses bigint not null, given bigint not null,
      primary key (promotion, shop)
    )`,
    `create table if not exists usage_record (
      promotion text not null, till text not null, epoch text not null, seq bigint not null, hash text not null,
      shop text not null, at_ms bigint not null, uses bigint not null, given bigint not null,
      primary key (promotion, till, epoch, seq, hash)
    )`,
    `create table if not exists money (
      shop text not null, txn text not null, reason text not null, rule text not null, side text not null,
      other text not null, at_ms bigint not null, programme text not null, currency text not null,
      amount_minor bigint not null, primary key (shop, txn, reason, rule, side, other)
    )`,
    `create table if not exists happening (
      id text primary key, member text not null, at_ms bigint not null, kind text not null, name text,
      answer text not null
    )`,
    'create index if not exists happening_member on happening (member, at_ms)',
    'create table if not exists joining (link text not null, member text not null, at_ms bigint not null, primary key (link, member))',
    'create table if not exists welcome (identifier text primary key, member text not null)',
  ],
  [
    'alter table till add column if not exists revoked_ms bigint',
    `create index if not exists record_held on record (till, at_ms) where state in ('held', 'heldBranch')`,
    `create table if not exists item (
      id text primary key, kind text not null, at_ms bigint not null, till text not null, epoch text not null,
      seq bigint not null, hash text not null, receipt text, member text, detail text not null, stake_minor bigint,
      state text not null, closed text
    )`,
    'create index if not exists item_order on item (at_ms, id)',
    `create index if not exists item_open on item (at_ms, id) where state = 'open'`,
    `insert into item ${itemsOfVerdicts(`cast(v.differences as json) #>> '{0,path}'`)} on conflict (id) do nothing`,
    `insert into item ${itemsOfAlarms} on conflict (id) do nothing`,
    `create table if not exists hub_user (
      name text primary key, role text not null, verifier text not null, failures bigint not null,
      locked_until_ms bigint not null
    )`,
    'create table if not exists user_session (hash text primary key, name text not null, expires_ms bigint not null)',
    'create index if not exists user_session_name on user_session (name)',
    `create table if not exists audit (
      at_ms bigint not null, id text not null, who text not null, role text not null, action text not null,
      subject text not null, why text not null, primary key (at_ms, id)
    )`,
  ],
  [
    'create table if not exists person (member text primary key, hash text not null, text text not null, phone text)',
    'create table if not exists seal_key (hash text primary key, key text not null)',
    'create table if not exists erasure (member text primary key, at_ms bigint not null, by_whom text not null, why text not null)',
    `update change set doc = cast(cast(doc as jsonb) - 'name' - 'phone' - 'birthday' - 'codeWord' as text)
     where kind = 'member' and doc is not null`,
  ],
  [
    `create index if not exists record_unknown on record (till, at_ms, epoch, seq, hash)
     where state in ('unknown', 'unknownBranch')`,
  ],
  [
    'alter table feed_head add column if not exists horizon bigint not null default 0',
    `alter table member add column if not exists visits text not null default '{}'`,
  ],
  [
    'create table if not exists write_off (id text primary key, at_ms bigint not null, doc text not null, confirmed text)',
    'create index if not exists write_off_open on write_off (at_ms, id) where confirmed is null',
  ],
  [
    `create table if not exists wish (
      member text not null, id text not null, at_ms bigint not null, state text not null, doc text not null,
      primary key (member, id)
    )`,
    'create index if not exists wish_id on wish (id)',
    `create index if not exists wish_open on wish (at_ms, id) where state in ('asked', 'ordered', 'arrived')`,
    'alter table member add column if not exists wishes bigint not null default 0',
  ],
];
