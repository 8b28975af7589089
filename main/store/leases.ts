import { rightQuantity } from '../../shared/loyalty/account.ts';
import type { LeasedRight } from '../../shared/loyalty/account.ts';
import type { LeaseGrant, RecordBody, SaleBody } from '../../shared/protocol/journal.ts';
import { afterSale, leasesNamed, LeaseShort } from './lease-debits.ts';
import type { OpenLease } from './lease-debits.ts';
import type { Sqlite } from './sqlite.ts';

export type { OpenLease } from './lease-debits.ts';

type LeaseRow = {
  lease: string;
  member: string;
  state: 'open' | 'closed';
  left_lots: string;
  left_rights: string;
  ahead: 0 | 1;
  receipt: string | null;
};

export type Leases = ReturnType<typeof openLeases>;

/** The leases this till holds or held, kept up to date by the records that speak of them, in their transaction. */
export function openLeases(db: Sqlite) {
  const add = db.prepare<[string, string, string, string, string, number, string | null]>(
    'insert into leases (lease, member, state, left_lots, left_rights, ahead, receipt) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const columns = 'lease, member, state, left_lots, left_rights, ahead, receipt';
  const byId = db.prepare<[string], LeaseRow>(`select ${columns} from leases where lease = ?`);
  const open = db.prepare<[], LeaseRow>(`select ${columns} from leases where state = 'open' order by rowid`);
  const keepSold = db.prepare<[string, string]>('update leases set sold = ? where lease = ?');
  const sold = db.prepare<[string], string | null>('select sold from leases where lease = ?').pluck();
  const spend = db.prepare<[string, string, string]>(
    'update leases set left_lots = ?, left_rights = ? where lease = ?',
  );
  const close = db.prepare<[string]>(
    `update leases set state = 'closed', left_lots = '[]', left_rights = '[]', sold = null where lease = ?`,
  );

  function accept({ lease: { id, lots, rights = [] }, member = '', ahead, returns }: LeaseGrant): void {
    const known = byId.get(id);
    if (known) throw new Error(`lease ${id} was ${known.state === 'open' ? 'accepted' : 'closed'} before`);
    const receipt = returns?.receipt ?? null;
    add.run(id, member, 'open', JSON.stringify(lots), JSON.stringify(rights), ahead ? 1 : 0, receipt);
  }

  /** Also of one never accepted: its id must not be accepted later. */
  function closeLease(lease: string, member = ''): void {
    if (byId.get(lease)) close.run(lease);
    else add.run(lease, member, 'closed', '[]', '[]', 0, null);
  }

  /** Rights that a receipt of this till opens are its own to use until it closes them. */
  function holdIssued({ facts, money }: SaleBody): void {
    for (const right of money.entitlements.issued ?? []) {
      const quantity = rightQuantity(right);
      if (quantity === null || !facts.member || byId.get(right.id)) continue;
      const held: LeasedRight[] = [{ entitlement: right.id, quantity }];
      add.run(right.id, facts.member.id, 'open', '[]', JSON.stringify(held), 0, null);
    }
  }

  /** A till's own hold ends as it is used up; so it does in the account and at the hub. */
  function debit(body: SaleBody): void {
    for (const id of leasesNamed(body)) {
      const row = byId.get(id);
      const left = afterSale(row?.state === 'open' ? openLease(row) : null, id, body);
      if (!left) continue;
      const isHold = body.money.entitlements.used.some((use) => use.id === id);
      if (isHold && left.rights.length === 0) close.run(id);
      else spend.run(JSON.stringify(left.lots), JSON.stringify(left.rights), id);
    }
  }

  function followSale(body: SaleBody, debiting: (body: SaleBody) => void): void {
    holdIssued(body);
    debiting(body);
    for (const lease of body.leasesClosed) closeLease(lease, body.facts.member?.id ?? '');
  }

  /** What the record does to leases. Throws on what only a bug can ask for: twice accepted, spent beyond what it holds. */
  function follow(body: RecordBody): void {
    if (body.kind === 'lease.accepted') accept(body.grant);
    else if (body.kind === 'lease.closed') closeLease(body.lease, body.member);
    else if (body.kind === 'sale') followSale(body, debit);
    else if (body.kind === 'return') {
      for (const id of body.money.entitlements.revoked ?? []) if (byId.get(id)) close.run(id);
    }
  }

  return {
    follow,

    /** The same of records read again, some of which are missing: what does not fit is passed by. */
    recall(body: RecordBody): void {
      if (body.kind === 'sale') followSale(body, leniently(debit));
      else if (body.kind !== 'lease.accepted' || !byId.get(body.grant.lease.id)) follow(body);
    },

    /** What the hub told of the sale whose return right was taken, as its taker wrote it. */
    keepSold: (lease: string, text: string): void => void keepSold.run(text, lease),
    sold: (lease: string): string | null => sold.get(lease) ?? null,

    state: (lease: string): 'open' | 'closed' | undefined => byId.get(lease)?.state,
    open: (): OpenLease[] => open.all().map(openLease),
  };
}

/** A sale that spent of a lease whose record is lost. */
function leniently(debit: (body: SaleBody) => void): (body: SaleBody) => void {
  return (body) => {
    try {
      debit(body);
    } catch (error) {
      if (!(error instanceof LeaseShort)) throw error;
    }
  };
}

function openLease({ lease, member, left_lots: lots, left_rights: rights, ahead, receipt }: LeaseRow): OpenLease {
  return {
    lease,
    member: member === '' ? null : member,
    lots: JSON.parse(lots) as OpenLease['lots'],
    rights: JSON.parse(rights) as LeasedRight[],
    ahead: ahead === 1,
    receipt,
  };
}
