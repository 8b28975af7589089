import type { RecordBody } from '../../shared/protocol/journal.ts';
import { riskedPoints, usedRights } from '../../shared/protocol/risked.ts';
import type { Sqlite } from './sqlite.ts';

/** What a sale used under no lease: points of a wallet, or a right; or what was paid back for goods nobody could check. */
export type Risk = ({ member: string } & ({ wallet: string; points: number } | { entitlement: string })) | Refunded;
type Refunded = { refundMinor: number };

type RiskRow = { member: string; wallet: string | null; points: number; entitlement: string | null };

export type Risks = ReturnType<typeof openRisks>;

/** Counts what the till risks, in the transaction of the sale that did. Nothing resets it but the hub's ack. */
export function openRisks(db: Sqlite) {
  const add = db.prepare<[number, string, string | null, number, string | null]>(
    'insert into risks values (?, ?, ?, ?, ?)',
  );
  const after = db.prepare<[number], RiskRow>(
    'select member, wallet, points, entitlement from risks where ord > ? order by ord',
  );
  return {
    follow(body: RecordBody, ord: number): void {
      if (body.kind === 'return.unverified') add.run(ord, '', null, body.refundMinor, null);
      if (body.kind !== 'sale' || !body.facts.member) return;
      const { id: member } = body.facts.member;
      for (const [wallet, points] of riskedPoints(body)) add.run(ord, member, wallet, points, null);
      for (const { id, lease } of usedRights(body)) if (lease === null) add.run(ord, member, null, 0, id);
    },
    /** Of records after a place: those the hub has not acknowledged. */
    after: (ord: number): Risk[] =>
      after.all(ord).map(({ member, wallet, points, entitlement }) => {
        if (entitlement !== null) return { member, entitlement };
        return wallet === null ? { refundMinor: points } : { member, wallet, points };
      }),
  };
}
