import { rightQuantity } from '../../shared/loyalty/account.ts';
import { canonicalJson } from '../../shared/protocol/canonical.ts';
import { signatureTags } from '../../shared/protocol/journal.ts';
import type { LeaseGrant, ReturnBody, SaleBody } from '../../shared/protocol/journal.ts';
import { sha256 } from '../identity/hash.ts';
import type { HubKey } from '../identity/keys.ts';
import type { GrantRow } from '../store/rows.ts';
import type { Tx } from '../store/store.ts';

/** Signs a grant and writes it down. */
export async function keepGrant(tx: Tx, key: Pick<HubKey, 'sign'>, grant: LeaseGrant): Promise<GrantRow> {
  const { lease, requestId, member } = grant;
  const text = canonicalJson(grant);
  const signature = key.sign(signatureTags.lease + sha256(text));
  const row: GrantRow = {
    till: lease.till,
    lease: lease.id,
    requestId,
    member: member ?? '',
    grant: text,
    signature,
    closed: false,
  };
  await tx.addGrant(row);
  return row;
}

/** Rights a receipt opens are held by its till, under their own ids, until it closes them: as its fold has it, so the hub's books. */
export async function keepHolds(tx: Tx, key: Pick<HubKey, 'sign'>, generation: string, body: SaleBody): Promise<void> {
  const { facts, money, receipt } = body;
  const { used, issued = [] } = money.entitlements;
  if (!facts.member) return;
  for (const right of issued) {
    const { id } = right;
    const quantity = rightQuantity(right);
    if (quantity === null || (await tx.grant(facts.till, id))) continue;
    const lease = { id, till: facts.till, lots: [], rights: [{ entitlement: id, quantity }] };
    const { moment: grantedAt, member } = facts;
    await keepGrant(tx, key, { lease, member: member.id, requestId: `${receipt}/${id}`, grantedAt, generation });
  }
  for (const { id, closed } of used) if (closed) await closeHold(tx, facts.till, id);
}

/** A right that a return took back is held by nobody. */
export async function dropHolds(tx: Tx, { facts, money }: ReturnBody): Promise<void> {
  for (const id of money.entitlements.revoked ?? []) await closeHold(tx, facts.till, id);
}

async function closeHold(tx: Tx, till: string, right: string): Promise<void> {
  const held = await tx.grant(till, right);
  if (held && !held.closed) await tx.closeGrant(till, right);
}
