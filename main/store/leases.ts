import type { Lot } from '../../shared/loyalty/basics.ts';
import type { RecordBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { Sqlite } from './sqlite.ts';

/** Points of a member set aside for this till; `lots` is what is left of them to spend. */
export type OpenLease = { lease: string; member: string; lots: Lot[] };

type LeaseRow = { lease: string; member: string; state: 'open' | 'closed'; left_lots: string };

export type Leases = ReturnType<typeof openLeases>;

/** The leases this till holds or held, kept up to date by the records that speak of them, in their transaction. */
export function openLeases(db: Sqlite) {
  const add = db.prepare<[string, string, string, string]>('insert into leases values (?, ?, ?, ?)');
  const byId = db.prepare<[string], LeaseRow>('select * from leases where lease = ?');
  const open = db.prepare<[], LeaseRow>(`select * from leases where state = 'open' order by rowid`);
  const spend = db.prepare<[string, string]>('update leases set left_lots = ? where lease = ?');
  const close = db.prepare<[string]>(`update leases set state = 'closed', left_lots = '[]' where lease = ?`);

  return {
    /** What the record does to leases. Throws on what only a bug can ask for: twice accepted, spent beyond what it holds. */
    follow(body: RecordBody): void {
      if (body.kind === 'lease.accepted') accept(body.grant.lease.id, body.grant.member, body.grant.lease.lots);
      else if (body.kind === 'lease.closed') closeLease(body.lease, body.member);
      else if (body.kind === 'sale') {
        debit(body);
        for (const lease of body.leasesClosed) closeLease(lease, body.facts.member?.id ?? '');
      }
    },

    /** The same of records read again, some of which are missing. */
    recall(body: RecordBody): void {
      if (body.kind === 'lease.accepted' && !byId.get(body.grant.lease.id)) {
        add.run(body.grant.lease.id, body.grant.member, 'open', JSON.stringify(body.grant.lease.lots));
      } else if (body.kind === 'lease.closed') closeLease(body.lease, body.member);
      else if (body.kind === 'sale') {
        for (const lease of body.leasesClosed) closeLease(lease, body.facts.member?.id ?? '');
      }
    },

    state: (lease: string): 'open' | 'closed' | undefined => byId.get(lease)?.state,
    open: (): OpenLease[] =>
      open.all().map((row) => ({ lease: row.lease, member: row.member, lots: JSON.parse(row.left_lots) as Lot[] })),
  };

  function accept(lease: string, member: string, lots: Lot[]): void {
    const known = byId.get(lease);
    if (known) throw new Error(`lease ${lease} was ${known.state === 'open' ? 'accepted' : 'closed'} before`);
    add.run(lease, member, 'open', JSON.stringify(lots));
  }

  /** Also of one never accepted: its id must not be accepted later. */
  function closeLease(lease: string, member: string): void {
    if (byId.get(lease)) close.run(lease);
    else add.run(lease, member, 'closed', '[]');
  }

  function debit({ money }: SaleBody): void {
    for (const movement of money.movements) {
      if (movement.kind !== 'redeem' || movement.lease === undefined) continue;
      const row = byId.get(movement.lease);
      const lots = row?.state === 'open' ? (JSON.parse(row.left_lots) as Lot[]) : [];
      const lot = lots.find(({ id }) => id === movement.lot);
      if (!lot || lot.points < movement.points) {
        throw new Error(`lease ${movement.lease} does not hold ${movement.points} points of lot ${movement.lot}`);
      }
      lot.points -= movement.points;
      spend.run(JSON.stringify(lots), movement.lease);
    }
  }
}
