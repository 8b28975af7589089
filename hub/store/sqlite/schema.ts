import { itemsOfAlarms, itemsOfVerdicts } from '../past-items.ts';

/**
 * hub.db, one text per version: `user_version` says how many have run. Never edited once released, only added to. Keys of what
 * grows begin with till, member or shop.
 *
 * record: the journals of all tills, `bytes` exactly as they were hashed. epoch: up to where each is held without a gap, and the
 * till's signature over the last it pushed.
 * member_event: what happened to a member, of records (`event` null) and of the hub itself (till '').
 * ledger: signed sides of double entries; each txn of a member sums to zero in every wallet.
 * change: the feed in its order; `doc` null is a tombstone. Every revision is kept: facts are checked against them.
 * usage: how far promotions with limits are used up, by shop; usage_record: by which records. money: double entries of money that
 * one side owes another for points, bundles and causes; each txn of a shop sums to zero in its currency. happening: events of
 * members that were answered, each once; `answer` is what was told. joining: who came by which link. welcome: hashes of cards and
 * phones that had their welcome. item: what a person works through and closes (`closed` is JSON of who, when and why). hub_user,
 * user_session: people and the hashes of their tokens. audit: who changed what and why.
 * person: members' sealed parts; seal_key: their keys, in order of coming and each as long as any other, so that
 * one is wiped where it lies (docs/decisions/0010-sealed-persons.md). erasure: who had whom erased.
 * wish: what members asked for and what became of it; words of their own stand in `doc` sealed. write_off: what gifts and wishes took out of stock; `confirmed` is JSON of the document that wrote it off.
 */
