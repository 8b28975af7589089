import { availableLots } from '../../shared/loyalty/account.ts';
import type { LeaseReply, LeaseRequest } from '../../shared/protocol/hub.ts';
import type { Ports } from '../ports.ts';
import { newId } from '../sale/ids.ts';
import { memberSnapshot } from '../sale/member-view.ts';
import type { Journal } from '../store/journal.ts';
import type { Replica } from '../store/replica.ts';
import type { LeasePort } from '../sync/leases.ts';

type Stores = { journal: Journal; replica: Replica; till: string; ports: Ports };

/** Puts aside whatever a member of the training has: there is no other till to ask. Nothing leaves this process. */
export function trainingLeases(stores: Stores): LeasePort {
  return {
    request: async (request) =>
      'receipt' in request ? { kind: 'refused', reason: 'unknownReceipt' } : granted(stores, request),
    receipts: () => Promise.resolve([]),
  };
}

function granted({ journal, replica, till, ports }: Stores, request: LeaseRequest): LeaseReply {
  const { member, wallet, points = 0, rights = [], requestId, moment } = request;
  const account = memberSnapshot(member, { journal, replica, till })?.account;
  let left = points;
  const lots = (account ? availableLots(account) : []).flatMap((lot) => {
    const part = lot.wallet === wallet ? Math.min(left, lot.points) : 0;
    left -= part;
    return part > 0 ? [{ ...lot, points: part }] : [];
  });
  if (lots.length + rights.length === 0) return { kind: 'refused', reason: 'noPoints' };
  const lease = {
    id: newId(ports.random),
    till,
    lots,
    rights: rights.map((entitlement) => ({ entitlement, quantity: wholeRight })),
  };
  const grant = { lease, member, requestId, grantedAt: moment, generation: 'training' };
  return { kind: 'granted', grant, signature: '' };
}

/** As much of a right as any receipt may use, in thousandths. */
const wholeRight = 1_000_000;
