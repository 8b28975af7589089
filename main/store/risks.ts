import type { RecordBody, SaleBody } from '../../shared/protocol/journal.ts';
import type { Sqlite } from './sqlite.ts';

/** What a sale used under no lease: points of a wallet, or a right. */
export type Risk = { member: string } & ({ wallet: string; points: number } | { entitlement: string });

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
      if (body.kind !== 'sale' || !body.facts.member) return;
      const { id: member } = body.facts.member;
      for (const [wallet, points] of riskedPoints(body)) add.run(ord, member, wallet, points, null);
      for (const right of riskedRights(body)) add.run(ord, member, null, 0, right);
    },
    /** Of sales after a place: those the hub has not acknowledged. */
    after: (ord: number): Risk[] =>
      after
        .all(ord)
        .map(({ member, wallet, points, entitlement }) =>
          entitlement === null ? { member, wallet: wallet!, points } : { member, entitlement },
        ),
  };
}

function riskedPoints({ money }: SaleBody): Map<string, number> {
  const risked = new Map<string, number>();
  for (const each of money.movements) {
    if (each.kind !== 'redeem' || each.lease !== undefined) continue;
    risked.set(each.wallet, (risked.get(each.wallet) ?? 0) + each.points);
  }
  return risked;
}

function riskedRights({ facts, money }: SaleBody): string[] {
  const backed = new Set([
    ...(facts.rights?.held.map(({ entitlement }) => entitlement) ?? []),
    ...(money.entitlements.issued?.map(({ id }) => id) ?? []),
  ]);
  return money.entitlements.used.flatMap(({ id }) => (backed.has(id) ? [] : [id]));
}