export const hubMigrations = [
  `
  create table meta (key text primary key, value text not null) strict, without rowid;

  create table till (
    till text primary key, shop text not null, public_key text, token_issued text, token_confirmed text,
    last_at_ms integer not null
  ) strict, without rowid;
  create table enrolment_code (hash text primary key, till text not null, expires_ms integer not null) strict, without rowid;
  create table epoch (
    till text not null, epoch text not null, ordinal integer not null, seq integer not null, hash text not null,
    primary key (till, epoch)
  ) strict, without rowid;
  create table lease (
    till text not null, lease text not null, request_id text not null, member text not null, text text not null,
    signature text not null, closed integer not null,
    primary key (till, lease)
  ) strict, without rowid;
  create unique index lease_request on lease (till, request_id);
  create index lease_open on lease (till) where closed = 0;
  create table tally (
    till text primary key, records integer not null, sales integer not null, returns integer not null,
    different integer not null, pending integer not null, arithmetic integer not null, facts integer not null,
    limits integer not null
  ) strict, without rowid;

  create table record (
    till text not null, epoch text not null, seq integer not null, hash text not null, kind text not null,
    state text not null, at_ms integer not null, receipt text, of_receipt text, bytes blob not null
  ) strict;
  create unique index record_identity on record (till, epoch, seq, hash);
  create index record_receipt on record (receipt) where receipt is not null;
  create index record_of_receipt on record (of_receipt) where of_receipt is not null;
  create trigger record_never_changes before update on record begin select raise(abort, 'a record is never changed'); end;
  create trigger record_never_goes before delete on record begin select raise(abort, 'a record is never deleted'); end;
  create table verdict (
    till text not null, epoch text not null, seq integer not null, hash text not null, receipt text not null,
    verdict text not null, kind text, differences text not null, state text not null,
    primary key (till, epoch, seq, hash)
  ) strict;
  create index verdict_pending on verdict (till) where verdict = 'pending';
  create table alarm (
    till text not null, epoch text not null, seq integer not null, hash text not null, kind text not null,
    detail text not null, primary key (till, epoch, seq, hash, kind)
  ) strict;

  create table member (
    member text primary key, shops text not null, profile text not null, opening text not null, account text not null,
    last text, hub_seq integer not null, lapse_ms integer
  ) strict;
  create index member_lapse on member (lapse_ms) where lapse_ms is not null;
  create table card (card text primary key, member text not null) strict, without rowid;
  create table alias (alias text primary key, member text not null) strict, without rowid;
  create table member_event (
    member text not null, till text not null, epoch text not null, seq integer not null, hash text not null,
    at_ms integer not null, event text, named text,
    primary key (member, till, epoch, seq, hash)
  ) strict, without rowid;
  create table ledger (
    member text not null, txn text not null, wallet text not null, side text not null, points integer not null,
    primary key (member, txn, wallet, side)
  ) strict, without rowid;

  create table document (
    kind text not null, id text not null, doc text not null, primary key (kind, id)
  ) strict, without rowid;
  create table programme (
    hash text primary key, id text not null, version integer not null, text text not null, from_moment text not null,
    unique (id, version)
  ) strict;
  create table feed_head (shop text primary key, position integer not null) strict, without rowid;
  create table change (
    shop text not null, position integer not null, kind text not null, id text not null, doc text,
    primary key (shop, position, kind, id)
  ) strict, without rowid;
  create index change_revision on change (shop, kind, id, position);
  `,
  `
  create table usage (
    promotion text not null, shop text not null, uses integer not null, given integer not null,
    primary key (promotion, shop)
  ) strict, without rowid;
  create table usage_record (
    promotion text not null, till text not null, epoch text not null, seq integer not null, hash text not null,
    shop text not null, at_ms integer not null, uses integer not null, given integer not null,
    primary key (promotion, till, epoch, seq, hash)
  ) strict, without rowid;
  create table money (
    shop text not null, txn text not null, reason text not null, rule text not null, side text not null,
    other text not null, at_ms integer not null, programme text not null, currency text not null,
    amount_minor integer not null, primary key (shop, txn, reason, rule, side, other)
  ) strict, without rowid;
  create table happening (
    id text primary key, member text not null, at_ms integer not null, kind text not null, name text, answer text not null
  ) strict, without rowid;
  create index happening_member on happening (member, at_ms);
  create table joining (
    link text not null, member text not null, at_ms integer not null, primary key (link, member)
  ) strict, without rowid;
  create table welcome (identifier text primary key, member text not null) strict, without rowid;
  `,
  `
  alter table epoch add column signed_hash text not null default '';
  alter table epoch add column signature text not null default '';
  alter table epoch add column public_key text not null default '';
  alter table epoch add column checked integer not null default 1;
  `,
  `
  alter table till add column revoked_ms integer;
  drop trigger record_never_changes;
  create trigger record_never_changes before update on record
    when old.state not in ('held', 'heldBranch') or new.till <> old.till or new.epoch <> old.epoch or new.seq <> old.seq
      or new.hash <> old.hash or new.bytes <> old.bytes
    begin select raise(abort, 'a record is never changed'); end;
  create index record_held on record (till, at_ms) where state in ('held', 'heldBranch');

  create table item (
    id text primary key, kind text not null, at_ms integer not null, till text not null, epoch text not null,
    seq integer not null, hash text not null, receipt text, member text, detail text not null, stake_minor integer,
    state text not null, closed text
  ) strict;
  create index item_order on item (at_ms, id);
  create index item_open on item (at_ms, id) where state = 'open';
  insert into item ${itemsOfVerdicts(`json_extract(v.differences, '$[0].path')`)};
  insert into item ${itemsOfAlarms};

  create table hub_user (
    name text primary key, role text not null, verifier text not null, failures integer not null,
    locked_until_ms integer not null
  ) strict, without rowid;
  create table user_session (
    hash text primary key, name text not null, expires_ms integer not null
  ) strict, without rowid;
  create index user_session_name on user_session (name);
  create table audit (
    at_ms integer not null, id text not null, who text not null, role text not null, action text not null,
    subject text not null, why text not null, primary key (at_ms, id)
  ) strict, without rowid;
  create trigger audit_never_changes before update on audit begin select raise(abort, 'the audit is never changed'); end;
  create trigger audit_never_goes before delete on audit begin select raise(abort, 'the audit is never deleted'); end;
  `,
  `
  create table person (
    member text primary key, hash text not null, text text not null, phone text
  ) strict, without rowid;
  create table seal_key (hash text not null unique, key text not null) strict;
  create table erasure (
    member text primary key, at_ms integer not null, by_whom text not null, why text not null
  ) strict, without rowid;
  update change set doc = json_remove(doc, '$.name', '$.phone', '$.birthday', '$.codeWord') where kind = 'member' and doc is not null;
  `,
  `
  drop trigger record_never_changes;
  create trigger record_never_changes before update on record
    when old.state not in ('held', 'heldBranch', 'unknown', 'unknownBranch') or new.till <> old.till or new.epoch <> old.epoch
      or new.seq <> old.seq or new.hash <> old.hash or new.bytes <> old.bytes
    begin select raise(abort, 'a record is never changed'); end;
  create index record_unknown on record (till, at_ms, epoch, seq, hash) where state in ('unknown', 'unknownBranch');
  `,
  `
  alter table feed_head add column horizon integer not null default 0;
  alter table member add column visits text not null default '{}';
  `,
  `
  create table write_off (id text primary key, at_ms integer not null, doc text not null, confirmed text) strict;
  create index write_off_open on write_off (at_ms, id) where confirmed is null;
  `,
  `
  create table wish (
    member text not null, id text not null, at_ms integer not null, state text not null, doc text not null,
    primary key (member, id)
  ) strict, without rowid;
  create index wish_id on wish (id);
  create index wish_open on wish (at_ms, id) where state in ('asked', 'ordered', 'arrived');
  alter table member add column wishes integer not null default 0;
  `,
] as const;
